// SPDX-License-Identifier: MIT
/*
 * The buses: MMIO from the CPU to the models, DRAM from the models.
 *
 * A cookie of ioremap() is an address in the mmio area with no memory behind
 * it; its mapping says which physical address it stands for.  A bus master's
 * address goes through its node's dma-ranges to a physical one; only DRAM
 * answers there.  A master sees DRAM; one that is coherent snoops the caches
 * first.
 */
#include <errno.h>
#include <string.h>

#include "dmaspace/device.h"
#include "dmaspace/report.h"
#include "private.h"

#define MMIO_READ_NS	120u
#define MMIO_WRITE_NS	40u
#define COPY_CHUNK	4096u

/* --- cookies -------------------------------------------------------------- */

/* Never reused: a cookie of yesterday is known as such. */
static struct mmio_map {
	uintptr_t va;			/* of its first page; ascending */
	uint64_t paddr, size;		/* size 0: unmapped again */
} *maps;
static unsigned int nr_maps, maps_capacity;
static uintptr_t next_cookie = HOME_AREA(HOME_MMIO);

volatile void *home_ioremap(uint64_t paddr, size_t size)
{
	uint64_t span = ((paddr & PAGE_MASK) + size + PAGE_MASK) & ~PAGE_MASK;
	struct mmio_map *more;

	if (!size || size > HOME_AREA_SIZE || paddr + size < paddr ||
	    span > HOME_WINDOW + HOME_WINDOW_SIZE - next_cookie - PAGE_SIZE)
		return NULL;
	if (nr_maps == maps_capacity) {
		more = host_realloc(maps, (maps_capacity * 2 + 16) *
				    sizeof(*more));
		if (!more)
			return NULL;
		maps = more;
		maps_capacity = maps_capacity * 2 + 16;
	}
	maps[nr_maps++] = (struct mmio_map){ next_cookie, paddr, size };
	next_cookie += span + PAGE_SIZE;
	return (volatile void *)(maps[nr_maps - 1].va + (paddr & PAGE_MASK));
}

static struct mmio_map *map_of(uintptr_t va)
{
	unsigned int low = 0, high = nr_maps;

