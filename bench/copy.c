// SPDX-License-Identifier: MIT
/*
 * Row 16: a program's copy through drivers/axi-cdma and the modelled engine, the
 * whole ioctl, checks on, cache not coherent.
 *
 * 4 KiB go through the driver's mapped bounce pages (two copies, four syncs); 8
 * KiB are pinned, mapped, copied and unmapped.
 */
#include <stdio.h>
#include <string.h>

#include "bench.h"
#include "dmaspace/board.h"
#include "drivers/axi-cdma/axi-cdma.h"

static char from[8192] __attribute__((aligned(4096)));
static char to[8192] __attribute__((aligned(4096)));
static int fd;

static void copy(void *arg, unsigned long n)
{
	const unsigned int *size = arg;

	while (n--) {
		struct axi_cdma_copy req = {
			.src = (uintptr_t)from, .dst = (uintptr_t)to,
			.len = *size,
		};
		long err = board_ioctl(fd, AXI_CDMA_IOC_COPY,
				       (unsigned long)&req);

		if (err)
			bench_give_up("AXI_CDMA_IOC_COPY", err);
	}
}

static double ours(const void *arg)
{
	unsigned int size = *(const unsigned int *)arg;

	return bench_time(copy, &size);
}

static void one_line(unsigned int size, double must, double kernel)
{
	char what[64];
	struct line line = {
		.row = "16", .what = what, .must = must, .aim = kernel,
		.peer = "DPDK dma_skeleton, one at a time: reference",
		.unit = "ns", .scaled = true,
	};

	snprintf(what, sizeof(what), "ioctl that copies %u KiB by DMA",
		 size / 1024);
	memset(from, 7, sizeof(from));
	memset(to, 0, sizeof(to));
	line.pair = bench_pair((struct measure){ ours, &size },
			       (struct measure){ bench_reference, &kernel });
	line.value = line.pair.ours;
	bench_line(&line);
	if (memcmp(from, to, size))
		bench_give_up("the copy is wrong", 0);
}

void bench_copy(void)
{
	fd = bench_board("bench.dtb", "axi-cdma.so", "/dev/axi-cdma0");
	one_line(4096, 3000, 1085);
	one_line(8192, 6000, 2170);
}
