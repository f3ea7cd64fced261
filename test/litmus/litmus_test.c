// SPDX-License-Identifier: MIT
/*
 * Runs each litmus test under a thousand seeds: the wrong form must show its
 * effect for one of them at least, the right form for none.  A seed is a
 * process.
 */
#include "dmaspace/device.h"
#include "litmus.h"
#include "unit/board_test.h"

#ifdef __SANITIZE_ADDRESS__
#define SEEDS 50			/* a fork costs fifty times as much */
#else
#define SEEDS 1000
#endif

extern const struct model_ops model_litmus;

static const char *const names[NR_LITMUS] = {
	"dirty neighbour overwrites the device's data",
	"prefetch while mapped leaves stale data",
	"a clean line may be dropped",
	"eviction after a device write",
	"partial lines at the edges",
	"store order",
	"load order",
};

static const void *dtb;
static size_t dtb_size;
static const char *driver;

/* 0, 1, or 2 for "could not run". */
static int child(unsigned int which, int right, uint64_t seed)
{
	struct board_options o = {
		.dtb = dtb, .dtb_size = dtb_size, .seed = seed,
		.cache = BOARD_CACHE_HOSTILE, .quiet = true,
		/* Small buffers would be bounced, not share lines. */
		.cmdline = "swiotlb=noforce",
	};
	long ret;
	int fd;

	if (board_add_model(&model_litmus, NULL) || board_boot(&o) ||
	    board_load(driver))
		return 2;
	fd = board_open("/dev/litmus", 2);
	if (fd < 0)
		return 2;
	ret = board_ioctl(fd, LITMUS_CMD(which, right), 0);
	return ret < 0 ? 2 : (int)ret;
}

static int one_seed(unsigned int which, int right, uint64_t seed)
{
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(child(which, right, seed));
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status))
		return 2;
	return WEXITSTATUS(status);
}

/* First seed with the effect, 0 for none, -1 when a run failed. */
static long search(unsigned int which, int right)
{
	for (unsigned int seed = 1; seed <= SEEDS; seed++) {
		int effect = one_seed(which, right, seed);

		if (effect == 2)
			return -1;
		if (effect)
			return seed;
	}
	return 0;
}

static int point(bool good, unsigned int n, const char *name, const char *form,
		 long seed)
{
	printf("%sok %u - %s: %s (seed %ld)\n", good ? "" : "not ", n, name,
	       form, seed);
	return !good;
}

int main(int argc, char **argv)
{
	int failed = 0;
	long seed;

	test_begin(argc, argv);
	dtb = test_tree("test/litmus/litmus.dts", "", &dtb_size);
	driver = test_driver("test/litmus/litmus.c", "litmus");
	for (unsigned int i = 0; i < NR_LITMUS; i++) {
		seed = search(i, 0);
		failed += point(seed > 0, 2 * i + 1, names[i], "shows", seed);
		seed = search(i, 1);
		failed += point(!seed, 2 * i + 2, names[i],
				"never shows when done right", seed);
	}
	printf("1..%d\n", 2 * NR_LITMUS);
	return failed != 0;
}
