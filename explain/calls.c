// SPDX-License-Identifier: MIT
/*
 * calls - which door of the API leads where for this device.
 *
 * The order is that of dma_alloc_attrs(): the device's pool, whose answer is
 * final; an IOMMU; then dma-direct, which takes an atomic pool, a CMA area or
 * ordinary pages.  Which of these is asked of dma/.
 */
#include <linux/cma.h>
#include <linux/dma-mapping.h>
#include <linux/minmax.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "explain/private.h"

static const char by_direction[] = "by direction";

static struct explain_call *next_call(struct subject *s, const char *name)
{
	struct explain_call *c = &s->e->calls[s->e->nr_calls++];

	c->call = name;
	c->full = NULL;
	return c;
}

/* --- how the CPU sees it -------------------------------------------------- */

static void seen(struct explain_call *c, const char *view, int cached,
		 int buffered)
{
	c->view = view;
	c->cached = cached;
	c->buffered = buffered;
}

/* An area of the window, as the bits of the page tables have it. */
static void seen_as(struct explain_call *c, enum home_area area)
{
	if (area == HOME_LINEAR)
		seen(c, "cached", 1, 1);
	else if (area == HOME_WC)
		seen(c, "write-combine", 0, 1);
	else
		seen(c, "uncached", 0, 1);
}

/* why says it already. */
static void refuse(struct explain_call *c, const char *from)
{
	strscpy(c->from, from, sizeof(c->from));
	seen(c, "", -1, -1);
	c->sync = "none";
	c->full = "";
	c->never = true;
	c->own = true;
}

/* --- coherent memory ------------------------------------------------------ */

static void from_pool(const struct subject *s, struct explain_call *c)
{
	if (explain_never_in_pool(s, explain_size(s), c->why)) {
		refuse(c, "never: NULL");
		return;
	}
	snprintf(c->from, sizeof(c->from), "pool %s",
		 strrchr(s->pool->path, '/') + 1);
	seen_as(c, HOME_WC);		/* memremap(MEMREMAP_WC), always */
	c->sync = "none";
	c->full = "NULL";
	snprintf(c->why, EXPLAIN_TEXT,
		 "a device with a pool gets all of it there, and a pool's no is "
		 "final: no other memory is tried. gfp and attrs mean nothing, "
		 "so coherent, wc and atomic are the same");
}

static void from_iommu(struct subject *s, struct explain_call *c, gfp_t gfp,
		       unsigned long attrs)
{
	bool one = attrs & DMA_ATTR_FORCE_CONTIGUOUS, atomic, missed;
	u64 size = explain_size(s);

	atomic = !gfpflags_allow_blocking(gfp) && !s->e->coherent;
	one |= !gfpflags_allow_blocking(gfp);
	if (explain_never_at_iova(s, size, c->why) ||
	    (atomic && explain_never_atomic(s, size, c->why)) ||
	    (one && !atomic &&
	     explain_never_in_pages(s, size,
				    explain_area(s, size, gfp, &missed),
				    c->why))) {
		refuse(c, "never: NULL");
		return;
	}
	seen_as(c, dma_direct_view(&s->dev, attrs));
	c->sync = "none";
	c->full = "NULL";
	if (atomic) {
		strscpy(c->from, "Linux: atomic pool, at an IOVA",
			sizeof(c->from));
		snprintf(c->why, EXPLAIN_TEXT,
			 "who must not sleep cannot have pages mapped anew");
		return;
	}
	strscpy(c->from, one ? "Linux: one piece, at an IOVA" :
			       "Linux: pages, at one IOVA", sizeof(c->from));
	snprintf(c->why, EXPLAIN_TEXT, one ?
		 "Linux: CMA or the page allocator gives one piece, and the "
		 "IOMMU maps it" :
		 "Linux: pages from anywhere; the IOMMU makes one range of "
		 "them for the device, a vmalloc mapping for the CPU");
}

