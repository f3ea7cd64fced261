// SPDX-License-Identifier: MIT
/*
 * bench - ours against a peer, in one run.
 *
 * Each row runs in a process of its own, since a board boots once, pinned to
 * one CPU.  What is judged are ratios, and times where a user feels them.  The
 * exit status does not tell: this is no test.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <math.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "dmaspace/board.h"
#include "dmaspace/report.h"
#include "host/host.h"

#define SLICE_NS	2000000u
#define SLICES		10		/* a measurement is the best of them */
#define TOLERANCE	1.05

static struct totals {
	unsigned int musts, met, aims, reached;
} *totals;

static const struct row {
	const char *name;
	void (*run)(void);
} rows[] = {
	{ "map", bench_map }, { "cache", bench_cache },
	{ "copy", bench_copy }, { "access", bench_access },
	{ "switch", bench_switch }, { "probe", bench_probe },
	{ "verdict", bench_verdict }, { "lint", bench_lint },
	{ "pool", bench_pool }, { "swiotlb", bench_swiotlb },
};

/* --- measuring ------------------------------------------------------------ */

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double bench_median(double *values, unsigned int n)
{
	qsort(values, n, sizeof(*values), by_value);
	return values[n / 2];
}

struct pair bench_pair(struct measure ours, struct measure peer)
{
	double a[BENCH_ROUNDS], b[BENCH_ROUNDS], ratio[BENCH_ROUNDS];
	unsigned int i;

	for (i = 0; i < BENCH_ROUNDS; i++) {
		a[i] = ours.ns(ours.arg);
		b[i] = peer.ns(peer.arg);
		ratio[i] = a[i] / b[i];
	}
	return (struct pair){
		bench_median(a, BENCH_ROUNDS), bench_median(b, BENCH_ROUNDS),
		bench_median(ratio, BENCH_ROUNDS),
	};
}

uint64_t bench_wall(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

/* Not CLOCK_PROCESS_CPUTIME_ID: beside a timer like the board's watchdog that
 * only counts ticks. */
static uint64_t cpu_ns(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return ((uint64_t)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) *
		1000000u + (uint64_t)(use.ru_utime.tv_usec +
				      use.ru_stime.tv_usec)) * 1000u;
}

static uint64_t timed(void (*fn)(void *arg, unsigned long n), void *arg,
		      unsigned long n)
{
	uint64_t start = cpu_ns();

	fn(arg, n);
	return cpu_ns() - start;
}

/* The best: others on the machine only ever make it slower. */
double bench_time(void (*fn)(void *arg, unsigned long n), void *arg)
{
	uint64_t best, took;
	unsigned long n = 16;
	unsigned int i;

	while ((best = timed(fn, arg, n)) < SLICE_NS)
		n *= best < SLICE_NS / 16 ? 8 : 2;
	for (i = 1; i < SLICES; i++) {
		took = timed(fn, arg, n);
		if (took < best)
			best = took;
	}
	return (double)best / (double)n;
}

/* --- this machine against the one of the reference ------------------------- */

#define REFERENCE_COPY	26.0		/* memcpy() of 4 KiB, hot */
#define REFERENCE_STEP	1.356		/* multiply, add: 4 cycles at 2.95 GHz */

static void copy_hot(void *arg, unsigned long n)
{
	static char from[4096], to[4096];

	(void)arg;
	while (n--) {
		memcpy(to, from, sizeof(to));
		__asm__ volatile("" : : "r"(to), "r"(from) : "memory");
	}
}

static void step(void *arg, unsigned long n)
{
	uint64_t x = 1;

	while (n--) {
		x = x * 6364136223846793005u + 1442695040888963407u;
		__asm__ volatile("" : "+r"(x));
	}
	*(uint64_t *)arg = x;
}

double bench_speed(void)
{
	uint64_t x;

	return sqrt(bench_time(copy_hot, NULL) / REFERENCE_COPY *
		    bench_time(step, &x) / REFERENCE_STEP);
}

double bench_reference(const void *arg)
{
	return *(const double *)arg * bench_speed();
}

/* --- the table ------------------------------------------------------------ */

static void print_time(double ns)
{
	if (!ns)
		printf(" %8s", "");
	else if (ns < 100)
		printf(" %5.2f ns", ns);
	else if (ns < 10000)
		printf(" %5.0f ns", ns);
	else if (ns < 10000000)
		printf(" %5.1f us", ns / 1e3);
	else
		printf(" %5.0f ms", ns / 1e6);
}

