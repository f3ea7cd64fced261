// SPDX-License-Identifier: (GPL-2.0 OR MIT)
/*
 * fb-sample - memory as a frame buffer driver has it, and what its flush does.
 *
 * Binds to "test,fb-sample", attaches the region that memory-region names if it
 * has one, and allocates one frame of width x height pixels of four bytes, by
 * the call that the node's "memory" asks for: "wc", "coherent" or "cached".
 * /dev/fb-sampleN: read, write, mmap; an ioctl for the flush, which is what a
 * frame buffer driver does before the device is to see the frame.
 *
 * Memory of the first two needs a barrier and no more.  Cached memory needs a
 * sync.  A driver that syncs memory of dma_alloc_wc() gains nothing; from a
 * no-map pool on arm64 it oopses.  docs/explain.md tells the story.
 */
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/ioctl.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/version.h>

#define FB_FLUSH	_IO('F', 1)	/* how: one of these */
#define FB_FLUSH_RIGHT	0		/* what this memory needs */
#define FB_FLUSH_SYNC	1		/* a sync, whatever memory it is */
#define FB_FLUSH_NONE	2		/* nothing: wrong for cached memory */

#define FB_WIDTH	640
#define FB_HEIGHT	480

struct fb;

struct fb_memory {
	const char *name;
	int (*alloc)(struct fb *fb);
	void (*free)(struct fb *fb);
	int (*mmap)(struct fb *fb, struct vm_area_struct *vma);
	void (*flush)(struct fb *fb);
};

struct fb {
	struct device *dev;
	const struct fb_memory *memory;
	void *vaddr;
	dma_addr_t dma;
	size_t size;
	int id;
	char name[16];
	struct miscdevice misc;
};

static DEFINE_IDA(fb_ids);

/* --- three kinds of memory ------------------------------------------------ */

/* The CPU's stores wait in a buffer, in no cache. */
static void fb_flush_barrier(struct fb *fb)
{
	wmb();
}

static void fb_flush_sync(struct fb *fb)
{
	dma_sync_single_for_device(fb->dev, fb->dma, fb->size, DMA_TO_DEVICE);
}

static int fb_alloc_wc(struct fb *fb)
{
	fb->vaddr = dma_alloc_wc(fb->dev, fb->size, &fb->dma, GFP_KERNEL);
	return fb->vaddr ? 0 : -ENOMEM;
}

static void fb_free_wc(struct fb *fb)
{
	dma_free_wc(fb->dev, fb->size, fb->vaddr, fb->dma);
}

static int fb_mmap_wc(struct fb *fb, struct vm_area_struct *vma)
{
	return dma_mmap_wc(fb->dev, vma, fb->vaddr, fb->dma, fb->size);
}

static int fb_alloc_coherent(struct fb *fb)
{
	fb->vaddr = dma_alloc_coherent(fb->dev, fb->size, &fb->dma,
				       GFP_KERNEL);
	return fb->vaddr ? 0 : -ENOMEM;
}

static void fb_free_coherent(struct fb *fb)
{
	dma_free_coherent(fb->dev, fb->size, fb->vaddr, fb->dma);
}

static int fb_mmap_coherent(struct fb *fb, struct vm_area_struct *vma)
{
	return dma_mmap_coherent(fb->dev, vma, fb->vaddr, fb->dma, fb->size);
}

static int fb_alloc_cached(struct fb *fb)
{
	fb->vaddr = dma_alloc_noncoherent(fb->dev, fb->size, &fb->dma,
					  DMA_TO_DEVICE, GFP_KERNEL);
	return fb->vaddr ? 0 : -ENOMEM;
}

static void fb_free_cached(struct fb *fb)
{
	dma_free_noncoherent(fb->dev, fb->size, fb->vaddr, fb->dma,
			     DMA_TO_DEVICE);
}

static int fb_mmap_cached(struct fb *fb, struct vm_area_struct *vma)
{
	return dma_mmap_pages(fb->dev, vma, fb->size, virt_to_page(fb->vaddr));
}

static const struct fb_memory fb_memories[] = {
	{ "wc", fb_alloc_wc, fb_free_wc, fb_mmap_wc, fb_flush_barrier },
	{ "coherent", fb_alloc_coherent, fb_free_coherent, fb_mmap_coherent,
	  fb_flush_barrier },
	{ "cached", fb_alloc_cached, fb_free_cached, fb_mmap_cached,
	  fb_flush_sync },
};

/* --- the node ------------------------------------------------------------- */

/* The misc core keeps misc_deregister() out while this runs. */
static int fb_open(struct inode *inode, struct file *file)
{
	file->private_data = container_of(file->private_data, struct fb, misc);
	return 0;
}

static ssize_t fb_read(struct file *file, char __user *buf, size_t count,
		       loff_t *ppos)
{
	struct fb *fb = file->private_data;

	return simple_read_from_buffer(buf, count, ppos, fb->vaddr, fb->size);
}

static ssize_t fb_write(struct file *file, const char __user *buf,
			size_t count, loff_t *ppos)
{
	struct fb *fb = file->private_data;

	return simple_write_to_buffer(fb->vaddr, fb->size, ppos, buf, count);
}

