// SPDX-License-Identifier: MIT
/*
 * pool-driver - blocks of a dma_pool, taken and given as the bench says:
 * /dev/bench-pool, one ioctl, which does something so many times.
 */
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#include "pool-driver.h"

#define STRIDE	40503u			/* odd: the next one is far away */

static struct pair {
	void *vaddr;
	dma_addr_t dma;
} *pairs;

static struct device *pool_dev;
static struct dma_pool *pool;
static unsigned int nr_live;

static int take(struct dma_pool *from, struct pair *p)
{
	void *vaddr = dma_pool_alloc(from, GFP_KERNEL, &p->dma);

	p->vaddr = vaddr;
	return vaddr ? 0 : -ENOMEM;
}

static void give(struct dma_pool *to, const struct pair *p)
{
	dma_pool_free(to, p->vaddr, p->dma);
}

static int lifo(unsigned long n)
{
	struct dma_pool *from = pool;
	dma_addr_t dma;
	void *vaddr;

	while (n--) {
		vaddr = dma_pool_alloc(from, GFP_KERNEL, &dma);
		if (!vaddr)
			return -ENOMEM;
		dma_pool_free(from, vaddr, dma);
	}
	return 0;
}

/* All out, all in, as dmapool_test of Linux does. */
static int batch(unsigned int nr)
{
	struct dma_pool *from = pool;
	struct pair *p = pairs;
	unsigned int i, got;

	for (got = 0; got < nr; got++)
		if (take(from, &p[got]))
			break;
	for (i = 0; i < got; i++)
		give(from, &p[i]);
	return got == nr ? 0 : -ENOMEM;
}

static int batches(unsigned long n)
{
	int err = 0;

	for (; n && !err; n -= min_t(unsigned long, n, BENCH_POOL_LIVE))
		err = batch(min_t(unsigned long, n, BENCH_POOL_LIVE));
	return err;
}

static int fill(unsigned int nr)
{
	int err = 0;

	while (nr_live > nr)
		give(pool, &pairs[--nr_live]);
	while (nr_live < nr && !err) {
		err = take(pool, &pairs[nr_live]);
		nr_live += !err;
	}
	return err;
}

/* One of the live ones, far from the one before, gives way to another. */
static int mix(unsigned long n)
{
	struct dma_pool *from = pool;
	struct pair *p = pairs;
	unsigned int at = 0;
	int err = 0;

	for (; n && !err; n--) {
		give(from, &p[at]);
		err = take(from, &p[at]);
		at = (at + STRIDE) % BENCH_POOL_LIVE;
	}
	return err;
}

static int pool_new(size_t size, size_t align, size_t boundary)
{
	dma_pool_destroy(pool);
	pool = dma_pool_create("bench", pool_dev, size, align, boundary);
	return pool ? 0 : -ENOMEM;
}

static int shape(unsigned long nr)
{
	const struct pool_shape *s = &pool_shapes[nr];
	unsigned int i;
	int err = pool_new(s->size, s->align, s->boundary);

	for (i = 0; i < BENCH_POOL_ROUNDS && !err; i++)
		err = batch(s->blocks);
	return err;
}

static long pool_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case BENCH_POOL_NEW:
		return pool_new(arg, arg, 0);
	case BENCH_POOL_LIFO:
		return lifo(arg);
	case BENCH_POOL_BATCH:
		return batches(arg);
	case BENCH_POOL_FILL:
		return fill(min_t(unsigned long, arg, BENCH_POOL_LIVE));
	case BENCH_POOL_MIX:
		return mix(arg);
	case BENCH_POOL_SHAPE:
		return shape(arg);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations pool_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = pool_ioctl,
};

static struct miscdevice pool_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "bench-pool",
	.fops = &pool_fops,
};

static int pool_probe(struct platform_device *pdev)
{
	int err;

	pool_dev = &pdev->dev;
	err = dma_set_mask_and_coherent(pool_dev, DMA_BIT_MASK(64));
	if (err)
		return err;
	pairs = kmalloc_array(BENCH_POOL_LIVE, sizeof(*pairs), GFP_KERNEL);
	if (!pairs)
		return -ENOMEM;
	err = misc_register(&pool_misc);
	if (err)
		kfree(pairs);
	return err;
}

static void pool_remove(struct platform_device *pdev)
{
	misc_deregister(&pool_misc);
	fill(0);
	dma_pool_destroy(pool);
	kfree(pairs);
}

static struct platform_driver pool_driver = {
	.probe = pool_probe,
	.remove = pool_remove,
	.driver = { .name = "bench-pool" },
};

static struct platform_device *pool_pdev;

static int __init pool_init(void)
{
	int err;

	pool_pdev = platform_device_register_simple("bench-pool", -1, NULL, 0);
	if (IS_ERR(pool_pdev))
		return PTR_ERR(pool_pdev);
	err = platform_driver_register(&pool_driver);
	if (err)
		platform_device_unregister(pool_pdev);
	return err;
}
module_init(pool_init);

static void __exit pool_exit(void)
{
	platform_driver_unregister(&pool_driver);
	platform_device_unregister(pool_pdev);
}
module_exit(pool_exit);

MODULE_DESCRIPTION("what the bench measures of dma_pool");
MODULE_LICENSE("Dual MIT/GPL");
