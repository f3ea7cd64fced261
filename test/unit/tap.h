/* SPDX-License-Identifier: MIT */
/*
 * Test points of a TAP program: ok(condition, "what it proves", ...), and
 * return tap_done() at the end of main().
 */
#ifndef TEST_UNIT_TAP_H
#define TEST_UNIT_TAP_H

#include <stdio.h>

static int tap_points, tap_failures;

#define ok(cond, ...) do {						\
	int good_ = !!(cond);						\
	tap_failures += !good_;						\
	printf("%sok %d - ", good_ ? "" : "not ", ++tap_points);	\
	printf(__VA_ARGS__);						\
	printf(good_ ? "\n" : "\n# %s:%d: " #cond "\n", __FILE__,	\
	       __LINE__);						\
} while (0)

static inline int tap_done(void)
{
	printf("1..%d\n", tap_points);
	return tap_failures != 0;
}

#endif
