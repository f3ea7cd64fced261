// SPDX-License-Identifier: (GPL-2.0 OR MIT)
/*
 * axi-cdma - copies by the AMD/Xilinx AXI CDMA engine (PG034).
 *
 * /dev/axi-cdmaN has one ioctl: copy between two ranges, each the program's own
 * memory or a DMA address.  A long copy is done in batches: pin the pages of
 * both sides, map each list once, let the engine work through a chain of
 * descriptors, unmap, unpin.
 *
 * Short copies, and the ends of a destination that share a cache line with
 * other data (a device may not write there), go through two bounce pages.  They
 * stay mapped for the life of the driver and change hands by dma_sync_*().
 */
#include <linux/capability.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "axi-cdma.h"
#include "private.h"

static DEFINE_IDA(cdma_ids);

/* --- the engine ----------------------------------------------------------- */

/* A 64-bit engine starts on the upper half of TAILDESC, so that comes last. */
static void cdma_write_addr(struct cdma *c, unsigned int reg, dma_addr_t addr)
{
	writel(lower_32_bits(addr), c->regs + reg);
	if (c->mask > U32_MAX)
		writel(upper_32_bits(addr), c->regs + reg + 4);
}

static int cdma_reset(struct cdma *c)
{
	u32 cr;
	int err;

	writel(CDMA_CR_RESET, c->regs + CDMA_CR);
	err = readl_poll_timeout(c->regs + CDMA_CR, cr, !(cr & CDMA_CR_RESET),
				 1, 10000);
	if (err)
		dev_err(c->dev, "does not reset\n");
	return err;
}

static irqreturn_t cdma_irq(int irq, void *data)
{
	struct cdma *c = data;
	u32 sr = readl(c->regs + CDMA_SR);

	if (!(sr & CDMA_IRQS))
		return IRQ_NONE;
	writel(sr & CDMA_IRQS, c->regs + CDMA_SR);
	c->status = sr;
	complete(&c->done);
	return IRQ_HANDLED;
}

static void cdma_say_errors(struct cdma *c, u32 sr)
{
	dev_err(c->dev, "error, status %#x:%s%s%s%s%s%s\n", sr,
		sr & CDMA_SR_DMA_INT_ERR ? " DMAIntErr" : "",
		sr & CDMA_SR_DMA_SLV_ERR ? " DMASlvErr" : "",
		sr & CDMA_SR_DMA_DEC_ERR ? " DMADecErr" : "",
		sr & CDMA_SR_SG_INT_ERR ? " SGIntErr" : "",
		sr & CDMA_SR_SG_SLV_ERR ? " SGSlvErr" : "",
		sr & CDMA_SR_SG_DEC_ERR ? " SGDecErr" : "");
}

/* What was started has ended when this returns, in one way or another: the
 * engine may not write to memory that is about to be unmapped. */
static int cdma_wait(struct cdma *c)
{
	int err;
	u32 sr;

	if (!wait_for_completion_timeout(&c->done, CDMA_TIMEOUT)) {
		dev_err(c->dev, "no answer, status %#x\n",
			readl(c->regs + CDMA_SR));
		err = -ETIMEDOUT;
	} else if (c->status & CDMA_SR_ERRORS) {
		cdma_say_errors(c, c->status);
		err = -EIO;
	} else {
		err = readl_poll_timeout(c->regs + CDMA_SR, sr,
					 sr & CDMA_SR_IDLE, 1, 1000);
	}
	if (err)
		cdma_reset(c);
	return err;
}

/* PG034 "Programming Sequence" */
static int cdma_run_simple(struct cdma *c, dma_addr_t dst, dma_addr_t src,
			   u32 len)
{
	reinit_completion(&c->done);
	writel(CDMA_IRQS, c->regs + CDMA_CR);
	cdma_write_addr(c, CDMA_SA, src);
	cdma_write_addr(c, CDMA_DA, dst);
	writel(len, c->regs + CDMA_BTT);
	return cdma_wait(c);
}

