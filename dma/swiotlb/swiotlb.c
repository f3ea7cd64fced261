// SPDX-License-Identifier: MIT
/*
 * SWIOTLB's slots - which part of a pool a mapping gets.
 *
 * A pool is slots of 2 KiB in segments of 128.  A segment has a bit a slot for
 * what is used and for where a mapping begins, so that taking, giving and
 * finding a byte's mapping are a few operations each; each area goes on
 * searching where it stopped.
 *
 * Same as Linux: which slots come out, in every case; 6.1's own rules of
 * alignment, too.
 * Not the same:  no lock: nothing here is interrupted.  6.1 never returns from
 * a search with min_align_mask in an area that has room but no run of it; here
 * such a search ends.  No pool grows.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/smp.h>

#include "dma/private.h"
#include "dma/swiotlb/swiotlb.h"
#include "host/host.h"
#include "of/reserved-mem.h"

typedef unsigned __int128 slot_bits;

struct io_tlb_mem io_tlb_default;

/* Every pool, for those who have an address and no device. */
static struct io_tlb_mem *pools;
phys_addr_t io_tlb_lowest = ~(phys_addr_t)0, io_tlb_end;

static slot_bits bits_of(unsigned int bit, unsigned int n)
{
	slot_bits ones = n >= IO_TLB_SEGSIZE ? ~(slot_bits)0 :
					       ((slot_bits)1 << n) - 1;

	return ones << bit;
}

int io_tlb_create(struct io_tlb_mem *mem, phys_addr_t start,
		  unsigned long nslabs, unsigned int nareas)
{
	unsigned long segments = DIV_ROUND_UP(nslabs, IO_TLB_SEGSIZE);
	unsigned int tail = nslabs % IO_TLB_SEGSIZE;

	mem->segments = host_alloc((segments + 1) * sizeof(*mem->segments));
	mem->bounces = host_alloc(nslabs * sizeof(*mem->bounces));
	mem->areas = host_alloc(nareas * sizeof(*mem->areas));
	if (!mem->segments || !mem->bounces || !mem->areas) {
		host_free(mem->segments);
		host_free(mem->bounces);
		host_free(mem->areas);
		return -ENOMEM;
	}
	if (tail)
		mem->segments[segments - 1].used =
			bits_of(tail, IO_TLB_SEGSIZE - tail);
	mem->start = start;
	mem->end = start + (nslabs << IO_TLB_SHIFT);
	mem->nslabs = nslabs;
	mem->nareas = nareas;
	mem->area_nslabs = nslabs / nareas;
	mem->next = pools;
	pools = mem;
	io_tlb_lowest = min(io_tlb_lowest, mem->start);
	io_tlb_end = max(io_tlb_end, mem->end);
	return 0;
}

unsigned long io_tlb_used(const struct io_tlb_mem *mem)
{
	unsigned long used = 0;
	unsigned int i;

	for (i = 0; i < mem->nareas; i++)
		used += mem->areas[i].used;
	return used;
}

/* --- searching ------------------------------------------------------------ */

struct request {
	struct io_tlb_mem *mem;
	phys_addr_t orig;
	dma_addr_t start;		/* of the pool, within the boundary */
	u64 boundary;			/* slots */
	u32 align_mask, min_align_mask;	/* disjoint */
	u32 nslots, stride;
};

unsigned int io_tlb_offset(struct device *dev, phys_addr_t orig)
{
	return orig & dma_get_min_align_mask(dev) & (IO_TLB_SIZE - 1);
}

static u32 slots_of_mask(u32 mask)
{
	return (mask >> IO_TLB_SHIFT) + 1;
}

/* Until 6.8 a page was so many slots from the area's first one. */
static void align_as_6_1(struct request *r, size_t size)
{
	r->stride = slots_of_mask(r->min_align_mask);
	if (size >= PAGE_SIZE)
		r->stride <<= PAGE_SHIFT - IO_TLB_SHIFT;
	r->stride = max(r->stride, slots_of_mask(r->align_mask));
	r->align_mask = 0;
}

