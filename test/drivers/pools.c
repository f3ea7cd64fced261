// SPDX-License-Identifier: MIT
/*
 * A device with three pools, one of them managed, and some blocks of each; the
 * pools say so below /sys.  Each step may fail; then so does the probe, and
 * nothing stays behind.
 */
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#define NR_BLOCKS	70		/* more than a page has */

struct pools {
	struct device *dev;
	struct dma_pool *descs, *tables, *managed;
	struct {
		u8 *p;
		dma_addr_t dma;
	} desc[NR_BLOCKS], table;
	unsigned int nr_descs;
};

static void free_blocks(struct pools *s)
{
	while (s->nr_descs) {
		s->nr_descs--;
		dma_pool_free(s->descs, s->desc[s->nr_descs].p,
			      s->desc[s->nr_descs].dma);
	}
	if (s->table.p)
		dma_pool_free(s->tables, s->table.p, s->table.dma);
	s->table.p = NULL;
}

static int take_blocks(struct pools *s)
{
	unsigned int i;

	for (i = 0; i < NR_BLOCKS; i++) {
		s->desc[i].p = dma_pool_zalloc(s->descs, GFP_KERNEL,
					       &s->desc[i].dma);
		if (!s->desc[i].p)
			return -ENOMEM;
		s->nr_descs++;
		memset(s->desc[i].p, i, 64);
	}
	s->table.p = dma_pool_alloc(s->tables, GFP_ATOMIC | __GFP_NOWARN,
				    &s->table.dma);
	return s->table.p ? 0 : -ENOMEM;
}

/* What was written is there, whatever the order of frees. */
static int try_blocks(struct pools *s)
{
	int err = take_blocks(s);
	unsigned int i;

	for (i = 0; !err && i < NR_BLOCKS; i++)
		if (memchr_inv(s->desc[i].p, i, 64))
			err = -EIO;
	if (err)
		free_blocks(s);
	return err;
}

static int pools_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct pools *s = devm_kzalloc(dev, sizeof(*s), GFP_KERNEL);
	int err = -ENOMEM;

	if (!s || dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64)))
		return -ENOMEM;
	platform_set_drvdata(pdev, s);
	s->managed = dmam_pool_create("managed", dev, 32, 32, 0);
	if (!s->managed)
		return -ENOMEM;
	s->descs = dma_pool_create("descs", dev, 64, 64, 0);
	if (!s->descs)
		return -ENOMEM;
	s->tables = dma_pool_create("tables", dev, 600, 8, 1024);
	if (!s->tables)
		goto out_descs;
	err = try_blocks(s);
	if (err)
		goto out_tables;
	return 0;
out_tables:
	dma_pool_destroy(s->tables);
out_descs:
	dma_pool_destroy(s->descs);
	return err;
}

static void pools_remove(struct platform_device *pdev)
{
	struct pools *s = platform_get_drvdata(pdev);

	free_blocks(s);
	dma_pool_destroy(s->tables);
	dma_pool_destroy(s->descs);
}

static struct platform_driver pools_driver = {
	.probe = pools_probe,
	.remove_new = pools_remove,
	.driver = { .name = "pools" },
};

static struct platform_device *pools_pdev;

/* A probe that fails is no reason not to load a driver, but for this test. */
static int __init pools_init(void)
{
	int err;

	pools_pdev = platform_device_register_simple("pools", -1, NULL, 0);
	if (IS_ERR(pools_pdev))
		return PTR_ERR(pools_pdev);
	err = platform_driver_register(&pools_driver);
	if (err)
		goto out_device;
	err = -ENOMEM;
	if (!pools_pdev->dev.driver)
		goto out_driver;
	return 0;
out_driver:
	platform_driver_unregister(&pools_driver);
out_device:
	platform_device_unregister(pools_pdev);
	return err;
}
module_init(pools_init);

static void __exit pools_exit(void)
{
	platform_driver_unregister(&pools_driver);
	platform_device_unregister(pools_pdev);
}
module_exit(pools_exit);

MODULE_DESCRIPTION("pools for a test");
MODULE_LICENSE("Dual MIT/GPL");
