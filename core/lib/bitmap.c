// SPDX-License-Identifier: MIT
/*
 * Bitmaps and the search for bits, a word at a time.
 *
 * Compiled with the sensor: a bitmap may lie in a driver's memory.
 *
 * Same as Linux: results, and that whole words are written.
 */
#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

/* --- search --------------------------------------------------------------- */

/* First set bit at or after offset; WORD(i) gives word number i. */
#define FIND_BIT(WORD, size, offset) ({					\
	unsigned long __i, __w, __size = (size), __at = __size;		\
									\
	if ((offset) < __size) {					\
		__i = (offset) / BITS_PER_LONG;				\
		__w = (WORD(__i)) & BITMAP_FIRST_WORD_MASK(offset);	\
		while (!__w && (__i + 1) * BITS_PER_LONG < __size)	\
			__w = (__i++, WORD(__i));			\
		if (__w)						\
			__at = min(__i * BITS_PER_LONG + __ffs(__w),	\
				   __size);				\
	}								\
	__at; })

unsigned long find_next_bit(const unsigned long *addr, unsigned long size,
			    unsigned long offset)
{
#define WORD(i) addr[i]
	return FIND_BIT(WORD, size, offset);
#undef WORD
}

unsigned long find_next_zero_bit(const unsigned long *addr, unsigned long size,
				 unsigned long offset)
{
#define WORD(i) ~addr[i]
	return FIND_BIT(WORD, size, offset);
#undef WORD
}

unsigned long find_next_and_bit(const unsigned long *addr1,
				const unsigned long *addr2, unsigned long size,
				unsigned long offset)
{
#define WORD(i) (addr1[i] & addr2[i])
	return FIND_BIT(WORD, size, offset);
#undef WORD
}

unsigned long find_next_andnot_bit(const unsigned long *addr1,
				   const unsigned long *addr2,
				   unsigned long size, unsigned long offset)
{
#define WORD(i) (addr1[i] & ~addr2[i])
	return FIND_BIT(WORD, size, offset);
#undef WORD
}

unsigned long find_last_bit(const unsigned long *addr, unsigned long size)
{
	unsigned long i = BITS_TO_LONGS(size), w;

	while (i--) {
		w = addr[i];
		if ((i + 1) * BITS_PER_LONG > size)
			w &= BITMAP_LAST_WORD_MASK(size);
		if (w)
			return i * BITS_PER_LONG + __fls(w);
	}
	return size;
}

unsigned long bitmap_find_next_zero_area_off(unsigned long *map,
					     unsigned long size,
					     unsigned long start,
					     unsigned int nr,
					     unsigned long align_mask,
					     unsigned long align_offset)
{
	for (;;) {
		unsigned long at, end, taken;

		at = find_next_zero_bit(map, size, start);
		at = ((at + align_offset + align_mask) & ~align_mask) -
		     align_offset;
		end = at + nr;
		if (end > size)
			return end;
		taken = find_next_bit(map, end, at);
		if (taken >= end)
			return at;
		start = taken + 1;
	}
}

/* --- whole bitmaps -------------------------------------------------------- */

unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags)
{
	return kmalloc_array(BITS_TO_LONGS(nbits), sizeof(long), flags);
}

unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags)
{
	return bitmap_alloc(nbits, flags | __GFP_ZERO);
}

void bitmap_free(const unsigned long *bitmap)
{
	kfree(bitmap);
}

void bitmap_zero(unsigned long *dst, unsigned int nbits)
{
	memset(dst, 0, BITS_TO_LONGS(nbits) * sizeof(long));
}

void bitmap_fill(unsigned long *dst, unsigned int nbits)
{
	memset(dst, 0xff, BITS_TO_LONGS(nbits) * sizeof(long));
}

void bitmap_copy(unsigned long *dst, const unsigned long *src,
		 unsigned int nbits)
{
	memcpy(dst, src, BITS_TO_LONGS(nbits) * sizeof(long));
}

/* Bits of word i that are in a bitmap of nbits. */
static unsigned long word_mask(unsigned long i, unsigned int nbits)
{
	return (i + 1) * BITS_PER_LONG > nbits ? BITMAP_LAST_WORD_MASK(nbits) :
						 ~0UL;
}

