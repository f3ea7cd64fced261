// SPDX-License-Identifier: MIT
/*
 * System calls of board.h, good ones and bad ones, on test/drivers/calls.c:
 * files, mappings, pinned pages, attributes; each allocation failing once.
 */
#include <poll.h>
#include <sys/mman.h>

#include "board_test.h"
#include "test/drivers/calls.h"

#define BOARD	"test/boards/calls.dts"
#define NODE	"/dev/calls"
#define PAGE	4096u

static const char *calls_so;

static uint8_t user[8 * PAGE] __attribute__((aligned(4096)));
static const uint8_t constant[PAGE] __attribute__((aligned(4096))) = { 1 };

static int begin(const struct scenario *s)
{
	NEED_EQ(test_boot(s), 0);
	NEED_EQ(board_load(calls_so), 0);
	return 0;
}

static int end(unsigned int reports)
{
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count(), reports);
	return 0;
}

/* --- files ---------------------------------------------------------------- */

static int bad_descriptors(const struct scenario *s)
{
	static const int bad[] = { -1, 0, 1, 2, 3, 99, 1023, 1024, 1 << 30 };
	unsigned int i;
	char c;
	int err, fd;

	NEED(!begin(s));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		NEED_EQ(board_close(bad[i]), -EBADF);
		NEED_EQ(board_read(bad[i], &c, 1), -EBADF);
		NEED_EQ(board_write(bad[i], &c, 1), -EBADF);
		NEED_EQ(board_lseek(bad[i], 0, SEEK_SET), -EBADF);
		NEED_EQ(board_ioctl(bad[i], CALLS_READY, 0), -EBADF);
		NEED_EQ(board_poll(bad[i], POLLIN, 0), -EBADF);
		NEED(!board_mmap(PAGE, PROT_READ, MAP_SHARED, bad[i], 0, &err));
		NEED_EQ(err, -EBADF);
	}
	fd = board_open(NODE, O_RDWR);
	NEED_EQ(fd, 3);
	NEED_EQ(board_close(fd), 0);
	NEED_EQ(board_close(fd), -EBADF);
	return end(0);
}

static int absent_nodes(const struct scenario *s)
{
	static const char *const bad[] = {
		"/dev/none", "/dev/", "/dev", "", "calls", "/dev/calls/",
		"/dev/char/", "/dev/char/10", "/dev/char/x:y",
		"/dev/char/999:0", "/dev/char/10:99999999",
	};
	unsigned int i;

	NEED(!begin(s));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		NEED_EQ(board_open(bad[i], O_RDWR), -ENOENT);
	NEED_EQ(board_open(NULL, O_RDWR), -EFAULT);
	NEED_EQ(board_open("/dev/char/200:1", O_RDWR), -ENXIO);
	NEED_EQ(board_open("/dev/char/10:3", O_RDWR), -ENODEV);
	NEED_EQ(board_open("/dev/char/10:127", O_RDWR), 3);
	return end(0);
}

static int modes(const struct scenario *s)
{
	int r, w, err;
	char c = 0;

	NEED(!begin(s));
	r = board_open(NODE, O_RDONLY);
	w = board_open(NODE, O_WRONLY);
	NEED_EQ(board_write(r, &c, 1), -EBADF);
	NEED_EQ(board_read(w, &c, 1), -EBADF);
	NEED_EQ(board_read(r, &c, 1), 1);
	NEED(!board_mmap(PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, r, 0,
			 &err));
	NEED_EQ(err, -EACCES);
	NEED(!board_mmap(PAGE, PROT_READ, MAP_SHARED, w, 0, &err));
	NEED_EQ(err, -EACCES);
	return end(0);
}

static int positions(const struct scenario *s)
{
	uint8_t byte[4] = { 1, 2, 3, 4 };
	int fd;

	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	NEED_EQ(board_lseek(fd, -2, SEEK_END), CALLS_SIZE - 2);
	NEED_EQ(board_write(fd, byte, 4), 2);
	NEED_EQ(board_write(fd, byte, 4), 0);
	NEED_EQ(board_lseek(fd, 0, SEEK_CUR), CALLS_SIZE);
	NEED_EQ(board_lseek(fd, CALLS_SIZE + 1, SEEK_SET), -EINVAL);
	NEED_EQ(board_lseek(fd, -1, SEEK_SET), -EINVAL);
	NEED_EQ(board_lseek(fd, 0, 7), -EINVAL);
	NEED_EQ(board_lseek(fd, CALLS_SIZE - 1, SEEK_SET), CALLS_SIZE - 1);
	NEED_EQ(board_read(fd, byte, 4), 1);
	NEED_EQ(byte[0], 2);
	return end(0);
}

