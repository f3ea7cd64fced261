/* SPDX-License-Identifier: MIT */
/*
 * home - the machine that the kernel side runs on.
 *
 * DRAM and the views that the CPU has of it, MMIO, interrupts, time.  The one
 * home today is home/board/, a simulation; a second one (VFIO) will make this
 * list an ops table.  Plain C types; one thread; nothing here sleeps.
 *
 * The window.  All memory that driver code may touch and that a device or a
 * cache may see lies in one window at a fixed address, 1 TiB an area:
 *
 *	linear		cached view of DRAM, by offset from home_dram_base()
 *	vmalloc		other cached addresses of the same lines
 *	uncached	Normal non-cacheable view of DRAM
 *	wc		write-combining view of DRAM
 *	mmio		cookies of ioremap(): no memory is behind them
 *
 * Each view is memory of its own, never DRAM: what moves between them moves by
 * a line fill, a write-back, a store that drains.  So K and M code never
 * touches the window with a plain load or store: home_load() and its like do,
 * or files that are compiled with the sensor (core/sensed).
 */
#ifndef HOME_HOME_H
#define HOME_HOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HOME_LINE		64u		/* bytes of a cache line */
#define HOME_AREA_SHIFT		40
#define HOME_AREA_SIZE		(UINT64_C(1) << HOME_AREA_SHIFT)
#define HOME_WINDOW		UINT64_C(0x200000000000)
#define HOME_WINDOW_SIZE	(5 * HOME_AREA_SIZE)

enum home_area {
	HOME_LINEAR, HOME_VMALLOC, HOME_UNCACHED, HOME_WC, HOME_MMIO,
	HOME_NR_AREAS,
};

#define HOME_AREA(area)	(HOME_WINDOW + (uint64_t)(area) * HOME_AREA_SIZE)

static inline bool home_in_window(const volatile void *va)
{
	return (uintptr_t)va - HOME_WINDOW < HOME_WINDOW_SIZE;
}

static inline enum home_area home_area_of(const volatile void *va)
{
	return (enum home_area)(((uintptr_t)va - HOME_WINDOW) >>
				HOME_AREA_SHIFT);
}

/* --- DRAM and its views --------------------------------------------------- */

/*
 * One bank, page aligned.  The first call sets home_dram_base() to base
 * rounded down to 1 GiB, so add the lowest first.  0, -EINVAL (unaligned, or
 * more than 1 TiB above the base), -EEXIST (overlap), -ENOMEM.
 */
int home_dram_add(uint64_t paddr, uint64_t size);
uint64_t home_dram_base(void);
/* Is all of the range DRAM? */
bool home_dram_contains(uint64_t paddr, uint64_t size);
/* Where a byte of DRAM is in the memory file, for a program's mapping. */
int home_dram_fd(uint64_t paddr, uint64_t *offset);

/* The byte's address in the linear, uncached or wc area, and back.  Any area
 * but mmio back; vmalloc addresses must be mapped (else ~0). */
static inline void *home_vaddr(enum home_area area, uint64_t dram_offset)
{
	return (void *)(uintptr_t)(HOME_AREA(area) + dram_offset);
}
uint64_t home_paddr(const volatile void *va);

/* Alias pages at page-aligned va of the vmalloc area; 0 or -ENOMEM. */
int home_vmap(void *va, uint64_t paddr, size_t size);
void home_vunmap(void *va, size_t size);

/*
 * Pages that are open to a program (it maps them): the view falls in with
 * DRAM until closed.  Counted.  0 or -errno.
 */
int home_open_pages(uint64_t paddr, size_t size);
void home_close_pages(uint64_t paddr, size_t size);

/*
 * The CPU loads and stores, as the driver's own code would: lines fill, get
 * dirty, drain.  va in the window, or ordinary memory (then a plain copy).
 */
void home_load(const volatile void *va, void *buf, size_t n);
void home_store(volatile void *va, const void *buf, size_t n);
/* n bytes of value; whole zero pages cost no memory. */
void home_set(volatile void *va, int value, size_t n);
/* New owner, old contents gone: DRAM and every view read as zero. */
void home_wipe(uint64_t paddr, size_t size);

