// SPDX-License-Identifier: MIT
/*
 * drivers/rmem as a program sees it: the board's pool of 512 MiB and one of
 * 1 MiB, its attributes, read, write, llseek and mmap with their borders, what
 * is left of an open file after unbind, and each allocation failing once.
 */
#include <sys/mman.h>

#include "board_test.h"

#define BOARD	"test/boards/board.dts"
#define DEVICE	"64000000.sample"
#define REGION	"s/0xc0000000 0x0 0x20000000/0xc0000000 0x0 "

static const char *rmem_so;
static int64_t pool;			/* bytes of the region */

static int begin(const struct scenario *s)
{
	NEED_EQ(test_boot(s), 0);
	NEED_EQ(board_load(rmem_so), 0);
	return 0;
}

static int end(void)
{
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count(), 0);
	return 0;
}

static int attributes(const struct scenario *s)
{
	char text[64] = "";

	NEED(!begin(s));
	NEED(board_attr_read("axi/" DEVICE "/dma_address", text,
			     sizeof(text) - 1) > 0);
	NEED(!strcmp(text, "0x00000000c0000000\n"));
	memset(text, 0, sizeof(text));
	NEED(board_attr_read("axi/" DEVICE "/size", text,
			     sizeof(text) - 1) > 0);
	NEED_EQ(atoll(text), pool);
	return end();
}

/* It begins as zero, and holds what is written, wherever that is. */
static int contents(const struct scenario *s)
{
	int64_t at[] = { 0, 1, 4095, pool / 2, pool - 64 };
	char in[64], out[64];
	unsigned int i, k;
	int fd;

	NEED(!begin(s));
	fd = board_open("/dev/rmem0", O_RDWR);
	NEED(fd >= 0);
	for (i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		for (k = 0; k < sizeof(in); k++)
			in[k] = (char)(i * 64 + k + s->seed);
		NEED_EQ(board_lseek(fd, at[i], SEEK_SET), at[i]);
		NEED_EQ(board_read(fd, out, 1), 1);
		NEED(i == 1 || !out[0]);
		NEED_EQ(board_lseek(fd, -1, SEEK_CUR), at[i]);
		NEED_EQ(board_write(fd, in, sizeof(in)), sizeof(in));
		NEED_EQ(board_lseek(fd, at[i], SEEK_SET), at[i]);
		NEED_EQ(board_read(fd, out, sizeof(out)), sizeof(out));
		NEED(!memcmp(in, out, sizeof(in)));
	}
	NEED_EQ(board_close(fd), 0);
	return end();
}

static int borders(const struct scenario *s)
{
	char buf[64] = "x";
	int fd;

	NEED(!begin(s));
	fd = board_open("/dev/rmem0", O_RDWR);
	NEED(fd >= 0);
	NEED_EQ(board_lseek(fd, 0, SEEK_END), pool);
	NEED_EQ(board_read(fd, buf, 1), 0);
	NEED_EQ(board_write(fd, buf, 1), -ENOSPC);
	NEED_EQ(board_write(fd, buf, 0), 0);
	NEED_EQ(board_lseek(fd, -10, SEEK_END), pool - 10);
	NEED_EQ(board_write(fd, buf, sizeof(buf)), 10);
	NEED_EQ(board_lseek(fd, 0, SEEK_CUR), pool);
	NEED_EQ(board_lseek(fd, -10, SEEK_CUR), pool - 10);
	NEED_EQ(board_read(fd, buf, sizeof(buf)), 10);
	NEED_EQ(board_lseek(fd, 1, SEEK_END), -EINVAL);
	NEED_EQ(board_lseek(fd, -1, SEEK_SET), -EINVAL);
	NEED_EQ(board_lseek(fd, 0, 77), -EINVAL);
	NEED_EQ(board_lseek(fd, 0, SEEK_CUR), pool);
	NEED_EQ(board_lseek(fd, 0, SEEK_SET), 0);
	NEED_EQ(board_read(fd, (void *)16, 8), -EFAULT);
	NEED_EQ(board_write(fd, (void *)16, 8), -EFAULT);
	NEED_EQ(board_lseek(fd, 0, SEEK_CUR), 0);
	NEED_EQ(board_close(fd), 0);
	return end();
}

/* To append to what cannot grow: there is no space. */
static int append(const struct scenario *s)
{
	int fd;

	NEED(!begin(s));
	fd = board_open("/dev/rmem0", O_RDWR | O_APPEND);
	NEED(fd >= 0);
	NEED_EQ(board_write(fd, "x", 1), -ENOSPC);
	NEED_EQ(board_close(fd), 0);
	return end();
}

