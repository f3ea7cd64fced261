// SPDX-License-Identifier: MIT
/*
 * models/axi-cdma.c alone, on a bus of this file's own: 64 KiB of memory at
 * MEM, the same to be read only at ROM, a slave that answers with an error at
 * BAD, nothing anywhere else.  It proves what the board's bus cannot bring
 * about (slave errors), what depends on the exact time of an event, and that
 * each misuse is told.
 *
 * Same engine, on a board, by its registers: axi_cdma_test.c.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dmaspace/device.h"

extern const struct model_ops model_axi_cdma;

#define MEM	0x1000000ull
#define BAD	0x2000000ull
#define ROM	0x3000000ull
#define SIZE	0x10000ull
#define CLOCK	10ull
#define RESET_MAX (80 * CLOCK)

/* --- the bus -------------------------------------------------------------- */

struct model {
	uint8_t mem[SIZE];
	struct model_event *events[4];
	uint64_t now;
	bool irq, sg, dre;
	uint32_t width, addrwidth;
	unsigned int misuses;
	char last_misuse[256];
	void *state;
};

static struct model bus;

void *model_state(struct model *m)
{
	return m->state;
}

uint64_t model_now(const struct model *m)
{
	return m->now;
}

uint64_t model_random(struct model *m, uint64_t below)
{
	(void)m;
	return (uint64_t)rand() % below;
}

static int decode(uint64_t addr, size_t n)
{
	if (addr - BAD < SIZE)
		return -5;
	return addr - MEM < SIZE && n <= SIZE - (addr - MEM) ? 0 : -14;
}

int model_dma_read(struct model *m, uint64_t addr, void *buf, size_t n)
{
	int err;

	if (addr >= ROM)
		addr -= ROM - MEM;
	err = decode(addr, n);
	if (!err)
		memcpy(buf, m->mem + (addr - MEM), n);
	return err;
}

int model_dma_write(struct model *m, uint64_t addr, const void *buf, size_t n)
{
	int err = decode(addr, n);

	if (!err)
		memcpy(m->mem + (addr - MEM), buf, n);
	return err;
}

int model_dma_copy(struct model *m, uint64_t dst, uint64_t src, size_t n)
{
	int err = decode(src, n) ? decode(src, n) : decode(dst, n);

	if (!err)
		memmove(m->mem + (dst - MEM), m->mem + (src - MEM), n);
	return err;
}

void model_irq(struct model *m, unsigned int index, bool level)
{
	(void)index;
	m->irq = level;
}

bool model_armed(const struct model_event *ev)
{
	return ev->queue[0];
}

void model_after(struct model *m, struct model_event *ev, uint64_t ns)
{
	unsigned int i;

	model_cancel(m, ev);
	for (i = 0; m->events[i]; i++)
		;
	m->events[i] = ev;
	ev->queue[0] = i + 1;
	ev->queue[1] = m->now + ns;
}

void model_cancel(struct model *m, struct model_event *ev)
{
	if (ev->queue[0])
		m->events[ev->queue[0] - 1] = NULL;
	ev->queue[0] = 0;
}

bool model_property_u32(const struct model *m, const char *name,
			uint32_t *value)
{
	if (!strcmp(name, "xlnx,addrwidth"))
		*value = m->addrwidth;
	else if (!strcmp(name, "xlnx,sg-length-width"))
		*value = m->width;
	else
		return false;
	return true;
}

bool model_property(const struct model *m, const char *name)
{
	return (!strcmp(name, "xlnx,include-sg") && m->sg) ||
	       (!strcmp(name, "xlnx,include-dre") && m->dre);
}

void model_misuse(struct model *m, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(m->last_misuse, sizeof(m->last_misuse), fmt, args);
	va_end(args);
	m->misuses++;
}

/* Run the events up to the time until. */
static void run_until(uint64_t until)
{
	struct model_event *ev;
	unsigned int i;

	for (;;) {
		ev = NULL;
		for (i = 0; i < 4; i++)
			if (bus.events[i] &&
			    (!ev || bus.events[i]->queue[1] < ev->queue[1]))
				ev = bus.events[i];
		if (!ev || ev->queue[1] > until)
			break;
		bus.now = ev->queue[1];
		model_cancel(&bus, ev);
		ev->fn(&bus, ev);
	}
	if (until != UINT64_MAX)
		bus.now = until;
}

