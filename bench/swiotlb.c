// SPDX-License-Identifier: MIT
/*
 * Row 7: map, dma_mapping_error() and unmap of a bounced mapping, DMA_FROM_DEVICE,
 * checks on, by a device that does not snoop: two copies, through all of the
 * pool's 64 MiB in turn.
 *
 * Peers: the kernel's own code (reference, middle of its range), and two copies
 * of the same memory in the same order, without anything else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "dmaspace/board.h"

#define POOL	(64u << 20)

static int fd;
static char *pool, *buffer;

static void bounce(void *arg, unsigned long n)
{
	long err = board_ioctl(fd, *(const unsigned int *)arg, n);

	if (err)
		bench_give_up("a bounced mapping", err);
}

static double ours(const void *arg)
{
	unsigned int size = *(const unsigned int *)arg;

	return bench_time(bounce, &size);
}

/* As slots do: 2 KiB, from a page on when it is a page or more. */
static void copy(void *arg, unsigned long n)
{
	unsigned int size = *(const unsigned int *)arg;
	unsigned int step = size < 4096 ? 2048 : size;
	static unsigned int at;

	while (n--) {
		at = at + step > POOL - step ? 0 : at + step;
		memcpy(pool + at, buffer, size);
		__asm__ volatile("" : : : "memory");
		memcpy(buffer, pool + at, size);
		__asm__ volatile("" : : : "memory");
	}
}

static double copies(const void *arg)
{
	unsigned int size = *(const unsigned int *)arg;

	return bench_time(copy, &size);
}

static void one_size(unsigned int size, double kernel, double aim)
{
	char what[64];
	struct line line = {
		.row = "7", .what = what, .peer = "K swiotlb: reference",
		.must = size < 4096 ? 0 : 1.0, .aim = 0, .unit = "x",
	};

	snprintf(what, sizeof(what), "bounce %u bytes in and out", size);
	line.pair = bench_pair((struct measure){ ours, &size },
			       (struct measure){ bench_reference, &kernel });
	line.value = line.pair.ratio;
	bench_line(&line);
	line.peer = "two memcpy() of such memory";
	line.must = 0;
	line.pair = bench_pair((struct measure){ ours, &size },
			       (struct measure){ copies, &size });
	line.value = aim ? line.pair.ratio : line.pair.ours - line.pair.peer;
	line.aim = aim ? aim : 50;
	line.unit = aim ? "x" : "ns";
	line.scaled = !aim;
	bench_line(&line);
}

void bench_swiotlb(void)
{
	pool = malloc(POOL);
	buffer = malloc(65536);
	if (!pool || !buffer)
		bench_give_up("memory", 0);
	memset(pool, 1, POOL);
	memset(buffer, 2, 65536);
	fd = bench_board("bench-swiotlb.dtb", "swiotlb-driver.so",
			 "/dev/bounce");
	one_size(64, 207, 0);
	one_size(4096, 525, 0);
	one_size(65536, 5825, 1 / 0.9);
}
