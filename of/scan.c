// SPDX-License-Identifier: MIT
/*
 * scan - what the kernel does with a tree before it has memory.
 *
 * Nodes first, then /memory into memblock, then reservations.  of_boot() does
 * this and makes the DRAM; board_tree_scan() does it without a machine.
 *
 * Same as Linux: which nodes are memory, how they are cut to pages, the lines.
 * Not the same:  a tree whose cells make no sense is refused.
 */
#include <linux/bitops.h>
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/of_fdt.h>
#include <linux/printk.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "core/mm/page.h"
#include "dmaspace/tree.h"
#include "home/home.h"
#include "host/host.h"
#include "of/boot.h"
#include "of/private.h"
#include "of/reserved-mem.h"

static enum board_arch arch = BOARD_ARM64;	/* what boots is that */

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

/* Addresses have 32 bits, and the highest is nobody's: so is its page. */
static u64 cut_to_arm(u64 base, u64 size)
{
	if (base > U32_MAX) {
		pr_warn("OF: fdt: Ignoring memory block 0x%llx - 0x%llx\n", base,
			base + size);
		return 0;
	}
	if (base + size - 1 > U32_MAX)
		pr_warn("OF: fdt: Ignoring memory range 0x%llx - 0x%llx\n",
			1ULL << 32, base + size);
	return min_t(u64, size, U32_MAX - base);
}

/* One bank, cut to whole pages. */
static int add_bank(u64 base, u64 size)
{
	u64 head = -base & (LINUX_PAGE_SIZE - 1);

	if (head && size < head) {
		pr_warn("OF: fdt: Ignoring memory block 0x%llx - 0x%llx\n", base,
			base + size);
		return 0;
	}
	base += head;
	size = (size - head) & ~(LINUX_PAGE_SIZE - 1);
	if (linux_arm32)
		size = cut_to_arm(base, size);
	return size ? memblock_add(base, size) : 0;
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
			tree_edit(np, "device_type", "\"memory\"");
			tree_beware("memory-type", np, "device_type",
				    "device_type = \"memory\";",
				    "not said to be memory: ignored");
		}
		if (err)
			return err;
	}
	if (!memblock_phys_mem_size())
		tree_note(TREE_NOTE, "memory-missing", of_root, NULL,
			  "add a memory node with the board's RAM",
			  "no RAM: boot loaders fill it in; where the kernel "
			  "puts dynamic regions is not known without");
	return 0;
}

/*
 * The DMA zone ends where the narrowest bus of the tree does; where there is RAM
 * below 4 GiB, at 4 GiB at the latest.  6.1 knows whole bits.
 */
void of_limit_dma_zone(void)
{
	phys_addr_t limit = of_dma_get_max_cpu_address(NULL);

	if (linux_6_1())
		limit = DMA_BIT_MASK(fls64(limit));
	if (memblock_start_of_DRAM() < U32_MAX)
		limit = min_t(phys_addr_t, limit, U32_MAX);
	zone_dma_limit = limit;
}

/* What is in memory before a board_tree_scan() begins. */
static const struct board_area *loaded;
static unsigned int nr_loaded;

static int reserve_loaded(void)
{
	int err = 0;

	for (unsigned int i = 0; !err && i < nr_loaded; i++)
		err = memblock_reserve(loaded[i].base, loaded[i].size);
	return err;
}

/* --- /memreserve/ --------------------------------------------------------- */

/* A region that the kernel has placed there, not knowing better. */
static void warn_of_placed(phys_addr_t base, phys_addr_t size)
{
	const struct reserved_mem *r;

	for (unsigned int i = 0; (r = reserved_mem_at(i)); i++)
		if (!of_property_present(rmem_node(r), "reusable") &&
		    r->base < base + size && base < r->base + r->size)
			tree_beware("reserved-overlap-memreserve", rmem_node(r),
				    "size", "keep it away by alloc-ranges, or "
				    "make a node of the /memreserve/",
				    "placed at 0x%llx, over /memreserve/ 0x%llx..0x%llx, "
				    "which kernels since 6.4 reserve last",
				    r->base, base, base + size - 1);
}

int memreserve_take(void)
{
	u64 base, size;

	for (unsigned int i = 0; tree_memreserve(i, &base, &size); i++) {
		warn_of_placed(base, size);
		if (memblock_reserve(base, size))
			return -ENOMEM;
	}
	return 0;
}

/* What the kernel does with the tree that is there. */
static int read_tree(void)
{
	const char *name = of_flat_dt_get_machine_name();
	int err;

	linux_arm32 = arch == BOARD_ARM ||
		      (arch == BOARD_ARCH_AUTO && tree_cpus_arm32());
	if (linux_arm32)
		linux_page_shift = PAGE_SHIFT;
	if (name)
		pr_info("%sMachine model: %s\n", linux_arm32 ? "OF: fdt: " : "",
			name);
	err = scan_memory();
	if (!err)
		err = chosen_cap_memory();
	if (!err)
		err = chosen_limit_memory();
	if (!err)
		err = reserve_loaded();
	if (!err)
		err = chosen_reserve_initrd();
	if (err)
		return err;
	of_limit_dma_zone();
	return reserved_mem_scan();
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
	of_limit_dma_zone();
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
	arch = kernel->arch;
	linux_cmdline = kernel->cmdline;
	loaded = kernel->loaded;
	nr_loaded = kernel->nr_loaded;
}

int board_tree_scan(const void *dtb, size_t size,
		    const struct board_kernel *kernel)
{
	int err;

	be_kernel(kernel);
	err = of_scan(dtb, size);
	nr_loaded = 0;
	return err;
}

int board_tree_rescan(const struct board_kernel *kernel)
{
	int err;

	be_kernel(kernel);
	reserved_mem_reset();
	memblock_reset();
	err = of_root ? read_tree() : -EINVAL;
	nr_loaded = 0;
	return err;
}

bool board_tree_is_arm(void)
{
	return linux_arm32;
}

void board_tree_reset(void)
{
	of_reset();
}

int board_tree_iomem(char *buf, size_t n)
{
	return iomem_text(buf, n);
}
