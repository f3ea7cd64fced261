/* SPDX-License-Identifier: MIT */
/*
 * Device models - how to write the hardware side of a driver.
 *
 * A model is one file: a struct model_ops with its registers' read and write,
 * and a state struct.  It runs inside the board's simulation: one thread,
 * virtual time, no locks needed.  It reaches memory only through its bus
 * (model_dma_*), so it sees what a device sees: bus addresses, DRAM behind the
 * CPU's caches, an error where nothing answers.  See models/axi-cdma.c.
 *
 * A model that is a shared object of its own exports
 *	const struct model_ops dmaspace_model = { ... };
 * and is given to `dmaspace run --model FILE.so[@NODE]`.
 *
 * No function here sleeps; all may be called from any op or event.
 */
#ifndef DMASPACE_DEVICE_H
#define DMASPACE_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct model;

struct model_ops {
	const char *name;			/* "axi-cdma" */
	const char *const *compatible;		/* NULL-terminated list */
	size_t state_size;			/* bytes, zeroed, model_state() */
	/* 0 or -errno: the device is then absent.  NULL: nothing to do. */
	int (*init)(struct model *m);
	/* NULL: nothing to do. */
	void (*fini)(struct model *m);
	/*
	 * One access of 1, 2, 4 or 8 bytes to the offset off of the node's
	 * reg entry number region; never crosses its end.
	 */
	uint64_t (*read)(struct model *m, unsigned int region, uint64_t off,
			 unsigned int size);
	void (*write)(struct model *m, unsigned int region, uint64_t off,
		      uint64_t value, unsigned int size);
};

/* The models that every board has; ends with NULL (models/builtin.c). */
extern const struct model_ops *const model_builtin[];

/* The model's own state_size bytes. */
void *model_state(struct model *m);
/* The device's name on the board: "a0000000.dma". */
const char *model_name(const struct model *m);

/*
 * Bus master access: n bytes at the bus address addr.  0; -EFAULT when nothing
 * answers there (a decode error; reported); nothing is transferred then.
 */
int model_dma_read(struct model *m, uint64_t addr, void *buf, size_t n);
int model_dma_write(struct model *m, uint64_t addr, const void *buf, size_t n);
/* n bytes from src to dst, as a burst engine does: no buffer needed. */
int model_dma_copy(struct model *m, uint64_t dst, uint64_t src, size_t n);

/* Level of the interrupt line index (order of the node's interrupts). */
void model_irq(struct model *m, unsigned int index, bool level);

/* Virtual time in ns since the board was switched on. */
uint64_t model_now(const struct model *m);

/* Something to happen later.  Embed it in the state; zero is "not armed". */
struct model_event {
	void (*fn)(struct model *m, struct model_event *ev);
	struct model *model;			/* private from here on */
	uint64_t queue[4];
};
/* Call ev->fn in ns from now; an armed one is moved. */
void model_after(struct model *m, struct model_event *ev, uint64_t ns);
void model_cancel(struct model *m, struct model_event *ev);
bool model_armed(const struct model_event *ev);

/* Properties of the device's node: first cell; present or not. */
bool model_property_u32(const struct model *m, const char *name,
			uint32_t *value);
bool model_property(const struct model *m, const char *name);

/* A random number of the board's seed, for delays that hardware may choose. */
uint64_t model_random(struct model *m, uint64_t below);

/*
 * The driver broke the device's rules (its manual says so): a report
 * "model-misuse" with this sentence and the driver's line.  Then refuse the
 * access as the hardware would.
 */
void model_misuse(struct model *m, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
