// SPDX-License-Identifier: MIT
/*
 * place - one range of reserved memory: does it lie where it says, and in RAM?
 *
 * RAM is judged only where the tree tells how much there is: many boards leave
 * /memory to the boot loader.  Memory that is no RAM is fine for what devices
 * alone use; CMA and bounce buffers are pages of the kernel.
 */
#include <linux/ctype.h>

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

static void tell_no_ram(const struct lint_region *r)
{
	if (r->kind == LINT_CMA || r->kind == LINT_RESTRICTED)
		tree_note(severity_of(r), "reserved-outside-ram", r->np, "reg",
			  "move it into the board's RAM, or correct the memory "
			  "node", "0x%llx..0x%llx is in no memory node: %s is "
			  "made of the kernel's own pages", r->base,
			  lint_end(r->base, r->size) - 1, lint_kind_name(r));
	else if (r->kind == LINT_POOL && r->user)
		tree_note(TREE_NOTE, "reserved-outside-ram", r->np, "reg",
			  "nothing, if the device has memory there",
			  "0x%llx..0x%llx is in no memory node: fine for memory "
			  "that a device brings along", r->base,
			  lint_end(r->base, r->size) - 1);
}

static void tell_half_ram(const struct lint_region *r)
{
	bool pages = r->kind == LINT_CMA || r->kind == LINT_RESTRICTED;

	tree_note(pages ? severity_of(r) : TREE_WARNING, "reserved-half-ram",
		  r->np, "reg", "correct the size, or the memory node",
		  "part of 0x%llx..0x%llx is in no memory node%s", r->base,
		  lint_end(r->base, r->size) - 1, pages ? ": it is made of the "
		  "kernel's own pages" : ": it may not be there");
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
	look_at_name(r);
	if (!lint_ram_is_known())
		return;
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

	if (!range || !lint_ram_is_known() || len % ((na + ns) * 4))
		return;
	for (; len; len -= (na + ns) * 4, range += na + ns) {
		u64 base = of_read_number(range, na);
		u64 size = of_read_number(range + na, ns);

		if (lint_ram_cover(base, size) == LINT_NO_RAM)
			tree_beware("reserved-alloc-ranges-ram", np,
				    "alloc-ranges",
				    "give a range that has RAM in it",
				    "no RAM in 0x%llx..0x%llx", base,
				    lint_end(base, size) - 1);
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

void lint_place(void)
{
	const struct lint_region *r;
	struct device_node *np;

	for (unsigned int i = 0; (r = lint_region_at(i)); i++)
		if (r->size && !r->dynamic && r->kind != LINT_REFUSED)
			look_at_place(r);
	for_each_available_child_of_node(lint_reserved_memory(), np)
		if (!of_property_present(np, "reg"))
			look_at_dynamic(np);
}
