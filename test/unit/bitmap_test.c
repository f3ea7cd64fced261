// SPDX-License-Identifier: MIT
/*
 * linux/bitmap.h and bitops.h: each search and range against the same thing
 * done bit by bit, over random maps of many sizes.
 */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/random.h>

#define BITS	300

static void fill(unsigned long *map, unsigned int nbits, unsigned int of_100)
{
	unsigned int i;

	bitmap_zero(map, nbits);
	for (i = 0; i < nbits; i++)
		if (get_random_u32_below(100) < of_100)
			__set_bit(i, map);
}

static unsigned int slow_find(const unsigned long *map, unsigned int size,
			      unsigned int at, bool value)
{
	while (at < size && test_bit(at, map) != value)
		at++;
	return min(at, size);
}

static const struct { unsigned int nbits, of_100; } maps[] = {
	{ 1, 50 }, { 63, 10 }, { 64, 90 }, { 65, 50 }, { 128, 1 },
	{ 129, 99 }, { 300, 5 }, { 300, 95 }, { 300, 0 }, { 300, 100 },
};

static void bitmap_test_find(struct kunit *test)
{
	DECLARE_BITMAP(map, BITS);
	unsigned int i, at;

	for (i = 0; i < ARRAY_SIZE(maps); i++) {
		unsigned int n = maps[i].nbits;

		fill(map, n, maps[i].of_100);
		for (at = 0; at <= n; at++) {
			KUNIT_EXPECT_EQ(test, find_next_bit(map, n, at),
					slow_find(map, n, at, true));
			KUNIT_EXPECT_EQ(test, find_next_zero_bit(map, n, at),
					slow_find(map, n, at, false));
		}
	}
}

static void bitmap_test_last(struct kunit *test)
{
	DECLARE_BITMAP(map, BITS) = { 0 };

	KUNIT_EXPECT_EQ(test, find_last_bit(map, BITS), BITS);
	__set_bit(3, map);
	KUNIT_EXPECT_EQ(test, find_last_bit(map, BITS), 3);
	__set_bit(299, map);
	KUNIT_EXPECT_EQ(test, find_last_bit(map, BITS), 299);
	KUNIT_EXPECT_EQ(test, find_last_bit(map, 299), 3);
}

static void bitmap_test_ranges(struct kunit *test)
{
	DECLARE_BITMAP(map, BITS);
	unsigned int start, len, i;

	for (start = 0; start < 130; start += 7) {
		for (len = 0; len < 150; len += 13) {
			bitmap_zero(map, BITS);
			bitmap_set(map, start, len);
			KUNIT_EXPECT_EQ(test, bitmap_weight(map, BITS), len);
			for (i = start; i < start + len; i++)
				KUNIT_EXPECT_TRUE(test, test_bit(i, map));
			bitmap_fill(map, BITS);
			bitmap_clear(map, start, len);
			KUNIT_EXPECT_EQ(test, bitmap_weight(map, BITS),
					BITS - len);
		}
	}
}

/* The first place by trying each. */
static unsigned long slow_area(unsigned long *map, unsigned int size,
			       unsigned int start, unsigned int nr,
			       unsigned long mask, unsigned long offset)
{
	for (; start + nr <= size; start++)
		if (!((start + offset) & mask) &&
		    slow_find(map, start + nr, start, true) == start + nr)
			return start;
	return size + 1;
}

static void bitmap_test_area(struct kunit *test)
{
	static const unsigned int masks[] = { 0, 1, 3, 7, 15 };
	DECLARE_BITMAP(map, BITS);
	unsigned int round, m, nr, got;

	for (round = 0; round < 20; round++) {
		unsigned long off = get_random_u32_below(16);

		fill(map, BITS, 5 * round);
		for (m = 0; m < ARRAY_SIZE(masks); m++) {
			for (nr = 1; nr < 20; nr += 3) {
				got = bitmap_find_next_zero_area_off(map, BITS,
						round, nr, masks[m], off);
				got = min(got, (unsigned int)BITS + 1);
				KUNIT_EXPECT_EQ(test, got,
					slow_area(map, BITS, round, nr,
						  masks[m], off));
			}
		}
	}
}

