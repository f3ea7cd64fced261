// SPDX-License-Identifier: MIT
/*
 * Memory of every kind, the 1st, 2nd, ... allocation failing: the driver then
 * is not loaded, nothing is left, nothing is reported; and under many seeds.
 */
#include "board_test.h"

static const char *memory_so;

static int load(const struct scenario *s)
{
	int err;

	NEED_EQ(test_boot(s), 0);
	board_fail_nth(s->fail_nth);
	err = board_load(memory_so);
	NEED_EQ(err, board_failed() ? -ENOMEM : 0);
	if (!err)
		NEED_EQ(board_unload("memory"), 0);
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count(), 0);
	return 0;
}

int main(int argc, char **argv)
{
	struct scenario s = { 0 };

	test_begin(argc, argv);
	s.dtb = test_tree("test/dts/virt.dts", "", &s.dtb_size);
	memory_so = test_driver("test/drivers/memory.c", "memory");
	test_seeds("memory", load, s, 20);
	test_nth_failure("memory", load, s);
	return test_end();
}