bool bitmap_and(unsigned long *dst, const unsigned long *src1,
		const unsigned long *src2, unsigned int nbits)
{
	unsigned long i, any = 0;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		any |= dst[i] = src1[i] & src2[i] & word_mask(i, nbits);
	return any;
}

bool bitmap_andnot(unsigned long *dst, const unsigned long *src1,
		   const unsigned long *src2, unsigned int nbits)
{
	unsigned long i, any = 0;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		any |= dst[i] = src1[i] & ~src2[i] & word_mask(i, nbits);
	return any;
}

void bitmap_or(unsigned long *dst, const unsigned long *src1,
	       const unsigned long *src2, unsigned int nbits)
{
	unsigned long i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		dst[i] = src1[i] | src2[i];
}

void bitmap_xor(unsigned long *dst, const unsigned long *src1,
		const unsigned long *src2, unsigned int nbits)
{
	unsigned long i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		dst[i] = src1[i] ^ src2[i];
}

void bitmap_complement(unsigned long *dst, const unsigned long *src,
		       unsigned int nbits)
{
	unsigned long i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		dst[i] = ~src[i];
}

bool bitmap_equal(const unsigned long *src1, const unsigned long *src2,
		  unsigned int nbits)
{
	unsigned long i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		if ((src1[i] ^ src2[i]) & word_mask(i, nbits))
			return false;
	return true;
}

bool bitmap_intersects(const unsigned long *src1, const unsigned long *src2,
		       unsigned int nbits)
{
	return find_next_and_bit(src1, src2, nbits, 0) < nbits;
}

bool bitmap_subset(const unsigned long *src1, const unsigned long *src2,
		   unsigned int nbits)
{
	return find_next_andnot_bit(src1, src2, nbits, 0) >= nbits;
}

bool bitmap_empty(const unsigned long *src, unsigned int nbits)
{
	return find_next_bit(src, nbits, 0) >= nbits;
}

bool bitmap_full(const unsigned long *src, unsigned int nbits)
{
	return find_next_zero_bit(src, nbits, 0) >= nbits;
}

unsigned int bitmap_weight(const unsigned long *src, unsigned int nbits)
{
	unsigned int i, n = 0;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++)
		n += hweight_long(src[i] & word_mask(i, nbits));
	return n;
}

/* --- ranges --------------------------------------------------------------- */

/* Bits of [start, end) that are in the word of start. */
static unsigned long range_mask(unsigned int start, unsigned int end)
{
	unsigned long mask = BITMAP_FIRST_WORD_MASK(start);

	if (BIT_WORD(start) == BIT_WORD(end - 1))
		mask &= BITMAP_LAST_WORD_MASK(end);
	return mask;
}

void bitmap_set(unsigned long *map, unsigned int start, unsigned int len)
{
	unsigned int end = start + len;

	for (; start < end; start = ALIGN(start + 1, BITS_PER_LONG))
		map[BIT_WORD(start)] |= range_mask(start, end);
}

void bitmap_clear(unsigned long *map, unsigned int start, unsigned int len)
{
	unsigned int end = start + len;

	for (; start < end; start = ALIGN(start + 1, BITS_PER_LONG))
		map[BIT_WORD(start)] &= ~range_mask(start, end);
}

int bitmap_allocate_region(unsigned long *bitmap, unsigned int pos, int order)
{
	unsigned int len = 1U << order;

	if (find_next_bit(bitmap, pos + len, pos) < pos + len)
		return -EBUSY;
	bitmap_set(bitmap, pos, len);
	return 0;
}

void bitmap_release_region(unsigned long *bitmap, unsigned int pos, int order)
{
	bitmap_clear(bitmap, pos, 1U << order);
}

int bitmap_find_free_region(unsigned long *bitmap, unsigned int bits,
			    int order)
{
	unsigned int pos, len = 1U << order;

	for (pos = 0; pos + len <= bits; pos += len)
		if (!bitmap_allocate_region(bitmap, pos, order))
			return pos;
	return -ENOMEM;
}
