/* SPDX-License-Identifier: MIT */
/*
 * SWIOTLB, what its files, dma-direct and the checker share.
 *
 * Addresses here are physical: paddr is a byte of a pool, orig one of the
 * memory that was mapped.
 */
#ifndef DMA_SWIOTLB_H
#define DMA_SWIOTLB_H

#include <linux/device.h>
#include <linux/dma-direction.h>
#include <linux/dma-mapping.h>
#include <linux/swiotlb.h>
#include <linux/types.h>

struct reserved_mem;

#define NO_ORIGINAL	(~(phys_addr_t)0)

/* Slots in a row that no mapping leaves.  Bits of those behind the pool's end
 * are used for good. */
struct io_tlb_segment {
	unsigned __int128 used;		/* a bit a slot */
	unsigned __int128 first;	/* a mapping's or allocation's first */
};

/* What is mapped, at its first slot. */
struct io_tlb_bounce {
	struct device *dev;
	phys_addr_t orig;		/* NO_ORIGINAL: allocated */
	u32 size;			/* bytes, from the first slot on */
	u32 offset;			/* of orig's copy in it */
};

/* A part of the pool that a CPU asks first. */
struct io_tlb_area {
	unsigned long used;		/* slots */
	unsigned int index;		/* where the next search begins */
};

struct io_tlb_mem {
	phys_addr_t start, end;
	unsigned long nslabs;		/* slots; 0: there is no pool */
	unsigned int nareas;		/* power of two */
	unsigned long area_nslabs;
	bool force_bounce, for_alloc;
	struct io_tlb_area *areas;
	struct io_tlb_segment *segments;
	struct io_tlb_bounce *bounces;	/* a slot each */
	struct io_tlb_mem *next;	/* of all pools */
};

/* --- swiotlb.c: slots ----------------------------------------------------- */

extern struct io_tlb_mem io_tlb_default;

/* Make a pool of nslabs slots at start; 0 or -ENOMEM.  Touches no board
 * memory. */
int io_tlb_create(struct io_tlb_mem *mem, phys_addr_t start,
		  unsigned long nslabs, unsigned int nareas);

/*
 * size bytes for dev in its pool: the first slot's number; -1: none are free in
 * a row.  orig 0: no bits of an address to preserve.  The place is a multiple
 * of align_mask + 1.
 */
long io_tlb_take(struct device *dev, phys_addr_t orig, size_t size,
		 unsigned int align_mask);
void io_tlb_give(struct io_tlb_mem *mem, unsigned long first);
/* The first slot of what has this byte; -1: nobody. */
long io_tlb_first(const struct io_tlb_mem *mem, phys_addr_t paddr);
unsigned long io_tlb_used(const struct io_tlb_mem *mem);

static inline phys_addr_t io_tlb_addr(const struct io_tlb_mem *mem,
				      unsigned long slot)
{
	return mem->start + ((phys_addr_t)slot << IO_TLB_SHIFT);
}

static inline unsigned long io_tlb_slots(u64 bytes)
{
	return (bytes + IO_TLB_SIZE - 1) >> IO_TLB_SHIFT;
}

static inline bool io_tlb_has(const struct io_tlb_mem *mem, phys_addr_t paddr)
{
	return paddr - mem->start < mem->end - mem->start;
}

/* Where in a slot dev wants what is at this address in memory. */
unsigned int io_tlb_offset(struct device *dev, phys_addr_t orig);

/* --- map.c: copies -------------------------------------------------------- */

/* Copy [paddr, paddr + size) to a slot and give that to dev: its bus address,
 * or DMA_MAPPING_ERROR with Linux's line. */
dma_addr_t bounce_map(struct device *dev, phys_addr_t paddr, size_t size,
		      unsigned long attrs);
/* paddr is a byte of dev's pool; all of them ignore what nobody has. */
void bounce_unmap(struct device *dev, phys_addr_t paddr);
void bounce_for_cpu(struct device *dev, phys_addr_t paddr, size_t size,
		    enum dma_data_direction dir);
void bounce_for_device(struct device *dev, phys_addr_t paddr, size_t size,
		       enum dma_data_direction dir);

/* Is it in dev's pool? */
static inline bool bounces_at(struct device *dev, phys_addr_t paddr)
{
	const struct io_tlb_mem *mem = dev->dma_io_tlb_mem;

	return mem && io_tlb_has(mem, paddr);
}

/* Is any of it between the lowest and the highest byte of all pools? */
extern phys_addr_t io_tlb_lowest, io_tlb_end;

static inline bool io_tlb_meets(phys_addr_t at, phys_addr_t end)
{
	return at < io_tlb_end && end > io_tlb_lowest;
}

/*
 * Does a byte of any pool stand for another?  Its address then, and how many
 * bytes of that mapping there are from it on; false: no.
 */
bool bounce_original(phys_addr_t paddr, phys_addr_t *orig, size_t *left);

/* Must dev's mappings bounce, whatever they are? */
static inline bool bounces_all(const struct device *dev)
{
	return dev->dma_io_tlb_mem && dev->dma_io_tlb_mem->force_bounce;
}

/*
 * 6.5 on: could so many bytes be a kmalloc() buffer whose cache lines are shared
 * with another's, so that a device that does not snoop must not have it?
 */
bool bounce_small_size(size_t size);

static inline bool bounce_small(const struct device *dev, size_t size,
				enum dma_data_direction dir)
{
	return unlikely(size < 2 * ARCH_DMA_MINALIGN) &&
	       dir != DMA_TO_DEVICE && !dev->dma_coherent &&
	       bounce_small_size(size);
}

/* Pages of a pool with for_alloc; NULL.  Their contents are old. */
struct page *bounce_alloc(struct device *dev, size_t size);
/* false: not of dev's pool. */
bool bounce_free(struct device *dev, struct page *page);

#endif
