// SPDX-License-Identifier: MIT
/*
 * chosen - what the boot loader and the command line say of memory.
 *
 * linux,usable-memory-range: a crash kernel's RAM.  mem=: less RAM, for arm
 * another bank.  linux,initrd-start and -end: the initrd, which is reserved
 * before /reserved-memory is looked at.
 *
 * Same as Linux: order, what is refused, the lines.
 * Not the same:  the kernel's own image, which mem= may not take, has no place;
 * a tree without RAM gets none by its initrd.
 */
#include <linux/align.h>
#include <linux/minmax.h>
#include <linux/of.h>
#include <linux/printk.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "of/cmdline.h"
#include "of/private.h"

#define USABLE_RANGES 2			/* that kernels look at */

/* Keep [base, base + size) only; size 0 keeps all. */
static int cap(u64 base, u64 size)
{
	u64 end = base + size;
	int err = size ? memblock_remove(0, base) : 0;

	return err || !size || end < base ? err :
	       memblock_remove(end, ~0ULL - end);
}

int chosen_cap_memory(void)
{
	int na = tree_bus_cells(of_root, "#address-cells"), len, err = 0;
	int ns = tree_bus_cells(of_root, "#size-cells");
	const __be32 *range = of_chosen ? of_get_property(of_chosen,
				"linux,usable-memory-range", &len) : NULL;

	if (!range)
		return 0;
	len = min(len / ((na + ns) * 4), USABLE_RANGES);
	for (int i = 0; i < len && !err; i++, range += na + ns) {
		u64 base = of_read_number(range, na);
		u64 size = of_read_number(range + na, ns);

		err = i ? memblock_add(base, size) : cap(base, size);
	}
	return err;
}

/* --- mem= ------------------------------------------------------------------ */

/* The first banks, of so many bytes in all. */
static int limit(u64 size)
{
	const struct memblock_region *r;

	for (unsigned int i = 0; size && (r = memblock_memory_at(i)); i++) {
		if (size <= r->size)
			return cap(0, r->base + size);
		size -= r->size;
	}
	return 0;
}

static int limit_arm64(void)
{
	const char *at = NULL;
	u64 size = 0;

	while ((at = cmdline_next("mem", at))) {
		const char *value = at;

		size = cmdline_size(&value) & ~(LINUX_PAGE_SIZE - 1);
		pr_notice("Memory limited to %lldMB\n", size >> 20);
	}
	return limit(size);
}

/* The first takes the tree's banks away; each is a bank of its own. */
static int limit_arm(void)
{
	u64 start = memblock_start_of_DRAM(), base, size, last;
	const char *at = NULL;
	bool first = true;
	int err = 0;

	while (!err && (at = cmdline_next("mem", at))) {
		const char *value = at;

		size = cmdline_size(&value);
		base = start;
		if (*value == '@' && value++)
			base = cmdline_size(&value);
		last = (base + size) & ~(LINUX_PAGE_SIZE - 1);
		base = ALIGN(base, LINUX_PAGE_SIZE);
		if (first)
			err = memblock_remove(0, ~0ULL);
		first = false;
		if (!err && last > base)
			err = memblock_add(base, last - base);
	}
	return err;
}

int chosen_limit_memory(void)
{
	if (!memblock_phys_mem_size())
		return 0;		/* not known: nothing to take away */
	return linux_arm32 ? limit_arm() : limit_arm64();
}

/* --- the initrd ------------------------------------------------------------ */

static bool read_address(const char *name, u64 *value)
{
	int len;
	const __be32 *prop = of_chosen ?
			     of_get_property(of_chosen, name, &len) : NULL;

	if (prop)
		*value = of_read_number(prop, len / 4);
	return prop;
}

bool chosen_initrd(u64 *base, u64 *size)
{
	u64 start, end;

	if (!read_address("linux,initrd-start", &start) ||
	    !read_address("linux,initrd-end", &end) || start >= end)
		return false;
	*base = start & ~(LINUX_PAGE_SIZE - 1);
	*size = ALIGN(end, LINUX_PAGE_SIZE) - *base;
	return *size;
}

int chosen_reserve_initrd(void)
{
	u64 base, size;
	int err = 0;

	if (!memblock_phys_mem_size() || !chosen_initrd(&base, &size))
		return 0;
	if (linux_arm32 && !memblock_is_region_memory(base, size)) {
		pr_err("INITRD: 0x%08llx+0x%08lx is not a memory region - disabling initrd\n",
		       base, (unsigned long)size);
		return 0;
	}
	if (linux_arm32 && memblock_is_region_reserved(base, size)) {
		pr_err("INITRD: 0x%08llx+0x%08lx overlaps in-use memory "
		       "region - disabling initrd\n", base,
		       (unsigned long)size);
		return 0;
	}
	if (base < memblock_start_of_DRAM())
		return 0;		/* arm64 warns, and does without it */
	if (!linux_arm32)
		err = memblock_add(base, size);
	return err ? err : memblock_reserve(base, size);
}
