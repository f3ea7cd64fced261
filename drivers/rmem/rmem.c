// SPDX-License-Identifier: (GPL-2.0 OR MIT)
/*
 * rmem - a reserved memory region as a device node.
 *
 * Binds to "test,sample", attaches the region that memory-region names,
 * allocates coherent memory from it and offers that as /dev/rmemN: read, write,
 * llseek, mmap.  What a device needs to know is in sysfs, beside the platform
 * device: dma_address, size.
 *
 * Memory that a program has mapped may not be freed (dma_mmap_coherent()).  So
 * it goes when the driver is unbound or, when the node is still open then, with
 * the last close; until then the device cannot be bound again.
 */
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>
#include <linux/version.h>

static unsigned long size;
module_param(size, ulong, 0444);
MODULE_PARM_DESC(size, "bytes to allocate; 0: the whole region");

struct rmem {
	struct device *dev;
	struct kref ref;		/* the driver's and each open file's */
	struct list_head node;		/* in rmem_list */
	void *vaddr;
	dma_addr_t dma;
	size_t size;
	bool gone;			/* the driver was unbound */
	int id;
	char name[16];
	struct miscdevice misc;
};

static DEFINE_IDA(rmem_ids);
static DEFINE_MUTEX(rmem_lock);		/* guards rmem_list */
static LIST_HEAD(rmem_list);		/* each buffer that is allocated */

/* --- the buffer ----------------------------------------------------------- */

static bool rmem_has_buffer(struct device *dev)
{
	struct rmem *rmem;
	bool found = false;

	mutex_lock(&rmem_lock);
	list_for_each_entry(rmem, &rmem_list, node)
		found |= rmem->dev == dev;
	mutex_unlock(&rmem_lock);
	return found;
}

static size_t rmem_region_size(struct device *dev)
{
	struct reserved_mem *region;
	struct device_node *np;

	np = of_parse_phandle(dev->of_node, "memory-region", 0);
	region = np ? of_reserved_mem_lookup(np) : NULL;
	of_node_put(np);
	return region ? region->size : 0;
}

static int rmem_alloc(struct rmem *rmem)
{
	struct device *dev = rmem->dev;
	int err;

	err = of_reserved_mem_device_init(dev);
	if (err)
		return dev_err_probe(dev, err, "no memory to attach\n");

	err = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	if (err)
		goto out_release;

	err = -ENOMEM;
	rmem->size = size ? size : rmem_region_size(dev);
	if (rmem->size)
		rmem->vaddr = dma_alloc_coherent(dev, rmem->size, &rmem->dma,
						 GFP_KERNEL);
	if (!rmem->vaddr) {
		dev_err(dev, "no %zu bytes of coherent memory\n", rmem->size);
		goto out_release;
	}
	get_device(dev);
	mutex_lock(&rmem_lock);
	list_add(&rmem->node, &rmem_list);
	mutex_unlock(&rmem_lock);
	return 0;

out_release:
	of_reserved_mem_device_release(dev);
	return err;
}

static void rmem_free(struct kref *ref)
{
	struct rmem *rmem = container_of(ref, struct rmem, ref);
	struct device *dev = rmem->dev;

	dma_free_coherent(dev, rmem->size, rmem->vaddr, rmem->dma);
	of_reserved_mem_device_release(dev);
	mutex_lock(&rmem_lock);
	list_del(&rmem->node);
	mutex_unlock(&rmem_lock);
	kfree(rmem);
	put_device(dev);
}

/* --- the node ------------------------------------------------------------- */

/* The misc core keeps misc_deregister() out while this runs. */
static int rmem_open(struct inode *inode, struct file *file)
{
	struct miscdevice *misc = file->private_data;
	struct rmem *rmem = container_of(misc, struct rmem, misc);

	kref_get(&rmem->ref);
	file->private_data = rmem;
	return 0;
}

static int rmem_release(struct inode *inode, struct file *file)
{
	struct rmem *rmem = file->private_data;

	kref_put(&rmem->ref, rmem_free);
	return 0;
}

static loff_t rmem_llseek(struct file *file, loff_t offset, int whence)
{
	struct rmem *rmem = file->private_data;

	return fixed_size_llseek(file, offset, whence, rmem->size);
}

static ssize_t rmem_read(struct file *file, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct rmem *rmem = file->private_data;
	loff_t pos = *ppos;
	size_t left;

	if (READ_ONCE(rmem->gone))
		return -ENODEV;
	if (pos < 0)
		return -EINVAL;
	if (pos >= rmem->size || !count)
		return 0;
	count = min_t(u64, count, rmem->size - pos);
	left = copy_to_user(buf, rmem->vaddr + pos, count);
	if (left == count)
		return -EFAULT;
	*ppos = pos + count - left;
	return count - left;
}

