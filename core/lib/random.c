// SPDX-License-Identifier: MIT
/*
 * Random numbers - of the board's seed, so each run of it has the same.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/random.h>
#include <linux/string.h>

#include "home/home.h"

u32 get_random_u32(void)
{
	return home_random(1ull << 32);
}

u64 get_random_u64(void)
{
	return (u64)get_random_u32() << 32 | get_random_u32();
}

u16 get_random_u16(void)
{
	return home_random(1 << 16);
}

u8 get_random_u8(void)
{
	return home_random(1 << 8);
}

u32 get_random_u32_below(u32 ceil)
{
	return home_random(ceil);
}

u32 get_random_u32_inclusive(u32 floor, u32 ceil)
{
	return floor + home_random((u64)ceil - floor + 1);
}

void get_random_bytes(void *buf, size_t len)
{
	size_t step;

	for (; len; len -= step, buf += step) {
		u64 v = get_random_u64();

		step = min(len, sizeof(v));
		memcpy(buf, &v, step);
	}
}

unsigned long int_sqrt(unsigned long x)
{
	unsigned long root = 0, bit = 1UL << 62;

	while (bit > x)
		bit >>= 2;
	for (; bit; bit >>= 2) {
		if (x >= root + bit) {
			x -= root + bit;
			root += 2 * bit;
		}
		root >>= 1;
	}
	return root;
}
