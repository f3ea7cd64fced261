// SPDX-License-Identifier: MIT
/*
 * core/lib/format.c, core/lib/format-pointer.c, core/lib/hexdump.c: the text of each
 * conversion, and lengths when it does not fit.
 */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/gfp.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/of.h>

#define SAYS(test, want, fmt, ...) do {					\
	char *__text = kasprintf(GFP_KERNEL, fmt, ##__VA_ARGS__);	\
									\
	KUNIT_EXPECT_STREQ(test, __text, want);				\
	kfree(__text);							\
} while (0)

static void print_test_numbers(struct kunit *test)
{
	SAYS(test, "42|-42|+42| 42", "%d|%d|%+d|% d", 42, -42, 42, 42);
	SAYS(test, "   42|42   |00042|-0042", "%5d|%-5d|%05d|%05d", 42, 42, 42,
	     -42);
	SAYS(test, "ff|FF|0xff|0XFF|017", "%x|%X|%#x|%#X|%#o", 255, 255, 255,
	     255, 15);
	SAYS(test, "0x000000ff|  0xff", "%#010x|%#6x", 255, 255);
	SAYS(test, "0x0", "%#x", 0);
	SAYS(test, "007|  007", "%.3d|%5.3d", 7, 7);
	SAYS(test, "4294967295|18446744073709551615", "%u|%llu", -1,
	     -1ll);
	SAYS(test, "-128|255|-1|65535", "%hhd|%hhu|%hd|%hu", -128, 255, -1,
	     65535);
	SAYS(test, "-9223372036854775808", "%lld", LLONG_MIN);
	SAYS(test, "12|-3|7", "%zu|%zd|%td", (size_t)12, (ssize_t)-3,
	     (ptrdiff_t)7);
	SAYS(test, "   3|3   |", "%*d|%*d|", 4, 3, -4, 3);
	SAYS(test, "100%", "%d%%", 100);
}

static void print_test_strings(struct kunit *test)
{
	char *board = kstrdup("board", GFP_KERNEL), *none = NULL;

	OPTIMIZER_HIDE_VAR(none);

	SAYS(test, "abc|  abc|abc  |ab", "%s|%5s|%-5s|%.2s", "abc", "abc",
	     "abc", "abc");
	SAYS(test, "abc", "%.*s", 3, "abcdef");
	SAYS(test, "(null)|(efault)", "%s|%s", none, (char *)8);
	SAYS(test, "x|  x|x  ", "%c|%3c|%-3c", 'x', 'x', 'x');
	SAYS(test, "board", "%s", board);
	kfree(board);
}

static void print_test_fit(struct kunit *test)
{
	char buf[6];

	KUNIT_EXPECT_EQ(test, snprintf(buf, sizeof(buf), "%s", "12345678"), 8);
	KUNIT_EXPECT_STREQ(test, buf, "12345");
	KUNIT_EXPECT_EQ(test, scnprintf(buf, sizeof(buf), "%d", 1234567), 5);
	KUNIT_EXPECT_EQ(test, scnprintf(buf, 0, "x"), 0);
	KUNIT_EXPECT_EQ(test, snprintf(NULL, 0, "%d", 100), 3);
	buf[0] = 'k';
	KUNIT_EXPECT_EQ(test, snprintf(buf, 1, "abc"), 3);
	KUNIT_EXPECT_EQ(test, buf[0], 0);
}

static void print_test_addresses(struct kunit *test)
{
	phys_addr_t paddr = 0x8a000000;
	dma_addr_t dma = ~0ull;
	void *a = kmalloc(8, GFP_KERNEL);
	char one[32], two[32];

	SAYS(test, "0x000000008a000000", "%pa", &paddr);
	SAYS(test, "0x000000008a000000.", "%pap.", &paddr);
	SAYS(test, "0xffffffffffffffff", "%pad", &dma);
	SAYS(test, "0000000000001234", "%px", (void *)0x1234);
	SAYS(test, "(null)", "%pad", (void *)NULL);
	/* a stand-in: always the same, but not the address */
	snprintf(one, sizeof(one), "%p", a);
	snprintf(two, sizeof(two), "%p", a);
	KUNIT_EXPECT_STREQ(test, one, two);
	KUNIT_EXPECT_EQ(test, strlen(one), 16);
	snprintf(two, sizeof(two), "%px", a);
	KUNIT_EXPECT_STRNEQ(test, one, two);
	SAYS(test, "0000000000000000", "%p", (void *)NULL);
	kfree(a);
}

static void print_test_errors(struct kunit *test)
{
	SAYS(test, "-ENOMEM", "%pe", ERR_PTR(-ENOMEM));
	SAYS(test, "-EPROBE_DEFER", "%pe", ERR_PTR(-EPROBE_DEFER));
}

