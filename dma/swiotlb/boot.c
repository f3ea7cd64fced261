// SPDX-License-Identifier: MIT
/*
 * The default pool of SWIOTLB, at boot.
 *
 * 64 MiB below the DMA zone's end when there is memory above it; else, from 6.5
 * on, 1 MiB for each GiB of memory, for small kmalloc() buffers of devices that
 * do not snoop.  swiotlb=SLOTS,AREAS,force|noforce of the command line changes
 * that.
 *
 * Same as Linux: when, how large, how it shrinks when memory is short, areas,
 * the lines.
 * Not the same:  what the kernel took before (page tables, struct page) is not
 * taken here, so the pool lies a little higher.
 */
#define pr_fmt(fmt) "software IO TLB: " fmt

#include <linux/align.h>
#include <linux/ctype.h>
#include <linux/kstrtox.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "dma/private.h"
#include "dma/swiotlb/swiotlb.h"
#include "of/cmdline.h"
#include "of/reserved-mem.h"

#define DEFAULT_SLOTS	(IO_TLB_DEFAULT_SIZE >> IO_TLB_SHIFT)
#define LEAST_SLOTS	(SZ_1M >> IO_TLB_SHIFT)

static unsigned long nslots = DEFAULT_SLOTS;
static unsigned int nareas;		/* 0: nobody said */
static bool always, never;

unsigned long swiotlb_size_or_default(void)
{
	return nslots << IO_TLB_SHIFT;
}

/* --- sizes ---------------------------------------------------------------- */

/* As many slots as the areas divide; true: it became more. */
static bool round_up_slots(void)
{
	if (!nareas)
		return false;
	if (nslots < IO_TLB_SEGSIZE * nareas)
		nslots = IO_TLB_SEGSIZE * nareas;
	else if (is_power_of_2(nslots))
		return false;
	nslots = roundup_pow_of_two(nslots);
	return true;
}

static void set_areas(unsigned int n)
{
	nareas = n ? roundup_pow_of_two(n) : 1;
	pr_info("area num %d.\n", nareas);
	if (round_up_slots())
		pr_info("SWIOTLB bounce buffer size roundup to %luMB\n",
			mib(swiotlb_size_or_default()));
}

static unsigned int limit_areas(unsigned int areas, unsigned long slots)
{
	return slots < areas * IO_TLB_SEGSIZE ? slots / IO_TLB_SEGSIZE : areas;
}

/* 1 MiB a GiB, unless the command line said how much. */
static void shrink_to_memory(void)
{
	unsigned long size = DIV_ROUND_UP(memblock_phys_mem_size(), 1024);

	size = ALIGN(min(size, swiotlb_size_or_default()), IO_TLB_SIZE);
	if (nslots != DEFAULT_SLOTS)
		return;
	nslots = ALIGN(size >> IO_TLB_SHIFT, IO_TLB_SEGSIZE);
	if (round_up_slots())
		size = swiotlb_size_or_default();
	pr_info("SWIOTLB bounce buffer size adjusted to %luMB\n", mib(size));
}

/* --- the command line ----------------------------------------------------- */

static unsigned long number(const char **at)
{
	char *end;
	unsigned long n = simple_strtoul(*at, &end, 0);

	*at = end;
	return n;
}

static bool is_word(const char *at, const char *word)
{
	size_t n = strlen(word);

	return !strncmp(at, word, n) && (!at[n] || isspace(at[n]));
}

static void read_parameter(const char *at)
{
	if (isdigit(*at))
		nslots = ALIGN(number(&at), IO_TLB_SEGSIZE);
	at += *at == ',';
	if (isdigit(*at))
		set_areas(number(&at));
	at += *at == ',';
	if (is_word(at, "force"))
		always = true;
	else if (is_word(at, "noforce"))
		never = true;
}

/* --- the pool ------------------------------------------------------------- */

/* Memory for *slots, or for half of that, and so on; 0: none. */
static phys_addr_t find_memory(phys_addr_t limit, unsigned long *slots)
{
	for (;; *slots = ALIGN(*slots / 2, IO_TLB_SEGSIZE)) {
		size_t bytes = PAGE_ALIGN(*slots << IO_TLB_SHIFT);
		phys_addr_t start = memblock_phys_alloc_range(bytes, PAGE_SIZE,
							      0, limit);

		if (start)
			return start;
		pr_warn("%s: Failed to allocate %zu bytes tlb structure\n",
			"swiotlb_memblock_alloc", bytes);
		if (*slots <= LEAST_SLOTS)
			return 0;
	}
}

static int create(phys_addr_t limit)
{
	unsigned long slots = nslots;
	/* arm64 means the last byte where memblock takes it for the end. */
	phys_addr_t start = find_memory(limit - 1, &slots);
	int err;

	if (!start)
		return 0;
	if (slots != nslots)
		pr_info("SWIOTLB bounce buffer size adjusted %lu -> %lu slabs\n",
			nslots, slots);
	nslots = slots;
	err = io_tlb_create(&io_tlb_default, start, slots,
			    limit_areas(nareas, slots));
	if (err)
		return err;
	io_tlb_default.force_bounce = always;
	pr_info("mapped [mem %pa-%pa] (%luMB)\n", &io_tlb_default.start,
		&io_tlb_default.end, mib(swiotlb_size_or_default()));
	return 0;
}

int swiotlb_boot(unsigned int cpus)
{
	phys_addr_t limit = memblock_zone_end(zone_dma_limit);
	bool needed = PHYS_PFN(memblock_end_of_DRAM()) > PHYS_PFN(limit);
	const char *at = NULL;

	while ((at = cmdline_next("swiotlb", at)))
		read_parameter(at);
	if (!needed && !linux_6_1()) {
		shrink_to_memory();
		needed = true;
	}
	if ((!needed && !always) || never)
		return 0;
	if (!nareas)
		set_areas(cpus);
	return create(limit);
}
