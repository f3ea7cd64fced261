// SPDX-License-Identifier: MIT
/*
 * reserved-mem-init - what becomes of a region that is reserved.
 *
 * The handlers of its compatible are asked in their order, the first that takes
 * it has it.  If all that know it refuse, the memory goes back to the system; if
 * nobody knows it, it is just kept.
 *
 * Same as Linux: order, lines.  6.1 and 6.12 ask the next one after any error,
 * 7.2 only after -ENODEV, and a region that all decline so is kept; 7.2 asks
 * before it reserves, too.
 */
#include <linux/errno.h>
#include <linux/of_fdt.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "core/mm/memblock.h"
#include "of/cmdline.h"
#include "of/private.h"
#include "of/reserved-mem.h"

static const struct handler {
	const char *compatible;
	int (*validate)(unsigned long node, phys_addr_t *align);	/* or NULL */
	int (*setup)(struct reserved_mem *rmem);
} handlers[] = {
	{ "shared-dma-pool", rmem_cma_validate, rmem_cma_setup },
	{ "shared-dma-pool", NULL, rmem_dma_setup },
	{ "restricted-dma-pool", NULL, rmem_restricted_setup },
};

static bool has(const struct device_node *np, const char *name)
{
	return of_property_present(np, name);
}

/* --- what Linux does not say ---------------------------------------------- */

/* Is [from, to) RAM of nobody? */
static bool is_free(phys_addr_t from, phys_addr_t to)
{
	return from == to || (memblock_is_region_memory(from, to - from) &&
			      !memblock_is_region_reserved(from, to - from));
}

/* The blocks that the region touches, if nobody has the rest of them. */
static void edit_blocks(const struct reserved_mem *rmem)
{
	const struct device_node *np = rmem_node(rmem);
	phys_addr_t base = rmem->base & ~(cma_block() - 1);
	phys_addr_t old = rmem->base + rmem->size;
	phys_addr_t end = ALIGN(old, cma_block());
	char b[TREE_CELLS], s[TREE_CELLS];
	int ns = tree_bus_cells(of_root, "#size-cells");

	tree_cells(s, end - base, ns);
	if (!has(np, "reg"))
		tree_edit(np, "size", "<%s>", s);
	else if (is_free(base, rmem->base) && is_free(old, end))
		tree_edit(np, "reg", "<%s %s>", tree_cells(b, base,
			  tree_bus_cells(of_root, "#address-cells")), s);
}

static void note_bypass(const struct device_node *np)
{
	const char *at = NULL, *value = NULL;

	while ((at = cmdline_next("cma", at)))
		value = at;
	tree_note(TREE_NOTE, "cma-cmdline", np, "linux,cma-default",
		  "take cma= from the command line, or this out of the tree",
		  value && cmdline_size(&value) ?
		  "cma= on the command line makes the default area instead" :
		  "cma=0 on the command line: there is no default area");
}

static void explain_pool(const struct reserved_mem *rmem)
{
	const struct device_node *np = rmem_node(rmem);

	if (cma_on_cmdline() && has(np, "linux,cma-default"))
		note_bypass(np);
	else if (has(np, "no-map") && has(np, "reusable"))
		tree_reject("reserved-exclusive", np, "reusable",
			    "keep one of the two words",
			    "reusable and no-map exclude each other");
	else if (!has(np, "reusable"))
		tree_reject("pool-needs-nomap", np, "no-map",
			    "write no-map; (a pool) or reusable; (CMA)",
			    "arm takes no pool in mapped RAM");
	else if ((rmem->base | rmem->size) % cma_block())
		tree_reject("cma-alignment", np, has(np, "reg") ? "reg" : "size",
			    "align address and size to that",
			    "a reusable region is made of blocks of 0x%llx bytes; "
			    "the memory goes back to the system", cma_block());
	else
		tree_reject("cma-too-many", np, "reusable", "use fewer areas",
			    "the kernel has no room for one more CMA area; "
			    "the memory goes back to the system");
}

void rmem_edit_pool(const struct device_node *np)
{
	if (has(np, "linux,cma-default") || strstr(np->full_name, "cma"))
		tree_edit(np, "reusable", "%s", "");
	else if (has(np, "reg"))
		tree_edit(np, "no-map", "%s", "");
}