/* Memory that is not cached is mapped anew, and that sleeps. */
static void from_restricted(struct subject *s, struct explain_call *c,
			    gfp_t gfp, unsigned long attrs)
{
	if (explain_never_in_slots(s, explain_size(s), true, c->why)) {
		refuse(c, "never: NULL");
		return;
	}
	strscpy(c->from, "the restricted pool", sizeof(c->from));
	seen_as(c, dma_direct_view(&s->dev, attrs));
	c->sync = "none";
	c->full = "NULL";
	if (!gfpflags_allow_blocking(gfp) && !s->e->coherent)
		snprintf(c->why, EXPLAIN_TEXT,
			 "beware: Linux maps memory of a restricted pool "
			 "anew, which may sleep: who must not needs a "
			 "shared-dma-pool beside it");
	else
		snprintf(c->why, EXPLAIN_TEXT, "slots of %s, no other memory "
			 "is tried", s->restricted->path);
}

static void say_area(const struct subject *s, struct explain_call *c,
		     const struct cma *area)
{
	const char *block = explain_bytes(explain_max_block());

	if (s->cma)
		snprintf(c->why, EXPLAIN_TEXT,
			 "the device's own CMA area, for any size; when it is "
			 "full, ordinary pages outside of it, silently, up to "
			 "%s; above that NULL", block);
	else
		snprintf(c->why, EXPLAIN_TEXT,
			 "the default CMA area, for more than a page: %s at "
			 "0x%llx, by %s; when it is full, ordinary pages up to "
			 "%s, silently", explain_bytes(cma_get_size(area)),
			 cma_get_base(area),
			 !strcmp(cma_get_name(area), "reserved") ?
			 "cma= or the kernel's configuration (here Debian's)" :
			 "the tree's linux,cma-default", block);
}

static void say_pages(const struct subject *s, struct explain_call *c,
		      const char *reason)
{
	snprintf(c->why, EXPLAIN_TEXT,
		 "%s: a power of two of pages, of zone %s first, %s in one "
		 "piece at most; none: NULL", reason, s->e->zone,
		 explain_bytes(explain_max_block()));
}

/* The area that dma-direct asks, or pages; as direct_alloc_pages() does. */
static void from_pages(struct subject *s, struct explain_call *c, u64 size,
		       gfp_t gfp)
{
	bool missed;
	struct cma *area = explain_area(s, size, gfp, &missed);

	if (explain_never_in_pages(s, explain_size(s), area, c->why)) {
		refuse(c, "never: NULL");
		return;
	}
	c->full = "NULL";
	if (area) {
		snprintf(c->from, sizeof(c->from), "CMA %s",
			 cma_get_name(area));
		c->full = "ordinary pages";
		say_area(s, c, area);
		return;
	}
	strscpy(c->from, "ordinary pages", sizeof(c->from));
	say_pages(s, c, !gfpflags_allow_blocking(gfp) ?
		  "CMA may sleep, so it is not asked" : missed ?
		  "the CMA area is out of the device's reach" :
		  dma_page_order(size) ? "no pool and no CMA area" :
		  "a page or less is not worth the default CMA area");
}

static void from_atomic(struct subject *s, struct explain_call *c)
{
	size_t size = dma_atomic_pool_size();

	if (explain_never_atomic(s, explain_size(s), c->why)) {
		refuse(c, "never: NULL and a WARN");
		return;
	}
	strscpy(c->from, "atomic pool", sizeof(c->from));
	seen_as(c, HOME_UNCACHED);
	c->full = "NULL and a WARN";
	snprintf(c->why, EXPLAIN_TEXT,
		 "memory that is not cached is mapped ahead for who must not "
		 "sleep: coherent_pool=, else 128 KiB for each GiB of RAM; "
		 "here %s for each zone", explain_bytes(size));
}

