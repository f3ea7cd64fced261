// SPDX-License-Identifier: MIT
/* core/mm/vmalloc.c and core/platform/ioremap.c: mapping, aliasing, what is refused. */
#include <kunit/test.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/swap.h>
#include <linux/vmalloc.h>

static void vmalloc_test_contents(struct kunit *test)
{
	unsigned long before = nr_free_pages(), size = 37 * PAGE_SIZE + 5, i;
	u8 *p = vmalloc(size);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(p));
	KUNIT_EXPECT_TRUE(test, PAGE_ALIGNED(p));
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before - 38);
	for (i = 0; i < size; i += 100)
		p[i] = i;
	for (i = 0; i < size; i += 100)
		KUNIT_EXPECT_EQ(test, p[i], (u8)i);
	vfree(p);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
	vfree(NULL);
}

static void vmalloc_test_zero(struct kunit *test)
{
	u8 *p = vmalloc(3 * PAGE_SIZE);

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 0xee, 3 * PAGE_SIZE);
	vfree(p);
	p = vzalloc(3 * PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 3 * PAGE_SIZE));
	vfree(p);
}

/* The page under a vmalloc address has the same bytes in the linear map. */
static void vmalloc_test_alias(struct kunit *test)
{
	u8 *p = vmalloc(2 * PAGE_SIZE), *linear;

	KUNIT_ASSERT_NOT_NULL(test, p);
	linear = page_address(vmalloc_to_page(p + PAGE_SIZE));
	p[PAGE_SIZE + 17] = 0x42;
	KUNIT_EXPECT_EQ(test, linear[17], 0x42);
	linear[18] = 0x43;
	KUNIT_EXPECT_EQ(test, p[PAGE_SIZE + 18], 0x43);
	KUNIT_EXPECT_EQ(test, vmalloc_to_pfn(p + PAGE_SIZE),
			page_to_pfn(virt_to_page(linear)));
	KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(linear));
	KUNIT_EXPECT_FALSE(test, virt_addr_valid(p));
	KUNIT_EXPECT_NULL(test, vmalloc_to_page(linear));
	vfree(p);
}

/* Random areas in and out: none overlaps, with a hole between any two. */
static void vmalloc_test_churn(struct kunit *test)
{
	static struct { u8 *p; u32 pages; } live[32];
	unsigned long before = nr_free_pages();
	int round, i, j;

	for (round = 0; round < 500; round++) {
		i = get_random_u32_below(ARRAY_SIZE(live));
		if (live[i].p) {
			KUNIT_ASSERT_EQ(test, live[i].p[0], i);
			vfree(live[i].p);
			live[i].p = NULL;
			continue;
		}
		live[i].pages = 1 + get_random_u32_below(9);
		live[i].p = vmalloc(live[i].pages * PAGE_SIZE);
		KUNIT_ASSERT_NOT_NULL(test, live[i].p);
		live[i].p[0] = i;
		for (j = 0; j < ARRAY_SIZE(live); j++) {
			if (j == i || !live[j].p)
				continue;
			KUNIT_ASSERT_TRUE(test, live[i].p >
				live[j].p + live[j].pages * PAGE_SIZE ||
				live[j].p >
				live[i].p + live[i].pages * PAGE_SIZE);
		}
	}
	for (i = 0; i < ARRAY_SIZE(live); i++)
		vfree(live[i].p);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void vmalloc_test_vmap(struct kunit *test)
{
	struct page *pages[4];
	int i;
	u8 *p;

	for (i = 0; i < 4; i++) {
		pages[i] = alloc_page(GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
		*(u8 *)page_address(pages[i]) = 100 + i;
	}
	swap(pages[1], pages[2]);
	p = vmap(pages, 4, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, p[0], 100);
	KUNIT_EXPECT_EQ(test, p[PAGE_SIZE], 102);
	KUNIT_EXPECT_EQ(test, p[2 * PAGE_SIZE], 101);
	KUNIT_EXPECT_EQ(test, p[3 * PAGE_SIZE], 103);
	vunmap(p);
	for (i = 0; i < 4; i++)
		__free_page(pages[i]);
}

static void vmalloc_test_too_large(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, __vmalloc((totalram_pages() + 1) * PAGE_SIZE,
					  GFP_KERNEL | __GFP_NOWARN));
}

static void vmalloc_test_kvmalloc(struct kunit *test)
{
	void *small = kvmalloc(100, GFP_KERNEL);
	u8 *large = kvzalloc(SZ_8M, GFP_KERNEL);

	KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(small));
	KUNIT_ASSERT_NOT_NULL(test, large);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(large));
	KUNIT_EXPECT_EQ(test, large[SZ_8M - 1], 0);
	kvfree(small);
	kvfree(large);
	kvfree(NULL);
}

static void memremap_test_ram(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	phys_addr_t paddr;

	KUNIT_ASSERT_NOT_NULL(test, page);
	paddr = page_to_phys(page);
	KUNIT_EXPECT_PTR_EQ(test, memremap(paddr, PAGE_SIZE, MEMREMAP_WB),
			    page_address(page));
	KUNIT_EXPECT_NULL(test, memremap(paddr, PAGE_SIZE, MEMREMAP_WC));
	KUNIT_EXPECT_NULL(test, memremap(paddr, PAGE_SIZE, MEMREMAP_WT));
	KUNIT_EXPECT_NULL(test, memremap(paddr, PAGE_SIZE, 0));
	KUNIT_EXPECT_NULL(test, memremap(paddr, 0, MEMREMAP_WB));
	KUNIT_EXPECT_NULL(test, (__force void *)ioremap(paddr, PAGE_SIZE));
	memunmap(page_address(page));
	__free_page(page);
}

static struct kunit_case vmalloc_cases[] = {
	KUNIT_CASE(vmalloc_test_contents),
	KUNIT_CASE(vmalloc_test_zero),
	KUNIT_CASE(vmalloc_test_alias),
	KUNIT_CASE(vmalloc_test_churn),
	KUNIT_CASE(vmalloc_test_vmap),
	KUNIT_CASE(vmalloc_test_too_large),
	KUNIT_CASE(vmalloc_test_kvmalloc),
	KUNIT_CASE(memremap_test_ram),
	{}
};

static struct kunit_suite vmalloc_suite = {
	.name = "vmalloc",
	.test_cases = vmalloc_cases,
};
kunit_test_suite(vmalloc_suite);
MODULE_LICENSE("Dual MIT/GPL");