/* PG034 "Scatter Gather Mode": the ring's first n descriptors.  One interrupt
 * when all are done; leaving SGMode makes the engine take the new CURDESC. */
static int cdma_run_chain(struct cdma *c, unsigned int n)
{
	u32 cr = CDMA_IRQS | n << CDMA_CR_THRESHOLD;
	int err;

	reinit_completion(&c->done);
	writel(cr, c->regs + CDMA_CR);
	writel(cr | CDMA_CR_SGMODE, c->regs + CDMA_CR);
	cdma_write_addr(c, CDMA_CURDESC, c->ring_dma);
	/* writel() comes after the stores to the ring, for the engine, too. */
	cdma_write_addr(c, CDMA_TAILDESC,
			c->ring_dma + (n - 1) * sizeof(*c->ring));
	err = cdma_wait(c);
	if (err)
		return err;
	/* Pairs with the engine's order: status first, then the interrupt. */
	dma_rmb();
	if (!(le32_to_cpu(READ_ONCE(c->ring[n - 1].status)) & CDMA_DESC_CMPLT))
		return -EIO;
	return 0;
}

/* The same without scatter-gather. */
static int cdma_run_each(struct cdma *c, unsigned int n)
{
	struct cdma_desc *desc;
	int err = 0;

	for (desc = c->ring; n-- && !err; desc++)
		err = cdma_run_simple(c, le64_to_cpu(desc->dst),
				      le64_to_cpu(desc->src),
				      le32_to_cpu(desc->control));
	return err;
}

/* --- a batch -------------------------------------------------------------- */

static int side_pin(struct cdma_side *s, size_t len)
{
	unsigned int nr = DIV_ROUND_UP(offset_in_page(s->addr) + len,
				       PAGE_SIZE);
	int pinned;

	pinned = pin_user_pages_fast(s->addr & PAGE_MASK, nr,
				     s->dir == DMA_FROM_DEVICE ? FOLL_WRITE : 0,
				     s->pages);
	s->nr_pages = max(pinned, 0);
	if (pinned == nr)
		return 0;
	unpin_user_pages(s->pages, s->nr_pages);
	return pinned < 0 ? pinned : -EFAULT;
}

static void side_unpin(struct cdma_side *s)
{
	unpin_user_pages_dirty_lock(s->pages, s->nr_pages,
				    s->dir == DMA_FROM_DEVICE);
}

static int side_map(struct cdma *c, struct cdma_side *s, size_t len)
{
	int err;

	if (s->is_dma) {
		s->dma = s->addr;
		s->len = len;
		return 0;
	}
	err = side_pin(s, len);
	if (err)
		return err;
	err = sg_alloc_table_from_pages(&s->sgt, s->pages, s->nr_pages,
					offset_in_page(s->addr), len,
					GFP_KERNEL);
	if (err)
		goto out_unpin;
	err = dma_map_sgtable(c->dev, &s->sgt, s->dir, 0);
	if (err)
		goto out_free;
	s->sg = s->sgt.sgl;
	s->dma = sg_dma_address(s->sg);
	s->len = sg_dma_len(s->sg);
	return 0;

out_free:
	sg_free_table(&s->sgt);
out_unpin:
	side_unpin(s);
	return err;
}

static void side_unmap(struct cdma *c, struct cdma_side *s)
{
	if (s->is_dma)
		return;
	dma_unmap_sgtable(c->dev, &s->sgt, s->dir, 0);
	sg_free_table(&s->sgt);
	side_unpin(s);
}

static void side_take(struct cdma_side *s, size_t n)
{
	s->dma += n;
	s->len -= n;
	if (s->len || s->is_dma)
		return;
	s->sg = sg_next(s->sg);
	if (s->sg) {
		s->dma = sg_dma_address(s->sg);
		s->len = sg_dma_len(s->sg);
	}
}

/* Descriptors for up to len bytes; *n of them; the bytes that they move. */
static size_t cdma_fill(struct cdma *c, struct cdma_side *dst,
			struct cdma_side *src, size_t len, unsigned int *n)
{
	struct cdma_desc *desc = c->ring;
	size_t step, filled = 0;

