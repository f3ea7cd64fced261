// SPDX-License-Identifier: MIT
/*
 * Row 6: cache maintenance of 4 KiB against a hot memcpy() of 4 KiB.
 *
 * Four pages are dirtied, not timed; then their maintenance is timed, and the
 * clock's own cost taken off.  The peer copies four pages just written.
 */
#include <string.h>

#include "bench.h"
#include "dmaspace/board.h"
#include "home/home.h"

#define PAGES		4
#define BYTES		(PAGES * 4096u)
#define TIMES		1001

struct work {
	enum home_cache_op op;
	unsigned int step;		/* lines from a dirty one to the next */
};

static double ticks[TIMES];
static double clock_cost;

/* ns a page of what was timed. */
static double per_page(void)
{
	return (bench_median(ticks, TIMES) - clock_cost) / PAGES;
}

static void dirty(uint64_t paddr, unsigned int step)
{
	char *va = home_vaddr(HOME_LINEAR, paddr - home_dram_base());
	unsigned int off;

	for (off = 0; off < BYTES; off += step * HOME_LINE)
		home_store(va + off, &off, sizeof(off));
}

static double ours(const void *arg)
{
	const struct work *work = arg;
	/* The last pages of the first GiB: nobody has them. */
	uint64_t paddr = home_dram_base() + (1u << 30) - (1u << 20);
	unsigned int i, page;
	uint64_t start;

	for (i = 0; i < TIMES; i++) {
		if (work->step)
			dirty(paddr, work->step);
		start = bench_wall();
		for (page = 0; page < PAGES; page++)
			home_cache(work->op, paddr + page * 4096u, 4096);
		ticks[i] = (double)(bench_wall() - start);
	}
	return per_page();
}

static double hot_memcpy(const void *arg)
{
	static char from[BYTES], to[BYTES];
	unsigned int i, page;
	uint64_t start;

	(void)arg;
	for (i = 0; i < TIMES; i++) {
		memset(from, (int)i, sizeof(from));
		start = bench_wall();
		for (page = 0; page < PAGES; page++) {
			memcpy(to + page * 4096u, from + page * 4096u, 4096);
			__asm__ volatile("" : : "r"(to) : "memory");
		}
		ticks[i] = (double)(bench_wall() - start);
	}
	return per_page();
}

static void measure_clock(void)
{
	unsigned int i;

	for (i = 0; i < TIMES; i++) {
		uint64_t start = bench_wall();

		ticks[i] = (double)(bench_wall() - start);
	}
	clock_cost = bench_median(ticks, TIMES);
}

static const struct {
	const char *what;
	struct work work;
	double must, aim;
} cases[] = {
	{ "clean 4 KiB, every line dirty", { HOME_CLEAN, 1 }, 4, 2.5 },
	{ "clean 4 KiB, every other line", { HOME_CLEAN, 2 }, 10, 0 },
	{ "clean 4 KiB, none dirty", { HOME_CLEAN, 0 }, 0, 0 },
	{ "invalidate 4 KiB, every line dirty", { HOME_INVALIDATE, 1 }, 4, 2.5 },
	{ "clean and invalidate, every line", { HOME_CLEAN_INVALIDATE, 1 }, 4,
	  2.5 },
};

void bench_cache(void)
{
	unsigned int i;

	bench_board("bench.dtb", "bench-driver.so", "/dev/bench");
	measure_clock();
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct line line = {
			.row = "6", .what = cases[i].what, .peer = "hot memcpy",
			.must = cases[i].must, .aim = cases[i].aim, .unit = "x",
		};

		line.pair = bench_pair(
			(struct measure){ ours, &cases[i].work },
			(struct measure){ hot_memcpy, NULL });
		line.value = line.pair.ratio;
		bench_line(&line);
	}
}
