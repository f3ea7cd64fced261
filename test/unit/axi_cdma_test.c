// SPDX-License-Identifier: MIT
/*
 * The AXI CDMA engine, register by register and bit by bit (PG034), as a driver
 * that does nothing wrong sees it: no report comes of any of this.
 *
 * board: test/boards/cdma.dts
 */
#include "axi_cdma_board.h"

#include <linux/delay.h>
#include <linux/module.h>

/* --- registers ------------------------------------------------------------ */

static void power_on_values(struct kunit *test)
{
	unsigned int reg;

	KUNIT_EXPECT_EQ(test, rd(&full, CR), 0x00010002);
	KUNIT_EXPECT_EQ(test, rd(&full, SR), 0x0001000a);
	KUNIT_EXPECT_EQ(test, rd(&plain, CR), 0);
	KUNIT_EXPECT_EQ(test, rd(&plain, SR), 0x00000002);
	for (reg = CURDESC; reg <= BTT; reg += 4) {
		KUNIT_EXPECT_EQ(test, rd(&full, reg), 0);
		KUNIT_EXPECT_EQ(test, rd(&plain, reg), 0);
	}
}

/* What is written and what is then read: each bit that can be written, and
 * those that cannot. */
static const struct {
	struct engine *e;
	unsigned int reg;
	u32 write, read;
	bool sg;
} registers[] = {
	{ &full, CR, 0x00010000, 0x00010002 },
	{ &full, CR, 0x00010008, 0x0001000a },		/* SGMode */
	{ &full, CR, 0x00010010, 0x00010012 },		/* Key Hole Read */
	{ &full, CR, 0x00010020, 0x00010022 },		/* Key Hole Write */
	{ &full, CR, 0x00010040, 0x00010042 },		/* Cyclic */
	{ &full, CR, 0x00011000, 0x00011002 },		/* IOC_IrqEn */
	{ &full, CR, 0x00012000, 0x00012002 },		/* Dly_IrqEn */
	{ &full, CR, 0x00014000, 0x00014002 },		/* Err_IrqEn */
	{ &full, CR, 0x00018f81, 0x00010002 },		/* reserved */
	{ &full, CR, 0xa5ff0000, 0xa5ff0002 },
	{ &full, CR, 0x5a000000, 0x5a010002 },		/* threshold 0 */
	{ &plain, CR, 0x00001000, 0x00001000 },
	{ &plain, CR, 0x00004000, 0x00004000 },
	{ &plain, CR, 0xa5ffafc1, 0x00000000 },		/* not built in */
	{ &full, SR, 0xffffffff, 0x0001000a },
	{ &plain, SR, 0xffffffff, 0x00000002 },
	{ &full, CURDESC, 0xffffffc0, 0xffffffc0, true },
	{ &full, CURDESC, 0x5a5a5a40, 0x5a5a5a40, true },
	{ &full, CURDESC + 4, 0x000000a5, 0x000000a5, true },
	{ &full, SA, 0xa5a5a5a5, 0xa5a5a5a5 },
	{ &full, SA + 4, 0x000000ff, 0x000000ff },
	{ &full, DA, 0x5a5a5a5a, 0x5a5a5a5a },
	{ &full, DA + 4, 0x000000ff, 0x000000ff },
	{ &plain, SA, 0xffffffff, 0xffffffff },
	{ &plain, DA, 0xffffffff, 0xffffffff },
	{ &plain, SA + 4, 0x00000000, 0x00000000 },
};

static void register_bits(struct kunit *test)
{
	struct engine *e;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(registers); i++) {
		e = registers[i].e;
		KUNIT_ASSERT_EQ(test, reset(e), 0);
		wr(e, CR, registers[i].sg ? SGMODE : 0);
		wr(e, registers[i].reg, registers[i].write);
		KUNIT_EXPECT_EQ_MSG(test, rd(e, registers[i].reg),
				    registers[i].read, "case %u", i);
	}
}

/* Leaving scatter-gather mode clears both pointers (tables 2-6 to 2-9). */
static void sgmode_clears(struct kunit *test)
{
	wr(&full, CR, SGMODE);
	wr(&full, CURDESC, 0x1000);
	wr(&full, CURDESC + 4, 1);
	wr(&full, TAILDESC, 0x2000);
	KUNIT_EXPECT_EQ(test, rd(&full, TAILDESC), 0x2000);
	KUNIT_EXPECT_TRUE(test, rd(&full, SR) & IDLE);
	wr(&full, CR, 0);
	KUNIT_EXPECT_EQ(test, rd(&full, CURDESC), 0);
	KUNIT_EXPECT_EQ(test, rd(&full, CURDESC + 4), 0);
	KUNIT_EXPECT_EQ(test, rd(&full, TAILDESC), 0);
}