static struct request request_of(struct device *dev, phys_addr_t orig,
				 size_t size, u32 align_mask)
{
	u64 boundary = dma_get_seg_boundary(dev);
	struct io_tlb_mem *mem = dev->dma_io_tlb_mem;
	u32 min_align = dma_get_min_align_mask(dev);
	struct request r = {
		.mem = mem, .orig = orig, .nslots = io_tlb_slots(size),
		.start = phys_to_dma(dev, mem->start) & boundary,
		.boundary = (boundary >> IO_TLB_SHIFT) + 1,
	};

	if (!align_mask && !min_align && size >= PAGE_SIZE && !linux_6_1())
		align_mask = PAGE_SIZE - 1;
	r.align_mask = align_mask | (IO_TLB_SIZE - 1);
	r.min_align_mask = min_align & ~r.align_mask;
	r.stride = slots_of_mask(max(r.align_mask, r.min_align_mask));
	if (linux_6_1())
		align_as_6_1(&r, size);
	return r;
}

/* Can the mapping begin at this slot, as far as addresses go? */
static bool is_aligned(const struct request *r, unsigned long slot)
{
	dma_addr_t addr = r->start + ((dma_addr_t)slot << IO_TLB_SHIFT);

	return !(addr & r->align_mask) &&
	       (!r->orig || !((addr ^ r->orig) & r->min_align_mask));
}

static bool crosses_boundary(const struct request *r, unsigned long slot)
{
	u64 at = (io_tlb_slots(r->start) + slot) & (r->boundary - 1);

	return at + r->nslots > r->boundary;
}

static bool is_free(const struct request *r, unsigned long slot)
{
	unsigned int bit = slot % IO_TLB_SEGSIZE;

	return bit + r->nslots <= IO_TLB_SEGSIZE &&
	       !(r->mem->segments[slot / IO_TLB_SEGSIZE].used &
		 bits_of(bit, r->nslots));
}

static unsigned long wrap(const struct io_tlb_mem *mem, unsigned long index)
{
	return index >= mem->area_nslabs ? 0 : index;
}

/* How far to go from a slot that does not do: by strides, and past a segment
 * that is full. */
static unsigned long step_from(const struct request *r, unsigned long slot)
{
	unsigned long rest = IO_TLB_SEGSIZE - slot % IO_TLB_SEGSIZE;

	if (r->mem->segments[slot / IO_TLB_SEGSIZE].used != ~(slot_bits)0)
		return r->stride;
	return ALIGN(rest, r->stride);
}

/* The first slot of a run in that area, counted from the pool's; -1. */
static long search(const struct request *r, unsigned int number)
{
	const struct io_tlb_mem *mem = r->mem;
	const struct io_tlb_area *area = &mem->areas[number];
	unsigned long base = number * mem->area_nslabs, checked = 0, step;
	unsigned long index = area->index;

	if (r->nslots > mem->area_nslabs - area->used)
		return -1;
	if (linux_6_1())
		index = wrap(mem, ALIGN(index, r->stride));
	for (; checked < mem->area_nslabs; checked += step) {
		unsigned long slot = base + index;

		if (!is_aligned(r, slot)) {
			step = 1;
		} else {
			if (is_free(r, slot) && !crosses_boundary(r, slot))
				return slot;
			step = step_from(r, slot);
		}
		index = wrap(mem, index + step);
	}
	return -1;
}

/* --- taking and giving ---------------------------------------------------- */

static void take(struct io_tlb_mem *mem, unsigned long slot,
		 unsigned int nslots)
{
	struct io_tlb_segment *s = &mem->segments[slot / IO_TLB_SEGSIZE];
	unsigned int number = slot / mem->area_nslabs;
	struct io_tlb_area *area = &mem->areas[number];
	unsigned int bit = slot % IO_TLB_SEGSIZE;

	s->used |= bits_of(bit, nslots);
	s->first |= (slot_bits)1 << bit;
	area->used += nslots;
	area->index = wrap(mem, slot - number * mem->area_nslabs + nslots);
}

long io_tlb_take(struct device *dev, phys_addr_t orig, size_t size,
		 unsigned int align_mask)
{
	struct io_tlb_mem *mem = dev->dma_io_tlb_mem;
	struct request r = request_of(dev, orig, size, align_mask);
	unsigned int cpu = raw_smp_processor_id(), i;

	if (size > IO_TLB_SEGSIZE * IO_TLB_SIZE)
		return -1;
	for (i = 0; i < mem->nareas; i++) {
		long slot = search(&r, (cpu + i) & (mem->nareas - 1));

		if (slot < 0)
			continue;
		take(mem, slot, r.nslots);
		mem->bounces[slot] = (struct io_tlb_bounce){
			.dev = dev, .orig = NO_ORIGINAL, .size = size,
		};
		return slot;
	}
	return -1;
}

