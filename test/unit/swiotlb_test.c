// SPDX-License-Identifier: MIT
/*
 * swiotlb.h as Linux 6.12 has it.
 *
 * board: test/boards/swiotlb.dts
 */
#include "swiotlb.h"

kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