static void reset_clears(struct kunit *test)
{
	wr(&full, CR, 0x5a407000);
	wr(&full, SA, 0x1234);
	wr(&full, DA, 0x5678);
	wr(&full, CR, RESET);
	KUNIT_EXPECT_TRUE(test, rd(&full, CR) & RESET);
	udelay(2);
	power_on_values(test);
}

/* --- simple mode ---------------------------------------------------------- */

static const struct {
	unsigned int from, to, n;
} copies[] = {
	{ 0, 0, 1 }, { 0, 0, 4 }, { 0, 0, 4096 }, { 0, 0, DATA },
	{ 1, 0, 63 }, { 0, 3, 64 }, { 7, 13, 5000 }, { 4095, 1, 2 },
};

static void simple_copies(struct kunit *test)
{
	struct engine *e = &full;
	unsigned int i, n;

	wr(e, CR, IOC | ERR);
	for (i = 0; i < ARRAY_SIZE(copies); i++) {
		n = copies[i].n;
		memset(e->out, 0xee, DATA);
		start_simple(e, e->out_dma + copies[i].to,
			     e->in_dma + copies[i].from, n);
		KUNIT_EXPECT_EQ(test, rd(e, BTT), n);
		KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
		KUNIT_EXPECT_EQ(test, e->irqs, i + 1);
		KUNIT_EXPECT_EQ(test, memcmp(e->out + copies[i].to,
					     e->in + copies[i].from, n), 0);
		if (copies[i].to)
			KUNIT_EXPECT_EQ(test, e->out[copies[i].to - 1], 0xee);
		if (copies[i].to + n < DATA)
			KUNIT_EXPECT_EQ(test, e->out[copies[i].to + n], 0xee);
	}
	KUNIT_EXPECT_EQ(test, e->seen, IOC);
}

/* Not idle while it moves; time passes. */
static void simple_takes_time(struct kunit *test)
{
	struct engine *e = &plain;

	start_simple(e, e->out_dma, e->in_dma, DATA);
	KUNIT_EXPECT_FALSE(test, rd(e, SR) & IDLE);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & IRQS, 0);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, rd(e, SR), IDLE | IOC);
	KUNIT_EXPECT_EQ(test, memcmp(e->out, e->in, DATA), 0);
}

/* A bit of SR is there without its enable; the line needs both (2-4, 2-5). */
static void interrupt_enable(struct kunit *test)
{
	struct engine *e = &full;

	wr(e, CR, ERR | DLY);
	start_simple(e, e->out_dma, e->in_dma, 64);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & IRQS, IOC);
	KUNIT_EXPECT_EQ(test, e->irqs, 0);
	wr(e, CR, IOC);
	udelay(1);
	KUNIT_EXPECT_EQ(test, e->irqs, 1);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & IRQS, 0);
}

/* Writing a 1 clears a bit, writing a 0 or another bit does not. */
static void write_one_to_clear(struct kunit *test)
{
	struct engine *e = &plain;

	start_simple(e, e->out_dma, e->in_dma, 64);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	wr(e, SR, 0);
	wr(e, SR, DLY | ERR);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & IRQS, IOC);
	wr(e, SR, IOC);
	KUNIT_EXPECT_EQ(test, rd(e, SR), IDLE);
}

/* BTT 0: DMAIntErr, halted until reset (PG034 "Error Interrupts"). */
static void zero_bytes(struct kunit *test)
{
	struct engine *e = &plain;

	wr(e, CR, IOC | ERR);
	start_simple(e, e->out_dma, e->in_dma, 0);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & ERRORS, 0x10);
	KUNIT_EXPECT_EQ(test, e->seen, ERR);
	KUNIT_ASSERT_EQ(test, reset(e), 0);
	KUNIT_EXPECT_EQ(test, rd(e, SR), IDLE);
	start_simple(e, e->out_dma, e->in_dma, 64);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, memcmp(e->out, e->in, 64), 0);
}

static void key_hole(struct kunit *test)
{
	struct engine *e = &plain;

	wr(e, CR, 0x10);
	start_simple(e, e->out_dma, e->in_dma + 8, 32);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, memcmp(e->out, e->in + 8, 4), 0);
	KUNIT_EXPECT_EQ(test, memcmp(e->out + 28, e->in + 8, 4), 0);
	memset(e->out, 0xee, 64);
	wr(e, CR, 0x20);
	start_simple(e, e->out_dma, e->in_dma, 32);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, memcmp(e->out, e->in + 28, 4), 0);
	KUNIT_EXPECT_EQ(test, e->out[4], 0xee);
}