static uint32_t rd(uint64_t off)
{
	return (uint32_t)model_axi_cdma.read(&bus, 0, off, 4);
}

static void wr(uint64_t off, uint32_t value)
{
	model_axi_cdma.write(&bus, 0, off, value, 4);
}

/* --- tests ---------------------------------------------------------------- */

static unsigned int tests, failures;

static void check(bool ok, const char *what, int line)
{
	tests++;
	failures += !ok;
	printf("%sok %u - line %d: %s\n", ok ? "" : "not ", tests, line, what);
}
#define CHECK(cond) check((cond), #cond, __LINE__)

static void power_on(bool sg, bool dre, uint32_t width, uint32_t addrwidth)
{
	unsigned int i;

	free(bus.state);
	memset(&bus, 0, sizeof(bus));
	bus.sg = sg;
	bus.dre = dre;
	bus.width = width;
	bus.addrwidth = addrwidth;
	bus.state = calloc(1, model_axi_cdma.state_size);
	for (i = 0; i < SIZE; i++)
		bus.mem[i] = (uint8_t)(i * 7 + i / 251);
	CHECK(model_axi_cdma.init(&bus) == 0);
}

static void desc(unsigned int i, uint64_t src, uint64_t dst, uint32_t n)
{
	uint32_t d[8] = { MEM + (i + 1) * 64, 0, src, src >> 32, dst, dst >> 32,
			  n, 0 };

	memcpy(bus.mem + i * 64, d, sizeof(d));
}

static uint32_t status(unsigned int i)
{
	uint32_t s;

	memcpy(&s, bus.mem + i * 64 + 0x1c, sizeof(s));
	return s;
}

static void start_sg(uint32_t cr, unsigned int last)
{
	wr(0x00, cr);
	wr(0x00, cr | 8);
	wr(0x08, MEM);
	wr(0x10, MEM + last * 64);
}

static void simple(uint64_t src, uint64_t dst, uint32_t n)
{
	wr(0x00, 0x5000);
	wr(0x18, (uint32_t)src);
	wr(0x20, (uint32_t)dst);
	wr(0x28, n);
}

/* Each error of the data mover and of the SG engine: bit, descriptor, halt. */
static void test_errors(void)
{
	static const struct {
		uint64_t chain, src, dst;
		uint32_t n, sr, status;
	} cases[] = {
		{ MEM, BAD, MEM + 0x8000, 64, 1 << 5, 1u << 29 },
		{ MEM, MEM + 0x8000, BAD, 64, 1 << 5, 1u << 29 },
		{ MEM, 0, MEM + 0x8000, 64, 1 << 6, 1u << 30 },
		{ MEM, MEM + 0x8000, 0, 64, 1 << 6, 1u << 30 },
		{ MEM, MEM + 0x8000, MEM + 0x9000, 0, 1 << 4, 1u << 28 },
		{ BAD, 0, 0, 0, 1 << 9, 0 },
		{ 0x40, 0, 0, 0, 1 << 10, 0 },
	};
	unsigned int i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		power_on(true, true, 23, 32);
		desc(0, cases[i].src, cases[i].dst, cases[i].n);
		wr(0x00, 0x17008);
		wr(0x08, (uint32_t)cases[i].chain);
		wr(0x10, MEM + 0x40);
		CHECK(!(rd(0x04) & 2));
		run_until(UINT64_MAX);
		CHECK((rd(0x04) & 0x770) == cases[i].sr);
		CHECK((rd(0x04) & 0x4002) == 0x4002);
		CHECK(bus.irq);
		CHECK(status(0) == cases[i].status);
		CHECK(rd(0x08) == cases[i].chain);
		wr(0x04, 0x4000);
		CHECK(!bus.irq && (rd(0x04) & 0x770) == cases[i].sr);
		CHECK(!bus.misuses);
		wr(0x10, MEM + 0x80);
		CHECK(bus.misuses == 1 && (rd(0x04) & 2));
	}
}

