// SPDX-License-Identifier: MIT
/*
 * devm_kmalloc() and its kind: board memory that goes with the driver.
 *
 * A devres node holds the address; the memory is kmalloc()'s own, so reports
 * about it name the caller.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "core/base/device.h"
#include "home/home.h"
#include "host/host.h"

struct devm_memory {
	void *p;
	unsigned int order;		/* of devm_get_free_pages() */
};

static void memory_release(struct device *dev, void *res)
{
	kfree(((struct devm_memory *)res)->p);
}

static void pages_release(struct device *dev, void *res)
{
	struct devm_memory *m = res;

	free_pages((unsigned long)m->p, m->order);
}

static int memory_match(struct device *dev, void *res, void *p)
{
	return ((struct devm_memory *)res)->p == p;
}

void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	struct devm_memory *m;

	if (!size)
		return ZERO_SIZE_PTR;
	m = devres_alloc(memory_release, sizeof(*m), gfp);
	if (!m)
		return NULL;
	m->p = kmalloc(size, gfp);
	if (!m->p) {
		devres_free(m);
		return NULL;
	}
	devres_add(dev, m);
	return m->p;
}

void *devm_krealloc(struct device *dev, void *ptr, size_t size, gfp_t gfp)
{
	struct devm_memory *m;
	void *p;

	if (ZERO_OR_NULL_PTR(ptr))
		return devm_kmalloc(dev, size, gfp);
	m = devres_find(dev, memory_release, memory_match, ptr);
	if (WARN_ON(!m))
		return NULL;
	if (!size) {
		devm_kfree(dev, ptr);
		return ZERO_SIZE_PTR;
	}
	p = krealloc(ptr, size, gfp);
	if (p)
		m->p = p;
	return p;
}

void devm_kfree(struct device *dev, const void *p)
{
	if (ZERO_OR_NULL_PTR(p))
		return;
	WARN_ON(devres_release(dev, memory_release, memory_match, (void *)p));
}

void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp)
{
	void *p = devm_kmalloc(dev, len, gfp);
	u8 part[256];
	size_t at, n;

	for (at = 0; p && at < len; at += n) {
		n = min(sizeof(part), len - at);
		home_load(src + at, part, n);
		home_store(p + at, part, n);
	}
	return p;
}

char *devm_kvasprintf(struct device *dev, gfp_t gfp, const char *fmt,
		      va_list ap)
{
	char *text = private_vasprintf(fmt, ap);
	char *p = NULL;

	if (text)
		p = devm_kmemdup(dev, text, strlen(text) + 1, gfp);
	host_free(text);
	return p;
}

char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = devm_kvasprintf(dev, gfp, fmt, ap);
	va_end(ap);
	return p;
}

char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp)
{
	return s ? devm_kasprintf(dev, gfp, "%s", s) : NULL;
}

unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp,
				  unsigned int order)
{
	struct devm_memory *m = devres_alloc(pages_release, sizeof(*m), gfp);

	if (!m)
		return 0;
	m->p = (void *)__get_free_pages(gfp, order);
	if (!m->p) {
		devres_free(m);
		return 0;
	}
	m->order = order;
	devres_add(dev, m);
	return (unsigned long)m->p;
}

void devm_free_pages(struct device *dev, unsigned long addr)
{
	WARN_ON(devres_release(dev, pages_release, memory_match,
			       (void *)addr));
}