/* Nothing moves after a reset, and what was asked is forgotten. */
static void reset_in_the_midst(struct kunit *test)
{
	struct engine *e = &plain;
	unsigned int i, moved = 0;

	wr(e, CR, IOC | ERR);
	start_simple(e, e->out_dma, e->in_dma, DATA);
	udelay(25);
	KUNIT_EXPECT_FALSE(test, rd(e, SR) & IDLE);
	KUNIT_ASSERT_EQ(test, reset(e), 0);
	KUNIT_EXPECT_EQ(test, rd(e, SR), IDLE);
	for (i = 0; i < DATA; i++)
		moved += e->out[i] == e->in[i];
	KUNIT_EXPECT_GT(test, moved, 0);
	KUNIT_EXPECT_LT(test, moved, DATA);
	udelay(1000);
	for (i = 0; i < DATA; i++)
		moved -= e->out[i] == e->in[i];
	KUNIT_EXPECT_EQ(test, moved, 0);
	KUNIT_EXPECT_EQ(test, e->irqs, 0);
}

/* --- scatter-gather mode -------------------------------------------------- */

static void fill_chain(struct engine *e, unsigned int n, unsigned int bytes)
{
	unsigned int i;

	/* Last part of the source first, so that the order shows. */
	for (i = 0; i < n; i++)
		set_desc(e, i, e->out_dma + i * bytes,
			 e->in_dma + (n - 1 - i) * bytes, bytes);
}

static void chain(struct kunit *test)
{
	struct engine *e = &full;
	unsigned int i;

	fill_chain(e, 5, 1000);
	start_sg(e, 0x00010000 | IRQS, 5);
	KUNIT_EXPECT_FALSE(test, rd(e, SR) & IDLE);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	for (i = 0; i < 5; i++) {
		KUNIT_EXPECT_EQ(test, desc_status(e, i), CMPLT);
		KUNIT_EXPECT_EQ(test, memcmp(e->out + i * 1000,
					     e->in + (4 - i) * 1000, 1000), 0);
	}
	KUNIT_EXPECT_EQ(test, desc_status(e, 5), 0);
	KUNIT_EXPECT_EQ(test, e->out[5000], 0xee);
	KUNIT_EXPECT_EQ(test, rd(e, CURDESC), lower_32_bits(desc_addr(e, 4)));
	KUNIT_EXPECT_EQ(test, e->seen, IOC);
	KUNIT_EXPECT_EQ(test, e->irqs, 5);
}

/* One interrupt for each IRQThreshold completions; the rest is not told. */
static void coalesce(struct kunit *test)
{
	struct engine *e = &full;

	fill_chain(e, 7, 64);
	start_sg(e, 0x00030000 | IRQS, 7);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	udelay(100);
	KUNIT_EXPECT_EQ(test, e->irqs, 2);
	KUNIT_EXPECT_EQ(test, e->seen, IOC);
	KUNIT_EXPECT_EQ(test, rd(e, SR) >> 16, 2);	/* one of 3 counted */
	wr(e, CR, 0x00040000 | SGMODE);			/* loads it again */
	KUNIT_EXPECT_EQ(test, rd(e, SR) >> 16, 4);
}

/* The rest is told when the engine was idle for IRQDelay * 125 clocks. */
static void delay_interrupt(struct kunit *test)
{
	struct engine *e = &full;

	fill_chain(e, 4, 64);
	start_sg(e, 0x10030000 | IRQS, 4);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, e->seen, IOC);
	udelay(15);
	KUNIT_EXPECT_EQ(test, e->seen, IOC);
	KUNIT_EXPECT_GT(test, rd(e, SR) >> 24, 8);
	KUNIT_EXPECT_LT(test, rd(e, SR) >> 24, 16);
	udelay(10);
	KUNIT_EXPECT_EQ(test, e->seen, IOC | DLY);
	KUNIT_EXPECT_EQ(test, e->irqs, 2);
	KUNIT_EXPECT_EQ(test, rd(e, SR) >> 16, 3);
}

/* Dly_Irq goes when SGMode is cleared (table 2-5); IOC_Irq stays. */
static void sgmode_clears_delay(struct kunit *test)
{
	struct engine *e = &full;

	fill_chain(e, 4, 64);
	start_sg(e, 0x01030000, 4);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	udelay(5);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & IRQS, IOC | DLY);
	wr(e, CR, 0x01030000);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & IRQS, IOC);
}

