// SPDX-License-Identifier: MIT
/*
 * core/lib/string.c, core/lib/memory.c, core/lib/kstrtox.c, core/lib/scanf.c: results and
 * errors; memory functions between board memory and the module's own.
 */
#include <kunit/test.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/random.h>
#include <linux/unaligned.h>

#define SIZE	9000

/* Same bytes as a byte loop, for ends in either memory, at odd places. */
static void check_copy(struct kunit *test, u8 *dst, u8 *src, size_t n,
		       bool move)
{
	size_t i;

	for (i = 0; i < n + 32; i++)
		dst[i] = 0xdd;
	for (i = 0; i < n; i++)
		src[16 + i] = i * 7 + n;
	KUNIT_EXPECT_PTR_EQ(test, move ? memmove(dst + 16, src + 16, n) :
			    memcpy(dst + 16, src + 16, n), dst + 16);
	KUNIT_EXPECT_EQ(test, dst[15], 0xdd);
	KUNIT_EXPECT_EQ(test, dst[16 + n], 0xdd);
	for (i = 0; i < n; i++)
		if (dst[16 + i] != (u8)(i * 7 + n))
			break;
	KUNIT_EXPECT_EQ(test, i, n);
	KUNIT_EXPECT_EQ(test, memcmp(dst + 16, src + 16, n), 0);
}

static void memory_test_copy(struct kunit *test)
{
	static const size_t sizes[] = { 0, 1, 7, 8, 9, 63, 64, 255, 256, 300,
					4096, 4097, 8500 };
	static u8 own_a[SIZE], own_b[SIZE];
	u8 *a = kunit_kmalloc(test, SIZE, GFP_KERNEL);
	u8 *b = kunit_kmalloc(test, SIZE, GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, b);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		check_copy(test, a, b + 3, sizes[i], false);
		check_copy(test, a + 1, own_b, sizes[i], false);
		check_copy(test, own_a + 5, b, sizes[i], true);
		check_copy(test, own_a, own_b + 1, sizes[i], false);
	}
}

static void check_overlap(struct kunit *test, u8 *buf)
{
	static const int shifts[] = { -500, -9, -8, -1, 0, 1, 7, 8, 9, 500 };
	int i, j;

	for (i = 0; i < ARRAY_SIZE(shifts); i++) {
		for (j = 0; j < SIZE; j++)
			buf[j] = j * 13;
		memmove(buf + 600 + shifts[i], buf + 600, 7000);
		for (j = 0; j < 7000; j++)
			if (buf[600 + shifts[i] + j] != (u8)((600 + j) * 13))
				break;
		KUNIT_EXPECT_EQ(test, j, 7000);
	}
}

static void memory_test_overlap(struct kunit *test)
{
	static u8 own[SIZE];
	u8 *buf = kunit_kmalloc(test, SIZE, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, buf);
	check_overlap(test, buf);
	check_overlap(test, own);
}

static void check_set(struct kunit *test, u8 *buf)
{
	size_t n;

	memset(buf, 0x11, 2000);
	for (n = 0; n < 600; n += 37) {
		memset(buf + 5, 0xab, n);
		KUNIT_EXPECT_NULL(test, memchr_inv(buf + 5, 0xab, n));
		KUNIT_EXPECT_EQ(test, buf[4], 0x11);
		KUNIT_EXPECT_EQ(test, buf[5 + n], 0x11);
	}
	KUNIT_EXPECT_PTR_EQ(test, memchr(buf, 0xab, 100), buf + 5);
	KUNIT_EXPECT_NULL(test, memchr(buf, 0x77, 2000));
}

