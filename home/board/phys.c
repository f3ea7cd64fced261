// SPDX-License-Identifier: MIT
/*
 * DRAM: sparse banks, and the memory of the views.
 *
 * DRAM is one sparse memory file, laid out by offset from home_dram_base() and
 * mapped whole at DRAM_HOST.  The cached view has a file of its own, so that
 * vmalloc addresses can alias its pages; uncached and wc views are private
 * memory.  A gigabyte that nobody touches costs nothing.
 */
#include <errno.h>

#include "private.h"

#define MAX_BANKS	64
#define GIB		(UINT64_C(1) << 30)

static struct bank {
	uint64_t off, size;
} banks[MAX_BANKS];			/* sorted by off */
static unsigned int nr_banks;
static uint64_t base;
static int dram_fd = -1, view_fd = -1;

uint64_t home_dram_base(void)
{
	return base;
}

uint64_t dram_offset(uint64_t paddr)
{
	return paddr - base;
}

uint64_t dram_paddr(uint64_t off)
{
	return off + base;
}

/* The window, the state tables and DRAM's own place, once. */
static int phys_claim(uint64_t first)
{
	int err;

	base = first & ~(GIB - 1);
	dram_fd = host_memfd("dram", HOME_AREA_SIZE);
	view_fd = host_memfd("cached view", HOME_AREA_SIZE);
	if (dram_fd < 0 || view_fd < 0)
		return dram_fd < 0 ? dram_fd : view_fd;
	err = host_reserve(HOME_WINDOW, HOME_WINDOW_SIZE);
	if (!err)
		err = host_reserve(DRAM_HOST, HOME_AREA_SIZE);
	if (!err)
		err = host_reserve(STATE_HOST, STATE_TABLES);
	if (!err)
		err = host_commit(STATE_HOST, STATE_TABLES);
	return err;
}

static int view_commit(enum home_area area, uint64_t off, uint64_t size)
{
	if (area == HOME_LINEAR)
		return host_map_fd(HOME_AREA(area) + off, size, view_fd, off);
	return host_commit(HOME_AREA(area) + off, size);
}

static int bank_insert(uint64_t off, uint64_t size)
{
	unsigned int i = nr_banks;

	if (nr_banks == MAX_BANKS)
		return -ENOMEM;
	while (i && banks[i - 1].off > off) {
		banks[i] = banks[i - 1];
		i--;
	}
	banks[i].off = off;
	banks[i].size = size;
	nr_banks++;
	return 0;
}

static bool bank_overlaps(uint64_t off, uint64_t size)
{
	for (unsigned int i = 0; i < nr_banks; i++)
		if (off < banks[i].off + banks[i].size &&
		    banks[i].off < off + size)
			return true;
	return false;
}

int home_dram_add(uint64_t paddr, uint64_t size)
{
	static const enum home_area areas[] = {
		HOME_LINEAR, HOME_UNCACHED, HOME_WC,
	};
	uint64_t off;
	int err = 0;

	if (!size || (paddr | size) & PAGE_MASK)
		return -EINVAL;
	if (dram_fd < 0)
		err = phys_claim(paddr);
	if (err)
		return err;
	off = paddr - base;
	if (paddr < base || off >= HOME_AREA_SIZE ||
	    size > HOME_AREA_SIZE - off)
		return -EINVAL;
	if (bank_overlaps(off, size))
		return -EEXIST;
	err = host_map_fd(DRAM_HOST + off, size, dram_fd, off);
	for (unsigned int i = 0; !err && i < 3; i++)
		err = view_commit(areas[i], off, size);
	return err ? err : bank_insert(off, size);
}

uint64_t dram_run(uint64_t off)
{
	for (unsigned int i = 0; i < nr_banks; i++)
		if (off - banks[i].off < banks[i].size)
			return banks[i].size - (off - banks[i].off);
	return 0;
}

bool dram_has(uint64_t off, uint64_t size)
{
	while (size) {
		uint64_t run = dram_run(off);

		if (!run)
			return false;
		if (run >= size)
			return true;
		off += run;
		size -= run;
	}
	return true;
}

bool home_dram_contains(uint64_t paddr, uint64_t size)
{
	return paddr >= base && dram_has(paddr - base, size);
}

int home_dram_fd(uint64_t paddr, uint64_t *offset)
{
	*offset = paddr - base;
	return dram_fd;
}

int phys_restore_view(enum home_area area, uint64_t off, uint64_t size)
{
	return view_commit(area, off, size);
}

int phys_open_view(enum home_area area, uint64_t off, uint64_t size)
{
	return host_map_fd(HOME_AREA(area) + off, size, dram_fd, off);
}

int phys_alias(uintptr_t va, uint64_t off, uint64_t size)
{
	return host_map_fd(va, size, view_fd, off);
}

void phys_zero(uint64_t off, uint64_t size)
{
	host_punch(dram_fd, off, size);
}
