// SPDX-License-Identifier: MIT
/*
 * Same seed, same trace: 100 times in processes of their own, and as often as
 * the program is started anew.  Other seeds, other traces: nearly all of 1000.
 *
 * replay_test DTB DRIVER SEED CACHE prints the trace of one run: what a new process
 * is asked for.
 */
#include "board_test.h"
#include "drivers/axi-cdma/axi-cdma.h"

#define SIZE	0x6000

static const char *driver, *blob;
static uint8_t in[2][SIZE], out[2][SIZE];

static int copies(void *arg)
{
	unsigned int which = (unsigned int)(uintptr_t)arg, i;
	int fd = board_open("/dev/axi-cdma0", O_RDWR);

	for (i = 0; fd >= 0 && i < 4; i++) {
		struct axi_cdma_copy req = {
			.src = (uintptr_t)in[which] + i * 64,
			.dst = (uintptr_t)out[which] + i * 3,
			.len = 3000 + 1000 * i,
		};

		if (board_ioctl(fd, AXI_CDMA_IOC_COPY, (unsigned long)&req))
			return -1;
		board_sleep_ns(100 * i);
	}
	return board_close(fd);
}

static int run(const struct scenario *s, uint64_t *trace)
{
	uintptr_t i;

	NEED_EQ(test_boot(s), 0);
	NEED_EQ(board_load(driver), 0);
	for (i = 0; i < 2; i++)
		NEED_EQ(board_spawn(copies, (void *)i), 0);
	NEED_EQ(board_join(), 0);
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count(), 0);
	*trace = board_trace();
	return 0;
}

/* The trace of a run in a child. */
static int trace_of(const struct scenario *s, uint64_t *trace)
{
	int fds[2], status;
	ssize_t n;
	pid_t pid;

	if (pipe(fds))
		test_give_up("pipe");
	pid = fork();
	if (!pid) {
		alarm(60);
		status = run(s, trace);
		if (write(fds[1], trace, sizeof(*trace)) != sizeof(*trace))
			status = -1;
		_exit(status ? 1 : 0);
	}
	close(fds[1]);
	n = read(fds[0], trace, sizeof(*trace));
	close(fds[0]);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return status || n != sizeof(*trace) ? -1 : 0;
}

/* The same from a program that was started for it. */
static int trace_of_new(const struct scenario *s, uint64_t *trace)
{
	char exe[PATH_MAX], command[3 * PATH_MAX];
	unsigned long long value;
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	FILE *f;
	int got;

	exe[n > 0 ? n : 0] = '\0';
	snprintf(command, sizeof(command), "%s %s %s %llu %d", exe, blob,
		 driver, (unsigned long long)s->seed, (int)s->cache);
	f = popen(command, "r");
	got = f ? fscanf(f, "%llx", &value) : 0;
	if (!f || pclose(f) || got != 1)
		return -1;
	*trace = value;
	return 0;
}

static void same_seed(const char *name, struct scenario s, unsigned int times,
		      int (*get)(const struct scenario *, uint64_t *))
{
	uint64_t first, trace;
	unsigned int i, same = 0;

	if (!test_wanted(name))
		return;
	s.seed = 7;
	if (trace_of(&s, &first))
		test_give_up("the workload failed");
	for (i = 0; i < times; i++)
		same += !get(&s, &trace) && trace == first;
	test_say(same == times, name, ", same trace, runs: ", same);
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void other_seeds(const char *name, struct scenario s)
{
	static uint64_t traces[1000];
	unsigned int i, n = 0;

	if (!test_wanted(name))
		return;
	for (i = 0; i < 1000; i++) {
		s.seed = i;
		if (trace_of(&s, &traces[i]))
			test_give_up("the workload failed");
	}
	qsort(traces, 1000, sizeof(traces[0]), by_value);
	for (i = 0; i < 1000; i++)
		n += !i || traces[i] != traces[i - 1];
	test_say(n > 900, name, ", different traces of 1000 seeds: ", n);
}

static int print_trace(char **argv)
{
	struct scenario s = { 0 };
	uint64_t trace;

	s.dtb = test_blob(argv[1], &s.dtb_size);
	driver = argv[2];
	s.seed = strtoull(argv[3], NULL, 0);
	s.cache = (enum board_cache)atoi(argv[4]);
	if (run(&s, &trace))
		return 1;
	printf("%llx\n", (unsigned long long)trace);
	return 0;
}

int main(int argc, char **argv)
{
	struct scenario s = { .cache = BOARD_CACHE_LAZY };
	char path[PATH_MAX];

	if (argc == 5)
		return print_trace(argv);
	test_begin(argc, argv);
	s.dtb = test_tree("test/boards/board.dts", "", &s.dtb_size);
	snprintf(path, sizeof(path), "%s/dtb", test_folder);
	blob = path;
	driver = test_driver("drivers/axi-cdma/axi-cdma.c", "axi-cdma");
	same_seed("same seed", s, 100, trace_of);
	same_seed("same seed, program started anew", s, 20, trace_of_new);
	other_seeds("lazy caches", s);
	s.cache = BOARD_CACHE_NONE;
	other_seeds("no caches", s);
	s.cache = BOARD_CACHE_HOSTILE;
	same_seed("same seed, hostile caches", s, 100, trace_of);
	same_seed("same seed, hostile, started anew", s, 20, trace_of_new);
	return test_end();
}
