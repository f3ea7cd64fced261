// SPDX-License-Identifier: MIT
/*
 * Races: what goes wrong without a lock goes wrong for some seed of 1000, with
 * it for none; contexts that poll each other get on; waits of the program end
 * when woken, when their time is over, by a signal.
 */
#include <time.h>

#include "board_test.h"
#include "test/drivers/races.h"

static const char *races_so;
static unsigned int cpus;
static int fd;
static long times;

static int begin(const struct scenario *s)
{
	struct board_options options = {
		.dtb = s->dtb, .dtb_size = s->dtb_size, .seed = s->seed,
		.cache = s->cache, .cpus = cpus, .quiet = true,
	};

	report_to_terminal(STDERR_FILENO, false);
	NEED_EQ(board_boot(&options), 0);
	NEED_EQ(board_load(races_so), 0);
	fd = board_open("/dev/races", O_RDWR);
	NEED(fd >= 0);
	return 0;
}

static int end(void)
{
	NEED_EQ(board_close(fd), 0);
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count(), 0);
	return 0;
}

static int call(void *what)
{
	return (int)board_ioctl(fd, (unsigned int)(uintptr_t)what,
				(unsigned long)times);
}

static int two_of(unsigned int a, unsigned int b)
{
	NEED_EQ(board_spawn(call, (void *)(uintptr_t)a), 0);
	NEED_EQ(board_spawn(call, (void *)(uintptr_t)b), 0);
	return board_join();
}

/* 0: nothing was lost. */
static int adds(const struct scenario *s, unsigned int what, long n)
{
	times = n;
	NEED(!begin(s));
	NEED_EQ(two_of(what, what), 0);
	n = 2 * n - board_ioctl(fd, RACES_COUNT, 0);
	NEED(!end());
	return n != 0;
}

static int add_once(const struct scenario *s)
{
	return adds(s, RACES_ADD, 1);
}

static int add_often(const struct scenario *s)
{
	return adds(s, RACES_ADD, 100);
}

static int add_locked(const struct scenario *s)
{
	return adds(s, RACES_ADD_LOCKED, 100);
}

static int with_irqs(const struct scenario *s, unsigned int what)
{
	long n;

	NEED(!begin(s));
	NEED_EQ(board_ioctl(fd, what, 10), 0);
	n = board_ioctl(fd, RACES_EXPECTED, 10);
	n -= board_ioctl(fd, RACES_COUNT, 0);
	NEED(!end());
	return n != 0;
}

static int irq_unlocked(const struct scenario *s)
{
	return with_irqs(s, RACES_ADD_WITH_IRQS);
}

static int irq_masked(const struct scenario *s)
{
	return with_irqs(s, RACES_ADD_MASKED);
}

static int irq_locked(const struct scenario *s)
{
	return with_irqs(s, RACES_ADD_IRQSAVE);
}

/* --- what must be so for each seed ----------------------------------------- */

static int poll_each_other(const struct scenario *s)
{
	uint64_t before;

	times = 100;
	NEED(!begin(s));
	before = board_now();
	NEED_EQ(two_of(RACES_PING, RACES_PONG), 0);
	NEED(board_now() - before < 50000000);	/* 250 us a turn: no jumps */
	return end();
}

static int ten_seconds(const struct scenario *s)
{
	clock_t real = clock();
	uint64_t before;

	NEED(!begin(s));
	before = board_now();
	NEED_EQ(board_ioctl(fd, RACES_TIME_OUT, 10000), 0);
	before = board_now() - before;
	NEED(before >= 10000000000 && before < 10020000000);
	NEED(clock() - real < CLOCKS_PER_SEC / 2);
	board_sleep_ns(UINT64_C(3600) * 1000000000 * 24);
	NEED(clock() - real < CLOCKS_PER_SEC / 2);
	return end();
}

static int slept;

static int sleep_in_call(void *arg)
{
	(void)arg;
	slept = (int)board_ioctl(fd, RACES_SLEEP, 0);
	return 0;
}

static int wake(const struct scenario *s)
{
	NEED(!begin(s));
	slept = 1;
	NEED_EQ(board_spawn(sleep_in_call, NULL), 0);
	board_sleep_ns(1000000);
	NEED_EQ(slept, 1);
	NEED_EQ(board_ioctl(fd, RACES_WAKE, 0), 0);
	NEED_EQ(board_join(), 0);
	NEED_EQ(slept, 0);
	return end();
}

static int send_signal(const struct scenario *s)
{
	NEED(!begin(s));
	slept = 1;
	NEED_EQ(board_spawn(sleep_in_call, NULL), 0);
	board_sleep_ns(1000000);
	NEED_EQ(slept, 1);
	NEED_EQ(board_signal(2), 0);
	NEED_EQ(board_join(), 0);
	NEED_EQ(slept, -EINTR);
	NEED_EQ(board_ioctl(fd, RACES_SLEEP, 0), -EINTR);
	NEED_EQ(board_ioctl(fd, RACES_TIME_OUT, 20), 0);	/* uninterruptible */
	NEED_EQ(board_signal(0), 0);
	NEED_EQ(board_ioctl(fd, RACES_WAKE, 0), 0);
	NEED_EQ(board_ioctl(fd, RACES_SLEEP, 0), 0);
	return end();
}

/* --- counting seeds -------------------------------------------------------- */

/* lost: some seed of n must fail with 1; else none may. */
static void races(const char *name, scenario_fn fn, struct scenario s,
		  unsigned int n, bool lost)
{
	unsigned int bad = 0;
	int status = 0;

	if (!test_wanted(name))
		return;
	for (s.seed = 1; s.seed <= n && !(lost && bad); s.seed++) {
		status = test_child(fn, &s);
		bad += status == 1;
		if (status > 1)
			break;
	}
	test_say(status <= 1 && lost == (bad > 0), name,
		 lost ? ", lost by seed " : ", never lost, seeds to ",
		 s.seed - 1);
}

int main(int argc, char **argv)
{
	struct scenario s = { .cache = BOARD_CACHE_LAZY };

	test_begin(argc, argv);
	s.dtb = test_tree("test/boards/board.dts", "", &s.dtb_size);
	races_so = test_driver("test/drivers/races.c", "races");
	for (cpus = 2; cpus; cpus--) {
		races(cpus == 2 ? "one add each, two CPUs" :
		      "one add each, one CPU", add_once, s, 1000, true);
		races(cpus == 2 ? "adds, two CPUs" : "adds, one CPU",
		      add_often, s, 1000, true);
		races(cpus == 2 ? "adds with a lock, two CPUs" :
		      "adds with a lock, one CPU", add_locked, s, 200, false);
		races(cpus == 2 ? "adds against an interrupt, two CPUs" :
		      "adds against an interrupt, one CPU", irq_unlocked, s,
		      1000, true);
		races(cpus == 2 ? "the same with interrupts masked, two CPUs" :
		      "the same with interrupts masked, one CPU", irq_masked,
		      s, cpus == 2 ? 1000 : 200, cpus == 2);
		races(cpus == 2 ? "the same with irqsave, two CPUs" :
		      "the same with irqsave, one CPU", irq_locked, s, 200,
		      false);
	}
	cpus = 0;
	test_seeds("polls of each other", poll_each_other, s, 30);
	test_seeds("ten seconds", ten_seconds, s, 3);
	test_seeds("wake up", wake, s, 30);
	test_seeds("signal", send_signal, s, 30);
	return test_end();
}
