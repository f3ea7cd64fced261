/* SPDX-License-Identifier: MIT */
/*
 * The modelled machine's rooms among themselves.
 *
 * One board a process, so its state is static in the file that owns it; what
 * others need of it stands here.
 *
 * Offsets ("off") are bytes from home_dram_base(); a line is off / HOME_LINE, a
 * page off / PAGE_SIZE.
 */
#ifndef BOARD_PRIVATE_H
#define BOARD_PRIVATE_H

#include "home/home.h"
#include "host/host.h"

#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

#define PAGE_SIZE	UINT64_C(4096)
#define PAGE_MASK	(PAGE_SIZE - 1)
#define LINE_SHIFT	6
#define LINE_MASK	((uint64_t)HOME_LINE - 1)
#define PAGE_LINES	(PAGE_SIZE / HOME_LINE)

/* --- state of a line in one view ------------------------------------------ */

#define LINE_VALID	0x01u		/* the view's bytes may be used */
#define LINE_DIRTY	0x02u		/* newer than DRAM (cached views) */
#define LINE_WATCHED	0x04u		/* the checker wants to know */
#define LINE_OPEN	0x08u		/* the view is DRAM itself */
#define LINE_PENDING	0x10u		/* in the store buffer */
#define LINE_SLOW	(LINE_WATCHED | LINE_OPEN | LINE_PENDING)

/*
 * Where DRAM is for us, and where the state bytes are: fixed, so that an
 * address of the window gives its line by arithmetic.
 */
#define DRAM_HOST	UINT64_C(0x380000000000)
#define STATE_HOST	UINT64_C(0x3a0000000000)
#define STATE_SIZE	(HOME_AREA_SIZE >> LINE_SHIFT)

/*
 * One table an area, so (address - HOME_WINDOW) / HOME_LINE is the index for
 * the whole window.  vmalloc and mmio lines stay 0: never quick.
 */
static inline uint8_t *line_state(enum home_area area, uint64_t line)
{
	return (uint8_t *)(STATE_HOST + (uint64_t)area * STATE_SIZE + line);
}

/*
 * How often a line of the linear area is watched.  Half a page off: a CPU takes
 * a load for dependent on a store whose address has the same lower 12 bits.
 */
static inline uint8_t *watch_count(uint64_t line)
{
	return (uint8_t *)(STATE_HOST + HOME_NR_AREAS * STATE_SIZE +
			   PAGE_SIZE / 2 + line);
}

/* Has the page been touched through an uncached or wc address? */
static inline uint8_t *page_buffered(uint64_t off)
{
	return (uint8_t *)(STATE_HOST + (HOME_NR_AREAS + 1) * STATE_SIZE +
			   off / PAGE_SIZE);
}

/* How many mappings of programs have the page open. */
static inline uint8_t *page_open_count(uint64_t off)
{
	return page_buffered(off) + HOME_AREA_SIZE / PAGE_SIZE;
}

#define STATE_TABLES	((HOME_NR_AREAS + 1) * STATE_SIZE + \
			 2 * (HOME_AREA_SIZE / PAGE_SIZE))

/* The same byte in each of eight lines' states. */
#define EACH_LINE(byte)	((uint64_t)(byte) * UINT64_C(0x0101010101010101))

static inline char *dram_at(uint64_t off)
{
	return (char *)(DRAM_HOST + off);
}

static inline char *view_at(enum home_area area, uint64_t off)
{
	return (char *)(HOME_AREA(area) + off);
}

static inline bool area_is_cached(enum home_area area)
{
	return area == HOME_LINEAR || area == HOME_VMALLOC;
}

/* --- phys.c --------------------------------------------------------------- */

