/* SPDX-License-Identifier: MIT */
/* Numbers of the board's seed: the same in each run of it. */
#ifndef _LINUX_RANDOM_H
#define _LINUX_RANDOM_H

#include <linux/types.h>

void get_random_bytes(void *buf, size_t len);
u8 get_random_u8(void);
u16 get_random_u16(void);
u32 get_random_u32(void);
u64 get_random_u64(void);
/* Below ceil, which is not 0. */
u32 get_random_u32_below(u32 ceil);
/* floor and ceil included. */
u32 get_random_u32_inclusive(u32 floor, u32 ceil);

static inline unsigned long get_random_long(void)
{
	return get_random_u64();
}

static inline u32 get_random_int(void)
{
	return get_random_u32();
}

#define prandom_u32_max(ceil)	get_random_u32_below(ceil)
#define prandom_u32()		get_random_u32()
#define get_random_bytes_wait(buf, n)	(get_random_bytes(buf, n), 0)

#endif