static void test_simple_errors(void)
{
	power_on(false, true, 23, 32);
	simple(BAD, MEM, 64);
	run_until(UINT64_MAX);
	CHECK((rd(0x04) & 0x770) == 0x20 && bus.irq);
	power_on(false, true, 23, 32);
	simple(0, MEM, 64);
	run_until(UINT64_MAX);
	CHECK((rd(0x04) & 0x770) == 0x40 && bus.irq);
	power_on(false, true, 23, 32);
	simple(MEM, MEM + 0x8000, 0);
	run_until(UINT64_MAX);
	CHECK((rd(0x04) & 0x770) == 0x10 && bus.irq);
	wr(0x04, 0x3000);
	CHECK((rd(0x04) & 0x7000) == 0x4000 && bus.irq);
	CHECK(!bus.misuses);
	wr(0x28, 64);
	CHECK(bus.misuses == 1);
	wr(0x00, 4);
	run_until(UINT64_MAX);
	CHECK(rd(0x04) == 2 && rd(0x00) == 0 && !bus.irq);
}

/* A status word that cannot be written is an error of the SG engine. */
static void test_update_error(void)
{
	power_on(true, true, 23, 32);
	desc(0, MEM + 0x8000, MEM + 0x9000, 64);
	wr(0x00, 0x17008);
	wr(0x08, ROM);
	wr(0x10, ROM);
	run_until(UINT64_MAX);
	CHECK((rd(0x04) & 0x770) == 1 << 10 && bus.irq && !status(0));
	CHECK(!memcmp(bus.mem + 0x8000, bus.mem + 0x9000, 64));
}

/* IRQDelay counts 125 clocks a step from the moment the engine is idle. */
static void test_delay(void)
{
	uint64_t idle;

	power_on(true, true, 23, 32);
	desc(0, MEM + 0x8000, MEM + 0x9000, 64);
	desc(1, MEM + 0x8000, MEM + 0x9000, 64);
	start_sg(0x03057000, 1);		/* delay 3, threshold 5 */
	CHECK(rd(0x04) >> 16 == 5);
	while (!(rd(0x04) & 2))
		run_until(bus.now + CLOCK);
	idle = bus.now;
	CHECK(!bus.irq && rd(0x04) >> 16 == 3);
	run_until(idle + 2 * 1250);
	CHECK(!bus.irq && rd(0x04) >> 24 == 2);
	run_until(idle + 3 * 1250);
	CHECK(bus.irq && (rd(0x04) & 0x7000) == 0x2000);
	CHECK(rd(0x04) >> 16 == 5);		/* loaded again */
	run_until(UINT64_MAX);
	wr(0x04, 0x2000);
	CHECK(!bus.irq && !(rd(0x04) & 0x7000));
	run_until(bus.now + 10 * 1250);
	CHECK(!bus.irq);
}

/* The threshold was met, so there is nothing for the delay timer to tell. */
static void test_threshold(void)
{
	unsigned int i;

	power_on(true, true, 23, 32);
	for (i = 0; i < 4; i++)
		desc(i, MEM + 0x8000, MEM + 0x9000 + 64 * i, 64);
	start_sg(0x01027000, 3);
	while (!bus.irq)
		run_until(bus.now + CLOCK);
	CHECK(status(1) == 1u << 31 && status(2) == 0);
	CHECK(!(rd(0x04) & 2));
	wr(0x04, 0x1000);
	CHECK(!bus.irq);
	run_until(UINT64_MAX);
	CHECK(bus.irq && (rd(0x04) & 0x7002) == 0x1002);
	CHECK(!memcmp(bus.mem + 0x9000 + 192, bus.mem + 0x8000, 64));
}

/* Reset in the midst: nothing moves any more, all is as after power on. */
static void test_reset(void)
{
	unsigned int i, moved;

	power_on(true, true, 23, 32);
	memset(bus.mem + 0x8000, 0, 0x8000);
	memset(bus.mem, 0xa5, 0x8000);
	simple(MEM, MEM + 0x8000, 0x8000);
	run_until(bus.now + 25000);
	CHECK(!(rd(0x04) & 2));
	wr(0x00, 4);
	CHECK(rd(0x00) & 4);
	wr(0x18, 1);
	CHECK(bus.misuses == 1);
	run_until(bus.now + RESET_MAX);
	CHECK(rd(0x00) == 0x10002 && rd(0x04) == 0x1000a && !rd(0x18));
	for (i = moved = 0; i < 0x8000; i++)
		moved += bus.mem[0x8000 + i] == 0xa5;
	CHECK(moved > 0 && moved < 0x8000);
	run_until(UINT64_MAX);
	for (i = 0; i < 0x8000; i++)
		moved -= bus.mem[0x8000 + i] == 0xa5;
	CHECK(moved == 0 && rd(0x04) == 0x1000a && !bus.irq);
}

