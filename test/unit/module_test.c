// SPDX-License-Identifier: MIT
/*
 * Loading, unloading, binding: good and bad files, what a module that fails or
 * forgets leaves behind, other Linux versions, no board.
 */
#include "board_test.h"

#define BOARD	"test/boards/calls.dts"
#define NODE	"/dev/calls"
#define PAGE	4096u

static const char *calls_so, *leaver_so, *half_so, *no_init_so, *old_so;

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

/* --- no board ------------------------------------------------------------- */

static int before_boot(const struct scenario *s)
{
	char text[8];

	NEED_EQ(board_open(NODE, O_RDWR), -ENODEV);
	NEED_EQ(board_load(calls_so), -ENODEV);
	NEED_EQ(board_close(3), -ENODEV);
	NEED_EQ(board_read(3, text, 1), -EBADF);
	NEED_EQ(board_attr_read("calls/level", text, 1), -ENODEV);
	NEED_EQ(board_unbind("calls"), -ENODEV);
	NEED_EQ(board_munmap(NULL, PAGE), -ENODEV);
	NEED_EQ(board_iomem(text, sizeof(text)), -ENODEV);
	NEED_EQ(board_shutdown(), -ENODEV);
	return 0;
}

static int after_shutdown(const struct scenario *s)
{
	int fd;

	NEED(!begin(s));
	fd = board_open(NODE, O_RDWR);
	NEED(!end(0));
	NEED_EQ(board_close(fd), -EBADF);
	NEED_EQ(board_open(NODE, O_RDWR), -ENOENT);
	NEED_EQ(board_unload("calls"), -ENOENT);
	NEED_EQ(board_shutdown(), 0);
	return 0;
}

/* --- modules and binding -------------------------------------------------- */

static int loading(const struct scenario *s)
{
	int fd;

	NEED(!begin(s));
	NEED_EQ(board_load(calls_so), -EEXIST);
	NEED_EQ(board_load("/nonexistent.so"), -ENOEXEC);
	NEED_EQ(board_load("Makefile"), -ENOEXEC);
	NEED_EQ(board_load(no_init_so), -ENOEXEC);
	NEED_EQ(board_load(NULL), -EINVAL);
	NEED_EQ(board_unload("none"), -ENOENT);
	NEED_EQ(board_unload(""), -ENOENT);
	fd = board_open(NODE, O_RDWR);
	NEED_EQ(board_unload("calls"), -EBUSY);
	NEED_EQ(board_close(fd), 0);
	NEED_EQ(board_unload("calls"), 0);
	NEED_EQ(board_open(NODE, O_RDWR), -ENOENT);
	NEED_EQ(board_load(calls_so), 0);
	NEED_EQ(board_unload("calls"), 0);
	return end(0);
}

static int binding(const struct scenario *s)
{
	NEED(!begin(s));
	NEED_EQ(board_bind("calls"), -EBUSY);
	NEED_EQ(board_unbind("calls"), 0);
	NEED_EQ(board_unbind("calls"), -ENODEV);
	NEED_EQ(board_open(NODE, O_RDWR), -ENOENT);
	NEED_EQ(board_bind("calls"), 0);
	NEED_EQ(board_open(NODE, O_RDWR), 3);
	NEED_EQ(board_unbind("none"), -ENODEV);
	NEED_EQ(board_bind("none"), -ENODEV);
	NEED_EQ(board_bind("64001000.first"), -ENODEV);
	NEED_EQ(board_bind(""), -ENODEV);
	return end(0);
}

static int boot_61(const struct scenario *s)
{
	struct board_options options = {
		.dtb = s->dtb,
		.dtb_size = s->dtb_size,
		.seed = s->seed,
		.cache = s->cache,
		.linux_version = 0x060100,
		.quiet = true,
	};

	return board_boot(&options);
}

/* What 6.1 had otherwise: remove() with a result, class_create() by owner. */
static int old_linux(const struct scenario *s)
{
	NEED_EQ(boot_61(s), 0);
	NEED_EQ(board_load(old_so), 0);
	NEED_EQ(board_open("/dev/old", O_RDONLY), 3);
	NEED_EQ(board_close(3), 0);
	NEED_EQ(board_unbind("calls"), 0);
	NEED_EQ(board_open("/dev/old", O_RDONLY), -ENOENT);
	return end(0);
}

static int wrong_linux(const struct scenario *s)
{
	NEED_EQ(boot_61(s), 0);
	NEED_EQ(board_load(calls_so), -ENOEXEC);
	return end(0);
}

/* An init that fails half-way leaves what it took: reported and undone. */
static int half_way(const struct scenario *s)
{
	NEED_EQ(test_boot(s), 0);
	NEED_EQ(board_load(half_so), -EIO);
	NEED_EQ(report_count_of("registration-leak"), 1);
	NEED_EQ(report_count_of("slab-leak"), 1);
	NEED_EQ(board_load(half_so), -EIO);
	return 0;
}

/* What a module does not take back: told by kind, and gone after. */
static int leaving(const struct scenario *s)
{
	NEED_EQ(test_boot(s), 0);
	NEED_EQ(board_load(leaver_so), 0);
	NEED_EQ(board_unload("leaver"), 0);
	NEED_EQ(report_count_of("registration-leak"), 6);
	NEED_EQ(report_count_of("slab-leak"), 1);
	NEED_EQ(report_count_of("page-leak"), 1);
	NEED_EQ(board_open("/dev/leaver", O_RDWR), -ENOENT);
	NEED_EQ(board_load(leaver_so), 0);
	return 0;
}

static const struct {
	const char *name;
	scenario_fn fn;
} scenarios[] = {
	{ "loading and unloading", loading },
	{ "binding and unbinding", binding },
	{ "another Linux", old_linux },
	{ "another Linux than the driver's", wrong_linux },
	{ "before boot", before_boot },
	{ "after shutdown", after_shutdown },
	{ "init fails half-way", half_way },
	{ "what a module leaves", leaving },
};

int main(int argc, char **argv)
{
	struct scenario s = { 0 };
	unsigned int i;

	test_begin(argc, argv);
	s.dtb = test_tree(BOARD, "", &s.dtb_size);
	calls_so = test_driver("test/drivers/calls.c", "calls");
	leaver_so = test_driver("test/drivers/leaver.c", "leaver");
	half_so = test_driver("test/drivers/half.c", "half");
	old_so = test_driver("--linux=6.1 test/drivers/old.c", "old");
	no_init_so = test_driver("test/drivers/no-init.c", "no-init");
	for (i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
		test_seeds(scenarios[i].name, scenarios[i].fn, s, 3);
	return test_end();
}
