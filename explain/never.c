// SPDX-License-Identifier: MIT
/*
 * never - what cannot be had with all memory free, and why not.
 *
 * A size may be above what a pool, an area, a segment of slots or the page
 * allocator has in one piece, or no RAM may be in the device's reach.
 */
#include <linux/align.h>
#include <linux/cma.h>
#include <linux/minmax.h>
#include <linux/sizes.h>
#include <linux/sprintf.h>

#include "core/mm/memblock.h"
#include "dma/swiotlb/swiotlb.h"
#include "explain/private.h"

#define SAY(...) (snprintf(why, EXPLAIN_TEXT, __VA_ARGS__), true)

#define SEGMENT	((u64)IO_TLB_SEGSIZE << IO_TLB_SHIFT)

/* A tree without RAM says nothing of reach. */
static bool nothing_in_reach(const struct subject *s, char *why)
{
	if (s->iommu || s->e->reached || !memblock_phys_mem_size())
		return false;
	return SAY("No RAM is in the device's reach%s",
		   s->e->nr_ranges ? ": dma-ranges name none" : "");
}

/* --- a device pool -------------------------------------------------------- */

u64 explain_pool_block(u64 pool_size)
{
	u64 size = explain_page();

	if (!coherent_pool_holds(pool_size, size))
		return 0;
	while (coherent_pool_holds(pool_size, size << 1))
		size <<= 1;
	return size;
}

bool explain_never_in_pool(const struct subject *s, u64 size, char *why)
{
	u64 pool = s->pool->size, largest = explain_pool_block(pool);

	if (coherent_pool_holds(pool, size))
		return false;
	if (!largest)
		return SAY("A pool of %s has not one page of %s, and no other "
			   "memory is tried", explain_bytes(pool),
			   explain_bytes(explain_page()));
	return SAY("%s need a block of %s, and the largest of a pool of %s is "
		   "%s; no other memory is tried", explain_bytes(size),
		   explain_bytes(explain_block(size)), explain_bytes(pool),
		   explain_bytes(largest));
}

/* --- an IOMMU ------------------------------------------------------------- */

/*
 * The IOVAs that there are at most, page 0 never: holes in dma-ranges are taken
 * for usable.  Where dma-ranges begin counts for PCI, and in 6.1 for all.
 */
static void iova_window(const struct subject *s, u64 *first, u64 *last)
{
	const struct explain_device *e = s->e;
	bool begins = e->endpoints || linux_version < 0x060c00;
	u64 low = begins && e->nr_ranges ? ~0ULL : 0;

	for (unsigned int i = 0; i < e->nr_ranges; i++)
		low = min(low, e->ranges[i].bus);
	*first = max(low, explain_page());
	*last = e->limit;
}

bool explain_never_at_iova(const struct subject *s, u64 size, char *why)
{
	u64 bytes = ALIGN(size, explain_page()), align = explain_block(size);
	u64 first, last, start, ram = memblock_phys_mem_size();

	if (ram && size > ram)
		return SAY("%s are more than all RAM", explain_bytes(size));
	iova_window(s, &first, &last);
	start = ALIGN(first, align);
	if (start >= first && start <= last && last - start >= bytes - 1)
		return false;
	return SAY("%s go to a multiple of %s, and the IOVAs from 0x%llx to "
		   "0x%llx (the mask, dma-ranges; never page 0) have no such "
		   "place", explain_bytes(size), explain_bytes(align), first,
		   last);
}

/* --- slots of SWIOTLB ----------------------------------------------------- */

/* A run of slots does not leave its segment, and begins at a multiple of the
 * block; 6.1 has pages for that. */
static bool segment_holds(u64 base, u64 length, u64 size)
{
	u64 align = linux_version < 0x060c00 ? explain_page() :
					       explain_block(size);
	u64 skip = ALIGN(base, align) - base;

	return skip + ALIGN(size, explain_page()) <= min(length, SEGMENT);
}