static int bad_buffers(const struct scenario *s)
{
	int fd;

	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	NEED_EQ(board_read(fd, NULL, 8), -EFAULT);
	NEED_EQ(board_write(fd, (void *)8, 8), -EFAULT);
	NEED_EQ(board_read(fd, user, (size_t)-1), -EINVAL);
	NEED_EQ(board_read(fd, (void *)UINTPTR_MAX, 8), -EFAULT);
	/* An address of the kernel's is never a program's. */
	NEED_EQ(board_read(fd, (void *)0x200000000000, 8), -EFAULT);
	NEED_EQ(board_read(fd, (void *)constant, 8), -EFAULT);
	return end(0);
}

static int ioctls(const struct scenario *s)
{
	int value = 41, fd;
	unsigned int cmd;

	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	NEED_EQ(board_ioctl(fd, CALLS_ADD_ONE, (uintptr_t)&value), 0);
	NEED_EQ(value, 42);
	NEED_EQ(board_ioctl(fd, CALLS_ADD_ONE, 0), -EFAULT);
	NEED_EQ(board_ioctl(fd, CALLS_NAME, (uintptr_t) "abc"), 3);
	NEED_EQ(board_ioctl(fd, CALLS_NAME,
			    (uintptr_t)"as long as it gets"), 16);
	NEED_EQ(board_ioctl(fd, CALLS_NAME, 0), -EFAULT);
	for (cmd = 0; cmd < 20000; cmd++)
		NEED_EQ(board_ioctl(fd, cmd * 2654435761u, cmd), -ENOTTY);
	return end(0);
}

static int closing(const struct scenario *s)
{
	int a, b;

	NEED(!begin(s));
	a = board_open(NODE, O_RDWR);
	b = board_open(NODE, O_RDWR);
	NEED_EQ(board_close(b), 0);
	NEED_EQ(board_ioctl(a, CALLS_COUNTS, 0), 0x101);
	NEED_EQ(board_open(NODE, O_RDWR), b);
	return end(0);
}

/* --- poll ----------------------------------------------------------------- */

static int waker(void *arg)
{
	board_sleep_ns(5000000);
	return (int)board_ioctl(*(int *)arg, CALLS_READY, 0);
}

static int polling(const struct scenario *s)
{
	uint64_t start;
	int fd;

	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	NEED_EQ(board_poll(fd, POLLIN, 0), 0);
	start = board_now();
	NEED_EQ(board_poll(fd, POLLIN, 20), 0);
	NEED(board_now() - start >= 20000000);
	NEED(board_now() - start < 30000000);
	start = board_now();
	NEED_EQ(board_spawn(waker, &fd), 0);
	NEED_EQ(board_poll(fd, POLLIN, 1000), POLLIN);
	NEED(board_now() - start < 1000000000);
	NEED_EQ(board_join(), 0);
	NEED_EQ(board_poll(fd, POLLIN | POLLRDNORM, -1), POLLIN | POLLRDNORM);
	NEED_EQ(board_poll(fd, POLLOUT, 0), 0);
	return end(0);
}

/* --- mappings ------------------------------------------------------------- */

static int mapping(const struct scenario *s)
{
	uint8_t *map, byte = 0;
	int err, fd;

	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	map = board_mmap(CALLS_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0,
			 &err);
	NEED(map);
	map[PAGE + 1] = 0x77;
	NEED_EQ(board_lseek(fd, PAGE + 1, SEEK_SET), PAGE + 1);
	NEED_EQ(board_read(fd, &byte, 1), 1);
	NEED_EQ(byte, 0x77);
	byte = 0x55;
	NEED_EQ(board_write(fd, &byte, 1), 1);
	NEED_EQ(map[PAGE + 2], 0x55);
	/* The mapping holds the file open. */
	NEED_EQ(board_close(fd), 0);
	NEED_EQ(board_unload("calls"), -EBUSY);
	map[0] = 1;
	NEED_EQ(board_munmap(map + PAGE, PAGE), -EINVAL);
	NEED_EQ(board_munmap(map, CALLS_SIZE), 0);
	NEED_EQ(board_unload("calls"), 0);
	return end(0);
}

