// SPDX-License-Identifier: MIT
/*
 * scan - what the kernel does with a tree before it has memory.
 *
 * Nodes first, then /memory into memblock, then reservations.  of_boot() does
 * this and makes the DRAM; board_tree_scan() does it without a machine.
 *
 * Same as Linux: which nodes are memory, how they are cut to pages, the lines.
 * Not the same:  a tree whose cells make no sense is refused; linux,
 * usable-memory-range is not looked at.
 */
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/of_fdt.h>
#include <linux/printk.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "dmaspace/tree.h"
#include "home/home.h"
#include "host/host.h"
#include "of/boot.h"
#include "of/private.h"

/* --- the tree before it has nodes ----------------------------------------- */

const void *of_get_flat_dt_prop(unsigned long node, const char *name,
				int *size)
{
	return of_get_property((struct device_node *)node, name, size);
}

int of_flat_dt_is_compatible(unsigned long node, const char *name)
{
	return of_device_is_compatible((struct device_node *)node, name);
}

const char *of_flat_dt_get_machine_name(void)
{
	const char *name = NULL;

	if (of_property_read_string(of_root, "model", &name))
		of_property_read_string(of_root, "compatible", &name);
	return name;
}

/* --- memory --------------------------------------------------------------- */

static int check_root_cells(const char *name)
{
	int cells = tree_bus_cells(of_root, name);

	if (cells >= 1 && cells <= 4)
		return 0;
	host_error("device tree: /: %s is %d, expected 1 to 4 (2 on a 64-bit machine)",
		   name, cells);
	return -EINVAL;
}

/* One bank, cut to whole pages. */
static int add_bank(u64 base, u64 size)
{
	u64 head = -base & (PAGE_SIZE - 1);

	if (head && size < head) {
		pr_warn("OF: fdt: Ignoring memory block 0x%llx - 0x%llx\n", base,
			base + size);
		return 0;
	}
	return memblock_add(base + head, (size - head) & PAGE_MASK);
}

static int add_memory(const struct device_node *np, int na, int ns)
{
	int len, one = na + ns, err = 0;
	const __be32 *reg = of_get_property(np, "linux,usable-memory", &len);

	if (!reg)
		reg = of_get_property(np, "reg", &len);
	if (!reg)
		return 0;
	if (len % (one * 4))
		tree_beware("memory-reg-cells", np, "reg",
			    "write address and size with the root's cells",
			    "%d bytes are no multiple of the %d of an entry",
			    len, one * 4);
	for (len /= 4; len >= one && !err; len -= one, reg += one) {
		u64 base = of_read_number(reg, na);
		u64 size = of_read_number(reg + na, ns);

		if (size)
			err = add_bank(base, size);
	}
	return err;
}

static int scan_memory(void)
{
	int na = tree_bus_cells(of_root, "#address-cells");
	int ns = tree_bus_cells(of_root, "#size-cells");
	struct device_node *np;
	int err = 0;

	for_each_child_of_node(of_root, np) {
		if (of_node_is_type(np, "memory")) {
			if (of_device_is_available(np))
				err = add_memory(np, na, ns);
		} else if (of_node_name_eq(np, "memory")) {
			tree_beware("memory-type", np, "device_type",
				    "device_type = \"memory\";",
				    "not said to be memory: ignored");
		}
		if (err)
			return err;
	}
	if (!memblock_phys_mem_size())
		tree_beware("memory-missing", of_root, NULL,
			    "add a memory node with the board's RAM",
			    "no RAM: boot loaders fill it in; where the kernel "
			    "puts dynamic regions is not known without");
	return 0;
}

/* What the kernel does with the tree that is there. */
static int read_tree(void)
{
	const char *name = of_flat_dt_get_machine_name();
	int err;

	if (name)
		pr_info("Machine model: %s\n", name);
	err = scan_memory();
	return err ? err : reserved_mem_scan();
}

int of_scan(const void *dtb, size_t size)
{
	int err;

	of_reset();
	err = tree_build(dtb, size);
	if (!err)
		err = check_root_cells("#address-cells");
	if (!err)
		err = check_root_cells("#size-cells");
	if (err)
		return err;
	return read_tree();
}

void of_reset(void)
{
	reserved_mem_reset();
	memblock_reset();
	irq_lines_reset();
	tree_reset();
}

/* --- with a machine ------------------------------------------------------- */

static int make_bank(phys_addr_t base, phys_addr_t size)
{
	int err = home_dram_add(base, size);

	if (err)
		host_error("/memory: the bank of 0x%llx bytes at 0x%llx cannot "
			   "be made: %s", size, base, err == -ENOMEM ?
			   "no memory, or more than 64 banks" :
			   "all banks must lie within 1 TiB");
	return err;
}

/* Neighbours are one bank, whether mapped or not. */
static int make_dram(void)
{
	const struct memblock_region *r;
	phys_addr_t base = 0, end = 0;
	int err = 0;

	for (unsigned int i = 0; !err && (r = memblock_memory_at(i)); i++) {
		if (r->base != end) {
			if (end != base)
				err = make_bank(base, end - base);
			base = r->base;
		}
		end = r->base + r->size;
	}
	return !err && end != base ? make_bank(base, end - base) : err;
}

int of_boot(const void *dtb, size_t size)
{
	int err = of_scan(dtb, size);

	if (err)
		return err;
	if (memblock_phys_mem_size())
		return make_dram();
	host_error("device tree: no memory: expected a node below the root "
		   "with device_type = \"memory\" and a reg; boot loaders "
		   "often fill it in, as --memory=SIZE@BASE does");
	return -EINVAL;
}

/* --- without one: dmaspace/tree.h ----------------------------------------- */

static void be_kernel(const struct board_kernel *kernel)
{
	static const struct board_kernel usual;

	kernel = kernel ? kernel : &usual;
	linux_version = kernel->version ? kernel->version : 0x060c00;
	linux_page_shift = kernel->page_shift ? kernel->page_shift : PAGE_SHIFT;
	linux_arm32 = kernel->arm32;
	linux_cmdline = kernel->cmdline;
}

int board_tree_scan(const void *dtb, size_t size,
		    const struct board_kernel *kernel)
{
	be_kernel(kernel);
	return of_scan(dtb, size);
}

int board_tree_rescan(const struct board_kernel *kernel)
{
	be_kernel(kernel);
	reserved_mem_reset();
	memblock_reset();
	return of_root ? read_tree() : -EINVAL;
}

void board_tree_reset(void)
{
	of_reset();
}

int board_tree_iomem(char *buf, size_t n)
{
	return iomem_text(buf, n);
}