static void bitmap_test_logic(struct kunit *test)
{
	DECLARE_BITMAP(a, BITS);
	DECLARE_BITMAP(b, BITS);
	DECLARE_BITMAP(c, BITS);
	unsigned int i;

	fill(a, BITS, 40);
	fill(b, BITS, 40);
	bitmap_or(c, a, b, BITS);
	KUNIT_EXPECT_TRUE(test, bitmap_subset(a, c, BITS));
	bitmap_andnot(c, a, b, BITS);
	KUNIT_EXPECT_FALSE(test, bitmap_intersects(c, b, BITS));
	KUNIT_EXPECT_TRUE(test, bitmap_and(c, a, b, BITS));
	for (i = 0; i < BITS; i++)
		KUNIT_EXPECT_EQ(test, test_bit(i, c),
				test_bit(i, a) && test_bit(i, b));
	bitmap_fill(c, BITS);
	KUNIT_EXPECT_TRUE(test, bitmap_full(c, BITS));
	__clear_bit(299, c);
	KUNIT_EXPECT_FALSE(test, bitmap_full(c, BITS));
	bitmap_copy(c, a, BITS);
	KUNIT_EXPECT_TRUE(test, bitmap_equal(a, c, BITS));
	__change_bit(64, c);
	KUNIT_EXPECT_FALSE(test, bitmap_equal(a, c, BITS));
}

static void bitmap_test_regions(struct kunit *test)
{
	DECLARE_BITMAP(map, 64) = { 0 };

	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 64, 2), 0);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 64, 0), 4);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 64, 3), 8);
	KUNIT_EXPECT_EQ(test, bitmap_allocate_region(map, 8, 0), -EBUSY);
	bitmap_release_region(map, 8, 3);
	KUNIT_EXPECT_EQ(test, bitmap_allocate_region(map, 8, 3), 0);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 64, 6), -ENOMEM);
}

static void bitmap_test_bitops(struct kunit *test)
{
	unsigned long *map = kunit_kzalloc(test, 16, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, map);
	KUNIT_EXPECT_FALSE(test, test_and_set_bit(70, map));
	KUNIT_EXPECT_TRUE(test, test_and_set_bit(70, map));
	KUNIT_EXPECT_EQ(test, map[1], BIT(6));
	KUNIT_EXPECT_TRUE(test, test_and_clear_bit(70, map));
	KUNIT_EXPECT_FALSE(test, test_and_clear_bit(70, map));
	KUNIT_EXPECT_EQ(test, fls(0), 0);
	KUNIT_EXPECT_EQ(test, fls(0x80000000), 32);
	KUNIT_EXPECT_EQ(test, ffs(0), 0);
	KUNIT_EXPECT_EQ(test, ffs(8), 4);
	KUNIT_EXPECT_EQ(test, hweight64(0x8000000000000101ull), 3);
	KUNIT_EXPECT_EQ(test, ror32(1, 1), 0x80000000u);
	KUNIT_EXPECT_EQ(test, sign_extend32(0xff, 7), -1);
	KUNIT_EXPECT_EQ(test, GENMASK(7, 4), 0xf0ul);
	KUNIT_EXPECT_EQ(test, GENMASK_ULL(63, 0), ~0ull);
}

static struct kunit_case bitmap_cases[] = {
	KUNIT_CASE(bitmap_test_find),
	KUNIT_CASE(bitmap_test_last),
	KUNIT_CASE(bitmap_test_ranges),
	KUNIT_CASE(bitmap_test_area),
	KUNIT_CASE(bitmap_test_logic),
	KUNIT_CASE(bitmap_test_regions),
	KUNIT_CASE(bitmap_test_bitops),
	{}
};

static struct kunit_suite bitmap_suite = {
	.name = "bitmap",
	.test_cases = bitmap_cases,
};
kunit_test_suite(bitmap_suite);
MODULE_LICENSE("Dual MIT/GPL");