static void from_direct(struct subject *s, struct explain_call *c, u64 size,
			gfp_t gfp, unsigned long attrs)
{
	c->sync = "none";
	switch (dma_direct_way(&s->dev, gfp, attrs)) {
	case DMA_WAY_ATOMIC_POOL:
		from_atomic(s, c);
		return;
	case DMA_WAY_COOKIE:
		from_pages(s, c, size, gfp);
		seen(c, c->never ? "" : "a cookie, no address", -1, -1);
		return;
	case DMA_WAY_PAGES:
		from_pages(s, c, size, gfp);
		if (!c->never)
			seen_as(c, dma_direct_view(&s->dev, attrs));
		return;
	}
}

/* What is asked for, or more than a page, which the default area likes. */
static u64 usual_size(const struct subject *s)
{
	return s->options->size ? s->options->size : 2 * explain_page();
}

static void coherent(struct subject *s, struct explain_call *c, u64 size,
		     gfp_t gfp, unsigned long attrs)
{
	if (s->pool)
		from_pool(s, c);
	else if (s->iommu)
		from_iommu(s, c, gfp, attrs);
	else if (s->restricted)
		from_restricted(s, c, gfp, attrs);
	else
		from_direct(s, c, size, gfp, attrs);
	c->own = true;
}

/* --- cached memory -------------------------------------------------------- */

static void cached(struct subject *s, struct explain_call *c)
{
	seen_as(c, HOME_LINEAR);
	c->sync = dma_syncs_for_device(&s->dev) || s->restricted || s->forced ?
		  by_direction : "none needed";
}

/* An IOMMU's pages are one piece, too. */
static void one_piece(struct subject *s, struct explain_call *c)
{
	u64 size = explain_size(s);
	bool missed;

	if (explain_never_at_iova(s, size, c->why) ||
	    explain_never_in_pages(s, size, explain_area(s, size, GFP_KERNEL,
							 &missed), c->why))
		refuse(c, "never: NULL");
	else
		strscpy(c->from, "Linux: one piece, at an IOVA",
			sizeof(c->from));
}

static void pages(struct subject *s, struct explain_call *c)
{
	if (s->iommu)
		one_piece(s, c);
	else if (s->restricted)
		from_restricted(s, c, GFP_KERNEL, 0);
	else
		from_pages(s, c, usual_size(s), GFP_KERNEL);
	if (c->never)
		return;
	cached(s, c);
	c->full = c->full ? c->full : "NULL";
	snprintf(c->why, EXPLAIN_TEXT,
		 "never the device pool; ordinary cached memory that the "
		 "driver syncs");
}

/* Differs only where there is something to be discontiguous behind. */
static void noncontiguous(struct subject *s)
{
	struct explain_call *c;

	if (!s->iommu)
		return;
	c = next_call(s, "dma_alloc_noncontiguous");
	if (explain_never_at_iova(s, explain_size(s), c->why)) {
		refuse(c, "never: NULL");
		return;
	}
	strscpy(c->from, "Linux: pages, at one IOVA", sizeof(c->from));
	cached(s, c);
	c->full = "NULL";
	snprintf(c->why, EXPLAIN_TEXT, "pages from anywhere, cached, that the "
		 "driver syncs");
}

static void streaming(struct subject *s, struct explain_call *c)
{
	bool copied = s->restricted || s->forced;

	if (explain_never_mapped(s, explain_size(s), c->why)) {
		refuse(c, "never: mapping error");
		c->own = false;		/* explain_sizes() says why */
		return;
	}
	strscpy(c->from, s->iommu ? "yours, at an IOVA" : copied ?
		"yours, copied" : "yours", sizeof(c->from));
	cached(s, c);
	c->full = s->iommu || s->e->missed || copied ? "mapping error" : "";
	snprintf(c->why, EXPLAIN_TEXT,
		 "kmalloc() memory and pages, never vmalloc() or the stack");
}

