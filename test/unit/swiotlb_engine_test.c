// SPDX-License-Identifier: MIT
/*
 * Bounced mappings under a copy engine, one that snoops and one that does not:
 * the data is right, what the engine does not write stays, and nothing is
 * reported.  test/tools/swiotlb.sh has more seeds.
 *
 * board: test/boards/swiotlb.dts
 */
#include <kunit/test.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#define HIGH	0x80000000ull
#define LEN	6000

static struct engine {
	struct device *dev;
	void __iomem *regs;
} engines[2];
static unsigned int nr_engines;

static u8 *in, *out;

static void start(struct engine *e, dma_addr_t dst, dma_addr_t src, u32 len)
{
	writel(lower_32_bits(src), e->regs + 0x18);
	writel(upper_32_bits(src), e->regs + 0x1c);
	writel(lower_32_bits(dst), e->regs + 0x20);
	writel(upper_32_bits(dst), e->regs + 0x24);
	writel(len, e->regs + 0x28);
}

static int copy(struct engine *e, dma_addr_t dst, dma_addr_t src, u32 len)
{
	u32 sr;

	start(e, dst, src, len);
	return readl_poll_timeout(e->regs + 0x04, sr, sr & 2, 1, 10000);
}

static dma_addr_t map(struct kunit *test, struct engine *e, void *p,
		      size_t size, enum dma_data_direction dir)
{
	dma_addr_t dma = dma_map_single(e->dev, p, size, dir);

	KUNIT_ASSERT_EQ(test, dma_mapping_error(e->dev, dma), 0);
	KUNIT_EXPECT_NE(test, dma, virt_to_phys(p));
	return dma;
}

static bool is_filled(const u8 *p, u8 with, size_t n)
{
	while (n && *p == with) {
		p++;
		n--;
	}
	return !n;
}

/* --- the cases, with one engine ------------------------------------------- */

static void there_and_back(struct kunit *test, struct engine *e)
{
	dma_addr_t src = map(test, e, in + 7, LEN, DMA_TO_DEVICE);
	dma_addr_t dst = map(test, e, out + 33, LEN, DMA_FROM_DEVICE);

	KUNIT_EXPECT_EQ(test, copy(e, dst, src, LEN), 0);
	dma_unmap_single(e->dev, dst, LEN, DMA_FROM_DEVICE);
	dma_unmap_single(e->dev, src, LEN, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, memcmp(in + 7, out + 33, LEN), 0);
	KUNIT_EXPECT_TRUE(test, is_filled(out, 0xee, 33));
	KUNIT_EXPECT_TRUE(test, is_filled(out + 33 + LEN, 0xee, 8192 - 33 - LEN));
}

/* The engine writes the middle; what is beside it must not be a slot's. */
static void part_written(struct kunit *test, struct engine *e)
{
	dma_addr_t src = map(test, e, in, LEN, DMA_TO_DEVICE);
	dma_addr_t dst = map(test, e, out, LEN, DMA_FROM_DEVICE);

	KUNIT_EXPECT_EQ(test, copy(e, dst + 1001, src, 500), 0);
	dma_unmap_single(e->dev, dst, LEN, DMA_FROM_DEVICE);
	dma_unmap_single(e->dev, src, LEN, DMA_TO_DEVICE);
	KUNIT_EXPECT_TRUE(test, is_filled(out, 0xee, 1001));
	KUNIT_EXPECT_EQ(test, memcmp(in, out + 1001, 500), 0);
	KUNIT_EXPECT_TRUE(test, is_filled(out + 1501, 0xee, 8192 - 1501));
}