static void memory_test_set(struct kunit *test)
{
	static u8 own[2000];
	u8 *buf = kunit_kmalloc(test, 2000, GFP_KERNEL);
	u32 *words = (u32 *)buf;

	KUNIT_ASSERT_NOT_NULL(test, buf);
	check_set(test, buf);
	check_set(test, own);
	memset32(words, 0x12345678, 5);
	KUNIT_EXPECT_EQ(test, words[4], 0x12345678);
	memzero_explicit(buf, 20);
	KUNIT_EXPECT_EQ(test, words[4], 0);
}

static void memory_test_compare(struct kunit *test)
{
	u8 *buf = kunit_kzalloc(test, 1000, GFP_KERNEL);
	static u8 own[1000];

	KUNIT_ASSERT_NOT_NULL(test, buf);
	KUNIT_EXPECT_EQ(test, memcmp(buf, own, 1000), 0);
	own[999] = 200;
	KUNIT_EXPECT_LT(test, memcmp(buf, own, 1000), 0);
	KUNIT_EXPECT_GT(test, memcmp(own, buf, 1000), 0);
	KUNIT_EXPECT_EQ(test, memcmp(own, buf, 999), 0);
	KUNIT_EXPECT_EQ(test, memcmp(own, buf, 0), 0);
}