/*
 * A second user of pinned pages that the sensor cannot see: fetch brings the
 * program's bytes of [paddr, paddr + size) in, put takes the board's to it.
 * Called for whole lines of a page that home_twin() named.
 */
struct home_twin_ops {
	void (*fetch)(void *cookie, uint64_t paddr, void *buf, size_t n);
	void (*put)(void *cookie, uint64_t paddr, const void *buf, size_t n);
};
int home_twin(uint64_t paddr, const struct home_twin_ops *ops, void *cookie);
/* Ends it; the program's memory has what the CPU would see. */
void home_untwin(uint64_t paddr);

/* --- cache maintenance and barriers, by physical address ------------------ */

enum home_cache_op {
	HOME_CLEAN,			/* write dirty lines back */
	HOME_INVALIDATE,		/* drop whole lines; the partial lines at
					 * both ends are cleaned first */
	HOME_CLEAN_INVALIDATE,
};
void home_cache(enum home_cache_op op, uint64_t paddr, size_t size);

/*
 * The CPU copies n bytes of DRAM to others that do not overlap, through its
 * cache, and the checker's lines are not asked: the kernel's own memcpy().
 * FRESH: as after HOME_INVALIDATE of the source; CLEAN: as before HOME_CLEAN of
 * the target.
 */
enum home_copy { HOME_COPY_FRESH = 1, HOME_COPY_CLEAN = 2 };
void home_copy(uint64_t dst, uint64_t src, size_t n, unsigned int how);

enum home_barrier { HOME_RMB = 1, HOME_WMB = 2, HOME_MB = 3 };
/* Pending stores drain (WMB), later loads see the present (RMB). */
void home_barrier(enum home_barrier kind);

/* --- watched lines -------------------------------------------------------- */

/*
 * The checker's lines.  A watched line's accesses go to vectors.watch first.
 * Counted by line; size may be any.
 */
void home_watch(uint64_t paddr, size_t size);
void home_unwatch(uint64_t paddr, size_t size);

struct home_access {
	uint64_t paddr;
	uint32_t size;
	bool write;
	bool device;			/* by a bus master, else by a CPU */
	bool coherent;			/* the bus master snoops */
	const char *master;		/* its name; NULL for a CPU */
	uintptr_t pc, frame;		/* of a CPU access: for host_stack_save */
};

/* --- what the machine calls in the kernel --------------------------------- */

struct home_vectors {
	/* Interrupt line is pending and this CPU takes interrupts. */
	void (*irq)(unsigned int line);
	/* A good moment to run something else. */
	void (*preempt)(void);
	/* A watched line is about to be accessed. */
	void (*watch)(const struct home_access *access);
	/* The code polls and nothing changes: let something else happen. */
	void (*poll)(void);
	/* A fault in kernel code; does not return. */
	void (*fault)(const char *id, uintptr_t addr, uintptr_t pc,
		      uintptr_t frame);
};
void home_set_vectors(const struct home_vectors *vectors);

/* --- MMIO ----------------------------------------------------------------- */

/* A cookie for [paddr, paddr + size); NULL when there is no room. */
volatile void *home_ioremap(uint64_t paddr, size_t size);
void home_iounmap(volatile void *cookie);
/* size 1, 2, 4, 8.  Nothing there: all ones, and a report. */
uint64_t home_mmio_read(const volatile void *cookie, unsigned int size);
void home_mmio_write(volatile void *cookie, uint64_t value, unsigned int size);

/* --- interrupts and CPUs -------------------------------------------------- */

/* Mask or unmask interrupts of this CPU; the previous state.  Unmasking
 * delivers what is pending before it returns. */