	for (*n = 0; filled < len && *n < CDMA_RING; desc++) {
		step = min3(min(dst->len, src->len), len - filled, c->max_len);
		++*n;
		desc->next = cpu_to_le64(c->ring_dma + *n * sizeof(*desc));
		desc->src = cpu_to_le64(src->dma);
		desc->dst = cpu_to_le64(dst->dma);
		desc->control = cpu_to_le32(step);
		desc->status = 0;
		side_take(src, step);
		side_take(dst, step);
		filled += step;
	}
	return filled;
}

static int cdma_copy_batch(struct cdma *c, struct cdma_side *dst,
			   struct cdma_side *src, size_t len)
{
	unsigned int n;
	int err;

	err = side_map(c, src, len);
	if (err)
		return err;
	err = side_map(c, dst, len);
	if (err)
		goto out_unmap_src;
	while (len && !err) {
		len -= cdma_fill(c, dst, src, len, &n);
		err = c->sg ? cdma_run_chain(c, n) : cdma_run_each(c, n);
	}
	side_unmap(c, dst);
out_unmap_src:
	side_unmap(c, src);
	return err;
}

/* --- bounce pages --------------------------------------------------------- */

/* Without realignment a bounce page's data starts in the other side's lane. */
static int cdma_copy_bounce(struct cdma *c, struct cdma_side *dst,
			    struct cdma_side *src, size_t len)
{
	size_t lane = (src->is_dma ? src->addr :
		       dst->is_dma ? dst->addr : 0) & c->lanes;
	void *in = c->bounce + lane, *out = in + CDMA_BOUNCE;
	dma_addr_t from = c->bounce_dma + lane, to = from + CDMA_BOUNCE;
	int err = 0;

	if (!src->is_dma) {
		dma_sync_single_for_cpu(c->dev, from, len, DMA_BIDIRECTIONAL);
		if (copy_from_user(in, u64_to_user_ptr(src->addr), len))
			err = -EFAULT;
		dma_sync_single_for_device(c->dev, from, len,
					   DMA_BIDIRECTIONAL);
	}
	if (!err)
		err = cdma_run_simple(c, dst->is_dma ? dst->addr : to,
				      src->is_dma ? src->addr : from, len);
	if (err || dst->is_dma)
		return err;

	dma_sync_single_for_cpu(c->dev, to, len, DMA_BIDIRECTIONAL);
	if (copy_to_user(u64_to_user_ptr(dst->addr), out, len))
		err = -EFAULT;
	dma_sync_single_for_device(c->dev, to, len, DMA_BIDIRECTIONAL);
	return err;
}

static void cdma_unmap_bounce(void *data)
{
	struct cdma *c = data;

	dma_unmap_single(c->dev, c->bounce_dma, 2 * CDMA_BOUNCE,
			 DMA_BIDIRECTIONAL);
	free_pages((unsigned long)c->bounce, 1);
}

static int cdma_map_bounce(struct cdma *c)
{
	c->bounce = (void *)__get_free_pages(GFP_KERNEL | __GFP_ZERO, 1);
	if (!c->bounce)
		return -ENOMEM;
	c->bounce_dma = dma_map_single(c->dev, c->bounce, 2 * CDMA_BOUNCE,
				       DMA_BIDIRECTIONAL);
	if (dma_mapping_error(c->dev, c->bounce_dma)) {
		free_pages((unsigned long)c->bounce, 1);
		return -ENOMEM;
	}
	return devm_add_action_or_reset(c->dev, cdma_unmap_bounce, c);
}

/* --- the ioctl ------------------------------------------------------------ */

/* Bytes of the next step; *bounce: how it goes. */
static size_t cdma_next(struct cdma *c, const struct cdma_side *dst,
			const struct cdma_side *src, u64 len, bool *bounce)
{
	size_t line = dma_get_cache_alignment();
	size_t n = min_t(u64, len, CDMA_BATCH);

	*bounce = false;
	if (dst->is_dma && src->is_dma)
		return min_t(u64, len, c->max_len);
	if (n <= CDMA_BOUNCE || ((dst->addr ^ src->addr) & c->lanes)) {
		*bounce = true;
		n = min3(n, CDMA_BOUNCE - c->lanes, c->max_len);
	} else if (!dst->is_dma && (dst->addr & (line - 1))) {
		*bounce = true;
		n = line - (dst->addr & (line - 1));
	} else if (!dst->is_dma) {
		n = round_down(n, line);
	}
	return n;
}