/* Offset of a physical address; the caller knows that it is DRAM. */
uint64_t dram_offset(uint64_t paddr);
uint64_t dram_paddr(uint64_t off);
bool dram_has(uint64_t off, uint64_t size);
/* Bytes of DRAM in a row from off in one bank; 0: no DRAM. */
uint64_t dram_run(uint64_t off);
/* The view's memory back as it was made, after an open page. */
int phys_restore_view(enum home_area area, uint64_t off, uint64_t size);
int phys_open_view(enum home_area area, uint64_t off, uint64_t size);
int phys_alias(uintptr_t va, uint64_t off, uint64_t size);
void phys_zero(uint64_t off, uint64_t size);

/* --- views.c -------------------------------------------------------------- */

/* Area and offset of a window address; false: nothing is mapped there. */
bool view_resolve(uintptr_t va, enum home_area *area, uint64_t *off);
/* Whether a page has a program behind it. */
bool twin_at(uint64_t off);
extern unsigned int nr_twins;
/* Bring the program's bytes into DRAM, lines that it changed or all. */
void twin_fetch(uint64_t off, uint64_t size);
/* Give DRAM's bytes to the program. */
void twin_put(uint64_t off, uint64_t size);

/* --- cache.c -------------------------------------------------------------- */

extern enum home_cache_mode cache_mode;

/* Make the bytes usable in their view; the access itself follows at once. */
void cache_access(enum home_area area, uint64_t off, unsigned int size,
		  bool write);
/* Does the checker want to know of an access to the range? */
bool cache_watched(uint64_t off, uint64_t size);
/* Before a bus master's access; after its write. */
void cache_snoop(uint64_t off, uint64_t size, bool write);
/* One thing that a cache may do whenever it likes. */
void cache_whim(void);

/* --- buffers.c ------------------------------------------------------------ */

void buffers_access(enum home_area area, uint64_t off, unsigned int size,
		    bool write);
/* A bus master is about to read or write the range. */
void buffers_before_bus(uint64_t off, uint64_t size, bool write);
void buffers_forget(uint64_t off, uint64_t size);
/* Stores that have waited long enough, or by chance. */
void buffers_whim(void);
void buffers_drain(void);

/* --- clock.c -------------------------------------------------------------- */

/* Run what is due, take interrupts, be whimsical; there is budget for at least
 * one access then. */
void clock_point(void);
bool clock_in_event(void);
void clock_seed(uint64_t seed);
uint64_t dice(enum home_dice which, uint64_t below);
extern const struct home_vectors *vectors;

/* --- irq.c ---------------------------------------------------------------- */

void irq_deliver(void);

/* --- bus.c ---------------------------------------------------------------- */

struct model;
struct model *bus_region(uint64_t paddr, unsigned int *region, uint64_t *off,
			 uint64_t *left);
void bus_watch(const struct model *m, uint64_t off, uint64_t size, bool write);

/* --- sensor.c ------------------------------------------------------------- */

/*
 * Where the code is that the machine acts for: a sensor callback, or a kernel
 * function that loads, stores or reaches a register.  Valid while that call
 * lasts; 0, 0 in an event.
 */
extern struct place {
	uintptr_t pc, frame;
} place;

#define PLACE_HERE() \
	(place = (struct place){ \
		(uintptr_t)__builtin_return_address(0), \
		*(uintptr_t *)__builtin_frame_address(0) })

void sensor_place(uintptr_t *pc, uintptr_t *frame);
/* A register was read and gave value: is somebody polling it? */
void poll_register(const volatile void *cookie, uint64_t value);

/* --- devices.c ------------------------------------------------------------ */

struct model_ops;

struct model {
	const struct model_ops *ops;
	char *name, *path;
	void *state;
	struct home_region *regions;
	unsigned int nr_regions;
	unsigned int *irqs;
	unsigned int nr_irqs;
	struct home_window *windows;
	unsigned int nr_windows;
	bool coherent;
	uint32_t doorbell;		/* stack of the write that set it off */
	const void *(*property)(void *node, const char *name, int *len);
	void *node;
	struct model *next;
};

extern struct model *models;

#endif