/* Mapped for long: each round changes, copies and looks at a part. */
static void stays_mapped(struct kunit *test, struct engine *e)
{
	dma_addr_t src = map(test, e, in, LEN, DMA_TO_DEVICE);
	dma_addr_t dst = map(test, e, out, LEN, DMA_BIDIRECTIONAL);
	int i;

	for (i = 0; i < 8; i++) {
		size_t at = i * 517, n = 100 + i * 13;

		memset(in + at, i, n);
		dma_sync_single_range_for_device(e->dev, src, at, n,
						 DMA_TO_DEVICE);
		KUNIT_EXPECT_EQ(test, copy(e, dst, src, LEN), 0);
		dma_sync_single_range_for_cpu(e->dev, dst, at, n,
					      DMA_BIDIRECTIONAL);
		KUNIT_EXPECT_TRUE(test, is_filled(out + at, i, n));
		memset(out + at, 0x77, n);
		dma_sync_single_range_for_device(e->dev, dst, at, n,
						 DMA_BIDIRECTIONAL);
	}
	dma_unmap_single(e->dev, dst, LEN, DMA_BIDIRECTIONAL);
	dma_unmap_single(e->dev, src, LEN, DMA_TO_DEVICE);
	KUNIT_EXPECT_TRUE(test, is_filled(out + 7 * 517, 0x77, 191));
}

/* The last byte is looked at, each time after a sync. */
static void polled(struct kunit *test, struct engine *e)
{
	dma_addr_t src, dst;
	int rounds = 0;
	u32 sr;

	in[LEN - 1] = 0x42;
	src = map(test, e, in, LEN, DMA_TO_DEVICE);
	dst = map(test, e, out, LEN, DMA_FROM_DEVICE);
	start(e, dst, src, LEN);
	do {
		udelay(1);
		dma_sync_single_range_for_cpu(e->dev, dst, LEN - 4, 4,
					      DMA_FROM_DEVICE);
	} while (READ_ONCE(out[LEN - 1]) != 0x42 && ++rounds < 10000);
	KUNIT_EXPECT_LT(test, rounds, 10000);
	readl_poll_timeout(e->regs + 0x04, sr, sr & 2, 1, 10000);
	dma_unmap_single(e->dev, dst, LEN, DMA_FROM_DEVICE);
	dma_unmap_single(e->dev, src, LEN, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, memcmp(in, out, LEN), 0);
}

/* Bytes of one cache line: the engine's, and the CPU's that change meanwhile. */
static void shared_line(struct kunit *test, struct engine *e)
{
	dma_addr_t src = map(test, e, in, 16, DMA_TO_DEVICE);
	dma_addr_t dst = map(test, e, out + 16, 16, DMA_FROM_DEVICE);

	KUNIT_EXPECT_EQ(test, copy(e, dst, src, 16), 0);
	memset(out, 0x11, 16);
	memset(out + 32, 0x22, 32);
	dma_unmap_single(e->dev, dst, 16, DMA_FROM_DEVICE);
	dma_unmap_single(e->dev, src, 16, DMA_TO_DEVICE);
	KUNIT_EXPECT_TRUE(test, is_filled(out, 0x11, 16));
	KUNIT_EXPECT_EQ(test, memcmp(in, out + 16, 16), 0);
	KUNIT_EXPECT_TRUE(test, is_filled(out + 32, 0x22, 32));
}

/* Without syncs at map and unmap the buffer keeps what it had, and the driver's
 * own sync does the rest. */
static void own_syncs(struct kunit *test, struct engine *e)
{
	dma_addr_t src = dma_map_single_attrs(e->dev, in, LEN, DMA_TO_DEVICE,
					      DMA_ATTR_SKIP_CPU_SYNC);
	dma_addr_t dst = map(test, e, out, LEN, DMA_FROM_DEVICE);

	KUNIT_ASSERT_EQ(test, dma_mapping_error(e->dev, src), 0);
	dma_sync_single_for_device(e->dev, src, LEN, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, copy(e, dst, src, LEN), 0);
	dma_sync_single_for_cpu(e->dev, dst, 1000, DMA_FROM_DEVICE);
	dma_unmap_single_attrs(e->dev, dst, LEN, DMA_FROM_DEVICE,
			       DMA_ATTR_SKIP_CPU_SYNC);
	dma_unmap_single(e->dev, src, LEN, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, memcmp(in, out, 1000), 0);
	KUNIT_EXPECT_TRUE(test, is_filled(out + 1000, 0xee, 8192 - 1000));
}

