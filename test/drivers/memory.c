// SPDX-License-Identifier: MIT
/*
 * Takes memory of every kind when it is loaded and gives it back.  Each step
 * may fail; then so does the loading, and nothing stays behind.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#define NR_PAGES	20

static int try_list(struct page **pages)
{
	struct sg_table chain, table;
	int err;

	/* three arrays, one linked to the next */
	err = sg_alloc_table(&chain, 300, GFP_KERNEL);
	if (err)
		return err;
	err = sg_alloc_table_from_pages(&table, pages, NR_PAGES, 0,
					NR_PAGES * PAGE_SIZE, GFP_KERNEL);
	if (!err)
		sg_free_table(&table);
	sg_free_table(&chain);
	return err;
}

static int try_pages(void)
{
	struct page *pages[NR_PAGES];
	int err = -ENOMEM, nr;
	void *area;

	for (nr = 0; nr < NR_PAGES; nr++) {
		pages[nr] = alloc_page(GFP_KERNEL);
		if (!pages[nr])
			goto out_pages;
	}
	area = vmap(pages, NR_PAGES, VM_MAP, PAGE_KERNEL);
	if (!area)
		goto out_pages;
	memset(area, 1, NR_PAGES * PAGE_SIZE);
	err = try_list(pages);
	vunmap(area);
out_pages:
	while (nr)
		__free_page(pages[--nr]);
	return err;
}

static int try_blocks(void)
{
	void *area = vzalloc(10 * PAGE_SIZE), *block;
	int err = -ENOMEM;

	if (!area)
		return err;
	block = alloc_pages_exact(5 * PAGE_SIZE, GFP_KERNEL);
	if (block) {
		memcpy(block, area, 5 * PAGE_SIZE);
		free_pages_exact(block, 5 * PAGE_SIZE);
		err = 0;
	}
	vfree(area);
	return err;
}

static int try_objects(void)
{
	struct kmem_cache *cache;
	char *text, *longer;
	void *object = NULL;
	int err = -ENOMEM;

	text = kasprintf(GFP_KERNEL, "object %d", 1);
	if (!text)
		return err;
	longer = krealloc(text, 1000, GFP_KERNEL);
	if (!longer)
		goto out_text;
	text = longer;
	cache = kmem_cache_create("memory-test", 100, 0, 0, NULL);
	if (!cache)
		goto out_text;
	object = kmem_cache_zalloc(cache, GFP_KERNEL);
	if (object) {
		kmem_cache_free(cache, object);
		err = 0;
	}
	kmem_cache_destroy(cache);
out_text:
	kfree(text);
	return err;
}

static int __init memory_init(void)
{
	int err = try_objects();

	if (!err)
		err = try_blocks();
	if (!err)
		err = try_pages();
	return err;
}

static void __exit memory_exit(void)
{
}

module_init(memory_init);
module_exit(memory_exit);
MODULE_LICENSE("Dual MIT/GPL");