/* As to a block device: nothing grows, so nothing fits behind the end. */
static ssize_t rmem_write(struct file *file, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct rmem *rmem = file->private_data;
	loff_t pos = file->f_flags & O_APPEND ? rmem->size : *ppos;
	size_t left;

	if (READ_ONCE(rmem->gone))
		return -ENODEV;
	if (pos < 0)
		return -EINVAL;
	if (!count)
		return 0;
	if (pos >= rmem->size)
		return -ENOSPC;
	count = min_t(u64, count, rmem->size - pos);
	left = copy_from_user(rmem->vaddr + pos, buf, count);
	if (left == count)
		return -EFAULT;
	*ppos = pos + count - left;
	return count - left;
}

/* A mapping holds its file open, and the file holds the buffer. */
static int rmem_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct rmem *rmem = file->private_data;

	if (READ_ONCE(rmem->gone))
		return -ENODEV;
	return dma_mmap_coherent(rmem->dev, vma, rmem->vaddr, rmem->dma,
				 rmem->size);
}

static const struct file_operations rmem_fops = {
	.owner = THIS_MODULE,
	.open = rmem_open,
	.release = rmem_release,
	.llseek = rmem_llseek,
	.read = rmem_read,
	.write = rmem_write,
	.mmap = rmem_mmap,
};

/* --- attributes ----------------------------------------------------------- */

static ssize_t dma_address_show(struct device *dev,
				struct device_attribute *attr, char *buf)
{
	struct rmem *rmem = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%pad\n", &rmem->dma);
}
static DEVICE_ATTR_RO(dma_address);

static ssize_t size_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	struct rmem *rmem = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%zu\n", rmem->size);
}
static DEVICE_ATTR_RO(size);

static struct attribute *rmem_attrs[] = {
	&dev_attr_dma_address.attr,
	&dev_attr_size.attr,
	NULL
};
ATTRIBUTE_GROUPS(rmem);

/* --- the driver ----------------------------------------------------------- */

static int rmem_register(struct rmem *rmem)
{
	int err;

	rmem->id = ida_alloc(&rmem_ids, GFP_KERNEL);
	if (rmem->id < 0)
		return rmem->id;

	snprintf(rmem->name, sizeof(rmem->name), "rmem%d", rmem->id);
	rmem->misc.minor = MISC_DYNAMIC_MINOR;
	rmem->misc.name = rmem->name;
	rmem->misc.fops = &rmem_fops;
	rmem->misc.parent = rmem->dev;
	err = misc_register(&rmem->misc);
	if (err)
		ida_free(&rmem_ids, rmem->id);
	return err;
}

static int rmem_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct rmem *rmem;
	int err;

	if (rmem_has_buffer(dev))
		return dev_err_probe(dev, -EBUSY,
				     "a program still uses the buffer\n");

	rmem = kzalloc(sizeof(*rmem), GFP_KERNEL);
	if (!rmem)
		return -ENOMEM;
	rmem->dev = dev;
	kref_init(&rmem->ref);

	err = rmem_alloc(rmem);
	if (err) {
		kfree(rmem);
		return err;
	}
	platform_set_drvdata(pdev, rmem);
	err = rmem_register(rmem);
	if (err) {
		kref_put(&rmem->ref, rmem_free);
		return err;
	}
	dev_info(dev, "%s: %zu bytes at dma %pad\n", rmem->name, rmem->size,
		 &rmem->dma);
	return 0;
}

static void rmem_unbind(struct rmem *rmem)
{
	misc_deregister(&rmem->misc);
	ida_free(&rmem_ids, rmem->id);
	WRITE_ONCE(rmem->gone, true);
	kref_put(&rmem->ref, rmem_free);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
static void rmem_remove(struct platform_device *pdev)
{
	rmem_unbind(platform_get_drvdata(pdev));
}
#else
static int rmem_remove(struct platform_device *pdev)
{
	rmem_unbind(platform_get_drvdata(pdev));
	return 0;
}
#endif

static const struct of_device_id rmem_of_match[] = {
	{ .compatible = "test,sample" },
	{ }
};
MODULE_DEVICE_TABLE(of, rmem_of_match);

static struct platform_driver rmem_driver = {
	.probe = rmem_probe,
	.remove = rmem_remove,
	.driver = {
		.name = "rmem",
		.of_match_table = rmem_of_match,
		.dev_groups = rmem_groups,
	},
};
module_platform_driver(rmem_driver);

MODULE_DESCRIPTION("Reserved memory as a device node");
MODULE_LICENSE("Dual MIT/GPL");
