// SPDX-License-Identifier: MIT
/*
 * Rate limits - burst messages in each interval of virtual time.
 *
 * Compiled with the sensor: the state may lie in a driver's memory.
 *
 * Same as Linux: counts, and the line that tells how many were left out.
 */
#include <linux/kernel.h>
#include <linux/ratelimit.h>

#include "home/home.h"

#define NS_PER_JIFFY	(1000000000ull / CONFIG_HZ)

static void next_interval(struct ratelimit_state *rs, u64 now,
			  const char *func)
{
	if (rs->missed && !(rs->flags & RATELIMIT_MSG_ON_RELEASE)) {
		pr_warn("%s: %d callbacks suppressed\n", func, rs->missed);
		rs->missed = 0;
	}
	rs->begin = now;
	rs->printed = 0;
}

int ___ratelimit(struct ratelimit_state *rs, const char *func)
{
	u64 now = home_now() + 1;	/* 0 is "not begun" */

	if (!rs->interval)
		return 1;
	if (!rs->begin || now - rs->begin > rs->interval * NS_PER_JIFFY)
		next_interval(rs, now, func);
	if (rs->burst > rs->printed) {
		rs->printed++;
		return 1;
	}
	rs->missed++;
	return 0;
}

bool printk_ratelimit(void)
{
	static DEFINE_RATELIMIT_STATE(rs, DEFAULT_RATELIMIT_INTERVAL,
				      DEFAULT_RATELIMIT_BURST);

	return ___ratelimit(&rs, "printk_ratelimit");
}
