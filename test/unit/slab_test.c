// SPDX-License-Identifier: MIT
/*
 * core/mm/slab.c and core/mm/kmalloc.c: sizes, alignment, zeroing, reuse, caches with
 * constructors, large sizes.
 */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/swap.h>

static const struct { size_t asked, size; } sizes[] = {
	{ 1, 64 }, { 64, 64 }, { 65, 128 }, { 96, 128 }, { 128, 128 },
	{ 129, 192 }, { 192, 192 }, { 193, 256 }, { 257, 512 }, { 1000, 1024 },
	{ 2048, 2048 }, { 2049, 4096 }, { 8192, 8192 }, { 8193, 16384 },
	{ 100000, 131072 }, { SZ_4M, SZ_4M },
};

static void slab_test_sizes(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		void *p = kmalloc(sizes[i].asked, GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_EQ(test, ksize(p), sizes[i].size);
		KUNIT_EXPECT_EQ(test, kmalloc_size_roundup(sizes[i].asked),
				sizes[i].size);
		memset(p, 0x5a, sizes[i].asked);
		kfree(p);
	}
	KUNIT_EXPECT_NULL(test, kmalloc(SZ_4M + 1, GFP_KERNEL | __GFP_NOWARN));
}

/* Powers of two lie on their own size; all on the DMA alignment. */
static void slab_test_alignment(struct kunit *test)
{
	void *p[40];
	unsigned int i, size;

	for (size = 64; size <= 8192; size *= 2) {
		for (i = 0; i < ARRAY_SIZE(p); i++) {
			p[i] = kmalloc(size, GFP_KERNEL);
			KUNIT_EXPECT_TRUE(test, PTR_IS_ALIGNED(p[i], size));
		}
		for (i = 0; i < ARRAY_SIZE(p); i++)
			kfree(p[i]);
	}
	for (i = 0; i < ARRAY_SIZE(p); i++) {
		p[i] = kmalloc(150, GFP_KERNEL);
		KUNIT_EXPECT_TRUE(test, PTR_IS_ALIGNED(p[i], 64));
	}
	for (i = 0; i < ARRAY_SIZE(p); i++)
		kfree(p[i]);
}

static void slab_test_zero(struct kunit *test)
{
	u8 *p = kmalloc(700, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 0xff, 700);
	kfree(p);
	p = kzalloc(700, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 700));
	kfree(p);
	KUNIT_EXPECT_PTR_EQ(test, kmalloc(0, GFP_KERNEL), ZERO_SIZE_PTR);
	kfree(ZERO_SIZE_PTR);
	kfree(NULL);
	KUNIT_EXPECT_EQ(test, ksize(NULL), 0);
}