bool home_irq_mask(bool masked);
bool home_irq_masked(void);
/* A line reaches the CPUs or not; level triggered. */
void home_irq_enable(unsigned int line, bool on);
/* Level of a line: devices, and the kernel's own (its timer). */
void home_irq_level(unsigned int line, bool level);
/* Is an enabled line up, whether this CPU takes interrupts or not? */
bool home_irq_pending(void);
/* Interrupt lines are numbered by who wires them: 0 .. 1023. */
#define HOME_NR_IRQS	1024
#define HOME_IRQ_TIMER	(HOME_NR_IRQS - 1)	/* the kernel's timer */
#define HOME_IRQ_NS	500u	/* to take one: entry, acknowledge, exit */

/* --- time ----------------------------------------------------------------- */

/*
 * What code may do, in ns, before somebody looks at the clock, and what time it
 * is then.  Read and paid at each access and call, so it is not behind a call.
 */
extern struct home_clock {
	int64_t left;			/* may be overdrawn */
	uint64_t end;
} home_clock __attribute__((visibility("hidden")));

/* Virtual ns since power on. */
static inline uint64_t home_now(void)
{
	return home_clock.end - (uint64_t)home_clock.left;
}

/* Something cost that much; true: the clock is to be looked at, home_spend(0).
 * No event runs. */
static inline bool home_charge(uint64_t ns)
{
	home_clock.left -= (int64_t)ns;
	return home_clock.left <= 0;
}

/* Busy work of this length: events in it happen, interrupts are taken. */
void home_spend(uint64_t ns);

struct home_event {
	void (*fn)(struct home_event *ev);
	uint64_t at, seq;
	unsigned int slot;		/* place in the queue + 1; 0: not armed */
};
/* Events run in order of at, then of arming; never nested in each other. */
void home_event_arm(struct home_event *ev, uint64_t at);
void home_event_cancel(struct home_event *ev);
/*
 * Nothing can run: jump to the next event and run it (and all of the same
 * time).  false: there is none.
 */
bool home_idle(void);

/* Somebody could run instead (or no more): preempt comes soon, then often. */
void home_rivals(bool others);

/* Counts looks at the clock, events and interrupts: stands still when code of
 * a driver loops and touches nothing. */
extern volatile uint64_t home_progress;
/* For vectors.poll: how often in a row this loop was seen to poll. */
extern unsigned int home_poll_rounds;

/* --- chance and trace ----------------------------------------------------- */

enum home_dice { HOME_DICE_SCHED, HOME_DICE_CACHE, HOME_DICE_MODEL };

uint64_t home_random(uint64_t below);
/* Something happened: it goes into the trace hash. */
void home_trace(unsigned int what, uint64_t a, uint64_t b);
uint64_t home_trace_hash(void);

/* --- power and devices ---------------------------------------------------- */

enum home_cache_mode { HOME_CACHE_NONE, HOME_CACHE_LAZY, HOME_CACHE_HOSTILE };
int home_power_on(uint64_t seed, enum home_cache_mode mode);

/* What the kernel's tree says of a device, for the model that plays it. */
struct home_region { uint64_t paddr, size; };
struct home_window { uint64_t bus, paddr, size; };

struct home_device {
	const char *name;			/* "a0000000.dma" */
	const char *path;			/* node path in the tree */
	const char *compatible;			/* as in the tree: strings in a row */
	size_t compatible_size;
	const struct home_region *regions;
	unsigned int nr_regions;
	const unsigned int *irqs;		/* lines */
	unsigned int nr_irqs;
	const struct home_window *windows;	/* dma-ranges; none: identity */
	unsigned int nr_windows;
	bool coherent;
	/* Cells and bytes of a property; NULL when absent. */
	const void *(*property)(void *node, const char *name, int *len);
	void *node;
};
/* Wire a device up: 0 also when no model plays it.  Copies what it keeps,
 * but for node, which stays. */
int home_device_add(const struct home_device *device);
/* Which model plays which node; node NULL: each that its compatible names.
 * Before home_device_add().  0, -EEXIST, -ENOMEM. */
struct model_ops;
int home_model_add(const struct model_ops *ops, const char *node);
void home_devices_fini(void);

#endif
