// SPDX-License-Identifier: MIT
/*
 * place - one range of reserved memory: does it lie where it says, and in RAM?
 *
 * RAM is judged only where the tree tells how much there is: many boards leave
 * /memory to the boot loader.  Memory that is no RAM is fine for what devices
 * alone use; CMA and bounce buffers are pages of the kernel.
 */
#include <linux/bitops.h>
#include <linux/cma.h>
#include <linux/ctype.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/limits.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "core/mm/page.h"
#include "lint/private.h"
#include "lint/regions.h"

/* The number behind the '@'; false: there is none. */
static bool unit_address(const struct device_node *np, u64 *address)
{
	const char *at = np->full_name;
	unsigned int digits = 0;

	while (*at && *at != '@')
		at++;
	if (!*at)
		return false;
	for (*address = 0; isxdigit(*++at) || *at == ','; digits++)
		if (*at != ',')
			*address = *address << 4 |
				   (isdigit(*at) ? *at - '0' :
						   tolower(*at) - 'a' + 10);
	return digits && !*at;
}

/* Lines of the log name a region by its node's name, address and all. */
static void look_at_name(const struct lint_region *r)
{
	u64 address;

	if (!r->range && !r->dynamic && unit_address(r->np, &address) &&
	    address != r->base)
		tree_note(TREE_NOTE, "reserved-unit-address", r->np, "reg",
			  "name it after the address in reg",
			  "lies at 0x%llx, and all lines of the kernel's log "
			  "call it %s", r->base, r->np->full_name);
}

/* Above the last bank there may be more, which a boot loader writes into the
 * tree; elsewhere there is none. */
static enum board_tree_severity severity_of(const struct lint_region *r)
{
	return lint_is_above_ram(r->base, r->size) ? TREE_WARNING : TREE_ERROR;
}

static const char *unless(const struct lint_region *r)
{
	return severity_of(r) == TREE_WARNING ?
	       ", unless the boot loader says that there is more" : "";
}

/* Seen: the page structs are not there. */
static void say_no_pages(const struct lint_region *r)
{
	if (r->kind == LINT_CMA)
		lint_says(LINT_ALL, "a WARNING at mm/cma.c, then an oops: the "
				    "system does not come up");
}

static void tell_no_ram(const struct lint_region *r)
{
	if (r->kind == LINT_CMA || r->kind == LINT_RESTRICTED) {
		say_no_pages(r);
		tree_note(severity_of(r), "reserved-outside-ram", r->np, "reg",
			  "move it into the board's RAM, or correct the memory "
			  "node", "0x%llx..0x%llx is in no memory node%s: %s is "
			  "made of the kernel's own pages", r->base,
			  lint_end(r->base, r->size) - 1, unless(r),
			  lint_kind_name(r));
	} else if (r->kind == LINT_POOL && r->user)
		tree_note(TREE_NOTE, "reserved-outside-ram", r->np, "reg",
			  "nothing, if the device has memory there",
			  "0x%llx..0x%llx is in no memory node: fine for memory "
			  "that a device brings along", r->base,
			  lint_end(r->base, r->size) - 1);
}

static void tell_half_ram(const struct lint_region *r)
{
	bool pages = r->kind == LINT_CMA || r->kind == LINT_RESTRICTED;

	say_no_pages(r);
	tree_note(pages ? severity_of(r) : TREE_WARNING, "reserved-half-ram",
		  r->np, "reg", "correct the size, or the memory node",
		  "part of 0x%llx..0x%llx is in no memory node%s%s", r->base,
		  lint_end(r->base, r->size) - 1, pages ? unless(r) : "",
		  pages ? ": it is made of the kernel's own pages" :
			  ": it may not be there");
}

/* No such CPU has more address bits. */
static bool is_beyond(const struct lint_region *r)
{
	unsigned int bits = lint_arm32() ? 40 : 52;

	if (lint_end(r->base, r->size) <= 1ULL << bits)
		return false;
	tree_reject("reserved-wraps", r->np, "reg",
		    "write address and size with the root's cells",
		    "0x%llx bytes at 0x%llx are beyond the %u address bits of "
		    "any CPU: one cell each for address and size?", r->size,
		    r->base, bits);
	return true;
}

/* What leaves the linear map leaves it by pages; the kernel's next allocation
 * is beside what it has placed itself. */
static void look_at_pages(const struct lint_region *r)
{
	bool told = r->kind == LINT_POOL && r->user &&
		    r->size < LINUX_PAGE_SIZE;	/* it has none at all */

	if (r->nomap && !told && (r->base | r->size) & (LINUX_PAGE_SIZE - 1))
		tree_note(r->dynamic ? TREE_ERROR : TREE_WARNING,
			  "reserved-page-aligned", r->np,
			  r->dynamic ? "size" : "reg",
			  "align address (alignment) and size to pages, and "
			  "keep others off these",
			  "no-map 0x%llx..0x%llx is not made of whole pages "
			  "of 0x%llx: at its ends it has a page together "
			  "with what is beside it", r->base,
			  lint_end(r->base, r->size) - 1, LINUX_PAGE_SIZE);
}

/* --- zones ------------------------------------------------------------------ */

static bool is_parted(const struct lint_region *r, u64 last)
{
	return r->base <= last && last < lint_end(r->base, r->size) - 1;
}

/* 6.1 knows whole bits; 4 GiB end the zone for 32 bits, for all. */
static bool is_parted_in(const struct lint_region *r, bool old)
{
	u64 limit = old ? DMA_BIT_MASK(fls64(zone_dma_limit)) : zone_dma_limit;

	return is_parted(r, memblock_zone_end(limit) - 1) ||
	       is_parted(r, U32_MAX);
}

