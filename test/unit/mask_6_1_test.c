// SPDX-License-Identifier: MIT
/*
 * Masks and limits of 6.1.
 *
 * board: test/boards/dma.dts
 * run: --linux=6.1
 */
#include "mask.h"

static struct kunit_suite suite = BOARD_SUITE("mask");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