static const char *goal(const struct line *l, double limit)
{
	static char text[32];

	if (!strcmp(l->unit, "x"))
		snprintf(text, sizeof(text), "%.2f x", limit);
	else if (limit < 1000)
		snprintf(text, sizeof(text), "%.4g ns", limit);
	else if (limit < 1e6)
		snprintf(text, sizeof(text), "%.4g us", limit / 1e3);
	else
		snprintf(text, sizeof(text), "%.4g ms", limit / 1e6);
	return text;
}

void bench_line(const struct line *l)
{
	double scale = l->scaled ? bench_speed() : 1;
	double value = l->value / scale;
	bool met = value <= l->must * TOLERANCE;
	bool reached = value <= l->aim * TOLERANCE;

	printf("%-3s %-37s", l->row, l->what);
	print_time(l->pair.ours);
	print_time(l->pair.peer);
	printf(" %6.2f  ", l->pair.ratio);
	if (l->must) {
		totals->musts++;
		totals->met += met;
		printf("%-6s %-8s", met ? "met" : "MISSED",
		       goal(l, l->must));
	} else {
		printf("%15s", "");
	}
	if (l->aim) {
		totals->aims++;
		totals->reached += reached;
		printf(" %-8s", goal(l, l->aim));
		if (reached)
			printf(" reached  ");
		else
			printf(" %5.2f off", value / l->aim);
	} else {
		printf("%19s", "");
	}
	printf("  %s\n", l->peer);
}

void bench_note(const char *fmt, ...)
{
	va_list args;

	printf("    ");
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
}

/* --- files, programs, boards ------------------------------------------------ */

const char *bench_file(const char *name)
{
	static char paths[8][PATH_MAX];
	static unsigned int next;
	char *path = paths[next++ % 8], *slash;
	ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);

	if (n < 0)
		bench_give_up("/proc/self/exe", 0);
	path[n] = '\0';
	slash = strrchr(path, '/');
	snprintf(slash + 1, (size_t)(path + PATH_MAX - slash - 1), "%s", name);
	return path;
}

int bench_run(const char *fmt, ...)
{
	char command[8 * PATH_MAX];
	va_list args;
	int status;

	va_start(args, fmt);
	vsnprintf(command, sizeof(command), fmt, args);
	va_end(args);
	status = system(command);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

void bench_give_up(const char *what, long err)
{
	printf("    not measured: %s: %ld\n", what, err);
	fflush(stdout);
	_exit(1);
}

int bench_board(const char *dtb, const char *driver, const char *node)
{
	struct board_options options = {
		.seed = 1, .cache = BOARD_CACHE_LAZY, .quiet = true,
	};
	int err;

	report_to_terminal(STDERR_FILENO, false);
	options.dtb = host_read_file(bench_file(dtb), &options.dtb_size, &err);
	if (!options.dtb)
		bench_give_up(dtb, err);
	err = board_boot(&options);
	if (err)
		bench_give_up(dtb, err);
	err = board_load(bench_file(driver));
	if (err)
		bench_give_up(driver, err);
	err = board_open(node, 2);	/* O_RDWR */
	if (err < 0)
		bench_give_up(node, err);
	return err;
}

/* --- all of it -------------------------------------------------------------- */

static void pin(void)
{
	cpu_set_t set;
	int cpu;

	if (sched_getaffinity(0, sizeof(set), &set))
		return;
	for (cpu = CPU_SETSIZE - 1; cpu > 0 && !CPU_ISSET(cpu, &set); cpu--)
		;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static void run_row(const struct row *row)
{
	pid_t pid = fork();
	int status = 0;

	if (!pid) {
		row->run();
		fflush(stdout);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || WIFSIGNALED(status))
		printf("    %s: the row died\n", row->name);
	fflush(stdout);
}

static bool chosen(const char *name, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		if (!strcmp(argv[i], name))
			return true;
	return argc < 2;
}

int main(int argc, char **argv)
{
	size_t i;

	totals = mmap(NULL, sizeof(*totals), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (totals == MAP_FAILED)
		return 3;
	pin();
	printf("Figures called reference, K among them (Linux's own code), were "
	       "measured on\nanother machine; they are shown times what this "
	       "one needs for the same copy and\narithmetic, now %.2f times as "
	       "long.  Goals in ns are held against ours over that.\n"
	       "cc: " __VERSION__ "\n\n", bench_speed());
	printf("row what                                      ours     peer  "
	       "ratio  must            aim                 peer\n");
	fflush(stdout);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (chosen(rows[i].name, argc, argv))
			run_row(&rows[i]);
	printf("\nmust: %u of %u met; aim: %u of %u reached\n", totals->met,
	       totals->musts, totals->reached, totals->aims);
	return 0;
}
