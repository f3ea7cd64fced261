// SPDX-License-Identifier: MIT
/*
 * A driver with a CMA area whose program says which of the calls it makes, for
 * test/unit/cma_lend_test.c.
 */
#include <linux/cma.h>
#include <linux/dma-map-ops.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/string.h>
#include <linux/swap.h>
#include <linux/uaccess.h>

#include "lend.h"

static struct device *lend_dev;

static long lend_pin(const struct lend_pages *req, unsigned int flags)
{
	struct page *page;
	int n = pin_user_pages_fast(req->addr, 1, FOLL_WRITE | flags, &page);

	return n == 1 ? page_to_pfn(page) : n;
}

static long lend_unpin(const struct lend_pages *req)
{
	struct page *page = pfn_to_page(req->pfn);

	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}

static long lend_take(const struct lend_pages *req)
{
	struct page *page = cma_alloc(dev_get_cma_area(lend_dev), req->n,
				      req->align, false);

	return page ? page_to_pfn(page) : 0;
}

static long lend_give(const struct lend_pages *req)
{
	return cma_release(dev_get_cma_area(lend_dev), pfn_to_page(req->pfn),
			   req->n);
}

static long lend_call(unsigned int cmd, const struct lend_pages *req)
{
	void *memory = page_address(pfn_to_page(req->pfn));

	switch (cmd) {
	case LEND_PIN:
		return lend_pin(req, 0);
	case LEND_PIN_LONG:
		return lend_pin(req, FOLL_LONGTERM);
	case LEND_UNPIN:
		return lend_unpin(req);
	case LEND_SET:
		memset(memory, req->value, req->n);
		return 0;
	case LEND_IS:
		return !memchr_inv(memory, req->value, req->n);
	case LEND_TAKE:
		return lend_take(req);
	case LEND_GIVE:
		return lend_give(req);
	case LEND_GET:
		get_page(pfn_to_page(req->pfn));
		return 0;
	case LEND_PUT:
		put_page(pfn_to_page(req->pfn));
		return 0;
	default:
		return -ENOTTY;
	}
}

static long lend_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct lend_pages req;

	if (cmd == LEND_FREE)
		return nr_free_pages();
	if (copy_from_user(&req, (void __user *)arg, sizeof(req)))
		return -EFAULT;
	return lend_call(cmd, &req);
}

static const struct file_operations lend_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = lend_ioctl,
};

static struct miscdevice lend_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "lend",
	.fops = &lend_fops,
};

static int lend_probe(struct platform_device *pdev)
{
	int err = of_reserved_mem_device_init(&pdev->dev);

	if (err)
		return err;
	lend_dev = &pdev->dev;
	err = misc_register(&lend_misc);
	if (err)
		of_reserved_mem_device_release(&pdev->dev);
	return err;
}

static void lend_remove(struct platform_device *pdev)
{
	misc_deregister(&lend_misc);
	of_reserved_mem_device_release(&pdev->dev);
}

static const struct of_device_id lend_ids[] = {
	{ .compatible = "test,lend" },
	{ }
};
MODULE_DEVICE_TABLE(of, lend_ids);

static struct platform_driver lend_driver = {
	.probe = lend_probe,
	.remove_new = lend_remove,
	.driver = { .name = "lend", .of_match_table = lend_ids },
};
module_platform_driver(lend_driver);

MODULE_LICENSE("Dual MIT/GPL");