	while (low < high) {
		unsigned int mid = (low + high) / 2;

		if (maps[mid].va <= va)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? &maps[low - 1] : NULL;
}

void home_iounmap(volatile void *cookie)
{
	struct mmio_map *map = map_of((uintptr_t)cookie);

	if (map)
		map->size = 0;
}

/* Physical address of a cookie's byte; false: not mapped (any more). */
static bool cookie_paddr(const volatile void *cookie, unsigned int size,
			 uint64_t *paddr)
{
	uintptr_t va = (uintptr_t)cookie;
	const struct mmio_map *map;
	uint64_t off;

	if (!home_in_window(cookie) || home_area_of(cookie) != HOME_MMIO)
		return false;
	map = map_of(va);
	if (!map)
		return false;
	off = va - map->va - (map->paddr & PAGE_MASK);
	if (off >= map->size || size > map->size - off)
		return false;
	*paddr = map->paddr + off;
	return true;
}

/* --- MMIO ----------------------------------------------------------------- */

static void mmio_report(const char *id, uint64_t addr, const char *kind,
			unsigned int size, bool write, const char *what,
			const char *why, const char *fix)
{
	struct report r = {
		.id = id, .addr = addr, .addr_kind = kind, .size = size,
		.why = why, .fix = fix, .nplaces = 1,
	};
	uintptr_t pc, frame;

	sensor_place(&pc, &frame);
	host_format(r.what, sizeof(r.what), what, write ? "write" : "read",
		    size, (unsigned long long)addr);
	r.place[0].what = write ? "written here" : "read here";
	r.place[0].stack = host_stack_save(pc, frame);
	r.place[0].when = home_now();
	report_emit(&r);
}

/* The model and place behind an access; NULL after a report. */
static struct model *mmio_target(const volatile void *cookie,
				 unsigned int size, bool write,
				 unsigned int *region, uint64_t *off)
{
	struct model *m = NULL;
	uint64_t paddr, left;

	if (!cookie_paddr(cookie, size, &paddr)) {
		mmio_report("mmio-bad-cookie", (uintptr_t)cookie, "vaddr", size,
			    write, "MMIO %s of %u bytes at %#llx, which is no "
			    "address that ioremap() gave (or one that was "
			    "unmapped)",
			    "there is nothing mapped: the kernel faults",
			    "keep the cookie of ioremap() and its size, and "
			    "stop before iounmap()");
		return NULL;
	}
	m = bus_region(paddr, region, off, &left);
	if (m && left >= size)
		return m;
	mmio_report("unclaimed-mmio", paddr, "paddr", size, write,
		    "MMIO %s of %u bytes at physical %#llx, where no device "
		    "answers",
		    "a real bus gives an external abort here, or all ones",
		    "check reg of the node, or give a model for it "
		    "(--model FILE.so@NODE)");
	return NULL;
}

uint64_t home_mmio_read(const volatile void *cookie, unsigned int size)
{
	uint64_t ones = size == 8 ? ~UINT64_C(0) :
			(UINT64_C(1) << (size * 8)) - 1;
	unsigned int region = 0;
	struct model *m;
	uint64_t off = 0, value = ones;

	home_spend(MMIO_READ_NS);
	PLACE_HERE();
	m = mmio_target(cookie, size, false, &region, &off);
	if (m && m->ops->read)
		value = m->ops->read(m, region, off, size) & ones;
	home_trace('r', off + region, value);
	poll_register(cookie, value);
	return value;
}

void home_mmio_write(volatile void *cookie, uint64_t value, unsigned int size)
{
	unsigned int region = 0;
	struct model *m;
	uint64_t off = 0;

	home_spend(MMIO_WRITE_NS);
	PLACE_HERE();
	m = mmio_target(cookie, size, true, &region, &off);
	home_trace('w', off + region, value);
	if (m && m->ops->write)
		m->ops->write(m, region, off, value, size);
	clock_point();
}

/* --- bus masters ---------------------------------------------------------- */

/* Physical address of a bus address, and how far that goes on. */
static bool bus_translate(const struct model *m, uint64_t addr,
			  uint64_t *paddr, uint64_t *run)
{
	if (!m->nr_windows) {
		*paddr = addr;
		*run = UINT64_MAX - addr;
		return true;
	}
	for (unsigned int i = 0; i < m->nr_windows; i++) {
		const struct home_window *w = &m->windows[i];

		if (addr - w->bus < w->size) {
			*paddr = w->paddr + (addr - w->bus);
			*run = w->size - (addr - w->bus);
			return true;
		}
	}
	return false;
}

/* DRAM offset of a bus address and the bytes that follow it there; 0: none. */
static uint64_t bus_run(const struct model *m, uint64_t addr, uint64_t *off)
{
	uint64_t paddr, window, bank;

	if (!bus_translate(m, addr, &paddr, &window) ||
	    paddr < home_dram_base())
		return 0;
	*off = dram_offset(paddr);
	bank = dram_run(*off);
	return window < bank ? window : bank;
}

static void decode_error(const struct model *m, uint64_t addr, size_t n,
			 bool write)
{
	struct report r = {
		.id = "dma-decode-error", .device = m->name, .addr = addr,
		.addr_kind = "dma", .size = n,
		.why = "the bus answers with a decode error, or the write "
		       "lands in another device",
		.fix = "give the device what dma_map_*() or "
		       "dma_alloc_*() returned, never a CPU pointer",
		.nplaces = 1,
		.place = { { .what = "set off here",
			     .stack = m->doorbell } },
	};

	host_format(r.what, sizeof(r.what),
		    "%s %s %zu bytes at bus address %#llx, where there is no "
		    "memory", m->name, write ? "writes" : "reads", n,
		    (unsigned long long)addr);
	report_emit(&r);
}

static bool bus_reaches(const struct model *m, uint64_t addr, size_t n,
			bool write)
{
	uint64_t at = addr, off, run;
	size_t left = n;

	while (left) {
		run = bus_run(m, at, &off);
		if (!run) {
			decode_error(m, addr, n, write);
			return false;
		}
		if (run >= left)
			return true;
		at += run;
		left -= run;
	}
	return true;
}

/* Everything that happens before the bytes of DRAM are used. */
static void bus_prepare(const struct model *m, uint64_t off, uint64_t size,
			bool write)
{
	bool coherent = m->coherent || cache_mode == HOME_CACHE_NONE;

	if (cache_watched(off, size)) {
		struct home_access access = {
			.paddr = dram_paddr(off), .size = (uint32_t)size,
			.write = write, .device = true, .coherent = m->coherent,
			.master = m->name,
		};

		vectors->watch(&access);
	}
	buffers_before_bus(off, size, write);
	if (!coherent)
		return;
	cache_snoop(off, size, write);
	if (nr_twins)
		twin_fetch(off, size);
}

static void bus_written(const struct model *m, uint64_t off, uint64_t size)
{
	if (nr_twins && (m->coherent || cache_mode == HOME_CACHE_NONE))
		twin_put(off, size);
}

static size_t bus_chunk(size_t left, uint64_t run)
{
	if (left > COPY_CHUNK)
		left = COPY_CHUNK;
	return left < run ? left : (size_t)run;
}

int model_dma_read(struct model *m, uint64_t addr, void *buf, size_t n)
{
	char *to = buf;
	uint64_t off, run;
	size_t part;

	if (!bus_reaches(m, addr, n, false))
		return -EFAULT;
	home_trace('R', addr, n);
	for (; n; n -= part, addr += part, to += part) {
		run = bus_run(m, addr, &off);
		part = bus_chunk(n, run);
		bus_prepare(m, off, part, false);
		memcpy(to, dram_at(off), part);
	}
	return 0;
}

int model_dma_write(struct model *m, uint64_t addr, const void *buf, size_t n)
{
	const char *from = buf;
	uint64_t off, run;
	size_t part;

	if (!bus_reaches(m, addr, n, true))
		return -EFAULT;
	home_trace('W', addr, n);
	for (; n; n -= part, addr += part, from += part) {
		run = bus_run(m, addr, &off);
		part = bus_chunk(n, run);
		bus_prepare(m, off, part, true);
		memcpy(dram_at(off), from, part);
		bus_written(m, off, part);
	}
	return 0;
}

int model_dma_copy(struct model *m, uint64_t dst, uint64_t src, size_t n)
{
	uint64_t from, to, from_run, to_run;
	size_t part;

	if (!bus_reaches(m, src, n, false) || !bus_reaches(m, dst, n, true))
		return -EFAULT;
	home_trace('C', dst, src ^ n);
	for (; n; n -= part, src += part, dst += part) {
		from_run = bus_run(m, src, &from);
		to_run = bus_run(m, dst, &to);
		part = bus_chunk(n, from_run < to_run ? from_run : to_run);
		bus_prepare(m, from, part, false);
		bus_prepare(m, to, part, true);
		memmove(dram_at(to), dram_at(from), part);
		bus_written(m, to, part);
	}
	return 0;
}