static int mapping(const struct scenario *s)
{
	char text[8] = "";
	char *map;
	int fd, err = 0;

	NEED(!begin(s));
	fd = board_open("/dev/rmem0", O_RDWR);
	NEED(fd >= 0);
	NEED_EQ(board_write(fd, "before", 6), 6);
	map = board_mmap(pool, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0,
			 &err);
	NEED(map);
	NEED(!memcmp(map, "before", 6));
	memcpy(map + pool - 8, "behind", 6);
	NEED_EQ(board_lseek(fd, pool - 8, SEEK_SET), pool - 8);
	NEED_EQ(board_read(fd, text, 6), 6);
	NEED(!memcmp(text, "behind", 6));
	NEED_EQ(board_munmap(map, pool), 0);
	NEED(!board_mmap(pool + 4096, PROT_READ, MAP_SHARED, fd, 0, &err));
	NEED_EQ(err, -ENXIO);
	map = board_mmap(4096, PROT_READ, MAP_SHARED, fd, pool - 4096, &err);
	NEED(map);
	NEED(!memcmp(map + 4096 - 8, "behind", 6));
	NEED_EQ(board_munmap(map, 4096), 0);
	NEED_EQ(board_close(fd), 0);
	return end();
}

/* Unbound: calls fail, the mapping stays; bound again only after the close. */
static int unbind_while_open(const struct scenario *s)
{
	char buf[8];
	char *map;
	int fd, err = 0;

	NEED(!begin(s));
	fd = board_open("/dev/rmem0", O_RDWR);
	NEED(fd >= 0);
	map = board_mmap(4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0,
			 &err);
	NEED(map);
	memcpy(map, "still", 5);
	NEED_EQ(board_unbind(DEVICE), 0);
	NEED_EQ(board_read(fd, buf, 5), -ENODEV);
	NEED_EQ(board_write(fd, buf, 5), -ENODEV);
	NEED(board_open("/dev/rmem0", O_RDWR) < 0);
	NEED(!memcmp(map, "still", 5));
	NEED(board_bind(DEVICE) < 0);
	NEED_EQ(board_close(fd), 0);
	NEED(!memcmp(map, "still", 5));
	NEED_EQ(board_munmap(map, 4096), 0);
	NEED_EQ(board_bind(DEVICE), 0);
	fd = board_open("/dev/rmem0", O_RDWR);
	NEED(fd >= 0);
	NEED_EQ(board_read(fd, buf, 5), 5);
	NEED(!buf[0]);
	NEED_EQ(board_close(fd), 0);
	return end();
}

/* A tree in which it cannot work: no node, nothing left behind. */
static int no_node(const struct scenario *s)
{
	NEED(!begin(s));
	NEED(board_open("/dev/rmem0", O_RDWR) < 0);
	return end();
}

static int failing(const struct scenario *s)
{
	char buf[4];
	int fd;

	NEED_EQ(test_boot(s), 0);
	board_fail_nth(s->fail_nth);
	if (!board_load(rmem_so)) {
		fd = board_open("/dev/rmem0", O_RDWR);
		NEED(fd >= 0 || board_failed());
		if (fd >= 0) {
			NEED(board_write(fd, "abcd", 4) == 4 ||
			     board_failed());
			NEED(board_read(fd, buf, 4) == 4 || board_failed());
			NEED_EQ(board_close(fd), 0);
		}
	}
	NEED(board_shutdown() == 0);
	NEED_EQ(report_count(), 0);
	return 0;
}

int main(int argc, char **argv)
{
	struct scenario s = { 0 }, other = { 0 };

	test_begin(argc, argv);
	rmem_so = test_driver("drivers/rmem/rmem.c", "rmem");
	pool = 0x20000000;
	s.dtb = test_tree(BOARD, "", &s.dtb_size);
	test_seeds("512 MiB, attributes", attributes, s, 1);
	test_seeds("512 MiB, mapping", mapping, s, 1);
	pool = 0x100000;
	s.dtb = test_tree(BOARD, REGION "0x100000/", &s.dtb_size);
	test_seeds("attributes", attributes, s, 1);
	test_seeds("contents", contents, s, 20);
	test_seeds("borders", borders, s, 3);
	test_seeds("append", append, s, 1);
	test_seeds("mapping", mapping, s, 5);
	test_seeds("unbind while open", unbind_while_open, s, 5);
	test_nth_failure("failing", failing, s);
	other.dtb = test_tree(BOARD, "/memory-region = /d", &other.dtb_size);
	test_seeds("no memory-region", no_node, other, 1);
	other.dtb = test_tree(BOARD, REGION "0x18000000/", &other.dtb_size);
	test_seeds("384 MiB, no power of two", no_node, other, 1);
	return test_end();
}