static void explain_refusal(const struct reserved_mem *rmem)
{
	const struct device_node *np = rmem_node(rmem);
	bool aligned = !((rmem->base | rmem->size) % cma_block());

	if (of_device_is_compatible(np, "restricted-dma-pool")) {
		tree_reject("restricted-exclusive", np, "compatible",
			    "take no-map, reusable and the defaults out",
			    "a restricted pool is mapped memory of its own; the "
			    "memory goes back to the system");
		return;
	}
	if (has(np, "reusable") && !has(np, "no-map") && !aligned)
		edit_blocks(rmem);
	if (!has(np, "reusable") && !has(np, "no-map"))
		rmem_edit_pool(np);
	explain_pool(rmem);
}

/* Linux takes it, and it will not work all the same. */
static void warn_of(const struct reserved_mem *rmem)
{
	const struct device_node *np = rmem_node(rmem);

	if (!of_device_is_compatible(np, "shared-dma-pool"))
		return;
	if (has(np, "no-map") && has(np, "reusable"))
		tree_reject("reserved-exclusive", np, "reusable",
			    "keep one of the two words",
			    "reusable and no-map exclude each other");
	else if (!has(np, "no-map") && !has(np, "reusable") &&
		 (!memblock_phys_mem_size() ||
		  memblock_overlaps_memory(rmem->base, rmem->size))) {
		rmem_edit_pool(np);
		tree_beware("pool-needs-nomap", np, "no-map",
			    "write no-map; (a pool) or reusable; (CMA)",
			    "on arm64 no device can attach to a pool in mapped "
			    "RAM: memremap() refuses it");
	}
}

/* --- the handlers --------------------------------------------------------- */

int reserved_mem_validate(const struct device_node *np, phys_addr_t *align)
{
	int err = -ENODEV;

	for (unsigned int i = 0; err == -ENODEV && i < ARRAY_SIZE(handlers); i++)
		if (handlers[i].validate &&
		    of_device_is_compatible(np, handlers[i].compatible))
			err = handlers[i].validate((unsigned long)np, align);
	if (err == -EBUSY)
		note_bypass(np);
	return err;
}

static bool asks_next(int err)
{
	return linux_7_2() ? err == -ENODEV : err != 0;
}

/* 0; what is_unknown() tells; what the last handler said. */
static int run_handlers(struct reserved_mem *rmem)
{
	int err = linux_7_2() ? -ENODEV : -ENOENT;

	for (unsigned int i = 0; asks_next(err) && i < ARRAY_SIZE(handlers);
	     i++) {
		const struct handler *h = &handlers[i];

		if (!of_flat_dt_is_compatible(rmem->fdt_node, h->compatible))
			continue;
		err = h->setup(rmem);
		if (!err)
			pr_info("OF: reserved mem: initialized node %s, compatible id %s\n",
				rmem->name, h->compatible);
	}
	return err;
}

static bool is_unknown(int err)
{
	return err == (linux_7_2() ? -ENODEV : -ENOENT);
}

static void give_back(const struct reserved_mem *rmem)
{
	pr_info("OF: reserved mem: node %s compatible matching fail\n",
		rmem->name);
	if (has(rmem_node(rmem), "no-map"))
		memblock_clear_nomap(rmem->base, rmem->size);
	else
		memblock_phys_free(rmem->base, rmem->size);
}

int reserved_mem_init(struct reserved_mem *rmem)
{
	const struct device_node *np = rmem_node(rmem);
	phys_addr_t end = rmem->base + rmem->size - 1;
	int err = run_handlers(rmem);

	if (err && !is_unknown(err)) {
		give_back(rmem);
		explain_refusal(rmem);
		return err;
	}
	if (!linux_6_1())
		pr_info("OF: reserved mem: %pa..%pa (%lu KiB) %s %s %s\n",
			&rmem->base, &end, (unsigned long)rmem->size / SZ_1K,
			has(np, "no-map") ? "nomap" : "map",
			has(np, "reusable") ? "reusable" : "non-reusable",
			rmem->name);
	warn_of(rmem);
	return 0;
}