/* A chain that is started again goes on behind its tail. */
static void test_tail(void)
{
	unsigned int i;

	power_on(true, true, 23, 32);
	for (i = 0; i < 4; i++)
		desc(i, MEM + 0x8000, MEM + 0x9000 + 64 * i, 64);
	start_sg(0x17000, 1);
	run_until(UINT64_MAX);
	CHECK(status(1) && !status(2) && rd(0x08) == MEM + 64);
	wr(0x08, MEM);
	CHECK(bus.misuses == 1);
	wr(0x10, MEM + 192);
	run_until(UINT64_MAX);
	CHECK(status(2) && status(3) && rd(0x08) == MEM + 192);
	start_sg(0x17000, 1);			/* the first is done already */
	run_until(UINT64_MAX);
	CHECK((rd(0x04) & 0x770) == 0x100 && status(0) == 1u << 31);
}

static void test_cyclic(void)
{
	uint32_t first = MEM;

	power_on(true, true, 23, 32);
	desc(0, MEM + 0x8000, MEM + 0x9000, 64);
	desc(1, MEM + 0x8000, MEM + 0x9000, 64);
	memcpy(bus.mem + 64, &first, 4);
	wr(0x00, 0x17040);
	wr(0x00, 0x17048);
	wr(0x08, MEM);
	wr(0x10, 0x50);
	run_until(bus.now + 1000000);
	CHECK(!(rd(0x04) & 2) && !bus.misuses && bus.irq);
	wr(0x00, 4);
	run_until(UINT64_MAX);
	CHECK(rd(0x04) == 0x1000a);
}

static void test_key_hole(void)
{
	power_on(false, true, 23, 32);
	wr(0x00, 0x10);
	wr(0x18, MEM + 0x100);
	wr(0x20, MEM + 0x8000);
	wr(0x28, 64);
	run_until(UINT64_MAX);
	CHECK(!memcmp(bus.mem + 0x8000, bus.mem + 0x100, 4));
	CHECK(!memcmp(bus.mem + 0x803c, bus.mem + 0x100, 4));
	memset(bus.mem + 0x8000, 0, 64);
	wr(0x00, 0x20);
	wr(0x28, 64);
	run_until(UINT64_MAX);
	CHECK(!memcmp(bus.mem + 0x8000, bus.mem + 0x13c, 4));
	CHECK(bus.mem[0x8004] == 0);
}

static void test_lanes(void)
{
	power_on(false, false, 23, 32);
	simple(MEM + 1, MEM + 0x8001, 64);
	run_until(UINT64_MAX);
	CHECK(!bus.misuses && !memcmp(bus.mem + 0x8001, bus.mem + 1, 64));
	simple(MEM + 1, MEM + 0x8002, 64);
	run_until(UINT64_MAX);
	CHECK(bus.misuses == 1 && !memcmp(bus.mem + 0x8001, bus.mem + 1, 64));
}

static void test_width(void)
{
	power_on(false, true, 8, 40);
	simple(MEM, MEM + 0x8000, 0x1ff);
	CHECK(bus.misuses == 1 && rd(0x28) == 0xff);
	run_until(UINT64_MAX);
	wr(0x1c, 0x1ff);
	CHECK(bus.misuses == 2 && rd(0x1c) == 0xff);
	model_axi_cdma.write(&bus, 0, 0x18, 0x1234567890ull, 8);
	CHECK(model_axi_cdma.read(&bus, 0, 0x18, 8) == 0x1234567890ull);
	model_axi_cdma.write(&bus, 0, 0x18, 1, 2);
	CHECK(bus.misuses == 3 && rd(0x18) == 0x34567890);
	wr(0x2c, 0);
	CHECK(bus.misuses == 4 && rd(0x2c) == 0);
}

/* The upper half of the tail pointer starts an engine of more than 32 bits. */
static void test_wide(void)
{
	power_on(true, true, 23, 40);
	desc(0, MEM + 0x8000, MEM + 0x9000, 64);
	wr(0x00, 0x17008);
	wr(0x08, MEM);
	wr(0x0c, 0);
	wr(0x10, MEM);
	CHECK(rd(0x04) & 2);
	wr(0x14, 0);
	CHECK(!(rd(0x04) & 2));
	run_until(UINT64_MAX);
	CHECK(status(0) == 1u << 31 && !bus.misuses);
}

