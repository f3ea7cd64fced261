/* SPDX-License-Identifier: (GPL-2.0 OR MIT) */
/* axi-cdma: the engine's registers and descriptors, the driver's state. */
#ifndef AXI_CDMA_PRIVATE_H
#define AXI_CDMA_PRIVATE_H

#include <linux/bits.h>
#include <linux/completion.h>
#include <linux/dma-direction.h>
#include <linux/jiffies.h>
#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/scatterlist.h>
#include <linux/sizes.h>
#include <linux/types.h>

/* PG034 table 2-3; the upper half of an address is at + 4. */
#define CDMA_CR			0x00
#define CDMA_SR			0x04
#define CDMA_CURDESC		0x08
#define CDMA_TAILDESC		0x10
#define CDMA_SA			0x18
#define CDMA_DA			0x20
#define CDMA_BTT		0x28

/* PG034 tables 2-4 and 2-5 */
#define CDMA_CR_RESET		BIT(2)
#define CDMA_CR_SGMODE		BIT(3)
#define CDMA_CR_THRESHOLD	16
#define CDMA_SR_IDLE		BIT(1)
#define CDMA_SR_SGINCLD		BIT(3)
#define CDMA_SR_DMA_INT_ERR	BIT(4)
#define CDMA_SR_DMA_SLV_ERR	BIT(5)
#define CDMA_SR_DMA_DEC_ERR	BIT(6)
#define CDMA_SR_SG_INT_ERR	BIT(8)
#define CDMA_SR_SG_SLV_ERR	BIT(9)
#define CDMA_SR_SG_DEC_ERR	BIT(10)
#define CDMA_SR_ERRORS		0x770
#define CDMA_IRQS		(BIT(12) | BIT(14))	/* IOC, Err */

/* PG034 table 3-1; the engine writes status and nothing else. */
struct cdma_desc {
	__le64 next;
	__le64 src;
	__le64 dst;
	__le32 control;			/* bytes */
	__le32 status;
} __aligned(64);

#define CDMA_DESC_CMPLT		BIT(31)

#define CDMA_BATCH		SZ_256K	/* bytes pinned and mapped at once */
#define CDMA_RING		192	/* of descriptors, below 256 */
#define CDMA_BOUNCE		PAGE_SIZE
#define CDMA_TIMEOUT		HZ

struct cdma {
	struct device *dev;
	void __iomem *regs;
	size_t max_len;			/* bytes of one transfer */
	size_t lanes;			/* address bits that must agree */
	u64 mask;			/* addresses that it reaches */
	bool sg;			/* has scatter-gather mode */
	struct kref ref;		/* the driver's and each open file's */
	int id;
	char name[16];
	struct miscdevice misc;

	struct mutex lock;		/* a step; guards all below */
	bool gone;			/* the driver was unbound */
	struct cdma_desc *ring;		/* the transfers of a batch */
	dma_addr_t ring_dma;
	void *bounce;			/* a page to the device, one from it */
	dma_addr_t bounce_dma;
	struct completion done;		/* the handler wrote status */
	u32 status;
};

/* Where a copy reads or writes: memory of the program, or a DMA address. */
struct cdma_side {
	u64 addr;			/* as the program said it */
	bool is_dma;			/* a DMA address: nothing to map */
	enum dma_data_direction dir;

	struct page *pages[CDMA_BATCH / PAGE_SIZE + 1];
	unsigned int nr_pages;
	struct sg_table sgt;

	struct scatterlist *sg;		/* the segment in work */
	dma_addr_t dma;			/* what is left of it */
	size_t len;
};

#endif
