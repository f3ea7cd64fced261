// SPDX-License-Identifier: MIT
/*
 * swiotlb-driver - the driver that the bench drives: /dev/bounce, one ioctl, whose
 * number is bytes: map them, check, unmap, so many times.
 *
 * It makes its own platform device, so that it probes on any board.
 */
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define MAX_SIZE	SZ_256K

static struct device *dev;
static void *buffer;

static int bounce(size_t size, unsigned long n)
{
	dma_addr_t dma;

	while (n--) {
		dma = dma_map_single(dev, buffer, size, DMA_FROM_DEVICE);
		if (dma_mapping_error(dev, dma))
			return -ENOMEM;
		dma_unmap_single(dev, dma, size, DMA_FROM_DEVICE);
	}
	return 0;
}

static long bounce_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	return cmd && cmd <= MAX_SIZE ? bounce(cmd, arg) : -EINVAL;
}

static const struct file_operations bounce_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = bounce_ioctl,
};

static struct miscdevice bounce_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "bounce",
	.fops = &bounce_fops,
};

static int bounce_probe(struct platform_device *pdev)
{
	dev = &pdev->dev;
	buffer = devm_kzalloc(dev, MAX_SIZE, GFP_KERNEL);
	return buffer ? misc_register(&bounce_misc) : -ENOMEM;
}

static void bounce_remove(struct platform_device *pdev)
{
	misc_deregister(&bounce_misc);
}

static struct platform_driver bounce_driver = {
	.probe = bounce_probe,
	.remove = bounce_remove,
	.driver = { .name = "bounce" },
};

static struct platform_device *bounce_pdev;

static int __init bounce_init(void)
{
	int err;

	bounce_pdev = platform_device_register_simple("bounce", -1, NULL, 0);
	if (IS_ERR(bounce_pdev))
		return PTR_ERR(bounce_pdev);
	err = platform_driver_register(&bounce_driver);
	if (err)
		platform_device_unregister(bounce_pdev);
	return err;
}
module_init(bounce_init);

static void __exit bounce_exit(void)
{
	platform_driver_unregister(&bounce_driver);
	platform_device_unregister(bounce_pdev);
}
module_exit(bounce_exit);

MODULE_DESCRIPTION("what the bench measures of SWIOTLB");
MODULE_LICENSE("Dual MIT/GPL");