/* Copies *n bytes or less, and tells in *n how many. */
static int cdma_step(struct cdma *c, struct cdma_side *dst,
		     struct cdma_side *src, size_t *n)
{
	bool bounce;
	int err;

	if (signal_pending(current) || mutex_lock_interruptible(&c->lock))
		return -EINTR;
	*n = cdma_next(c, dst, src, *n, &bounce);
	if (c->gone)
		err = -ENODEV;
	else if (bounce)
		err = cdma_copy_bounce(c, dst, src, *n);
	else
		err = cdma_copy_batch(c, dst, src, *n);
	mutex_unlock(&c->lock);
	return err;
}

static int cdma_copy(struct cdma *c, struct axi_cdma_copy *req)
{
	struct cdma_side *src, *dst;
	int err = 0;
	size_t n;

	src = kcalloc(2, sizeof(*src), GFP_KERNEL);
	if (!src)
		return -ENOMEM;
	dst = src + 1;
	src->is_dma = req->flags & AXI_CDMA_SRC_DMA;
	src->dir = DMA_TO_DEVICE;
	dst->is_dma = req->flags & AXI_CDMA_DST_DMA;
	dst->dir = DMA_FROM_DEVICE;

	for (; req->done < req->len && !err; req->done += err ? 0 : n) {
		src->addr = req->src + req->done;
		dst->addr = req->dst + req->done;
		n = req->len - req->done;
		err = cdma_step(c, dst, src, &n);
	}
	kfree(src);
	return err;
}

static int cdma_check(struct cdma *c, const struct axi_cdma_copy *req)
{
	u64 src_end = req->src + req->len, dst_end = req->dst + req->len;
	u32 dma = req->flags & (AXI_CDMA_SRC_DMA | AXI_CDMA_DST_DMA);

	if (req->flags != dma || req->reserved)
		return -EINVAL;
	if (dma && !capable(CAP_SYS_RAWIO))
		return -EPERM;
	if (!req->len)
		return 0;
	if (src_end < req->src || dst_end < req->dst ||
	    ((dma & AXI_CDMA_SRC_DMA) && src_end - 1 > c->mask) ||
	    ((dma & AXI_CDMA_DST_DMA) && dst_end - 1 > c->mask))
		return -EINVAL;
	if (dma == AXI_CDMA_SRC_DMA || dma == AXI_CDMA_DST_DMA)
		return 0;
	if (req->src < dst_end && req->dst < src_end)
		return -EINVAL;
	return dma && ((req->src ^ req->dst) & c->lanes) ? -EINVAL : 0;
}

static long cdma_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct axi_cdma_copy __user *user = (void __user *)arg;
	struct cdma *c = file->private_data;
	struct axi_cdma_copy req;
	int err;

	if (cmd != AXI_CDMA_IOC_COPY)
		return -ENOTTY;
	if (copy_from_user(&req, user, sizeof(req)))
		return -EFAULT;
	req.done = 0;
	err = cdma_check(c, &req);
	if (!err)
		err = cdma_copy(c, &req);
	if (put_user(req.done, &user->done))
		return -EFAULT;
	return err;
}

static void cdma_free(struct kref *ref)
{
	kfree(container_of(ref, struct cdma, ref));
}

static void cdma_put(void *data)
{
	struct cdma *c = data;

	kref_put(&c->ref, cdma_free);
}

/* The misc core keeps misc_deregister() out while this runs. */
static int cdma_open(struct inode *inode, struct file *file)
{
	struct miscdevice *misc = file->private_data;
	struct cdma *c = container_of(misc, struct cdma, misc);

	kref_get(&c->ref);
	file->private_data = c;
	return 0;
}