/* A new tail: on with the next one (table 2-8); while running, a longer way. */
static void tail_moves(struct kunit *test)
{
	struct engine *e = &full;
	unsigned int i;

	fill_chain(e, 6, 4096);
	start_sg(e, 0x00010000, 2);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, desc_status(e, 1), CMPLT);
	KUNIT_EXPECT_EQ(test, desc_status(e, 2), 0);
	set_tail(e, desc_addr(e, 3));
	KUNIT_EXPECT_FALSE(test, rd(e, SR) & IDLE);
	set_tail(e, desc_addr(e, 5));
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	for (i = 0; i < 6; i++)
		KUNIT_EXPECT_EQ(test, desc_status(e, i), CMPLT);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & ERRORS, 0);
}

static void cyclic(struct kunit *test)
{
	struct engine *e = &full;

	fill_chain(e, 2, 64);
	e->desc[1].next = cpu_to_le64(e->desc_dma);
	wr(e, CR, 0x00010040);
	wr(e, CR, 0x00010048 | IOC);
	wr(e, CURDESC, lower_32_bits(e->desc_dma));
	wr(e, CURDESC + 4, upper_32_bits(e->desc_dma));
	set_tail(e, 0x50);
	udelay(100);
	KUNIT_EXPECT_FALSE(test, rd(e, SR) & IDLE);
	KUNIT_EXPECT_GT(test, e->irqs, 10);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & ERRORS, 0);
	KUNIT_EXPECT_EQ(test, reset(e), 0);
}

/* A descriptor that is complete already: SGIntErr, and it is left as it is. */
static void stale_descriptor(struct kunit *test)
{
	struct engine *e = &full;

	fill_chain(e, 3, 64);
	e->desc[1].status = cpu_to_le32(CMPLT);
	start_sg(e, 0x00010000 | IRQS, 3);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & ERRORS, 0x100);
	KUNIT_EXPECT_EQ(test, e->seen, IOC | ERR);
	KUNIT_EXPECT_EQ(test, desc_status(e, 0), CMPLT);
	KUNIT_EXPECT_EQ(test, desc_status(e, 1), CMPLT);
	KUNIT_EXPECT_EQ(test, desc_status(e, 2), 0);
	KUNIT_EXPECT_EQ(test, rd(e, CURDESC), lower_32_bits(desc_addr(e, 1)));
	KUNIT_EXPECT_EQ(test, e->out[64], 0xee);
}

static void zero_byte_descriptor(struct kunit *test)
{
	struct engine *e = &full;

	fill_chain(e, 2, 64);
	e->desc[1].control = 0;
	start_sg(e, 0x00010000 | IRQS, 2);
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, rd(e, SR) & ERRORS, 0x10);
	KUNIT_EXPECT_EQ(test, desc_status(e, 1), 0x10000000);
	KUNIT_EXPECT_EQ(test, rd(e, CURDESC), lower_32_bits(desc_addr(e, 1)));
}

/* A longest transfer of 26 bits of length is not cut. */
static void long_transfer(struct kunit *test)
{
	struct engine *e = &full;

	KUNIT_ASSERT_EQ(test, DATA, 0x8000);
	set_desc(e, 0, e->out_dma, e->in_dma, DATA | 0xfc000000u);
	start_sg(e, 0x00010000 | IRQS, 1);	/* 31:26 are reserved */
	KUNIT_ASSERT_EQ(test, wait_idle(e), 0);
	KUNIT_EXPECT_EQ(test, memcmp(e->out, e->in, DATA), 0);
	KUNIT_EXPECT_EQ(test, desc_status(e, 0), CMPLT);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(power_on_values),
	KUNIT_CASE(register_bits),
	KUNIT_CASE(sgmode_clears),
	KUNIT_CASE(reset_clears),
	KUNIT_CASE(simple_copies),
	KUNIT_CASE(simple_takes_time),
	KUNIT_CASE(interrupt_enable),
	KUNIT_CASE(write_one_to_clear),
	KUNIT_CASE(zero_bytes),
	KUNIT_CASE(key_hole),
	KUNIT_CASE(reset_in_the_midst),
	KUNIT_CASE(chain),
	KUNIT_CASE(coalesce),
	KUNIT_CASE(delay_interrupt),
	KUNIT_CASE(sgmode_clears_delay),
	KUNIT_CASE(tail_moves),
	KUNIT_CASE(cyclic),
	KUNIT_CASE(stale_descriptor),
	KUNIT_CASE(zero_byte_descriptor),
	KUNIT_CASE(long_transfer),
	{ }
};

static struct kunit_suite suite = {
	.name = "axi-cdma",
	.suite_init = engines_init,
	.suite_exit = engines_exit,
	.init = engines_reset,
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_DESCRIPTION("The AXI CDMA engine by its registers");
MODULE_LICENSE("Dual MIT/GPL");