static void lists(struct kunit *test, struct engine *e)
{
	struct scatterlist from[2], to[2], *sg;
	int i;

	sg_init_table(from, 2);
	sg_init_table(to, 2);
	for (i = 0; i < 2; i++) {
		sg_set_buf(&from[i], in + i * 4096, 3000);
		sg_set_buf(&to[i], out + i * 4096 + 1, 3000);
	}
	KUNIT_ASSERT_EQ(test, dma_map_sg(e->dev, from, 2, DMA_TO_DEVICE), 2);
	KUNIT_ASSERT_EQ(test, dma_map_sg(e->dev, to, 2, DMA_FROM_DEVICE), 2);
	for_each_sg(from, sg, 2, i)
		KUNIT_EXPECT_EQ(test, copy(e, sg_dma_address(&to[i]),
					   sg_dma_address(sg),
					   sg_dma_len(sg)), 0);
	dma_unmap_sg(e->dev, to, 2, DMA_FROM_DEVICE);
	dma_unmap_sg(e->dev, from, 2, DMA_TO_DEVICE);
	for (i = 0; i < 2; i++)
		KUNIT_EXPECT_EQ(test, memcmp(in + i * 4096, out + i * 4096 + 1,
					     3000), 0);
}

/* --- with both ------------------------------------------------------------ */

static void each(struct kunit *test,
		 void (*fn)(struct kunit *test, struct engine *e))
{
	unsigned int i;
	int j;

	KUNIT_ASSERT_EQ(test, nr_engines, 2);
	for (i = 0; i < nr_engines; i++) {
		for (j = 0; j < 8192; j++)
			in[j] = j * 7 + i;
		memset(out, 0xee, 8192);
		fn(test, &engines[i]);
	}
}

#define BOTH(name)							\
static void both_##name(struct kunit *test)				\
{									\
	each(test, name);						\
}

BOTH(there_and_back)
BOTH(part_written)
BOTH(stays_mapped)
BOTH(polled)
BOTH(shared_line)
BOTH(own_syncs)
BOTH(lists)

static int engine_probe(struct platform_device *pdev)
{
	struct engine *e = &engines[nr_engines];

	if (nr_engines == ARRAY_SIZE(engines))
		return -ENOSPC;
	e->dev = &pdev->dev;
	e->regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(e->regs))
		return PTR_ERR(e->regs);
	nr_engines++;
	return dma_set_mask_and_coherent(e->dev, DMA_BIT_MASK(40));
}

static const struct of_device_id engine_ids[] = {
	{ .compatible = "xlnx,axi-cdma-1.00.a" },
	{ }
};

static struct platform_driver engine_driver = {
	.probe = engine_probe,
	.driver = { .name = "bouncing", .of_match_table = engine_ids },
};

static int engines_init(struct kunit_suite *suite)
{
	in = kmalloc(8192, GFP_KERNEL);
	out = kmalloc(8192, GFP_KERNEL);
	if (!in || !out || virt_to_phys(in) < HIGH || virt_to_phys(out) < HIGH)
		return -ENOMEM;
	return platform_driver_register(&engine_driver);
}

static void engines_exit(struct kunit_suite *suite)
{
	platform_driver_unregister(&engine_driver);
	kfree(in);
	kfree(out);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(both_there_and_back),
	KUNIT_CASE(both_part_written),
	KUNIT_CASE(both_stays_mapped),
	KUNIT_CASE(both_polled),
	KUNIT_CASE(both_shared_line),
	KUNIT_CASE(both_own_syncs),
	KUNIT_CASE(both_lists),
	{ }
};

static struct kunit_suite suite = {
	.name = "swiotlb-engine",
	.suite_init = engines_init,
	.suite_exit = engines_exit,
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