static int cdma_release(struct inode *inode, struct file *file)
{
	cdma_put(file->private_data);
	return 0;
}

static const struct file_operations cdma_fops = {
	.owner = THIS_MODULE,
	.open = cdma_open,
	.release = cdma_release,
	.unlocked_ioctl = cdma_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

/* --- the driver ----------------------------------------------------------- */

/* Who has the node open keeps c, and gets ENODEV from now on. */
static void cdma_unregister(void *data)
{
	struct cdma *c = data;

	misc_deregister(&c->misc);
	ida_free(&cdma_ids, c->id);
	mutex_lock(&c->lock);
	c->gone = true;
	mutex_unlock(&c->lock);
	cdma_reset(c);
}

static int cdma_register(struct cdma *c)
{
	int err;

	c->id = ida_alloc(&cdma_ids, GFP_KERNEL);
	if (c->id < 0)
		return c->id;
	snprintf(c->name, sizeof(c->name), "axi-cdma%d", c->id);
	c->misc.minor = MISC_DYNAMIC_MINOR;
	c->misc.name = c->name;
	c->misc.fops = &cdma_fops;
	c->misc.parent = c->dev;
	err = misc_register(&c->misc);
	if (err) {
		ida_free(&cdma_ids, c->id);
		return err;
	}
	return devm_add_action_or_reset(c->dev, cdma_unregister, c);
}

static u32 cdma_property(struct cdma *c, const char *name, u32 fallback)
{
	of_property_read_u32(c->dev->of_node, name, &fallback);
	return fallback;
}

static int cdma_init_engine(struct cdma *c)
{
	u32 addr_bits = cdma_property(c, "xlnx,addrwidth", 32);
	u32 len_bits = cdma_property(c, "xlnx,sg-length-width", 23);
	u32 data_bits = cdma_property(c, "xlnx,datawidth", 32);
	int err;

	if (addr_bits < 32 || addr_bits > 64 || len_bits < 8 || len_bits > 26)
		return -EINVAL;
	c->mask = DMA_BIT_MASK(addr_bits);
	c->max_len = round_down(BIT(len_bits) - 1, 64);
	if (!of_property_read_bool(c->dev->of_node, "xlnx,include-dre"))
		c->lanes = data_bits / 8 - 1;
	err = dma_set_mask_and_coherent(c->dev, c->mask);
	if (err)
		return err;
	err = cdma_reset(c);
	c->sg = readl(c->regs + CDMA_SR) & CDMA_SR_SGINCLD;
	return err;
}

/* What this gets is given back in reverse, by devres. */
static int cdma_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct cdma *c;
	int irq, err;

	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	c->dev = dev;
	kref_init(&c->ref);
	mutex_init(&c->lock);
	init_completion(&c->done);
	err = devm_add_action_or_reset(dev, cdma_put, c);
	if (err)
		return err;

	c->regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(c->regs))
		return PTR_ERR(c->regs);
	err = cdma_init_engine(c);
	if (err)
		return dev_err_probe(dev, err, "not an engine to use\n");
	err = cdma_map_bounce(c);
	if (err)
		return err;
	c->ring = dmam_alloc_coherent(dev, CDMA_RING * sizeof(*c->ring),
				      &c->ring_dma, GFP_KERNEL);
	if (!c->ring)
		return -ENOMEM;
	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;
	err = devm_request_irq(dev, irq, cdma_irq, 0, dev_name(dev), c);
	if (err)
		return err;
	return cdma_register(c);
}

static const struct of_device_id cdma_of_match[] = {
	{ .compatible = "xlnx,axi-cdma-1.00.a" },
	{ }
};
MODULE_DEVICE_TABLE(of, cdma_of_match);

static struct platform_driver cdma_driver = {
	.probe = cdma_probe,
	.driver = {
		.name = "axi-cdma",
		.of_match_table = cdma_of_match,
	},
};
module_platform_driver(cdma_driver);

MODULE_DESCRIPTION("Copies by the AXI CDMA engine");
MODULE_LICENSE("Dual MIT/GPL");