void io_tlb_give(struct io_tlb_mem *mem, unsigned long first)
{
	struct io_tlb_segment *s = &mem->segments[first / IO_TLB_SEGSIZE];
	unsigned int nslots = io_tlb_slots(mem->bounces[first].size);
	unsigned int bit = first % IO_TLB_SEGSIZE;

	s->used &= ~bits_of(bit, nslots);
	s->first &= ~((slot_bits)1 << bit);
	mem->areas[first / mem->area_nslabs].used -= nslots;
}

long io_tlb_first(const struct io_tlb_mem *mem, phys_addr_t paddr)
{
	unsigned long slot = (paddr - mem->start) >> IO_TLB_SHIFT, first;
	const struct io_tlb_segment *s = &mem->segments[slot / IO_TLB_SEGSIZE];
	unsigned int bit = slot % IO_TLB_SEGSIZE;
	slot_bits before = s->first & bits_of(0, bit + 1);
	u64 high = before >> 64, low = before;

	if (!before)
		return -1;
	first = round_down(slot, IO_TLB_SEGSIZE) +
		(high ? 64 + __fls(high) : __fls(low));
	if (slot - first >= io_tlb_slots(mem->bounces[first].size))
		return -1;
	return first;
}

/* --- questions ------------------------------------------------------------ */

bool bounce_original(phys_addr_t paddr, phys_addr_t *orig, size_t *left)
{
	const struct io_tlb_bounce *b;
	const struct io_tlb_mem *mem;
	phys_addr_t start;
	long first;

	if (likely(!io_tlb_meets(paddr, paddr + 1)))
		return false;
	for (mem = pools; mem && !io_tlb_has(mem, paddr); mem = mem->next)
		;
	first = mem ? io_tlb_first(mem, paddr) : -1;
	if (first < 0)
		return false;
	b = &mem->bounces[first];
	start = io_tlb_addr(mem, first);
	if (b->orig == NO_ORIGINAL || paddr - start < b->offset ||
	    paddr - start >= b->size)
		return false;
	*orig = b->orig + (paddr - start - b->offset);
	*left = start + b->size - paddr;
	return true;
}

void swiotlb_dev_init(struct device *dev)
{
	dev->dma_io_tlb_mem = &io_tlb_default;
}

bool is_swiotlb_active(struct device *dev)
{
	return dev->dma_io_tlb_mem && dev->dma_io_tlb_mem->nslabs;
}

bool is_swiotlb_force_bounce(struct device *dev)
{
	return dev->dma_io_tlb_mem && dev->dma_io_tlb_mem->force_bounce;
}

bool is_swiotlb_for_alloc(struct device *dev)
{
	return dev->dma_io_tlb_mem && dev->dma_io_tlb_mem->for_alloc;
}

/* Of 6.1 only, as <linux/swiotlb.h> has it for drivers. */
bool is_swiotlb_buffer(struct device *dev, phys_addr_t paddr);
unsigned int swiotlb_max_segment(void);

bool is_swiotlb_buffer(struct device *dev, phys_addr_t paddr)
{
	return bounces_at(dev, paddr);
}

bool is_swiotlb_allocated(void)
{
	return io_tlb_default.nslabs;
}

phys_addr_t default_swiotlb_base(void)
{
	return io_tlb_default.start;
}

phys_addr_t default_swiotlb_limit(void)
{
	return io_tlb_default.end - 1;
}

unsigned int swiotlb_max_segment(void)
{
	return (io_tlb_default.nslabs << IO_TLB_SHIFT) & PAGE_MASK;
}

/* Slots that an alignment leaves out are lost to the largest mapping. */
size_t swiotlb_max_mapping_size(struct device *dev)
{
	return IO_TLB_SIZE * IO_TLB_SEGSIZE -
	       ALIGN(dma_get_min_align_mask(dev), IO_TLB_SIZE);
}
