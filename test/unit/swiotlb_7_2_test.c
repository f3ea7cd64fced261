// SPDX-License-Identifier: MIT
/*
 * swiotlb.h as Linux 7.2 has it.
 *
 * board: test/boards/swiotlb.dts
 * run: --linux=7.2
 */
#include "swiotlb.h"

kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
