// SPDX-License-Identifier: MIT
/*
 * What SWIOTLB says, once each: a pool that is full, with and without a word; a
 * slot out of reach; a sync that is too long (which is reported, too).
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void too_large(struct device *dev, void *p, unsigned long attrs)
{
	dma_addr_t dma = dma_map_single_attrs(dev, p, SZ_256K + 1,
					      DMA_TO_DEVICE, attrs);

	BUG_ON(!dma_mapping_error(dev, dma));
}

static void out_of_reach(struct device *dev, void *p)
{
	u64 mask = *dev->dma_mask;
	int i;

	*dev->dma_mask = DMA_BIT_MASK(28);
	for (i = 0; i < 3; i++)
		BUG_ON(dma_map_single(dev, p, 4096, DMA_TO_DEVICE) !=
		       DMA_MAPPING_ERROR);
	*dev->dma_mask = mask;
}

static void too_long(struct device *dev, u8 *p)
{
	dma_addr_t dma = dma_map_single(dev, p, 5000, DMA_FROM_DEVICE);

	BUG_ON(dma_mapping_error(dev, dma));
	memset(p, 1, 8192);
	dma_sync_single_for_cpu(dev, dma + 4000, 1500, DMA_FROM_DEVICE);
	BUG_ON(p[3999] != 1 || p[4000] || p[4999] || p[5000] != 1);
	dma_unmap_single(dev, dma, 5000, DMA_FROM_DEVICE);
}

static int lines_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	void *p = devm_kzalloc(dev, SZ_512K, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	if (!of_node_name_eq(dev->of_node, "low-snoops"))
		return 0;
	too_large(dev, p, DMA_ATTR_NO_WARN);
	too_large(dev, p, 0);
	out_of_reach(dev, p);
	too_long(dev, p);
	return 0;
}

static const struct of_device_id lines_ids[] = {
	{ .compatible = "test,dma" },
	{ }
};

static struct platform_driver lines_driver = {
	.probe = lines_probe,
	.driver = { .name = "bounce-lines", .of_match_table = lines_ids },
};
module_platform_driver(lines_driver);

MODULE_LICENSE("Dual MIT/GPL");