static void resource(struct subject *s, struct explain_call *c)
{
	strscpy(c->from, "registers", sizeof(c->from));
	seen(c, "", -1, -1);
	c->sync = "none";
	c->full = s->iommu ? "mapping error" : "";
	snprintf(c->why, EXPLAIN_TEXT, "%s", s->iommu ?
		 "Linux: at an IOVA" :
		 "the address as it is: dma-ranges do not apply, but the mask "
		 "does; never for RAM");
}

/* Not cached memory has two names on arm64 and one kind of mapping; a pool's is
 * that of its allocations. */
static enum home_area program_area(struct subject *s, unsigned long attrs)
{
	pgprot_t prot = dma_pgprot(&s->dev, __pgprot(0), attrs);

	if (pgprot_val(prot) == 0)
		return HOME_LINEAR;
	return s->pool || attrs & DMA_ATTR_WRITE_COMBINE ? HOME_WC :
							   HOME_UNCACHED;
}

static void program(struct subject *s, const char *call, enum home_area area)
{
	struct explain_call *c = next_call(s, call);

	c->sync = "none";
	c->full = "-ENXIO";
	if (s->e->calls[0].never) {
		refuse(c, "nothing was allocated");
		c->own = false;
		snprintf(c->why, EXPLAIN_TEXT, "dma_alloc_*() gave NULL");
		return;
	}
	strscpy(c->from, "as allocated", sizeof(c->from));
	seen_as(c, area);
	if (s->pool && area == HOME_LINEAR)
		snprintf(c->why, EXPLAIN_TEXT,
			 "beware: the device is dma-coherent, so a program maps "
			 "the pool cached, while the driver sees it "
			 "write-combine: two kinds of view of one memory");
	else
		snprintf(c->why, EXPLAIN_TEXT,
			 "with the attrs of the allocation; vm_pgoff counts "
			 "from the start of the buffer, past its end is -ENXIO");
}

/* One line where both calls give the same. */
static void programs(struct subject *s)
{
	enum home_area coherent = program_area(s, 0);
	enum home_area wc = program_area(s, DMA_ATTR_WRITE_COMBINE);

	if (coherent == wc || s->e->calls[0].never) {
		program(s, "dma_mmap_coherent, _wc", wc);
		return;
	}
	program(s, "dma_mmap_coherent", coherent);
	program(s, "dma_mmap_wc", wc);
}

/* --- the table ------------------------------------------------------------ */

static void with_attrs(struct subject *s)
{
	unsigned long attrs = s->options->attrs;

	if (attrs)
		coherent(s, next_call(s, "dma_alloc_attrs"),
			 usual_size(s), GFP_KERNEL, attrs);
}

static void small_blocks(struct subject *s)
{
	struct explain_call *c = next_call(s, "dma_pool_alloc");

	coherent(s, c, max(s->options->size, explain_page()), GFP_KERNEL, 0);
	c->own = c->never;
	if (c->never)
		return;
	snprintf(c->why, EXPLAIN_TEXT,
		 "blocks of at least 16 bytes cut from chunks of "
		 "dma_alloc_coherent(), of a page or one block");
}

void explain_calls(struct subject *s)
{
	u64 size = usual_size(s);

	coherent(s, next_call(s, "dma_alloc_coherent"), size, GFP_KERNEL, 0);
	coherent(s, next_call(s, "dma_alloc_wc"), size, GFP_KERNEL,
		 DMA_ATTR_WRITE_COMBINE);
	with_attrs(s);
	coherent(s, next_call(s, "with GFP_ATOMIC"), size, GFP_ATOMIC, 0);
	small_blocks(s);
	pages(s, next_call(s, "dma_alloc_pages, _noncoherent"));
	noncontiguous(s);
	streaming(s, next_call(s, "dma_map_single, _page, _sg"));
	resource(s, next_call(s, "dma_map_resource"));
	programs(s);
}