static void print_test_resources(struct kunit *test)
{
	struct resource mem = DEFINE_RES_MEM(0x40000000, 0x1000);
	struct resource irq = DEFINE_RES_IRQ(34);

	SAYS(test, "[mem 0x40000000-0x40000fff]", "%pR", &mem);
	SAYS(test, "[mem 0x40000000-0x40000fff flags 0x200]", "%pr", &mem);
	SAYS(test, "[irq 34]", "%pR", &irq);
	mem.flags |= IORESOURCE_PREFETCH | IORESOURCE_MEM_64;
	SAYS(test, "[mem 0x40000000-0x40000fff 64bit pref]", "%pR", &mem);
	mem.flags |= IORESOURCE_UNSET;
	SAYS(test, "[mem size 0x00001000 64bit pref]", "%pR", &mem);
	mem.end = 0x140000fffull;
	mem.flags = IORESOURCE_MEM;
	SAYS(test, "[mem 0x40000000-0x140000fff]", "%pR", &mem);
}

static void print_test_nodes(struct kunit *test)
{
	struct device_node *root = of_find_node_by_path("/");
	struct device_node *np = of_find_node_by_name(NULL, "memory");
	char path[64];

	KUNIT_ASSERT_NOT_NULL(test, root);
	KUNIT_ASSERT_NOT_NULL(test, np);
	SAYS(test, "/", "%pOF", root);
	snprintf(path, sizeof(path), "/%s", np->full_name);
	SAYS(test, path, "%pOF", np);
	SAYS(test, path, "%pOFf", np);
	SAYS(test, path + 1, "%pOFP", np);
	SAYS(test, "memory", "%pOFn", np);
	snprintf(path, sizeof(path), "memory:%s", np->full_name);
	SAYS(test, path, "%pOFnP", np);
	SAYS(test, "(null)", "%pOF", (void *)NULL);
	of_node_put(np);
	of_node_put(root);
}

static void print_va(struct kunit *test, const char *want, const char *fmt,
		     ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	SAYS(test, want, "<%pV>", &vaf);
	va_end(args);
}

static void print_test_bytes(struct kunit *test)
{
	u8 b[16] = { 0x01, 0x23, 0xab, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
		     15, 16 };
	DECLARE_BITMAP(map, 40) = { 0x8000000f1ul };
	gfp_t gfp = GFP_KERNEL | __GFP_ZERO;

	SAYS(test, "01 23 ab", "%*ph", 3, b);
	SAYS(test, "01:23:ab", "%*phC", 3, b);
	SAYS(test, "01-23-ab", "%3phD", b);
	SAYS(test, "0123ab", "%*phN", 3, b);
	SAYS(test, "01:23:ab:04:05:06", "%pM", b);
	SAYS(test, "0123ab040506", "%pm", b);
	SAYS(test, "01-23-ab-04-05-06", "%pMF", b);
	SAYS(test, "1.35.171.4", "%pI4", b);
	SAYS(test, "001.035.171.004", "%pi4", b);
	SAYS(test, "0123ab04-0506-0708-090a-0b0c0d0e0f10", "%pUb", b);
	SAYS(test, "04AB2301-0605-0807-090A-0B0C0D0E0F10", "%pUL", b);
	SAYS(test, "0,4-7,35", "%*pbl", 40, map);
	SAYS(test, "08,000000f1", "%*pb", 40, map);
	SAYS(test, "GFP_KERNEL|__GFP_ZERO", "%pGg", &gfp);
	print_va(test, "<a 7 b>", "a %d %s", 7, "b");
}

static void print_test_hexdump(struct kunit *test)
{
	u8 *b = kmalloc(16, GFP_KERNEL);
	char line[80];
	int i;

	KUNIT_ASSERT_NOT_NULL(test, b);
	for (i = 0; i < 16; i++)
		b[i] = 0x40 + i * 9;
	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer(b, 16, 16, 1, line,
						 sizeof(line), true), 65);
	KUNIT_EXPECT_STREQ(test, line,
			   "40 49 52 5b 64 6d 76 7f 88 91 9a a3 ac b5 be c7  @IR[dmv.........");
	hex_dump_to_buffer(b, 8, 16, 4, line, sizeof(line), false);
	KUNIT_EXPECT_STREQ(test, line, "5b524940 7f766d64");
	kfree(b);
}

static struct kunit_case print_cases[] = {
	KUNIT_CASE(print_test_numbers),
	KUNIT_CASE(print_test_strings),
	KUNIT_CASE(print_test_fit),
	KUNIT_CASE(print_test_addresses),
	KUNIT_CASE(print_test_errors),
	KUNIT_CASE(print_test_resources),
	KUNIT_CASE(print_test_nodes),
	KUNIT_CASE(print_test_bytes),
	KUNIT_CASE(print_test_hexdump),
	{}
};

static struct kunit_suite print_suite = {
	.name = "print",
	.test_cases = print_cases,
};
kunit_test_suite(print_suite);
MODULE_LICENSE("Dual MIT/GPL");
