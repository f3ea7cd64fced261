// SPDX-License-Identifier: MIT
/*
 * The devices of the board: which model plays which node, and what models may
 * ask of the board besides memory (interrupts, time, chance, properties).
 */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "dmaspace/device.h"
#include "dmaspace/report.h"
#include "private.h"

struct model *models;

static struct offer {
	const struct model_ops *ops;
	char *node;			/* NULL: by compatible */
	struct offer *next;
} *offers;

static char *copy_string(const char *s)
{
	char *copy = host_alloc(strlen(s) + 1);

	return copy ? strcpy(copy, s) : NULL;
}

static void *copy_array(const void *from, size_t n)
{
	void *copy = host_alloc(n);

	return copy && n ? memcpy(copy, from, n) : copy;
}

int home_model_add(const struct model_ops *ops, const char *node)
{
	struct offer *o;

	for (o = offers; node && o; o = o->next)
		if (o->node && !strcmp(o->node, node))
			return -EEXIST;
	o = host_alloc(sizeof(*o));
	if (!o)
		return -ENOMEM;
	o->ops = ops;
	o->node = node ? copy_string(node) : NULL;
	if (node && !o->node) {
		host_free(o);
		return -ENOMEM;
	}
	o->next = offers;
	offers = o;
	return 0;
}

static bool is_compatible(const struct model_ops *ops,
			  const struct home_device *d)
{
	const char *end = d->compatible + d->compatible_size;

	for (unsigned int i = 0; ops->compatible && ops->compatible[i]; i++)
		for (const char *c = d->compatible; c < end; c += strlen(c) + 1)
			if (!strcmp(c, ops->compatible[i]))
				return true;
	return false;
}

/* The last part of a path is enough to name a node: "dma@a0000000". */
static bool is_named(const char *node, const struct home_device *d)
{
	const char *base = strrchr(d->path, '/');

	return !strcmp(node, d->path) || (base && !strcmp(node, base + 1)) ||
	       !strcmp(node, d->name);
}

static const struct model_ops *find_ops(const struct home_device *d)
{
	for (struct offer *o = offers; o; o = o->next)
		if (o->node && is_named(o->node, d))
			return o->ops;
	for (struct offer *o = offers; o; o = o->next)
		if (!o->node && is_compatible(o->ops, d))
			return o->ops;
	return NULL;
}

static void model_free(struct model *m)
{
	host_free(m->name);
	host_free(m->path);
	host_free(m->state);
	host_free(m->regions);
	host_free(m->irqs);
	host_free(m->windows);
	host_free(m);
}

static struct model *model_make(const struct model_ops *ops,
				const struct home_device *d)
{
	struct model *m = host_alloc(sizeof(*m));

	if (!m)
		return NULL;
	m->ops = ops;
	m->name = copy_string(d->name);
	m->path = copy_string(d->path);
	m->state = host_alloc(ops->state_size);
	m->regions = copy_array(d->regions, d->nr_regions * sizeof(*m->regions));
	m->irqs = copy_array(d->irqs, d->nr_irqs * sizeof(*m->irqs));
	m->windows = copy_array(d->windows, d->nr_windows * sizeof(*m->windows));
	m->nr_regions = d->nr_regions;
	m->nr_irqs = d->nr_irqs;
	m->nr_windows = d->nr_windows;
	m->coherent = d->coherent;
	m->property = d->property;
	m->node = d->node;
	if (m->name && m->path && m->state && m->regions && m->irqs &&
	    m->windows)
		return m;
	model_free(m);
	return NULL;
}

int home_device_add(const struct home_device *device)
{
	const struct model_ops *ops = find_ops(device);
	struct model *m;
	int err;

	if (!ops)
		return 0;
	m = model_make(ops, device);
	if (!m)
		return -ENOMEM;
	err = ops->init ? ops->init(m) : 0;
	if (err) {
		host_error("model %s cannot play %s: error %d", ops->name,
			   device->path, err);
		model_free(m);
		return err;
	}
	m->next = models;
	models = m;
	return 0;
}

void home_devices_fini(void)
{
	struct model *next;

	for (struct model *m = models; m; m = next) {
		next = m->next;
		if (m->ops->fini)
			m->ops->fini(m);
		model_free(m);
	}
	models = NULL;
}

struct model *bus_region(uint64_t paddr, unsigned int *region, uint64_t *off,
			 uint64_t *left)
{
	for (struct model *m = models; m; m = m->next)
		for (unsigned int i = 0; i < m->nr_regions; i++)
			if (paddr - m->regions[i].paddr < m->regions[i].size) {
				*region = i;
				*off = paddr - m->regions[i].paddr;
				*left = m->regions[i].size - *off;
				return m;
			}
	return NULL;
}

/* --- what a model may ask ------------------------------------------------- */

void *model_state(struct model *m)
{
	return m->state;
}

const char *model_name(const struct model *m)
{
	return m->name;
}

void model_irq(struct model *m, unsigned int index, bool level)
{
	if (index < m->nr_irqs)
		home_irq_level(m->irqs[index], level);
}

uint64_t model_now(const struct model *m)
{
	(void)m;
	return home_now();
}

static struct home_event *queue_of(struct model_event *ev)
{
	_Static_assert(sizeof(struct home_event) <= sizeof(ev->queue),
		       "device.h keeps room for the queue");
	return (struct home_event *)ev->queue;
}

static void model_event_run(struct home_event *queue)
{
	struct model_event *ev = (struct model_event *)
		((char *)queue - offsetof(struct model_event, queue));

	home_trace('e', queue->at, 0);
	ev->fn(ev->model, ev);
}

void model_after(struct model *m, struct model_event *ev, uint64_t ns)
{
	if (place.pc)			/* in a register write, not an event */
		m->doorbell = host_stack_save(place.pc, place.frame);
	ev->model = m;
	queue_of(ev)->fn = model_event_run;
	home_event_arm(queue_of(ev), home_now() + ns);
}

void model_cancel(struct model *m, struct model_event *ev)
{
	(void)m;
	home_event_cancel(queue_of(ev));
}

bool model_armed(const struct model_event *ev)
{
	return ((const struct home_event *)ev->queue)->slot != 0;
}

bool model_property(const struct model *m, const char *name)
{
	int len;

	return m->property && m->property(m->node, name, &len);
}

bool model_property_u32(const struct model *m, const char *name,
			uint32_t *value)
{
	const unsigned char *p;
	int len = 0;

	p = m->property ? m->property(m->node, name, &len) : NULL;
	if (!p || len < 4)
		return false;
	*value = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		 (uint32_t)p[2] << 8 | p[3];
	return true;
}

uint64_t model_random(struct model *m, uint64_t below)
{
	(void)m;
	return dice(HOME_DICE_MODEL, below);
}

void model_misuse(struct model *m, const char *fmt, ...)
{
	struct report r = {
		.id = "model-misuse", .device = m->name,
		.why = "the device's manual forbids it: real hardware does "
		       "what it likes then",
		.fix = "follow the order that the manual gives",
		.nplaces = 1,
	};
	uintptr_t pc, frame;
	va_list args;

	va_start(args, fmt);
	host_vformat(r.what, sizeof(r.what), fmt, args);
	va_end(args);
	sensor_place(&pc, &frame);
	r.place[0].what = "the access";
	r.place[0].stack = host_stack_save(pc, frame);
	r.place[0].when = home_now();
	report_emit(&r);
}

int home_power_on(uint64_t seed, enum home_cache_mode mode)
{
	cache_mode = mode;
	clock_seed(seed);
	return 0;
}