static int fb_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct fb *fb = file->private_data;

	return fb->memory->mmap(fb, vma);
}

static long fb_ioctl(struct file *file, unsigned int cmd, unsigned long how)
{
	struct fb *fb = file->private_data;

	if (cmd != FB_FLUSH)
		return -ENOTTY;
	switch (how) {
	case FB_FLUSH_RIGHT:
		fb->memory->flush(fb);
		return 0;
	case FB_FLUSH_SYNC:
		fb_flush_sync(fb);
		return 0;
	case FB_FLUSH_NONE:
		return 0;
	}
	return -EINVAL;
}

/* A file, and so a mapping, holds the module: nothing is freed under it. */
static const struct file_operations fb_fops = {
	.owner = THIS_MODULE,
	.open = fb_open,
	.llseek = default_llseek,
	.read = fb_read,
	.write = fb_write,
	.mmap = fb_mmap,
	.unlocked_ioctl = fb_ioctl,
};

/* --- attributes ----------------------------------------------------------- */

static ssize_t dma_address_show(struct device *dev,
				struct device_attribute *attr, char *buf)
{
	struct fb *fb = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%pad\n", &fb->dma);
}
static DEVICE_ATTR_RO(dma_address);

static struct attribute *fb_attrs[] = {
	&dev_attr_dma_address.attr,
	NULL
};
ATTRIBUTE_GROUPS(fb);

/* --- the driver ----------------------------------------------------------- */

static int fb_parse(struct fb *fb)
{
	struct device_node *np = fb->dev->of_node;
	u32 width = FB_WIDTH, height = FB_HEIGHT;
	const char *name = "wc";
	unsigned int i;

	of_property_read_u32(np, "width", &width);
	of_property_read_u32(np, "height", &height);
	of_property_read_string(np, "memory", &name);
	fb->size = (size_t)width * height * 4;
	for (i = 0; i < ARRAY_SIZE(fb_memories); i++)
		if (!strcmp(fb_memories[i].name, name))
			fb->memory = &fb_memories[i];
	return fb->size && fb->memory ? 0 : -EINVAL;
}

static int fb_register(struct fb *fb)
{
	int err;

	fb->id = ida_alloc(&fb_ids, GFP_KERNEL);
	if (fb->id < 0)
		return fb->id;
	snprintf(fb->name, sizeof(fb->name), "fb-sample%d", fb->id);
	fb->misc.minor = MISC_DYNAMIC_MINOR;
	fb->misc.name = fb->name;
	fb->misc.fops = &fb_fops;
	fb->misc.parent = fb->dev;
	err = misc_register(&fb->misc);
	if (err)
		ida_free(&fb_ids, fb->id);
	return err;
}

static int fb_setup(struct fb *fb)
{
	struct device *dev = fb->dev;
	int err;

	err = fb_parse(fb);
	if (err)
		return dev_err_probe(dev, err, "width, height or memory\n");
	err = of_reserved_mem_device_init(dev);
	if (err && err != -ENODEV)
		return dev_err_probe(dev, err, "no memory to attach\n");
	err = fb->memory->alloc(fb);
	if (err)
		goto out_release;
	err = fb_register(fb);
	if (err)
		goto out_free;
	return 0;

out_free:
	fb->memory->free(fb);
out_release:
	of_reserved_mem_device_release(dev);
	return err;
}

static int fb_probe(struct platform_device *pdev)
{
	struct fb *fb = kzalloc(sizeof(*fb), GFP_KERNEL);
	int err;

	if (!fb)
		return -ENOMEM;
	fb->dev = &pdev->dev;
	platform_set_drvdata(pdev, fb);
	err = fb_setup(fb);
	if (err) {
		kfree(fb);
		return err;
	}
	dev_info(&pdev->dev, "%s: %zu bytes, %s, at dma %pad\n", fb->name,
		 fb->size, fb->memory->name, &fb->dma);
	return 0;
}

static void fb_unbind(struct fb *fb)
{
	misc_deregister(&fb->misc);
	ida_free(&fb_ids, fb->id);
	fb->memory->free(fb);
	of_reserved_mem_device_release(fb->dev);
	kfree(fb);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
static void fb_remove(struct platform_device *pdev)
{
	fb_unbind(platform_get_drvdata(pdev));
}
#else
static int fb_remove(struct platform_device *pdev)
{
	fb_unbind(platform_get_drvdata(pdev));
	return 0;
}
#endif

static const struct of_device_id fb_of_match[] = {
	{ .compatible = "test,fb-sample" },
	{ }
};
MODULE_DEVICE_TABLE(of, fb_of_match);

static struct platform_driver fb_driver = {
	.probe = fb_probe,
	.remove = fb_remove,
	.driver = {
		.name = "fb-sample",
		.of_match_table = fb_of_match,
		.dev_groups = fb_groups,
		/* Unbinding would free the frame under an open file. */
		.suppress_bind_attrs = true,
	},
};
module_platform_driver(fb_driver);

MODULE_DESCRIPTION("A frame buffer's memory, and its flush");
MODULE_LICENSE("Dual MIT/GPL");
