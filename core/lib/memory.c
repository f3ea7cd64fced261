// SPDX-License-Identifier: MIT
/*
 * memcpy and its family - bytes from anywhere to anywhere.
 *
 * Ends in the window go through the home, so that lines fill, get dirty and
 * are watched; between two ends in ordinary memory it is a plain, fast copy.
 * Compiled without the sensor: what it does, it says itself.
 *
 * Same as Linux: all of it.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "home/home.h"

#define CHUNK	4096			/* window to window, by way of the stack */

/* --- ordinary memory ------------------------------------------------------ */

/* barrier(): the compiler must not make a call of memcpy() out of a loop in
 * it. */
static void copy_up(u8 *dst, const u8 *src, size_t n)
{
#ifdef __x86_64__
	if (n >= 256) {
		asm volatile("rep movsb" : "+D" (dst), "+S" (src), "+c" (n)
			     : : "memory");
		return;
	}
#endif
	for (; n >= 8; n -= 8, dst += 8, src += 8) {
		put_unaligned(get_unaligned((const u64 *)src), (u64 *)dst);
		barrier();
	}
	for (; n; n--) {
		*dst++ = *src++;
		barrier();
	}
}

static void copy_down(u8 *dst, const u8 *src, size_t n)
{
	while (n >= 8) {
		n -= 8;
		put_unaligned(get_unaligned((const u64 *)(src + n)),
			      (u64 *)(dst + n));
		barrier();
	}
	while (n) {
		n--;
		dst[n] = src[n];
		barrier();
	}
}

static void fill(u8 *dst, u64 word, size_t n)
{
#ifdef __x86_64__
	if (n >= 256) {
		asm volatile("rep stosb" : "+D" (dst), "+c" (n) : "a" (word)
			     : "memory");
		return;
	}
#endif
	for (; n >= 8; n -= 8, dst += 8) {
		put_unaligned(word, (u64 *)dst);
		barrier();
	}
	for (; n; n--) {
		*dst++ = (u8)word;
		barrier();
	}
}

/* --- the window ----------------------------------------------------------- */

static void window_copy_up(void *dst, const void *src, size_t n)
{
	u8 buf[CHUNK];
	size_t step;

	for (; n; n -= step, dst += step, src += step) {
		step = min_t(size_t, n, sizeof(buf));
		home_load(src, buf, step);
		home_store(dst, buf, step);
	}
}

static void window_copy_down(void *dst, const void *src, size_t n)
{
	u8 buf[CHUNK];

	while (n) {
		size_t step = min_t(size_t, n, sizeof(buf));

		n -= step;
		home_load(src + n, buf, step);
		home_store(dst + n, buf, step);
	}
}

void *memcpy(void *dst, const void *src, size_t n)
{
	bool from = home_in_window(src), to = home_in_window(dst);

	if (likely(!from && !to))
		copy_up(dst, src, n);
	else if (!to)
		home_load(src, dst, n);
	else if (!from)
		home_store(dst, src, n);
	else
		window_copy_up(dst, src, n);
	return dst;
}

void *memmove(void *dst, const void *src, size_t n)
{
	if ((unsigned long)dst - (unsigned long)src >= n)
		return memcpy(dst, src, n);
	if (home_in_window(dst))
		window_copy_down(dst, src, n);
	else
		copy_down(dst, src, n);
	return dst;
}

void *memset(void *dst, int c, size_t n)
{
	if (home_in_window(dst))
		home_set(dst, c, n);
	else
		fill(dst, (u8)c * 0x0101010101010101ull, n);
	return dst;
}

void memzero_explicit(void *s, size_t n)
{
	memset(s, 0, n);
	barrier_data(s);
}

int memcmp(const void *a, const void *b, size_t n)
{
	u8 abuf[256], bbuf[256];
	size_t step, i;

	for (; n; n -= step, a += step, b += step) {
		step = min(n, sizeof(abuf));
		home_load(a, abuf, step);
		home_load(b, bbuf, step);
		for (i = 0; i < step; i++)
			if (abuf[i] != bbuf[i])
				return abuf[i] - bbuf[i];
	}
	return 0;
}

int bcmp(const void *a, const void *b, size_t n)
{
	return memcmp(a, b, n);
}

void copy_page(void *to, const void *from)
{
	memcpy(to, from, PAGE_SIZE);
}

void clear_page(void *page)
{
	memset(page, 0, PAGE_SIZE);
}
