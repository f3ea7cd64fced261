/* SPDX-License-Identifier: MIT */
/*
 * The two engines of test/boards/cdma.dts by their registers: what the tests
 * of axi_cdma_*_test.c stand on.
 */
#ifndef AXI_CDMA_BOARD_H
#define AXI_CDMA_BOARD_H

#include <kunit/test.h>
#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/string.h>

#define CR		0x00
#define SR		0x04
#define CURDESC		0x08
#define TAILDESC	0x10
#define SA		0x18
#define DA		0x20
#define BTT		0x28

#define IDLE		0x2
#define RESET		0x4
#define SGMODE		0x8
#define ERRORS		0x770
#define IOC		0x1000
#define DLY		0x2000
#define ERR		0x4000
#define IRQS		(IOC | DLY | ERR)

#define CMPLT		0x80000000u
#define NOWHERE		0x10000000u	/* no memory, no device */

struct desc {
	__le64 next, src, dst;
	__le32 control, status;
	u8 own[32];
};

#define DATA		0x8000		/* bytes of each data buffer */
#define DESCS		16

struct engine {
	struct device *dev;
	void __iomem *regs;
	struct desc *desc;		/* coherent, as in, out */
	dma_addr_t desc_dma;
	u8 *in, *out;
	dma_addr_t in_dma, out_dma;
	unsigned int irqs;		/* interrupts taken */
	u32 seen;			/* their bits of SR */
};

static struct engine full, plain;

static u32 rd(struct engine *e, unsigned int reg)
{
	return readl(e->regs + reg);
}

static void wr(struct engine *e, unsigned int reg, u32 value)
{
	writel(value, e->regs + reg);
}

static irqreturn_t engine_irq(int irq, void *data)
{
	struct engine *e = data;
	u32 sr = rd(e, SR) & IRQS;

	if (!sr)
		return IRQ_NONE;
	wr(e, SR, sr);
	e->seen |= sr;
	e->irqs++;
	return IRQ_HANDLED;
}

static int engine_probe(struct platform_device *pdev)
{
	bool sg = of_property_read_bool(pdev->dev.of_node, "xlnx,include-sg");
	size_t size = DESCS * sizeof(struct desc);
	struct engine *e = sg ? &full : &plain;
	int err;

	e->dev = &pdev->dev;
	e->regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(e->regs))
		return PTR_ERR(e->regs);
	err = dma_set_mask_and_coherent(e->dev, DMA_BIT_MASK(32));
	if (err)
		return err;
	e->desc = dmam_alloc_coherent(e->dev, size + 2 * DATA, &e->desc_dma,
				      GFP_KERNEL);
	if (!e->desc)
		return -ENOMEM;
	e->in = (u8 *)e->desc + size;
	e->in_dma = e->desc_dma + size;
	e->out = e->in + DATA;
	e->out_dma = e->in_dma + DATA;
	return devm_request_irq(e->dev, platform_get_irq(pdev, 0), engine_irq,
				0, dev_name(e->dev), e);
}

static const struct of_device_id engine_of_match[] = {
	{ .compatible = "xlnx,axi-cdma-1.00.a" },
	{ }
};

static struct platform_driver engine_driver = {
	.probe = engine_probe,
	.driver = { .name = "engine", .of_match_table = engine_of_match },
};

static int engines_init(struct kunit_suite *suite)
{
	return platform_driver_register(&engine_driver);
}

static void engines_exit(struct kunit_suite *suite)
{
	platform_driver_unregister(&engine_driver);
}

static int reset(struct engine *e)
{
	u32 v;

	wr(e, CR, RESET);
	return readl_poll_timeout(e->regs + CR, v, !(v & RESET), 1, 1000);
}

/* Before each test: as after power on, known bytes, nothing seen. */
static int engines_reset(struct kunit *test)
{
	struct engine *e;
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, full.desc);
	KUNIT_ASSERT_NOT_NULL(test, plain.desc);
	for (e = &full; e; e = e == &full ? &plain : NULL) {
		KUNIT_ASSERT_EQ(test, reset(e), 0);
		memset(e->desc, 0, DESCS * sizeof(*e->desc));
		for (i = 0; i < DATA; i++)
			e->in[i] = i * 7 + i / 251;
		memset(e->out, 0xee, DATA);
		e->irqs = 0;
		e->seen = 0;
	}
	return 0;
}

static int wait_idle(struct engine *e)
{
	u32 v;

	return readl_poll_timeout(e->regs + SR, v, v & IDLE, 1, 100000);
}

static void start_simple(struct engine *e, u64 dst, u64 src, u32 n)
{
	wr(e, SA, lower_32_bits(src));
	wr(e, DA, lower_32_bits(dst));
	wr(e, BTT, n);
}

static void set_desc(struct engine *e, unsigned int i, u64 dst, u64 src, u32 n)
{
	struct desc *d = &e->desc[i];

	d->next = cpu_to_le64(e->desc_dma + (i + 1) * sizeof(*d));
	d->src = cpu_to_le64(src);
	d->dst = cpu_to_le64(dst);
	d->control = cpu_to_le32(n);
	d->status = 0;
}

static u32 desc_status(struct engine *e, unsigned int i)
{
	dma_rmb();
	return le32_to_cpu(READ_ONCE(e->desc[i].status));
}

static u64 desc_addr(struct engine *e, unsigned int i)
{
	return e->desc_dma + i * sizeof(*e->desc);
}

static void set_tail(struct engine *e, u64 addr)
{
	wr(e, TAILDESC, lower_32_bits(addr));
	wr(e, TAILDESC + 4, upper_32_bits(addr));
}

/* The first n descriptors; cr: interrupts, threshold, delay. */
static void start_sg(struct engine *e, u32 cr, unsigned int n)
{
	wr(e, CR, cr & ~SGMODE);
	wr(e, CR, cr | SGMODE);
	wr(e, CURDESC, lower_32_bits(e->desc_dma));
	wr(e, CURDESC + 4, upper_32_bits(e->desc_dma));
	set_tail(e, desc_addr(e, n - 1));
}

#endif
