// SPDX-License-Identifier: MIT
/*
 * Memory of every kind that the DMA API has, one at a time, for a program to
 * map: test/unit/mmap_test.c.
 */
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "kinds.h"

static struct device *plain, *pool, *snoops;

static struct buffer {
	int kind;			/* -1: none */
	struct device *dev;
	void *cpu;
	struct page *page;
	struct sg_table *sgt;
	dma_addr_t dma;
} buffer = { .kind = -1 };

static unsigned long attrs_of(int kind)
{
	if (kind == KIND_WC)
		return DMA_ATTR_WRITE_COMBINE;
	return kind == KIND_COOKIE ? DMA_ATTR_NO_KERNEL_MAPPING : 0;
}

static struct device *device_of(int kind)
{
	if (kind == KIND_POOL)
		return pool;
	return kind == KIND_SNOOPS ? snoops : plain;
}

static bool alloc(struct buffer *b)
{
	switch (b->kind) {
	case KIND_PAGES:
		b->page = dma_alloc_pages(b->dev, KINDS_SIZE, &b->dma,
					  DMA_BIDIRECTIONAL, GFP_KERNEL);
		return b->page;
	case KIND_NONCOHERENT:
		b->cpu = dma_alloc_noncoherent(b->dev, KINDS_SIZE, &b->dma,
					       DMA_BIDIRECTIONAL, GFP_KERNEL);
		return b->cpu;
	case KIND_NONCONTIGUOUS:
		b->sgt = dma_alloc_noncontiguous(b->dev, KINDS_SIZE,
						 DMA_BIDIRECTIONAL, GFP_KERNEL,
						 0);
		return b->sgt;
	default:
		b->cpu = dma_alloc_attrs(b->dev, KINDS_SIZE, &b->dma,
					 GFP_KERNEL, attrs_of(b->kind));
		return b->cpu;
	}
}

static void release(struct buffer *b)
{
	switch (b->kind) {
	case -1:
		break;
	case KIND_PAGES:
		dma_free_pages(b->dev, KINDS_SIZE, b->page, b->dma,
			       DMA_BIDIRECTIONAL);
		break;
	case KIND_NONCOHERENT:
		dma_free_noncoherent(b->dev, KINDS_SIZE, b->cpu, b->dma,
				     DMA_BIDIRECTIONAL);
		break;
	case KIND_NONCONTIGUOUS:
		dma_free_noncontiguous(b->dev, KINDS_SIZE, b->sgt,
				       DMA_BIDIRECTIONAL);
		break;
	default:
		dma_free_attrs(b->dev, KINDS_SIZE, b->cpu, b->dma,
			       attrs_of(b->kind));
	}
	b->kind = -1;
}

static int kinds_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct buffer *b = &buffer;

	switch (b->kind) {
	case -1:
		return -EINVAL;
	case KIND_PAGES:
		return dma_mmap_pages(b->dev, vma, KINDS_SIZE, b->page);
	case KIND_NONCOHERENT:
		return dma_mmap_pages(b->dev, vma, KINDS_SIZE,
				      virt_to_page(b->cpu));
	case KIND_NONCONTIGUOUS:
		return dma_mmap_noncontiguous(b->dev, vma, KINDS_SIZE, b->sgt);
	default:
		return dma_mmap_attrs(b->dev, vma, b->cpu, b->dma, KINDS_SIZE,
				      attrs_of(b->kind));
	}
}

/* --- streaming ------------------------------------------------------------ */

static int map_single(void *p)
{
	dma_addr_t dma = dma_map_single(plain, p, 100, DMA_TO_DEVICE);

	if (dma_mapping_error(plain, dma))
		return -ENOMEM;
	dma_unmap_single(plain, dma, 100, DMA_TO_DEVICE);
	dma = dma_map_resource(plain, 0x10000000, 64, DMA_TO_DEVICE, 0);
	if (dma_mapping_error(plain, dma))
		return -ENOMEM;
	dma_unmap_resource(plain, dma, 64, DMA_TO_DEVICE, 0);
	return 0;
}

static int map_list(void *p)
{
	struct scatterlist *sg;
	struct sg_table sgt;
	int i, err = sg_alloc_table(&sgt, 4, GFP_KERNEL);

	if (err)
		return err;
	for_each_sgtable_sg(&sgt, sg, i)
		sg_set_buf(sg, p + i * 1024, 1024);
	err = dma_map_sg(plain, sgt.sgl, 4, DMA_FROM_DEVICE) ? 0 : -ENOMEM;
	if (!err) {
		dma_unmap_sg(plain, sgt.sgl, 4, DMA_FROM_DEVICE);
		err = dma_map_sgtable(plain, &sgt, DMA_BIDIRECTIONAL, 0);
	}
	if (!err)
		dma_unmap_sgtable(plain, &sgt, DMA_BIDIRECTIONAL, 0);
	sg_free_table(&sgt);
	return err;
}

static long map_all(void)
{
	void *p = kmalloc(4096, GFP_KERNEL);
	int err;

	if (!p)
		return -ENOMEM;
	err = map_single(p);
	if (!err)
		err = map_list(p);
	kfree(p);
	return err;
}

/* --- the program's calls -------------------------------------------------- */

static long kinds_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case KINDS_ALLOC:
		release(&buffer);
		buffer.kind = arg;
		buffer.dev = device_of(arg);
		if (alloc(&buffer))
			return 0;
		buffer.kind = -1;
		return -ENOMEM;
	case KINDS_FREE:
		release(&buffer);
		return 0;
	case KINDS_MAP:
		return map_all();
	default:
		return -ENOTTY;
	}
}

static const struct file_operations kinds_fops = {
	.owner = THIS_MODULE,
	.mmap = kinds_mmap,
	.unlocked_ioctl = kinds_ioctl,
};

static struct miscdevice kinds_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "kinds",
	.fops = &kinds_fops,
};

static int kinds_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;

	if (of_node_name_eq(dev->of_node, "plain"))
		plain = dev;
	else if (of_node_name_eq(dev->of_node, "coherent"))
		snoops = dev;
	else if (of_node_name_eq(dev->of_node, "pool"))
		pool = dev;
	else
		return -ENODEV;
	return dev == pool ? of_reserved_mem_device_init(dev) : 0;
}

static const struct of_device_id kinds_ids[] = {
	{ .compatible = "test,dma" },
	{ }
};

static struct platform_driver kinds_driver = {
	.probe = kinds_probe,
	.driver = { .name = "kinds", .of_match_table = kinds_ids },
};

static int __init kinds_init(void)
{
	int err = platform_driver_register(&kinds_driver);

	if (err)
		return err;
	err = misc_register(&kinds_misc);
	if (err)
		platform_driver_unregister(&kinds_driver);
	return err;
}

static void __exit kinds_exit(void)
{
	misc_deregister(&kinds_misc);
	release(&buffer);
	platform_driver_unregister(&kinds_driver);
}

module_init(kinds_init);
module_exit(kinds_exit);
MODULE_LICENSE("Dual MIT/GPL");