static const struct {
	size_t size;
	int prot, flags;
	int64_t offset;
	int err;
} maps[] = {
	{ 0, PROT_READ, MAP_SHARED, 0, -EINVAL },
	{ PAGE, PROT_READ, 0, 0, -EINVAL },
	{ PAGE, PROT_READ, MAP_SHARED, 1, -EINVAL },
	{ CALLS_SIZE + 1, PROT_READ, MAP_SHARED, 0, -EINVAL },
	{ PAGE, PROT_READ, MAP_SHARED, CALLS_SIZE, -EINVAL },
	{ (size_t)-1, PROT_READ, MAP_SHARED, 0, -ENOMEM },
	{ (size_t)1 << 47, PROT_READ, MAP_SHARED, 0, -ENOMEM },
	{ PAGE, PROT_READ, MAP_SHARED, -4096, -EOVERFLOW },
	{ PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, 0, -EINVAL },
	{ PAGE, PROT_READ, MAP_PRIVATE, CALLS_SIZE - PAGE, 0 },
};

static int map_borders(const struct scenario *s)
{
	unsigned int i;
	int fd, err;

	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	for (i = 0; i < sizeof(maps) / sizeof(maps[0]); i++) {
		void *p = board_mmap(maps[i].size, maps[i].prot, maps[i].flags,
				     fd, maps[i].offset, &err);

		NEED_EQ(err, maps[i].err);
		NEED(!p == !!err);
	}
	NEED_EQ(board_munmap(user, PAGE), 0);
	NEED_EQ(board_munmap((void *)1, PAGE), -EINVAL);
	return end(0);
}

/* --- pinned pages --------------------------------------------------------- */

static long pin(int fd, unsigned long cmd, const void *addr, unsigned int n,
		bool write)
{
	struct calls_pages req = {
		.addr = (uintptr_t)addr, .n = n, .write = write,
	};

	return board_ioctl(fd, cmd, (uintptr_t)&req);
}

static int pinning(const struct scenario *s)
{
	unsigned int i;
	void *map;
	int fd, err;

	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	NEED_EQ(pin(fd, CALLS_FILL, user + PAGE + 100, 3, true), 3);
	for (i = 0; i < 3 * PAGE; i++)
		NEED_EQ(user[PAGE + i], 0x40 + i / PAGE);
	NEED_EQ(user[PAGE - 1], 0);
	NEED_EQ(user[4 * PAGE], 0);
	NEED_EQ(pin(fd, CALLS_TWICE, user, 8, true), 8);
	NEED_EQ(user[8 * PAGE - 1], 0x47);
	NEED_EQ(pin(fd, CALLS_FILL, user, 0, true), 0);
	NEED_EQ(pin(fd, CALLS_FILL, NULL, 1, true), -EFAULT);
	NEED_EQ(pin(fd, CALLS_FILL, constant, 1, true), -EFAULT);
	NEED_EQ(pin(fd, CALLS_FILL, constant, 1, false), 1);
	/* Device memory by pfn has no page to pin. */
	map = board_mmap(PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0, &err);
	NEED(map);
	NEED_EQ(pin(fd, CALLS_FILL, map, 1, true), -EFAULT);
	return end(0);
}

/* A range that ends where memory does is pinned as far as it goes. */
static int pin_short(const struct scenario *s)
{
	uint8_t *p = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd;

	NEED(p != MAP_FAILED);
	NEED(!munmap(p + 2 * PAGE, 2 * PAGE));
	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	NEED_EQ(pin(fd, CALLS_FILL, p, 4, true), 2);
	NEED_EQ(p[2 * PAGE - 1], 0x41);
	NEED_EQ(pin(fd, CALLS_FILL, p + 2 * PAGE, 1, true), -EFAULT);
	return end(0);
}

static int pin_left(const struct scenario *s)
{
	int fd;

	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	NEED_EQ(pin(fd, CALLS_KEEP, user, 2, true), 2);
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count_of("pin-leak"), 2);
	NEED_EQ(report_count(), 2);
	return 0;
}

/* --- attributes ----------------------------------------------------------- */

