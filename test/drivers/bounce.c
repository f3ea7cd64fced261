// SPDX-License-Identifier: MIT
/*
 * Bounces a buffer, a list and an allocation, and undoes what there is when one
 * of them fails.  At the end each of its pools' slots is free.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/scatterlist.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define SEGMENTS	4

static int map_list(struct device *dev, u8 *p, int nents)
{
	struct sg_table sgt;
	struct scatterlist *sg;
	int i, err = sg_alloc_table(&sgt, nents, GFP_KERNEL);

	if (err)
		return err;
	for_each_sgtable_sg(&sgt, sg, i)
		sg_set_buf(sg, p, SZ_256K);
	err = dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
	if (!err)
		dma_unmap_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
	sg_free_table(&sgt);
	return err;
}

static int map_buffer(struct device *dev, u8 *p)
{
	dma_addr_t dma = dma_map_single(dev, p + 5, 5000, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(dev, dma, 5000, DMA_BIDIRECTIONAL);
	dma_sync_single_for_device(dev, dma, 5000, DMA_BIDIRECTIONAL);
	dma_unmap_single(dev, dma, 5000, DMA_BIDIRECTIONAL);
	return 0;
}

static int use_memory(struct device *dev)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 3 * PAGE_SIZE, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_free_coherent(dev, 3 * PAGE_SIZE, p, dma);
	return 0;
}

static int bounce_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	u8 *p = devm_kzalloc(dev, SZ_256K, GFP_KERNEL);
	int err;

	if (!p)
		return -ENOMEM;
	if (of_node_name_eq(dev->of_node, "alone"))
		return 0;		/* its pool is too small */
	err = map_buffer(dev, p);
	if (!err)
		err = map_list(dev, p, SEGMENTS);
	if (!err)
		err = use_memory(dev);
	/* One call fails at most: not both, if nothing was left. */
	BUG_ON(map_list(dev, p, SEGMENTS) && map_list(dev, p, SEGMENTS));
	return err;
}

static const struct of_device_id bounce_ids[] = {
	{ .compatible = "test,dma" },
	{ }
};

static struct platform_driver bounce_driver = {
	.probe = bounce_probe,
	.driver = { .name = "bounce", .of_match_table = bounce_ids },
};
module_platform_driver(bounce_driver);

MODULE_LICENSE("Dual MIT/GPL");
