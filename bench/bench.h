/* SPDX-License-Identifier: MIT */
/*
 * bench - what a row of the bench is made of: measure a pair, print a line.
 *
 * A pair is ours and its peer, measured in turns on one CPU; what is shown is the
 * median of the rounds.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stdint.h>

#define BENCH_ROUNDS 7

/* Gives ns an operation. */
struct measure {
	double (*ns)(const void *arg);
	const void *arg;
};

struct pair {
	double ours, peer, ratio;	/* ratio: median of the rounds' own */
};
struct pair bench_pair(struct measure ours, struct measure peer);
double bench_median(double *values, unsigned int n);
/* ns an operation of fn(arg, n): CPU time, the best of some slices of 2 ms. */
double bench_time(void (*fn)(void *arg, unsigned long n), void *arg);
/* ns that have passed. */
uint64_t bench_wall(void);

/* A line of the table: value is what must and aim are about; must 0: none. */
struct line {
	const char *row, *what, *peer;
	struct pair pair;
	double value, must, aim;
	const char *unit;		/* of value: "x" or "ns" */
	bool scaled;			/* ns of the reference's machine */
};
void bench_line(const struct line *line);
void bench_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * A peer that cannot be in this tree: *arg is its figure from the reference
 * measurements, in ns; what it would be on this machine at this moment.
 */
double bench_reference(const void *arg);
double bench_speed(void);

/* Path of a file that the build made for the bench. */
const char *bench_file(const char *name);
/* Run a program as a shell would; its exit status. */
int bench_run(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Boot board file with a cache that acts only when it must, load a driver, open
 * its node: the descriptor.  Gives up on failure. */
int bench_board(const char *dtb, const char *driver, const char *node);
void bench_give_up(const char *what, long err) __attribute__((noreturn));

/* The rows, each in a process of its own. */
void bench_map(void);
void bench_cache(void);
void bench_copy(void);
void bench_access(void);
void bench_switch(void);
void bench_probe(void);
void bench_verdict(void);
void bench_lint(void);
void bench_pool(void);
void bench_swiotlb(void);

#endif
