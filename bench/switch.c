// SPDX-License-Identifier: MIT
/*
 * Row 18: from one context to another - a bare change of stacks, and a hand-over
 * between kernel threads through completions - against two threads of the host
 * that hand a futex to each other on one CPU.
 */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench.h"
#include "bench-driver.h"
#include "dmaspace/board.h"
#include "host/host.h"

static int fd;

/* --- ours ----------------------------------------------------------------- */

static struct host_fiber *program;

static void fiber_main(void *arg)
{
	(void)arg;
	for (;;)
		host_fiber_switch(program);
}

static void fibers(void *arg, unsigned long n)
{
	for (n /= 2; n--;)
		host_fiber_switch(arg);
}

static double stack_change(const void *arg)
{
	static struct host_fiber *fiber;

	(void)arg;
	if (!fiber)
		fiber = host_fiber_create(fiber_main, NULL);
	program = host_fiber_current();
	return bench_time(fibers, fiber);
}

static void threads(void *arg, unsigned long n)
{
	long err = board_ioctl(fd, BENCH_HAND_OVER, n);

	(void)arg;
	if (err)
		bench_give_up("BENCH_HAND_OVER", err);
}

static double hand_over(const void *arg)
{
	(void)arg;
	return bench_time(threads, NULL);
}

/* --- the peer --------------------------------------------------------------- */

static _Atomic unsigned int baton;

static void baton_pass(unsigned int from, unsigned int to)
{
	while (atomic_load(&baton) != from)
		syscall(SYS_futex, &baton, FUTEX_WAIT_PRIVATE, to, NULL, NULL,
			0);
	atomic_store(&baton, to);
	syscall(SYS_futex, &baton, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static void *partner(void *arg)
{
	unsigned long n = *(unsigned long *)arg;

	while (n--)
		baton_pass(1, 0);
	return NULL;
}

static void batons(void *arg, unsigned long n)
{
	unsigned long half = n / 2;
	pthread_t thread;

	(void)arg;
	baton = 0;
	if (pthread_create(&thread, NULL, partner, &half))
		bench_give_up("pthread_create", 0);
	for (n = half; n--;)
		baton_pass(0, 1);
	pthread_join(thread, NULL);
}

static double futex_baton(const void *arg)
{
	(void)arg;
	return bench_time(batons, NULL);
}

void bench_switch(void)
{
	struct line line = {
		.row = "18", .what = "hand-over by completions",
		.peer = "futex baton, threads on one CPU",
		.must = 200, .aim = 30, .unit = "ns", .scaled = true,
	};
	struct measure baton_measure = { futex_baton, NULL };

	fd = bench_board("bench.dtb", "bench-driver.so", "/dev/bench");
	line.pair = bench_pair((struct measure){ hand_over, NULL },
			       baton_measure);
	line.value = line.pair.ours;
	bench_line(&line);
	line.what = "a change of stacks alone";
	line.pair = bench_pair((struct measure){ stack_change, NULL },
			       baton_measure);
	line.value = line.pair.ours;
	line.must = 0;
	bench_line(&line);
	bench_note("foreign threads (1.5 us) come with unmodified programs; "
		   "the baton is what they will cost");
}