static void slab_test_overflow(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, kmalloc_array(SIZE_MAX / 2, 3, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kcalloc(SIZE_MAX, SIZE_MAX, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kvcalloc(SIZE_MAX / 8, 9, GFP_KERNEL));
}

/* Many live objects of random sizes: none shares a byte with another. */
static void slab_test_churn(struct kunit *test)
{
	static struct { u8 *p; u32 size; } live[128];
	int round, i;

	for (round = 0; round < 4000; round++) {
		i = get_random_u32_below(ARRAY_SIZE(live));
		if (live[i].p) {
			KUNIT_ASSERT_NULL(test, memchr_inv(live[i].p, i,
							   live[i].size));
			kfree(live[i].p);
			live[i].p = NULL;
			continue;
		}
		live[i].size = 1 + get_random_u32_below(600);
		live[i].p = kmalloc(live[i].size, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, live[i].p);
		memset(live[i].p, i, live[i].size);
	}
	for (i = 0; i < ARRAY_SIZE(live); i++)
		kfree(live[i].p);
}

static void slab_test_lifo(struct kunit *test)
{
	void *a = kmalloc(64, GFP_KERNEL), *b = kmalloc(64, GFP_KERNEL);

	KUNIT_EXPECT_PTR_NE(test, a, b);
	kfree(a);
	KUNIT_EXPECT_PTR_EQ(test, kmalloc(64, GFP_KERNEL), a);
	kfree(a);
	kfree(b);
}

static void slab_test_realloc(struct kunit *test)
{
	u8 *p = krealloc(NULL, 50, GFP_KERNEL), *q;

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 7, 50);
	q = krealloc(p, 60, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, q, p);
	q = krealloc(p, 5000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_EXPECT_NULL(test, memchr_inv(q, 7, 50));
	KUNIT_EXPECT_PTR_EQ(test, krealloc(q, 0, GFP_KERNEL), ZERO_SIZE_PTR);
}

static int constructed;

static void construct(void *obj)
{
	constructed++;
	*(u32 *)obj = 0xc0ffee;
}

static void slab_test_cache(struct kunit *test)
{
	struct kmem_cache *s;
	void *p[50];
	int i;

	s = kmem_cache_create("slab-test", 100, 0, SLAB_HWCACHE_ALIGN,
			      construct);
	KUNIT_ASSERT_NOT_NULL(test, s);
	KUNIT_EXPECT_EQ(test, kmem_cache_size(s), 100);
	for (i = 0; i < ARRAY_SIZE(p); i++) {
		p[i] = kmem_cache_alloc(s, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		KUNIT_EXPECT_TRUE(test, PTR_IS_ALIGNED(p[i], 64));
		KUNIT_EXPECT_EQ(test, *(u32 *)p[i], 0xc0ffee);
	}
	KUNIT_EXPECT_GE(test, constructed, 50);
	kmem_cache_free_bulk(s, ARRAY_SIZE(p), p);
	KUNIT_EXPECT_EQ(test, kmem_cache_alloc_bulk(s, GFP_KERNEL, 7, p), 7);
	kmem_cache_free_bulk(s, 7, p);
	kmem_cache_destroy(s);
	kmem_cache_destroy(NULL);
}

static void slab_test_cache_args(struct kunit *test)
{
	struct kmem_cache_args args = { .align = 256 };
	struct kmem_cache *s;
	void *p;

	s = kmem_cache_create("slab-args", 24, &args, 0);
	KUNIT_ASSERT_NOT_NULL(test, s);
	p = kmem_cache_zalloc(s, GFP_KERNEL);
	KUNIT_EXPECT_TRUE(test, PTR_IS_ALIGNED(p, 256));
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 24));
	kmem_cache_free(s, p);
	kmem_cache_destroy(s);
}

/* All memory goes back when it is free, but for one slab a size. */
static void slab_test_returns_pages(struct kunit *test)
{
	unsigned long before;
	void *p[256];
	int i;

	kfree(kmalloc(4096, GFP_KERNEL));
	before = nr_free_pages();
	for (i = 0; i < ARRAY_SIZE(p); i++) {
		p[i] = kmalloc(4096, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
	}
	KUNIT_EXPECT_LE(test, nr_free_pages(), before - 248);
	for (i = 0; i < ARRAY_SIZE(p); i++)
		kfree(p[i]);
	KUNIT_EXPECT_GE(test, nr_free_pages() + 8, before);
}

static void slab_test_duplicates(struct kunit *test)
{
	char *s = kasprintf(GFP_KERNEL, "%s-%d", "name", 42), *t;

	KUNIT_ASSERT_NOT_NULL(test, s);
	KUNIT_EXPECT_STREQ(test, s, "name-42");
	t = kstrndup(s, 4, GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, t, "name");
	kfree(t);
	t = kstrdup(s, GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, t, s);
	kfree(s);
	s = kmemdup(t, 5, GFP_KERNEL);
	KUNIT_EXPECT_MEMEQ(test, s, "name-", 5);
	kfree_sensitive(s);
	kfree(t);
	KUNIT_EXPECT_NULL(test, kstrdup(NULL, GFP_KERNEL));
}

static struct kunit_case slab_cases[] = {
	KUNIT_CASE(slab_test_sizes),
	KUNIT_CASE(slab_test_alignment),
	KUNIT_CASE(slab_test_zero),
	KUNIT_CASE(slab_test_overflow),
	KUNIT_CASE(slab_test_churn),
	KUNIT_CASE(slab_test_lifo),
	KUNIT_CASE(slab_test_realloc),
	KUNIT_CASE(slab_test_cache),
	KUNIT_CASE(slab_test_cache_args),
	KUNIT_CASE(slab_test_returns_pages),
	KUNIT_CASE(slab_test_duplicates),
	{}
};

static struct kunit_suite slab_suite = {
	.name = "slab",
	.test_cases = slab_cases,
};
kunit_test_suite(slab_suite);
MODULE_LICENSE("Dual MIT/GPL");
