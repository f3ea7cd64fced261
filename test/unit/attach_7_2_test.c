// SPDX-License-Identifier: MIT
/*
 * attach.h as Linux 7.2 has it.
 *
 * board: test/boards/of.dts
 * run: --linux=7.2
 */
#include "attach.h"

kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
