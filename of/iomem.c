// SPDX-License-Identifier: MIT
/*
 * iomem - the text of /proc/iomem for a tree.
 *
 * Ranges are gathered, sorted (the outer one first) and printed with two
 * blanks for each range that they lie in.
 *
 * Same as Linux: RAM is "System RAM" in whole pages, what is reserved of it
 * stands inside, no-map RAM is "reserved" on the top level, registers are
 * "DEVICE REGION" as devm_platform_ioremap_resource() claims them.
 * Not the same:  every device of the tree is shown as if its driver had claimed
 * its registers; kernel code and data are not modelled.
 */
#include <linux/align.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/of_address.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "host/host.h"
#include "of/private.h"

#define MAX_LEVEL 5

struct entry {
	u64 start, end;			/* end is the last byte */
	char name[64];
	unsigned int order;
};

struct list {
	struct entry *entry;
	unsigned int nr, max;
	bool no_memory;
};

/* A nameless new entry; ranges that are empty are left out: NULL. */
static struct entry *add(struct list *l, u64 start, u64 end)
{
	struct entry *e;

	if (end < start)
		return NULL;
	if (l->nr == l->max) {
		e = host_realloc(l->entry, (l->max * 2 + 64) * sizeof(*e));
		if (!e) {
			l->no_memory = true;
			return NULL;
		}
		l->entry = e;
		l->max = l->max * 2 + 64;
	}
	e = &l->entry[l->nr];
	*e = (struct entry){ .start = start, .end = end, .order = l->nr++ };
	return e;
}

static void add_named(struct list *l, u64 start, u64 end, const char *name)
{
	struct entry *e = add(l, start, end);

	if (e)
		strscpy(e->name, name, sizeof(e->name));
}

static u64 page_down(u64 addr)
{
	return addr & ~(LINUX_PAGE_SIZE - 1);
}

static u64 page_up(u64 addr)
{
	return page_down(addr + LINUX_PAGE_SIZE - 1);
}

/* --- RAM ------------------------------------------------------------------ */

/* Reserved ranges of [start, end], widened to pages, from *from on. */
static void add_reserved(struct list *l, u64 start, u64 end,
			 unsigned int *from)
{
	const struct memblock_region *r;

	for (; (r = memblock_reserved_at(*from)); ++*from) {
		u64 first = page_down(r->base);
		u64 last = page_up(r->base + r->size) - 1;

		if (first > end)
			return;
		if (last >= start)
			add_named(l, max(first, start), min(last, end),
				  "reserved");
		if (last > end)
			return;
	}
}

static void add_ram(struct list *l)
{
	const struct memblock_region *r;
	unsigned int reserved = 0;
	u64 start, end;

	for (unsigned int i = 0; (r = memblock_memory_at(i)); i++) {
		start = r->nomap ? page_down(r->base) : page_up(r->base);
		end = r->base + r->size;
		end = r->nomap ? page_up(end) : page_down(end);
		if (start >= end)
			continue;
		add_named(l, start, end - 1,
			  r->nomap ? "reserved" : "System RAM");
		add_reserved(l, start, end - 1, &reserved);
	}
}

/* --- devices -------------------------------------------------------------- */

static bool is_device(const struct device_node *np)
{
	if (!of_property_present(np, "compatible") ||
	    of_node_name_eq(np->parent, "reserved-memory"))
		return false;
	/* The first controller maps its registers before there are claims. */
	if (of_property_present(np, "interrupt-controller") &&
	    !of_property_present(np, "gpio-controller"))
		return false;
	for (; np; np = np->parent)
		if (!of_device_is_available(np))
			return false;
	return true;
}

static void add_device(struct list *l, struct device_node *np)
{
	struct resource res;
	u64 first = 0;

	for (int i = 0; !of_address_to_resource(np, i, &res); i++) {
		struct entry *e = add(l, res.start, res.end);

		first = i ? first : res.start;
		if (e)
			snprintf(e->name, sizeof(e->name), "%llx.%s %s", first,
				 np->name, res.name);
	}
}

/* --- the text ------------------------------------------------------------- */

static bool comes_after(const struct entry *a, const struct entry *b)
{
	if (a->start != b->start)
		return a->start > b->start;
	if (a->end != b->end)
		return a->end < b->end;
	return a->order > b->order;
}

static void sort_entries(struct list *l)
{
	for (unsigned int gap = l->nr / 2; gap; gap /= 2) {
		for (unsigned int i = gap; i < l->nr; i++) {
			struct entry e = l->entry[i];
			unsigned int at = i;

			for (; at >= gap &&
			       comes_after(&l->entry[at - gap], &e); at -= gap)
				l->entry[at] = l->entry[at - gap];
			l->entry[at] = e;
		}
	}
}

static int print_entries(const struct list *l, char *buf, size_t n)
{
	u64 open[MAX_LEVEL];		/* last bytes of what e may lie in */
	unsigned int level = 0;
	size_t len = 0;

	for (unsigned int i = 0; i < l->nr; i++) {
		const struct entry *e = &l->entry[i];

		while (level && open[level - 1] < e->end)
			level--;
		len += snprintf(len < n ? buf + len : NULL,
				len < n ? n - len : 0, "%*s%08llx-%08llx : %s\n",
				(int)level * 2, "", e->start, e->end, e->name);
		if (level < MAX_LEVEL)
			open[level++] = e->end;
	}
	return len;
}

int iomem_text(char *buf, size_t n)
{
	struct list l = { 0 };
	struct device_node *np;
	int len = -ENOMEM;

	add_ram(&l);
	for_each_of_allnodes(np)
		if (is_device(np))
			add_device(&l, np);
	sort_entries(&l);
	if (n)
		*buf = '\0';
	if (!l.no_memory)
		len = print_entries(&l, buf, n);
	host_free(l.entry);
	return len;
}
