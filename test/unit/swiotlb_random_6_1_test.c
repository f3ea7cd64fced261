// SPDX-License-Identifier: MIT
/*
 * swiotlb_random.h as Linux 6.1 has it.
 *
 * board: test/boards/swiotlb.dts
 * run: --linux=6.1
 */
#include "swiotlb_random.h"

kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
