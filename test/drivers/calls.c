// SPDX-License-Identifier: MIT
/*
 * A driver that has every file operation that programs reach, for
 * test/unit/board_test.c: a buffer of 16 pages as /dev/calls.
 */
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "calls.h"

#define ORDER 4

struct calls {
	struct device *dev;
	struct miscdevice misc;
	struct page *pages;
	void *buf;
	wait_queue_head_t wait;
	bool ready;
	int level;
	unsigned int releases, flushes;
};

static struct calls *calls_of(struct file *file)
{
	return container_of(file->private_data, struct calls, misc);
}

static loff_t calls_llseek(struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, CALLS_SIZE);
}

static ssize_t calls_read(struct file *file, char __user *buf, size_t n,
			  loff_t *pos)
{
	return simple_read_from_buffer(buf, n, pos, calls_of(file)->buf,
				       CALLS_SIZE);
}

static ssize_t calls_write(struct file *file, const char __user *buf, size_t n,
			   loff_t *pos)
{
	return simple_write_to_buffer(calls_of(file)->buf, CALLS_SIZE, pos,
				      buf, n);
}

static __poll_t calls_poll(struct file *file, poll_table *table)
{
	struct calls *c = calls_of(file);

	poll_wait(file, &c->wait, table);
	return c->ready ? EPOLLIN | EPOLLRDNORM : 0;
}

static int calls_mmap(struct file *file, struct vm_area_struct *vma)
{
	return vm_iomap_memory(vma, page_to_phys(calls_of(file)->pages),
			       CALLS_SIZE);
}

/* --- ioctl ---------------------------------------------------------------- */

static long add_one(int __user *p)
{
	int value;

	if (get_user(value, p))
		return -EFAULT;
	return put_user(value + 1, p);
}

static long name_length(const char __user *text)
{
	char name[16];

	return strncpy_from_user(name, text, sizeof(name));
}

static long fill(struct calls_pages *req, bool twice, bool keep)
{
	struct page **pages;
	long i, got, again = 0, ret;

	pages = kcalloc(2 * req->n, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(req->addr, req->n,
				  req->write ? FOLL_WRITE : 0, pages);
	ret = got;
	if (got < 0)
		goto out_free;
	if (twice)
		again = pin_user_pages_fast(req->addr, got,
					    req->write ? FOLL_WRITE : 0,
					    pages + got);
	for (i = 0; i < again; i++)
		if (pages[i] != pages[got + i])
			ret = -EUCLEAN;
	for (i = 0; i < got && req->write; i++)
		memset(kmap_local_page(pages[i]), 0x40 + i, PAGE_SIZE);
	if (again > 0)
		unpin_user_pages(pages + got, again);
	if (!keep)
		unpin_user_pages_dirty_lock(pages, got, true);
out_free:
	kfree(pages);
	return ret;
}

static long fill_user(const void __user *arg, unsigned int cmd)
{
	struct calls_pages req;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;
	if (req.n > 64)
		return -EINVAL;
	return fill(&req, cmd == CALLS_TWICE, cmd == CALLS_KEEP);
}

static long calls_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct calls *c = calls_of(file);

	switch (cmd) {
	case CALLS_ADD_ONE:
		return add_one((int __user *)arg);
	case CALLS_READY:
		c->ready = true;
		wake_up_interruptible(&c->wait);
		return 0;
	case CALLS_SLEEP:
		return wait_event_interruptible(c->wait, c->ready);
	case CALLS_FILL:
	case CALLS_TWICE:
	case CALLS_KEEP:
		return fill_user((void __user *)arg, cmd);
	case CALLS_NAME:
		return name_length((const char __user *)arg);
	case CALLS_COUNTS:
		return c->releases * 256 + c->flushes;
	default:
		return -ENOIOCTLCMD;
	}
}

static int calls_flush(struct file *file, fl_owner_t id)
{
	calls_of(file)->flushes++;
	return 0;
}

static int calls_release(struct inode *inode, struct file *file)
{
	calls_of(file)->releases++;
	return 0;
}

static const struct file_operations calls_fops = {
	.owner = THIS_MODULE,
	.llseek = calls_llseek,
	.read = calls_read,
	.write = calls_write,
	.poll = calls_poll,
	.mmap = calls_mmap,
	.unlocked_ioctl = calls_ioctl,
	.flush = calls_flush,
	.release = calls_release,
};

/* --- attributes ----------------------------------------------------------- */

static ssize_t level_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct calls *c = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%d\n", c->level);
}

static ssize_t level_store(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t n)
{
	struct calls *c = dev_get_drvdata(dev);
	int ret = kstrtoint(buf, 0, &c->level);

	return ret ? ret : n;
}
static DEVICE_ATTR_RW(level);

static ssize_t size_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	return sysfs_emit(buf, "%d\n", CALLS_SIZE);
}
static DEVICE_ATTR_RO(size);

static ssize_t hidden_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	return sysfs_emit(buf, "x\n");
}
static DEVICE_ATTR_RO(hidden);

static ssize_t push_store(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t n)
{
	return sysfs_streq(buf, "go") ? n : -EINVAL;
}
static DEVICE_ATTR_WO(push);

static struct attribute *calls_attrs[] = {
	&dev_attr_level.attr,
	&dev_attr_size.attr,
	&dev_attr_hidden.attr,
	&dev_attr_push.attr,
	NULL
};

static umode_t calls_visible(struct kobject *kobj, struct attribute *attr,
			     int i)
{
	return attr == &dev_attr_hidden.attr ? 0 : attr->mode;
}

static const struct attribute_group calls_group = {
	.attrs = calls_attrs,
	.is_visible = calls_visible,
};
__ATTRIBUTE_GROUPS(calls);

/* --- the device ----------------------------------------------------------- */

static void free_buffer(void *data)
{
	struct calls *c = data;

	__free_pages(c->pages, ORDER);
}

static int calls_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct calls *c = devm_kzalloc(dev, sizeof(*c), GFP_KERNEL);
	int ret;

	if (!c)
		return -ENOMEM;
	c->dev = dev;
	init_waitqueue_head(&c->wait);
	c->pages = alloc_pages(GFP_KERNEL | __GFP_ZERO | __GFP_COMP, ORDER);
	if (!c->pages)
		return -ENOMEM;
	c->buf = page_address(c->pages);
	ret = devm_add_action_or_reset(dev, free_buffer, c);
	if (ret)
		return ret;
	c->misc.minor = MISC_DYNAMIC_MINOR;
	c->misc.name = "calls";
	c->misc.fops = &calls_fops;
	c->misc.parent = dev;
	platform_set_drvdata(pdev, c);
	return misc_register(&c->misc);
}

static void calls_remove(struct platform_device *pdev)
{
	struct calls *c = platform_get_drvdata(pdev);

	misc_deregister(&c->misc);
}

static const struct of_device_id calls_ids[] = {
	{ .compatible = "test,calls" },
	{ }
};
MODULE_DEVICE_TABLE(of, calls_ids);

static struct platform_driver calls_driver = {
	.probe = calls_probe,
	.remove_new = calls_remove,
	.driver = {
		.name = "calls",
		.of_match_table = calls_ids,
		.dev_groups = calls_groups,
	},
};
module_platform_driver(calls_driver);

MODULE_DESCRIPTION("All file operations, for tests");
MODULE_LICENSE("Dual MIT/GPL");
