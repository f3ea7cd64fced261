// SPDX-License-Identifier: MIT
/*
 * regions - what attaching to each entry of memory-region gives.
 *
 * As a driver that attaches all entries in order: the first pool that works
 * serves the device, and so does a CMA area.  A driver that calls
 * of_reserved_mem_device_init() alone has entry 0.
 */
#include <linux/cma.h>
#include <linux/errno.h>
#include <linux/sprintf.h>

#include "core/mm/memblock.h"
#include "explain/private.h"

#define SAY(r, ...) snprintf((r)->what, EXPLAIN_TEXT, __VA_ARGS__)

static bool has(const struct reserved_mem *rmem, const char *property)
{
	return of_property_present(rmem_node(rmem), property);
}

/* --- a device pool -------------------------------------------------------- */

/* memremap() takes no RAM that is in the linear map. */
static bool refuses_mapped(struct explain_region *r)
{
	enum memblock_part part = memblock_mapped_part(r->base, r->size);

	if (part == MEMBLOCK_NONE)
		return false;
	r->result = -EINVAL;
	SAY(r, "%s: memremap() refuses RAM that is in the linear map: write "
	    "no-map; in its node",
	    part == MEMBLOCK_ALL ? "it has no no-map" :
				   "part of it is mapped RAM");
	return true;
}

static void say_pool(struct subject *s, struct explain_region *r)
{
	u64 last = r->bus + r->size - 1;

	if (r->bus == EXPLAIN_OUT_OF_REACH)
		SAY(r, "beware: no dma-ranges entry covers it, and nobody "
		    "checks: the handle of each buffer is wrong");
	else if (!s->iommu && last > s->e->limit)
		SAY(r, "beware: it ends at 0x%llx for the device, which "
		    "reaches 0x%llx; nobody checks masks for a pool%s", last,
		    s->e->limit, coherent_second_pool_fails() ?
		    ", attaching only warns" : "");
	else
		SAY(r, "mapped write-combine when it is first attached; the "
		    "page allocator never has it");
}

static void attach_pool(struct subject *s, struct explain_region *r)
{
	r->kind = "DMA pool";
	r->bus = phys_to_dma(&s->dev, r->base);
	if (refuses_mapped(r))
		return;
	if (s->pool) {
		r->result = coherent_second_pool_fails() ? -EBUSY : 0;
		SAY(r, "a device has one pool: %s",
		    r->result ? "the first stays; this one's address is had "
				"by of_reserved_mem_lookup()" :
		    "attaching says yes, and the first stays in use; this "
		    "one's address is had by of_reserved_mem_lookup()");
		return;
	}
	r->serves = true;
	s->pool = r;
	say_pool(s, r);
}

/* --- a CMA area ----------------------------------------------------------- */

static void attach_area(struct subject *s, struct explain_region *r,
			struct reserved_mem *rmem)
{
	bool again = s->cma;

	r->kind = "CMA area";
	r->bus = phys_to_dma(&s->dev, r->base);
	r->result = rmem->ops->device_init(rmem, &s->dev);
	if (r->result)
		return;
	if (again)
		((struct explain_region *)s->cma)->serves = false;
	s->cma = r;
	r->serves = true;
	if (!s->iommu && !dma_coherent_ok(&s->dev, r->base, r->size))
		SAY(r, "beware: not all of it is within the device's reach: "
		    "what is not is given back, and ordinary pages are taken");
	else
		SAY(r, "pages that programs borrow while the device does not "
		    "use them");
}

/* --- a restricted pool ---------------------------------------------------- */

/* of_dma_configure() attaches it, without the driver's doing. */
static void attach_restricted(struct subject *s, struct explain_region *r)
{
	r->kind = "restricted pool";
	r->result = 0;
	if (s->iommu) {
		SAY(r, "Linux: not used, there is an IOMMU");
		return;
	}
	SAY(r, "attached before probe(); every mapping bounces through it and "
	    "every allocation comes from it. A kernel without "
	    "CONFIG_DMA_RESTRICTED_POOL, such as Debian's, takes it for a "
	    "plain region, and the device reaches all RAM");
	if (s->restricted)
		return;
	r->serves = true;
	s->restricted = r;
}

/* --- what is no pool ------------------------------------------------------ */

static void say_plain(struct explain_region *r)
{
	r->kind = "plain region";
	SAY(r, "nothing attaches to it: of_reserved_mem_lookup() or "
	    "of_address_to_resource() gives its address; memremap() maps it");
}

/* It should have been a pool; boot said why it is none. */
static void say_failed(struct explain_region *r,
		       const struct reserved_mem *rmem)
{
	r->kind = "no pool";
	if (linux_arm32 && !has(rmem, "no-map") && !has(rmem, "reusable"))
		SAY(r, "32-bit ARM takes no pool without no-map");
	else
		SAY(r, "the kernel did not take it (dmaspace boot says why), "
		    "and its memory is ordinary memory again");
}

static void say_unserved(struct explain_region *r,
			 const struct reserved_mem *rmem)
{
	struct device_node *np = rmem_node(rmem);

	if (of_device_is_compatible(np, "shared-dma-pool") ||
	    of_device_is_compatible(np, "restricted-dma-pool"))
		say_failed(r, rmem);
	else
		say_plain(r);
}

static void say_not_there(struct explain_region *r,
			  const struct device_node *target)
{
	r->kind = "nothing";
	r->result = -EINVAL;
	if (target->parent && of_node_name_eq(target->parent,
					      "reserved-memory"))
		SAY(r, "the kernel made no region of it: dmaspace boot says why");
	else
		SAY(r, "that node is no reserved memory");
}

/* --- all of them ---------------------------------------------------------- */

static void attach(struct subject *s, struct explain_region *r, int idx)
{
	struct device_node *target = of_parse_phandle(s->np, "memory-region",
						      idx);
	struct reserved_mem *rmem;

	r->kind = "nothing";
	r->result = reserved_mem_target(s->np, idx, &rmem);
	if (!target) {
		SAY(r, "the phandle leads nowhere");
		return;
	}
	r->path = explain_path(target);
	if (!rmem) {
		if (r->result)
			return say_not_there(r, target);
		SAY(r, "the node is disabled: attaching returns 0 and "
		    "attaches nothing");
		return;
	}
	r->base = rmem->base;
	r->size = rmem->size;
	r->bus = phys_to_dma(&s->dev, r->base);
	if (of_device_is_compatible(target, "restricted-dma-pool") &&
	    rmem->ops)
		attach_restricted(s, r);
	else if (r->result)
		say_unserved(r, rmem);
	else if (rmem_is_pool(rmem))
		attach_pool(s, r);
	else
		attach_area(s, r, rmem);
}

void explain_regions(struct subject *s)
{
	int n = of_count_phandle_with_args(s->np, "memory-region", NULL);

	for (int i = 0; i < n && i < EXPLAIN_REGIONS; i++) {
		struct explain_region *r = &s->e->regions[i];

		attach(s, r, i);
		of_property_read_string_index(s->np, "memory-region-names", i,
					      &r->name);
		s->e->nr_regions++;
	}
}
