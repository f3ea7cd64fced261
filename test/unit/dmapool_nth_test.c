// SPDX-License-Identifier: MIT
/*
 * A driver's pools: the 1st, 2nd, ... allocation failing, many seeds, and what
 * /sys has of them on each Linux.
 */
#include "board_test.h"

static const char *pools_so;
static unsigned int linux_version;

static int boot(const struct scenario *s)
{
	struct board_options options = {
		.dtb = s->dtb, .dtb_size = s->dtb_size, .seed = s->seed,
		.cache = s->cache, .quiet = true,
		.linux_version = linux_version,
	};

	report_to_terminal(STDERR_FILENO, false);
	return board_boot(&options);
}

static int load(const struct scenario *s)
{
	int err;

	NEED_EQ(boot(s), 0);
	board_fail_nth(s->fail_nth);
	err = board_load(pools_so);
	NEED(!err || (board_failed() && (err == -ENOMEM || err == -ENODEV)));
	if (!err)
		NEED_EQ(board_unload("pools"), 0);
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count(), 0);
	return 0;
}

/* The attribute comes with the first pool and goes with the last. */
static int sysfs(const struct scenario *s)
{
	const char *want = linux_version < 0x060400 ?
		"poolinfo - 0.1\n"
		"tables              1    6  600  1\n"
		"descs              70  128   64  2\n"
		"managed             0    0   32  0\n" :
		"poolinfo - 0.1\n"
		"tables              1    4  600  1\n"
		"descs              70  128   64  2\n"
		"managed             0    0   32  0\n";
	char text[4096] = "";

	NEED_EQ(boot(s), 0);
	NEED_EQ(board_load(pools_so), 0);
	NEED_EQ(board_attr_read("pools/pools", text, sizeof(text) - 1),
		(long long)strlen(want));
	if (strcmp(text, want))
		fprintf(stderr, "# %s# instead of\n# %s", text, want);
	NEED(!strcmp(text, want));
	NEED_EQ(board_unbind("pools"), 0);
	NEED_EQ(board_attr_read("pools/pools", text, sizeof(text)), -ENOENT);
	NEED_EQ(board_unload("pools"), 0);
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count(), 0);
	return 0;
}

int main(int argc, char **argv)
{
	static const struct {
		unsigned int code;
		const char *source;	/* and what it is compiled for */
	} linuxes[] = {
		{ 0x060100, "--linux=6.1 test/drivers/pools.c" },
		{ 0x060c00, "--linux=6.12 test/drivers/pools.c" },
		{ 0x070200, "--linux=7.2 test/drivers/pools.c" },
	};
	struct scenario s = { 0 };
	size_t i;

	test_begin(argc, argv);
	s.dtb = test_tree("test/dts/virt.dts", "", &s.dtb_size);
	for (i = 0; i < 3; i++) {
		linux_version = linuxes[i].code;
		pools_so = test_driver(linuxes[i].source, "pools");
		test_say(!test_child(sysfs, &s), "/sys", ", Linux ",
			 linux_version);
		test_nth_failure("pools", load, s);
		test_seeds("pools", load, s, 10);
	}
	return test_end();
}
