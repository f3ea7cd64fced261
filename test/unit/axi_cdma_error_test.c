// SPDX-License-Identifier: MIT
/*
 * The AXI CDMA engine where nothing answers: DMADecErr and SGDecErr, in its
 * registers and in the descriptor.  The bus reports each one, so the run ends
 * with exit status 1.
 *
 * board: test/boards/cdma.dts
 * status: 1
 */
#include "axi_cdma_board.h"

#include <linux/module.h>

static void simple_decode_error(struct kunit *test)
{
	struct engine *e = &plain;
	unsigned int to;

	for (to = 0; to < 2; to++) {
		wr(e, CR, IOC | ERR);
		start_simple(e, to ? NOWHERE : e->out_dma,
			     to ? e->in_dma : NOWHERE, 64);
		KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
		KUNIT_EXPECT_EQ(test, rd(e, SR) & ERRORS, 0x40);
		KUNIT_EXPECT_EQ(test, e->seen, ERR);
		KUNIT_EXPECT_EQ(test, e->out[0], 0xee);
		KUNIT_ASSERT_EQ(test, reset(e), 0);
		KUNIT_EXPECT_EQ(test, rd(e, SR), IDLE);
	}
}

static void chain_decode_error(struct kunit *test)
{
	struct engine *e = &full;

	set_desc(e, 0, e->out_dma, e->in_dma, 64);
	set_desc(e, 1, NOWHERE, e->in_dma, 64);
	set_desc(e, 2, e->out_dma + 64, e->in_dma, 64);
	start_sg(e, 0x00010000 | IRQS, 3);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & ERRORS, 0x40);
	KUNIT_EXPECT_EQ(test, e->seen, IOC | ERR);
	KUNIT_EXPECT_EQ(test, desc_status(e, 0), CMPLT);
	KUNIT_EXPECT_EQ(test, desc_status(e, 1), 0x40000000);
	KUNIT_EXPECT_EQ(test, desc_status(e, 2), 0);
	KUNIT_EXPECT_EQ(test, rd(e, CURDESC), lower_32_bits(desc_addr(e, 1)));
}

static void fetch_decode_error(struct kunit *test)
{
	struct engine *e = &full;

	set_desc(e, 0, e->out_dma, e->in_dma, 64);
	e->desc[0].next = cpu_to_le64(NOWHERE);
	start_sg(e, 0x00010000 | IRQS, 2);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & ERRORS, 0x400);
	KUNIT_EXPECT_EQ(test, e->seen, IOC | ERR);
	KUNIT_EXPECT_EQ(test, rd(e, CURDESC), NOWHERE);
	KUNIT_EXPECT_EQ(test, desc_status(e, 0), CMPLT);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(simple_decode_error),
	KUNIT_CASE(chain_decode_error),
	KUNIT_CASE(fetch_decode_error),
	{ }
};

static struct kunit_suite suite = {
	.name = "axi-cdma-errors",
	.suite_init = engines_init,
	.suite_exit = engines_exit,
	.init = engines_reset,
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("The AXI CDMA engine where nothing answers");
MODULE_LICENSE("Dual MIT/GPL");
