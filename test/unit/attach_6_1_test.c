// SPDX-License-Identifier: MIT
/*
 * attach.h as Linux 6.1 has it.
 *
 * board: test/boards/of.dts
 * run: --linux=6.1
 */
#include "attach.h"

kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