static void memory_test_unaligned(struct kunit *test)
{
	u8 *p = kunit_kzalloc(test, 128, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	put_unaligned_be32(0x11223344, p + 62);
	KUNIT_EXPECT_EQ(test, p[62], 0x11);
	KUNIT_EXPECT_EQ(test, p[65], 0x44);
	KUNIT_EXPECT_EQ(test, get_unaligned_le32(p + 62), 0x44332211);
	put_unaligned_le64(0x0102030405060708ull, p + 61);
	KUNIT_EXPECT_EQ(test, p[61], 8);
	KUNIT_EXPECT_EQ(test, get_unaligned((u16 *)(p + 61)), 0x0708);
}

static void string_test_compare(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, strlen("hello"), 5);
	KUNIT_EXPECT_EQ(test, strnlen("hello", 3), 3);
	KUNIT_EXPECT_LT(test, strcmp("abc", "abd"), 0);
	KUNIT_EXPECT_GT(test, strcmp("ab\xff", "ab\x01"), 0);
	KUNIT_EXPECT_GT(test, strcmp("abc", "ab"), 0);
	KUNIT_EXPECT_EQ(test, strncmp("abcX", "abcY", 3), 0);
	KUNIT_EXPECT_EQ(test, strcasecmp("AbC", "aBc"), 0);
	KUNIT_EXPECT_NE(test, strncasecmp("abc", "abd", 3), 0);
	KUNIT_EXPECT_TRUE(test, sysfs_streq("on\n", "on"));
	KUNIT_EXPECT_TRUE(test, sysfs_streq("on", "on"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on\n\n", "on"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("off", "of"));
	KUNIT_EXPECT_TRUE(test, strstarts("foobar", "foo"));
	KUNIT_EXPECT_EQ(test, str_has_prefix("foobar", "foo"), 3);
}

static void string_test_search(struct kunit *test)
{
	static const char *const names[] = { "one", "two", "three" };
	const char *s = "a/b/c.d";

	KUNIT_EXPECT_PTR_EQ(test, strchr(s, '/'), s + 1);
	KUNIT_EXPECT_PTR_EQ(test, strrchr(s, '/'), s + 3);
	KUNIT_EXPECT_PTR_EQ(test, strchr(s, 0), s + 7);
	KUNIT_EXPECT_PTR_EQ(test, strchrnul(s, 'x'), s + 7);
	KUNIT_EXPECT_NULL(test, strnchr(s, 3, 'c'));
	KUNIT_EXPECT_PTR_EQ(test, strstr(s, "b/c"), s + 2);
	KUNIT_EXPECT_NULL(test, strstr(s, "b/d"));
	KUNIT_EXPECT_PTR_EQ(test, strstr(s, ""), s);
	KUNIT_EXPECT_NULL(test, strnstr(s, "c.d", 6));
	KUNIT_EXPECT_PTR_EQ(test, strpbrk(s, ".c"), s + 4);
	KUNIT_EXPECT_EQ(test, strspn("aabbc", "ab"), 4);
	KUNIT_EXPECT_EQ(test, strcspn("aabbc", "cb"), 2);
	KUNIT_EXPECT_STREQ(test, kbasename(s), "c.d");
	KUNIT_EXPECT_EQ(test, match_string(names, 3, "three"), 2);
	KUNIT_EXPECT_EQ(test, match_string(names, 3, "four"), -EINVAL);
}

static void string_test_copy(struct kunit *test)
{
	char buf[8];

	KUNIT_EXPECT_EQ(test, strscpy(buf, "hello", sizeof(buf)), 5);
	KUNIT_EXPECT_EQ(test, strscpy(buf, "hello world"), -E2BIG);
	KUNIT_EXPECT_STREQ(test, buf, "hello w");
	KUNIT_EXPECT_EQ(test, strscpy(buf, "x", 0), -E2BIG);
	memset(buf, 'z', sizeof(buf));
	KUNIT_EXPECT_EQ(test, strscpy_pad(buf, "ab"), 2);
	KUNIT_EXPECT_NULL(test, memchr_inv(buf + 2, 0, 6));
	KUNIT_EXPECT_EQ(test, strlcpy(buf, "0123456789", 8), 10);
	KUNIT_EXPECT_STREQ(test, buf, "0123456");
	strcpy(buf, "ab");
	KUNIT_EXPECT_EQ(test, strlcat(buf, "cdefghij", sizeof(buf)), 10);
	KUNIT_EXPECT_STREQ(test, buf, "abcdefg");
	strncpy(buf, "xyz", sizeof(buf));
	KUNIT_EXPECT_NULL(test, memchr_inv(buf + 3, 0, 5));
	strncat(buf, "12345", 2);
	KUNIT_EXPECT_STREQ(test, buf, "xyz12");
}

static void string_test_cut(struct kunit *test)
{
	char text[] = "  one,two,,three \n", *s = strim(text);

	KUNIT_EXPECT_STREQ(test, s, "one,two,,three");
	KUNIT_EXPECT_STREQ(test, strsep(&s, ","), "one");
	KUNIT_EXPECT_STREQ(test, strsep(&s, ","), "two");
	KUNIT_EXPECT_STREQ(test, strsep(&s, ","), "");
	KUNIT_EXPECT_STREQ(test, strsep(&s, ","), "three");
	KUNIT_EXPECT_NULL(test, strsep(&s, ","));
}

static void number_test_kstrto(struct kunit *test)
{
	unsigned long long ull;
	unsigned int u;
	bool b;
	int i;
	u8 v;

	KUNIT_EXPECT_EQ(test, kstrtoint("-2147483648\n", 10, &i), 0);
	KUNIT_EXPECT_EQ(test, i, INT_MIN);
	KUNIT_EXPECT_EQ(test, kstrtoint("2147483648", 10, &i), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoint("+0x1f", 0, &i), 0);
	KUNIT_EXPECT_EQ(test, i, 31);
	KUNIT_EXPECT_EQ(test, kstrtoint("017", 0, &i), 0);
	KUNIT_EXPECT_EQ(test, i, 15);
	KUNIT_EXPECT_EQ(test, kstrtoint("", 0, &i), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtoint("12 ", 0, &i), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtoint(" 12", 0, &i), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtoint("0x", 16, &i), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtoint("12\n\n", 0, &i), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtouint("-1", 0, &u), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtou8("255", 0, &v), 0);
	KUNIT_EXPECT_EQ(test, kstrtou8("256", 0, &v), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoull("18446744073709551615", 10, &ull), 0);
	KUNIT_EXPECT_EQ(test, ull, ULLONG_MAX);
	KUNIT_EXPECT_EQ(test, kstrtoull("18446744073709551616", 10, &ull),
			-ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoull("fF", 16, &ull), 0);
	KUNIT_EXPECT_EQ(test, ull, 255);
	KUNIT_EXPECT_EQ(test, kstrtobool("on", &b), 0);
	KUNIT_EXPECT_TRUE(test, b);
	KUNIT_EXPECT_EQ(test, kstrtobool("off", &b), 0);
	KUNIT_EXPECT_FALSE(test, b);
	KUNIT_EXPECT_EQ(test, kstrtobool("maybe", &b), -EINVAL);
}

static void number_test_scan(struct kunit *test)
{
	char word[16], set[16], *end;
	unsigned int x;
	int a, n;
	u8 byte;

	KUNIT_EXPECT_EQ(test, sscanf("12 -0x1f abc", "%d %i %s", &a, &n, word),
			3);
	KUNIT_EXPECT_EQ(test, a, 12);
	KUNIT_EXPECT_EQ(test, n, -31);
	KUNIT_EXPECT_STREQ(test, word, "abc");
	KUNIT_EXPECT_EQ(test, sscanf("ff:7", "%x:%hhu%n", &x, &byte, &n), 2);
	KUNIT_EXPECT_EQ(test, x, 0xff);
	KUNIT_EXPECT_EQ(test, byte, 7);
	KUNIT_EXPECT_EQ(test, n, 4);
	KUNIT_EXPECT_EQ(test, sscanf("12345", "%2d%*1d%d", &a, &n), 2);
	KUNIT_EXPECT_EQ(test, a, 12);
	KUNIT_EXPECT_EQ(test, n, 45);
	KUNIT_EXPECT_EQ(test, sscanf("key=val", "%15[a-z]=", set), 0);
	KUNIT_EXPECT_EQ(test, sscanf("key=val", "%15[key]=%3s", set, word), 2);
	KUNIT_EXPECT_STREQ(test, set, "key");
	KUNIT_EXPECT_STREQ(test, word, "val");
	KUNIT_EXPECT_EQ(test, sscanf("x", "%d", &a), 0);
	KUNIT_EXPECT_EQ(test, simple_strtoul("0x10z", &end, 0), 16);
	KUNIT_EXPECT_STREQ(test, end, "z");
	KUNIT_EXPECT_EQ(test, simple_strtol("-7", NULL, 10), -7);
}

static void number_test_hex(struct kunit *test)
{
	u8 bytes[3];
	char text[7] = "";

	KUNIT_EXPECT_EQ(test, hex2bin(bytes, "0aFF7e", 3), 0);
	KUNIT_EXPECT_EQ(test, bytes[1], 255);
	KUNIT_EXPECT_EQ(test, hex2bin(bytes, "0g", 1), -EINVAL);
	bytes[0] = 10;
	bin2hex(text, bytes, 3);
	KUNIT_EXPECT_STREQ(test, text, "0aff7e");
	KUNIT_EXPECT_TRUE(test, isspace('\t') && !isspace('x'));
	KUNIT_EXPECT_EQ(test, toupper('q'), 'Q');
}

static struct kunit_case string_cases[] = {
	KUNIT_CASE(memory_test_copy),
	KUNIT_CASE(memory_test_overlap),
	KUNIT_CASE(memory_test_set),
	KUNIT_CASE(memory_test_compare),
	KUNIT_CASE(memory_test_unaligned),
	KUNIT_CASE(string_test_compare),
	KUNIT_CASE(string_test_search),
	KUNIT_CASE(string_test_copy),
	KUNIT_CASE(string_test_cut),
	KUNIT_CASE(number_test_kstrto),
	KUNIT_CASE(number_test_scan),
	KUNIT_CASE(number_test_hex),
	{}
};

static struct kunit_suite string_suite = {
	.name = "string",
	.test_cases = string_cases,
};
kunit_test_suite(string_suite);
MODULE_LICENSE("Dual MIT/GPL");