static int attributes(const struct scenario *s)
{
	char text[64] = "";

	NEED(!begin(s));
	NEED_EQ(board_attr_read("calls/level", text, sizeof(text)), 2);
	NEED(!memcmp(text, "0\n", 2));
	NEED_EQ(board_attr_write("calls/level", "17\n", 3), 3);
	NEED_EQ(board_attr_read("/sys/devices/platform/calls/level", text,
				sizeof(text)), 3);
	NEED(!memcmp(text, "17\n", 3));
	NEED_EQ(board_attr_read("/sys/bus/platform/devices/calls/size", text,
				3), 3);
	NEED_EQ(board_attr_write("calls/level", "x", 1), -EINVAL);
	NEED_EQ(board_attr_write("calls/size", "1", 1), -EACCES);
	NEED_EQ(board_attr_read("calls/push", text, sizeof(text)), -EACCES);
	NEED_EQ(board_attr_write("calls/push", "go\n", 3), 3);
	NEED_EQ(board_attr_read("calls/hidden", text, sizeof(text)), -ENOENT);
	NEED_EQ(board_attr_read("calls/misc/calls/dev", text, sizeof(text)), 7);
	NEED(!memcmp(text, "10:127\n", 7));
	NEED_EQ(board_attr_read("calls", text, sizeof(text)), -ENOENT);
	NEED_EQ(board_attr_read("calls/", text, sizeof(text)), -ENOENT);
	NEED_EQ(board_attr_read("/", text, sizeof(text)), -ENOENT);
	NEED_EQ(board_attr_read(NULL, text, sizeof(text)), -EFAULT);
	NEED_EQ(board_unbind("calls"), 0);
	NEED_EQ(board_attr_read("calls/level", text, sizeof(text)), -ENOENT);
	return end(0);
}

/* --- several programs ------------------------------------------------------- */

#define THREADS 4

/* Each has a page of the buffer and of the program to itself. */
static int one_of_many(void *arg)
{
	unsigned int me = *(unsigned int *)arg, i;
	uint8_t *map, byte = 0, *mine = user + me * PAGE;
	int fd, err;

	for (i = 0; i < 6; i++) {
		fd = board_open(NODE, O_RDWR);
		NEED(fd >= 3);
		map = board_mmap(PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
				 (int64_t)me * PAGE, &err);
		NEED(map);
		map[i] = (uint8_t)(me * 16 + i);
		NEED_EQ(board_lseek(fd, (int64_t)me * PAGE + i, SEEK_SET),
			(int64_t)me * PAGE + i);
		NEED_EQ(board_read(fd, &byte, 1), 1);
		NEED_EQ(byte, me * 16 + i);
		NEED_EQ(pin(fd, CALLS_TWICE, mine, 1, true), 1);
		NEED_EQ(mine[PAGE - 1], 0x40);
		NEED_EQ(board_attr_write("calls/level", "1", 1), 1);
		NEED_EQ(board_close(fd), 0);
		NEED_EQ(board_munmap(map, PAGE), 0);
	}
	return 0;
}

static int many(const struct scenario *s)
{
	static unsigned int id[THREADS];
	unsigned int i;

	NEED(!begin(s));
	for (i = 0; i < THREADS; i++) {
		id[i] = i;
		NEED_EQ(board_spawn(one_of_many, &id[i]), 0);
	}
	NEED_EQ(board_join(), 0);
	return end(0);
}

/* --- failures ------------------------------------------------------------- */

static int life(const struct scenario *s)
{
	char text[16];
	int fd, err = 0;
	void *map;

	NEED_EQ(test_boot(s), 0);
	board_fail_nth(s->fail_nth);
	err = board_load(calls_so);
	NEED(!err || err == -ENOMEM);
	fd = err ? -1 : board_open(NODE, O_RDWR);
	if (fd >= 0) {
		board_attr_read("calls/level", text, sizeof(text));
		pin(fd, CALLS_TWICE, user, 4, true);
		map = board_mmap(PAGE, PROT_READ, MAP_SHARED, fd, 0, &err);
		NEED(map || err == -ENOMEM);
		NEED(!map || !board_munmap(map, PAGE));
		NEED_EQ(board_close(fd), 0);
	}
	return end(0);
}

static const struct {
	const char *name;
	scenario_fn fn;
} scenarios[] = {
	{ "bad descriptors", bad_descriptors },
	{ "absent nodes", absent_nodes },
	{ "modes of opening", modes },
	{ "positions", positions },
	{ "bad buffers", bad_buffers },
	{ "ioctls, known and not", ioctls },
	{ "closing", closing },
	{ "poll", polling },
	{ "mmap and read see the same", mapping },
	{ "borders of mmap", map_borders },
	{ "pinned pages", pinning },
	{ "pinned pages up to a hole", pin_short },
	{ "pages left pinned", pin_left },
	{ "attributes", attributes },
};

int main(int argc, char **argv)
{
	struct scenario s = { 0 };
	unsigned int i;

	test_begin(argc, argv);
	s.dtb = test_tree(BOARD, "", &s.dtb_size);
	calls_so = test_driver("test/drivers/calls.c", "calls");
	for (i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
		test_seeds(scenarios[i].name, scenarios[i].fn, s, 3);
	test_seeds("several programs", many, s, 40);
	test_nth_failure("a driver's life", life, s);
	return test_end();
}
