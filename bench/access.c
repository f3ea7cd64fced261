// SPDX-License-Identifier: MIT
/*
 * Row 17: loads and stores of driver code in board memory, all checks, lines in
 * the cache; against the same loops (loops.h) under the thread sanitizer, under
 * valgrind, and, from the reference, in a QEMU TCG guest.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "bench-driver.h"
#include "dmaspace/board.h"

#define NR_LOOPS	5

static const struct {
	const char *what;
	unsigned int cmd;
	double must;			/* ns; 0: only the ratios */
	double aim, tcg;
} loops[NR_LOOPS] = {
	{ "8-byte loads", BENCH_LOAD8, 2, 1.3, 1.6 },
	{ "8-byte stores", BENCH_STORE8, 2, 1.3, 1.6 },
	{ "1-byte loads", BENCH_LOAD1, 0, 0, 1.7 },
	{ "32-byte descriptors, 5 stores", BENCH_FILL, 0, 0, 6.0 },
	{ "list walk, 2 loads a node", BENCH_WALK, 0, 0, 5.2 },
};

static int fd;

static void run_loop(void *arg, unsigned long n)
{
	long err = board_ioctl(fd, *(const unsigned int *)arg, n);

	if (err)
		bench_give_up("a loop", err);
}

/* bench-loops prints the ns of each loop, in their order. */
static void run_peer(const char *command, double *ns)
{
	FILE *f = popen(command, "r");
	unsigned int i;

	for (i = 0; i < NR_LOOPS; i++)
		if (!f || fscanf(f, "%lf", &ns[i]) != 1)
			bench_give_up(command, 0);
	pclose(f);
}

enum side { OURS, PLAIN, TSAN, VALGRIND, NR_SIDES };
static double ns[NR_SIDES][NR_LOOPS][BENCH_ROUNDS];

static void run_round(unsigned int round)
{
	static const char *const before[NR_SIDES] = {
		[PLAIN] = "", [TSAN] = "setarch -R ",
		[VALGRIND] = "valgrind -q ",
	};
	unsigned int i, side;

	for (i = 0; i < NR_LOOPS; i++) {
		unsigned int cmd = loops[i].cmd;

		ns[OURS][i][round] = bench_time(run_loop, &cmd);
	}
	for (side = PLAIN; side < NR_SIDES; side++) {
		double one[NR_LOOPS];
		char command[5000];

		snprintf(command, sizeof(command), "%s%s", before[side],
			 bench_file(side == TSAN ? "bench-loops-tsan" :
				    "bench-loops"));
		run_peer(command, one);
		for (i = 0; i < NR_LOOPS; i++)
			ns[side][i][round] = one[i];
	}
}

static struct pair pair_of(unsigned int loop, enum side peer)
{
	double a[BENCH_ROUNDS], b[BENCH_ROUNDS], ratio[BENCH_ROUNDS];
	unsigned int i;

	for (i = 0; i < BENCH_ROUNDS; i++) {
		a[i] = ns[OURS][loop][i];
		b[i] = ns[peer][loop][i];
		ratio[i] = a[i] / b[i];
	}
	return (struct pair){
		bench_median(a, BENCH_ROUNDS), bench_median(b, BENCH_ROUNDS),
		bench_median(ratio, BENCH_ROUNDS),
	};
}

static void against(unsigned int loop, enum side side, const char *peer,
		    double must)
{
	struct line line = {
		.row = "17", .what = loops[loop].what, .peer = peer,
		.pair = pair_of(loop, side), .must = must, .unit = "x",
	};

	line.value = line.pair.ratio;
	bench_line(&line);
}

static void print_loop(unsigned int i, double speed)
{
	struct line plain = {
		.row = "17", .what = loops[i].what, .peer = "not instrumented",
		.pair = pair_of(i, PLAIN), .must = loops[i].must,
		.aim = loops[i].aim, .unit = "ns", .scaled = true,
	};
	struct line tcg = {
		.row = "17", .what = loops[i].what,
		.peer = "QEMU TCG guest: reference", .aim = 1, .unit = "x",
	};

	plain.value = plain.pair.ours;
	bench_line(&plain);
	against(i, TSAN, "thread sanitizer", 0.6);
	against(i, VALGRIND, "valgrind (memcheck)", 0.9);
	tcg.pair = (struct pair){ plain.pair.ours, loops[i].tcg * speed,
				  plain.pair.ours / (loops[i].tcg * speed) };
	tcg.value = tcg.pair.ratio;
	bench_line(&tcg);
}

void bench_access(void)
{
	unsigned int i;
	double speed;

	fd = bench_board("bench.dtb", "bench-driver.so", "/dev/bench");
	for (i = 0; i < BENCH_ROUNDS; i++)
		run_round(i);
	speed = bench_speed();
	for (i = 0; i < NR_LOOPS; i++)
		print_loop(i, speed);
}