static void look_at_zones(const struct lint_region *r)
{
	unsigned int versions = 0;

	if (r->kind != LINT_CMA || lint_arm32() || !lint_ram_is_known() ||
	    lint_ram_cover(r->base, r->size) != LINT_ALL_RAM)
		return;
	if (is_parted_in(r, true))
		versions |= 1u << LINT_6_1;
	if (is_parted_in(r, false))
		versions |= 1u << LINT_6_12 | 1u << LINT_7_2;
	if (!versions)
		return;
	lint_says(versions, "cma: CMA area %s could not be activated",
		  r->np->full_name);
	/* A boot loader that has some of the RAM for itself moves the place. */
	tree_note(r->dynamic ? TREE_NOTE : TREE_ERROR, "cma-zone", r->np,
		  r->dynamic ? "size" : "reg",
		  "keep it on one side of the zone's end, by reg or alloc-ranges",
		  "0x%llx..0x%llx is in two zones: the one for DMA ends where "
		  "the narrowest dma-ranges does, at 4 GiB at the latest",
		  r->base, lint_end(r->base, r->size) - 1);
}

static void look_at_place(const struct lint_region *r)
{
	if (r->base + r->size - 1 < r->base) {
		tree_reject("reserved-wraps", r->np, "reg",
			    "correct address or size",
			    "0x%llx bytes at 0x%llx end behind the last "
			    "address there is", r->size, r->base);
		return;
	}
	if (is_beyond(r))
		return;
	look_at_name(r);
	if (!lint_ram_is_known())
		return;
	if (lint_ram_cover(r->base, r->size) != LINT_NO_RAM)
		look_at_pages(r);
	switch (lint_ram_cover(r->base, r->size)) {
	case LINT_NO_RAM:
		tell_no_ram(r);
		break;
	case LINT_HALF_RAM:
		tell_half_ram(r);
		break;
	case LINT_ALL_RAM:
		break;
	}
}

/* --- without reg ----------------------------------------------------------- */

/* Ranges of alloc-ranges that no RAM is in. */
static void look_at_ranges(const struct device_node *np)
{
	int na = of_n_addr_cells(of_root), ns = of_n_size_cells(of_root), len;
	const __be32 *range = of_get_property(np, "alloc-ranges", &len);

	/* Of a node that found no place, that was told. */
	if (!range || !lint_ram_is_known() || len % ((na + ns) * 4) ||
	    !lint_region_of(np))
		return;
	for (; len; len -= (na + ns) * 4, range += na + ns) {
		u64 base = of_read_number(range, na);
		u64 size = of_read_number(range + na, ns);

		if (!base && !size)
			tree_note(TREE_NOTE, "reserved-alloc-ranges-ram", np,
				  "alloc-ranges", "take the range out",
				  "an end at 0 means that any place will do");
		else if (lint_ram_cover(base, size) == LINT_NO_RAM)
			tree_beware("reserved-alloc-ranges-ram", np,
				    "alloc-ranges",
				    "give a range that has RAM in it",
				    "no RAM in 0x%llx bytes from 0x%llx on",
				    size, base);
	}
}

static bool read_cells(const struct device_node *np, const char *name,
		       u64 *value)
{
	int len;
	const __be32 *cells = of_get_property(np, name, &len);

	if (!cells || (len != 4 && len != 8))
		return false;
	*value = of_read_number(cells, len / 4);
	return true;
}

static void look_at_dynamic(const struct device_node *np)
{
	u64 n;

	if (read_cells(np, "size", &n) && !n)
		tree_beware("reserved-size-zero", np, "size",
			    "give the region a size",
			    "size 0: a region of nothing is made");
	if (read_cells(np, "alignment", &n) && (n & (n - 1)))
		tree_beware("reserved-alignment", np, "alignment",
			    "write a power of two",
			    "0x%llx is no power of two: the kernel rounds by "
			    "masks, and the place is aligned to nothing", n);
	look_at_ranges(np);
}

/* --- what is left ---------------------------------------------------------- */

#define LEAST_FREE	(16ULL << 20)

static void count_free(phys_addr_t start, phys_addr_t end, void *arg)
{
	*(u64 *)arg += end - start;
}

/* The default area that is no node's is the kernel's own choice. */
static void look_at_rest(void)
{
	struct cma *cma = dev_get_cma_area(NULL);
	u64 left = cma ? cma_get_size(cma) : 0;
	const struct lint_region *r, *largest = NULL;

	for (unsigned int i = 0; (r = lint_region_at(i)); i++) {
		if (cma && r->kind == LINT_CMA && r->base == cma_get_base(cma))
			left -= cma_get_size(cma);
		if (r->kind != LINT_REFUSED && r->size &&
		    lint_ram_cover(r->base, r->size) != LINT_NO_RAM &&
		    (!largest || r->size > largest->size))
			largest = r;
	}
	memblock_for_each_free(count_free, &left);
	if (largest && lint_ram_is_known() && left < LEAST_FREE)
		tree_beware("reserved-all-ram", largest->np,
			    largest->dynamic ? "size" : "reg",
			    "reserve less",
			    "0x%llx bytes of RAM are left to the kernel, unless "
			    "the boot loader says that there is more", left);
}

void lint_place(void)
{
	const struct lint_region *r;
	struct device_node *np;

	for (unsigned int i = 0; (r = lint_region_at(i)); i++) {
		if (!r->size || r->kind == LINT_REFUSED)
			continue;
		if (r->dynamic)
			look_at_pages(r);
		else
			look_at_place(r);
		look_at_zones(r);
	}
	for_each_available_child_of_node(lint_reserved_memory(), np)
		if (!of_property_present(np, "reg"))
			look_at_dynamic(np);
	look_at_rest();
}
