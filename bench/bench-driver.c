// SPDX-License-Identifier: MIT
/*
 * bench-driver - the driver that the bench drives: /dev/bench, one ioctl, which
 * does something so many times.
 *
 * It makes its own platform device, so that it probes on any board.
 */
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#include "bench-driver.h"
#include "loops.h"

#define BLOCK_ORDER	8
#define BLOCK_PAGES	(1u << BLOCK_ORDER)
#define NR_BLOCKS	(BENCH_MAX_LIVE / BLOCK_PAGES + 2)	/* last: ring */
#define RING		64u
#define STRIDE		40503u		/* odd: the next one is far away */

static struct device *bench_dev;
static unsigned long blocks[NR_BLOCKS];
static dma_addr_t live[BENCH_MAX_LIVE];
static unsigned int nr_live, at;
static enum dma_data_direction live_dir;
static void *page;

/* --- mappings ------------------------------------------------------------- */

static void *buffer(unsigned int i)
{
	return (void *)(blocks[i / BLOCK_PAGES] +
			i % BLOCK_PAGES * PAGE_SIZE);
}

static int map_one(unsigned int i)
{
	live[i] = dma_map_single(bench_dev, buffer(i), PAGE_SIZE, live_dir);
	return dma_mapping_error(bench_dev, live[i]);
}

static void unmap_all(void)
{
	while (nr_live) {
		nr_live--;
		dma_unmap_single(bench_dev, live[nr_live], PAGE_SIZE, live_dir);
	}
}

static int keep_live(unsigned int n, enum dma_data_direction dir)
{
	int err;

	if (n > BENCH_MAX_LIVE)
		return -EINVAL;
	unmap_all();
	live_dir = dir;
	at = 0;
	while (nr_live < n) {
		err = map_one(nr_live);
		if (err)
			return err;
		nr_live++;
	}
	return 0;
}

/* Buffers beside the live ones, in turn, as a ring of a driver's has them. */
static int map_ring(unsigned long n)
{
	char *ring = (char *)blocks[NR_BLOCKS - 1];
	enum dma_data_direction dir = live_dir;
	struct device *dev = bench_dev;
	dma_addr_t dma;

	while (n--) {
		dma = dma_map_single(dev, ring + n % RING * PAGE_SIZE,
				     PAGE_SIZE, dir);
		if (dma_mapping_error(dev, dma))
			return -ENOMEM;
		dma_unmap_single(dev, dma, PAGE_SIZE, dir);
	}
	return 0;
}

/* One of the live ones, far from the one before, gives way to itself. */
static int map_again(unsigned long n)
{
	while (n--) {
		dma_unmap_single(bench_dev, live[at], PAGE_SIZE, live_dir);
		if (map_one(at))
			return -ENOMEM;
		at = (at + STRIDE) % nr_live;
	}
	return 0;
}

/* --- two threads ---------------------------------------------------------- */

static struct completion ping, pong;
static unsigned long rounds;

static int partner(void *arg)
{
	unsigned long n;

	for (n = rounds; n; n--) {
		wait_for_completion(&ping);
		complete(&pong);
	}
	return 0;
}

static int hand_over(unsigned long n)
{
	struct task_struct *task;

	rounds = n / 2;
	init_completion(&ping);
	init_completion(&pong);
	task = kthread_run(partner, NULL, "bench-partner");
	if (IS_ERR(task))
		return PTR_ERR(task);
	for (n = rounds; n; n--) {
		complete(&ping);
		wait_for_completion(&pong);
	}
	return 0;
}

/* --- accesses ------------------------------------------------------------- */

static int access(unsigned int cmd, unsigned long n)
{
	unsigned long done = 0;

	if (cmd == BENCH_WALK)
		loop_link(page);
	while (done < n)
		switch (cmd) {
		case BENCH_LOAD8:
			done += loop_load8(page);
			break;
		case BENCH_STORE8:
			done += loop_store8(page);
			break;
		case BENCH_LOAD1:
			done += loop_load1(page);
			break;
		case BENCH_FILL:
			done += loop_fill(page);
			break;
		default:
			done += loop_walk(page);
		}
	return 0;
}

/* --- the node ------------------------------------------------------------- */

static long bench_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case BENCH_LIVE_TO:
		return keep_live(arg, DMA_TO_DEVICE);
	case BENCH_LIVE_FROM:
		return keep_live(arg, DMA_FROM_DEVICE);
	case BENCH_MAP:
		return map_ring(arg);
	case BENCH_MAP_AGAIN:
		return map_again(arg);
	case BENCH_HAND_OVER:
		return hand_over(arg);
	case BENCH_LOAD8 ... BENCH_WALK:
		return access(cmd, arg);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations bench_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = bench_ioctl,
};

static struct miscdevice bench_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "bench",
	.fops = &bench_fops,
};

/* --- the driver ----------------------------------------------------------- */

static void free_all(void)
{
	unsigned int i;

	for (i = 0; i < NR_BLOCKS; i++)
		free_pages(blocks[i], BLOCK_ORDER);
	kfree(page);
}

static int alloc_all(void)
{
	unsigned int i;

	page = kmalloc(LOOP_BYTES, GFP_KERNEL);
	for (i = 0; i < NR_BLOCKS; i++) {
		blocks[i] = __get_free_pages(GFP_KERNEL, BLOCK_ORDER);
		if (!blocks[i] || !page) {
			free_all();
			return -ENOMEM;
		}
	}
	return 0;
}

static int bench_probe(struct platform_device *pdev)
{
	int err;

	bench_dev = &pdev->dev;
	dev_info(bench_dev, "probed\n");
	err = dma_set_mask(bench_dev, DMA_BIT_MASK(64));
	if (err)
		return err;
	err = alloc_all();
	if (err)
		return err;
	err = misc_register(&bench_misc);
	if (err)
		free_all();
	return err;
}

static void bench_remove(struct platform_device *pdev)
{
	misc_deregister(&bench_misc);
	unmap_all();
	free_all();
}

static struct platform_driver bench_driver = {
	.probe = bench_probe,
	.remove = bench_remove,
	.driver = { .name = "bench" },
};

static struct platform_device *bench_pdev;

static int __init bench_init(void)
{
	int err;

	bench_pdev = platform_device_register_simple("bench", -1, NULL, 0);
	if (IS_ERR(bench_pdev))
		return PTR_ERR(bench_pdev);
	err = platform_driver_register(&bench_driver);
	if (err)
		platform_device_unregister(bench_pdev);
	return err;
}
module_init(bench_init);

static void __exit bench_exit(void)
{
	platform_driver_unregister(&bench_driver);
	platform_device_unregister(bench_pdev);
}
module_exit(bench_exit);

MODULE_DESCRIPTION("what the bench measures");
MODULE_LICENSE("Dual MIT/GPL");
