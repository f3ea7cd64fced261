// SPDX-License-Identifier: MIT
/*
 * Masks and limits of 6.12.
 *
 * board: test/boards/dma.dts
 */
#include "mask.h"

static struct kunit_suite suite = BOARD_SUITE("mask");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
