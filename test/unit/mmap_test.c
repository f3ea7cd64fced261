// SPDX-License-Identifier: MIT
/*
 * Memory of the DMA API in a program's mappings: which part of a buffer is
 * given, -ENXIO for what is not all in it, and that it is the same memory.  And
 * each allocation and mapping failing in turn.
 */
#include <sys/mman.h>

#include "board_test.h"
#include "test/drivers/kinds.h"

#define PAGE	4096

static const char *kinds_so;
static int fd;

static void *map(unsigned int pages, unsigned int pgoff, int *err)
{
	return board_mmap(pages * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
			  pgoff * PAGE, err);
}

static int map_error(unsigned int pages, unsigned int pgoff)
{
	int err = 0;
	void *p = map(pages, pgoff, &err);

	if (p)
		board_munmap(p, pages * PAGE);
	return p ? 0 : err;
}

/* A buffer of 20000 bytes has 5 pages; the offset counts from its start. */
static const struct {
	unsigned int pages, pgoff;
	int err;
} limits[] = {
	{ 5, 0, 0 }, { 1, 0, 0 }, { 1, 4, 0 }, { 2, 3, 0 }, { 4, 1, 0 },
	{ 6, 0, -ENXIO }, { 5, 1, -ENXIO }, { 2, 4, -ENXIO }, { 1, 5, -ENXIO },
	{ 1, 1000000, -ENXIO },
};

/* What is written by one mapping is read by another, of a part. */
static int same_memory(void)
{
	unsigned char *all, *part;
	int i, err = 0;

	all = map(KINDS_PAGES, 0, &err);
	NEED_EQ(err, 0);
	NEED(all);
	for (i = 0; i < KINDS_PAGES; i++)
		all[i * PAGE + i] = 0x30 + i;
	part = map(2, 3, &err);
	NEED_EQ(err, 0);
	NEED(part);
	NEED_EQ(part[3], 0x33);
	NEED_EQ(part[PAGE + 4], 0x34);
	NEED_EQ(board_munmap(part, 2 * PAGE), 0);
	NEED_EQ(board_munmap(all, KINDS_PAGES * PAGE), 0);
	return 0;
}

static int start(const struct scenario *s)
{
	NEED_EQ(test_boot(s), 0);
	NEED_EQ(board_load(kinds_so), 0);
	fd = board_open("/dev/kinds", O_RDWR);
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

static int every_kind(const struct scenario *s)
{
	unsigned int i;
	int kind;

	NEED_EQ(start(s), 0);
	for (kind = 0; kind < NR_KINDS; kind++) {
		NEED_EQ(board_ioctl(fd, KINDS_ALLOC, kind), 0);
		for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
			NEED_EQ(map_error(limits[i].pages, limits[i].pgoff),
				limits[i].err);
		NEED_EQ(same_memory(), 0);
		NEED_EQ(board_ioctl(fd, KINDS_FREE, 0), 0);
	}
	NEED_EQ(board_ioctl(fd, KINDS_MAP, 0), 0);
	return end();
}

static bool fits(long err)
{
	return !err || (board_failed() && err < 0);
}

static int failing(const struct scenario *s)
{
	int kind;
	long err;

	NEED_EQ(start(s), 0);
	board_fail_nth(s->fail_nth);
	for (kind = 0; kind < NR_KINDS; kind++) {
		err = board_ioctl(fd, KINDS_ALLOC, kind);
		NEED(fits(err));
		if (!err)
			NEED(fits(map_error(KINDS_PAGES, 0)));
	}
	NEED(fits(board_ioctl(fd, KINDS_MAP, 0)));
	NEED_EQ(board_ioctl(fd, KINDS_FREE, 0), 0);
	return end();
}

int main(int argc, char **argv)
{
	struct scenario s = { 0 };

	test_begin(argc, argv);
	s.dtb = test_tree("test/boards/dma.dts", "", &s.dtb_size);
	kinds_so = test_driver("test/drivers/kinds.c", "kinds");
	test_seeds("every kind", every_kind, s, 5);
	test_nth_failure("every kind", failing, s);
	return test_end();
}
