/* SPDX-License-Identifier: MIT */
/*
 * What the files of explain/ share: the device that is asked, and what it
 * answered so far.
 *
 * explain.c finds devices, device.c makes one as the driver core would, and
 * calls.c, sizes.c, attrs.c and notes.c (with never.c) each fill their part of the answer.
 */
#ifndef EXPLAIN_PRIVATE_H
#define EXPLAIN_PRIVATE_H

#include <linux/device.h>
#include <linux/of.h>

#include "core/boot.h"
#include "dma/private.h"
#include "dmaspace/explain.h"
#include "of/reserved-mem.h"

/* A device that nobody probed, and what its driver would have attached. */
struct subject {
	struct device_node *np;
	struct device dev;
	u64 mask;			/* the device's own */
	const struct explain_options *options;
	struct explain_device *e;
	const struct explain_region *pool;	/* that serves it, or NULL */
	const struct explain_region *cma;
	const struct explain_region *restricted;
	bool iommu;
	u64 block;			/* the largest of RAM in reach, aligned */
	bool bounces, forced;		/* has SWIOTLB a pool; swiotlb=force */
};

/* device.c: 0, -ENOMEM.  subject_put() gives back what it took. */
int subject_get(struct subject *s, struct device_node *np);
void subject_put(struct subject *s);
/* regions.c */
void explain_regions(struct subject *s);
/* calls.c */
void explain_calls(struct subject *s);
/* sizes.c */
void explain_sizes(struct subject *s);
/* attrs.c */
void explain_attributes(struct subject *s);
/* notes.c */
void explain_notes(struct subject *s);

/*
 * never.c: can size bytes never be had from there, with all memory free?  true:
 * why is a text of EXPLAIN_TEXT bytes that says why not.
 */
bool explain_never_in_pool(const struct subject *s, u64 size, char *why);
bool explain_never_at_iova(const struct subject *s, u64 size, char *why);
/* Bounced mappings have slots, too: whole pages or not. */
bool explain_never_in_slots(const struct subject *s, u64 size, bool pages,
			    char *why);
bool explain_never_atomic(const struct subject *s, u64 size, char *why);
/* In one piece, of the area (NULL: none) or of ordinary pages. */
bool explain_never_in_pages(const struct subject *s, u64 size,
			    const struct cma *area, char *why);
/* Does it hold size bytes? */
bool explain_area_holds(const struct cma *area, u64 size);
bool explain_never_mapped(const struct subject *s, u64 size, char *why);
/* The area that is asked for size bytes; NULL: none, or it is out of reach. */
struct cma *explain_area(struct subject *s, u64 size, gfp_t gfp, bool *missed);
/* The largest block of a pool of that many bytes; 0: not a page. */
u64 explain_pool_block(u64 pool_size);

/* find.c: the node that a user means; NULL: none, host_error() said why. */
struct device_node *explain_find(const char *name);

/* words.c: bytes as people write them, "512 MiB"; good for eight calls. */
const char *explain_bytes(u64 bytes);
/* Full path, kept until explain_forget_paths(). */
const char *explain_path(const struct device_node *np);
void explain_forget_paths(void);

/* Pages of the kernel that reads the tree. */
static inline u64 explain_page(void)
{
	return 1ULL << linux_page_shift;
}

/* The power of two of pages that size bytes take. */
static inline u64 explain_block(u64 size)
{
	return explain_page() << dma_page_order(size);
}

/* What is asked for; nothing: as little as can be. */
static inline u64 explain_size(const struct subject *s)
{
	return s->options->size ? s->options->size : explain_page();
}

/* What the page allocator gives in one piece at most. */
static inline u64 explain_max_block(void)
{
	/* CONFIG_ARCH_FORCE_MAX_ORDER: 10, 11 and 13 */
	return explain_page() << (linux_page_shift == 12 ? 10 :
				  linux_page_shift == 14 ? 11 : 13);
}

#endif
