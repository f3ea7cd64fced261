// SPDX-License-Identifier: MIT
/*
 * Rows 3, 4, 5: map, dma_mapping_error(), unmap of 4 KiB with the checks on, by a
 * driver, while 16, 4096 or 60000 other mappings live.
 *
 * What K was not asked for: all of them live and each in turn is unmapped and
 * mapped again, so that nothing of it is in the CPU's cache.
 */
#include <stdio.h>

#include "bench.h"
#include "bench-driver.h"
#include "dmaspace/board.h"

static int fd;

/* The ioctl that makes the live ones, how many, and what is measured then. */
struct live {
	unsigned int cmd, n, map;
};

static void map(void *arg, unsigned long n)
{
	const struct live *live = arg;
	long err = board_ioctl(fd, live->map, n);

	if (err)
		bench_give_up("a mapping", err);
}

static double ours(const void *arg)
{
	struct live live = *(const struct live *)arg;
	long err = board_ioctl(fd, live.cmd, live.n);

	if (err)
		bench_give_up("live mappings", err);
	return bench_time(map, &live);
}

static const struct set {
	const char *row, *name;
	unsigned int cmd;
	double kernel[3], must, aim;
} sets[] = {
	{ "3", "TO_DEVICE", BENCH_LIVE_TO, { 68, 69, 86 }, 1.0, 0.5 },
	{ "4", "FROM_DEVICE", BENCH_LIVE_FROM, { 123, 154, 218 }, 0.6, 0.35 },
};

static const unsigned int counts[] = { 16, 4096, BENCH_MAX_LIVE };

static double one_line(const struct set *set, unsigned int i)
{
	struct live live = { set->cmd, counts[i], BENCH_MAP };
	char what[64];
	struct line line = {
		.row = set->row, .what = what, .peer = "K dma-debug",
		.must = set->must, .aim = set->aim, .unit = "x",
	};

	snprintf(what, sizeof(what), "map, check, unmap %s, %u", set->name,
		 counts[i]);
	line.pair = bench_pair((struct measure){ ours, &live },
			       (struct measure){ bench_reference,
						 &set->kernel[i] });
	line.value = line.pair.ratio;
	bench_line(&line);
	return line.pair.ours;
}

/* Row 5, and what happens when all of it is far away. */
static void growth(const struct set *set, double few, double many)
{
	struct live near = { set->cmd, counts[0], BENCH_MAP_AGAIN };
	struct live far = { set->cmd, counts[2], BENCH_MAP_AGAIN };
	char what[64];
	struct line line = {
		.row = "5", .what = what, .peer = "ours at 16", .must = 1.8,
		.aim = 1.5, .unit = "x", .pair = { many, few, many / few },
		.value = many / few,
	};

	snprintf(what, sizeof(what), "%s at %u", set->name, counts[2]);
	bench_line(&line);
	snprintf(what, sizeof(what), "%s, each of %u anew", set->name,
		 counts[2]);
	line.must = line.aim = 0;
	line.pair = bench_pair((struct measure){ ours, &far },
			       (struct measure){ ours, &near });
	bench_line(&line);
}

void bench_map(void)
{
	unsigned int i, j;
	double ns[3];

	fd = bench_board("bench.dtb", "bench-driver.so", "/dev/bench");
	for (i = 0; i < 2; i++) {
		for (j = 0; j < 3; j++)
			ns[j] = one_line(&sets[i], j);
		growth(&sets[i], ns[0], ns[2]);
	}
}