/* Each rule whose breach an engine does not tell of: one report, no effect. */
static const struct {
	const char *says;
	bool sg, busy;
	uint64_t off;
	uint32_t value;
	uint32_t left;			/* what is read then */
} misuses[] = {
	{ "SGMode is 0", true, false, 0x08, 0x40, 0 },
	{ "SGMode is 0", true, false, 0x0c, 1, 0 },
	{ "SGMode is 0", true, false, 0x10, 0x40, 0 },
	{ "SGMode is 0", false, false, 0x14, 1, 0 },
	{ "without scatter-gather", false, false, 0x00, 8, 0 },
	{ "only while the engine is idle", true, true, 0x00, 8, 0x10002 },
	{ "only while the engine is idle", true, true, 0x00, 0x10, 0x10002 },
	{ "only while the engine is idle", true, true, 0x00, 0x20, 0x10002 },
	{ "only while the engine is idle", true, true, 0x00, 0x40, 0x10002 },
	{ "Idle is 0", true, true, 0x18, 1, MEM & 0xffffffff },
	{ "Idle is 0", true, true, 0x1c, 1, 0 },
	{ "Idle is 0", true, true, 0x20, 1, (MEM + 0x8000) & 0xffffffff },
	{ "Idle is 0", true, true, 0x24, 1, 0 },
	{ "Idle is 0", true, true, 0x28, 1, 0x4000 },
	{ "Idle is 0", true, true, 0x08, 0x40, 0 },
	{ "does not fit", true, false, 0x1c, 1, 0 },
	{ "more than this engine moves", true, false, 0x28, 0x01000040, 0x40 },
	{ "registers are words", true, false, 0x2c, 0, 0 },
	{ "registers are words", true, false, 0x19, 0, 0 },
};

/* A next pointer between two descriptors is rounded down, and told. */
static void test_next_pointer(void)
{
	power_on(true, true, 23, 32);
	desc(0, MEM + 0x8000, MEM + 0x9000, 64);
	desc(1, MEM + 0x8000, MEM + 0xa000, 64);
	bus.mem[0] |= 4;
	start_sg(0x17000, 1);
	run_until(UINT64_MAX);
	CHECK(bus.misuses == 1 && strstr(bus.last_misuse, "NXTDESC_PNTR"));
	CHECK(status(1) == 1u << 31 && (rd(0x04) & 0x772) == 2);
}

static void test_misuses(void)
{
	unsigned int i;

	for (i = 0; i < sizeof(misuses) / sizeof(misuses[0]); i++) {
		power_on(misuses[i].sg, true, 23, 32);
		if (misuses[i].busy) {
			wr(0x18, (uint32_t)MEM);
			wr(0x20, (uint32_t)MEM + 0x8000);
			wr(0x28, 0x4000);
		}
		wr(misuses[i].off, misuses[i].value);
		CHECK(bus.misuses == 1);
		CHECK(strstr(bus.last_misuse, misuses[i].says));
		CHECK(rd(misuses[i].off) == misuses[i].left);
		run_until(UINT64_MAX);
		CHECK(!misuses[i].busy ||
		      !memcmp(bus.mem + 0x8000, bus.mem, 0x4000));
	}
	power_on(true, true, 23, 32);
	wr(0x00, 8);
	wr(0x28, 64);
	CHECK(bus.misuses == 1 && strstr(bus.last_misuse, "starts nothing"));
	wr(0x08, 0x1001);
	CHECK(bus.misuses == 2 && strstr(bus.last_misuse, "multiple of 64"));
	CHECK(rd(0x08) == 0x1000);
	wr(0x04, 0x7000);
	CHECK(bus.misuses == 2);
	test_next_pointer();
}

int main(void)
{
	test_errors();
	test_simple_errors();
	test_update_error();
	test_delay();
	test_threshold();
	test_reset();
	test_tail();
	test_cyclic();
	test_key_hole();
	test_lanes();
	test_width();
	test_wide();
	test_misuses();
	free(bus.state);
	printf("1..%u\n", tests);
	return failures != 0;
}