bool explain_never_in_slots(const struct subject *s, u64 size, bool pages,
			    char *why)
{
	const struct explain_region *r = s->restricted;
	u64 most = r ? min(r->size, SEGMENT) : SEGMENT;

	if (r && (r->bus == EXPLAIN_OUT_OF_REACH || r->bus > s->e->limit))
		return SAY("the restricted pool is out of the device's reach");
	if (size > most)
		return SAY("%s are more than %s, which is the most that SWIOTLB "
			   "has in a row", explain_bytes(size),
			   explain_bytes(most));
	if (r && pages && !segment_holds(r->bus, r->size, size))
		return SAY("%s go to a multiple of %s, and no segment of 256 "
			   "KiB of the restricted pool has that many bytes "
			   "there: it begins at 0x%llx", explain_bytes(size),
			   explain_bytes(explain_block(size)), r->bus);
	return false;
}

/* --- the atomic pool ------------------------------------------------------ */

/* One piece of pages, when the kernel starts. */
static u64 atomic_chunk(void)
{
	return min(explain_block(dma_atomic_pool_size()), explain_max_block());
}

bool explain_never_atomic(const struct subject *s, u64 size, char *why)
{
	u64 chunk = atomic_chunk();

	if (nothing_in_reach(s, why))
		return true;
	if (size <= chunk)
		return false;
	return SAY("%s are more than %s, which is what each atomic pool has "
		   "when the kernel starts: coherent_pool= or 128 KiB for each "
		   "GiB of RAM. They grow as they are used, but nobody can rely "
		   "on that", explain_bytes(size), explain_bytes(chunk));
}

/* --- one piece of memory -------------------------------------------------- */

struct cma *explain_area(struct subject *s, u64 size, gfp_t gfp, bool *missed)
{
	struct cma *area = dma_contiguous_area(&s->dev, size, gfp);

	*missed = area && !s->iommu &&
		  !dma_coherent_ok(&s->dev, cma_get_base(area),
				   min(size, cma_get_size(area)));
	return *missed ? NULL : area;
}

/* The atomic pools have the first bytes of the default area for good. */
static u64 taken_of(const struct cma *area)
{
	return area == dev_get_cma_area(NULL) ?
	       dma_atomic_pools_in_cma() * atomic_chunk() : 0;
}

bool explain_area_holds(const struct cma *area, u64 size)
{
	u64 base = cma_get_base(area), length = cma_get_size(area), start;

	start = ALIGN(base + taken_of(area),
		      explain_page() << dma_contiguous_align(size));
	return start - base + ALIGN(size, explain_page()) <= length;
}

static const char *area_words(const struct cma *area)
{
	static char words[96];
	u64 taken = taken_of(area);

	snprintf(words, sizeof(words), taken ?
		 "the area of %s holds beside the atomic pools" :
		 "the area of %s holds", explain_bytes(cma_get_size(area)));
	return words;
}

bool explain_never_in_pages(const struct subject *s, u64 size,
			    const struct cma *area, char *why)
{
	u64 block = explain_block(size), most = explain_max_block();
	const char *reach = "", *advice = ". A pool of the device's own would "
					  "have more, and CMA for who may sleep";

	if (nothing_in_reach(s, why))
		return true;
	if (area && explain_area_holds(area, size))
		return false;
	if (!s->iommu && s->e->reached && s->block < most) {
		most = s->block;
		reach = "in the device's reach ";
		advice = s->dev.cma_area && !area ?
			 "; its CMA area is out of reach" : "";
	}
	if (block <= most)
		return false;
	if (area)
		return SAY("%s are more than %s, and ordinary pages %scome %s "
			   "in one piece at most", explain_bytes(size),
			   area_words(area), reach, explain_bytes(most));
	return SAY("%s need %s, and ordinary pages %scome %s in one piece at "
		   "most%s", explain_bytes(size), explain_bytes(block), reach,
		   explain_bytes(most), advice);
}

/* --- mappings ------------------------------------------------------------- */

bool explain_never_mapped(const struct subject *s, u64 size, char *why)
{
	if (s->iommu)
		return explain_never_at_iova(s, size, why);
	if (s->restricted)
		return explain_never_in_slots(s, size, false, why);
	return nothing_in_reach(s, why) ||
	       (s->forced && explain_never_in_slots(s, size, false, why));
}
