// SPDX-License-Identifier: MIT
/*
 * Bounced mappings of every kind, the 1st, 2nd, ... allocation or mapping failing:
 * nothing is left, nothing is reported; and under many seeds.
 */
#include "board_test.h"

static const char *bounce_so;

static int load(const struct scenario *s)
{
	int err;

	NEED_EQ(test_boot(s), 0);
	board_fail_nth(s->fail_nth);
	err = board_load(bounce_so);
	NEED(!err || (board_failed() && err == -ENOMEM));
	if (!err)
		NEED_EQ(board_unload("bounce"), 0);
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count(), 0);
	return 0;
}

int main(int argc, char **argv)
{
	struct scenario s = { 0 };

	test_begin(argc, argv);
	s.dtb = test_tree("test/boards/swiotlb.dts", "", &s.dtb_size);
	bounce_so = test_driver("test/drivers/bounce.c", "bounce");
	test_seeds("bounce", load, s, 20);
	test_nth_failure("bounce", load, s);
	return test_end();
}
