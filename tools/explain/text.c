// SPDX-License-Identifier: MIT
/*
 * explain-text - a device's answer for people: one screen of 80 columns.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "tools/explain/explain.h"

#define WIDTH	80
#define LABEL	21			/* column where texts begin */

/* --- text that breaks at words -------------------------------------------- */

static void wrapped(FILE *out, const char *label, const char *text)
{
	int column = fprintf(out, "  %-*s", LABEL - 3, label);

	while (*text) {
		int n = (int)strcspn(text, " ");

		if (column + 1 + n > WIDTH)
			column = fprintf(out, "\n%*s", LABEL - 1, "") - 1;
		column += fprintf(out, " %.*s", n, text);
		text += n + strspn(text + n, " ");
	}
	fprintf(out, "\n");
}

static void __attribute__((format(printf, 3, 4)))
say(FILE *out, const char *label, const char *fmt, ...)
{
	char text[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	wrapped(out, label, text);
}

/* --- the device ----------------------------------------------------------- */

static unsigned int bits_of(uint64_t mask)
{
	return mask ? 64 - (unsigned int)__builtin_clzll(mask) : 0;
}

static void print_reach(FILE *out, const struct explain_view *view,
			const struct explain_device *d)
{
	char missed[128] = "", whose[160];

	if (d->translated)
		snprintf(missed, sizeof(missed),
			 "; IOVAs end at 0x%" PRIx64 ", RAM may be anywhere",
			 d->limit);
	else if (!d->ram_end)
		snprintf(missed, sizeof(missed),
			 "; the tree has no RAM: give --memory=SIZE@BASE");
	else if (!d->reached)
		snprintf(missed, sizeof(missed), "; no RAM is in reach");
	else if (d->missed)
		snprintf(missed, sizeof(missed), d->enough ?
			 "; RAM from 0x%" PRIx64 " on is out of reach: it "
			 "takes a mask of %u bits" :
			 "; RAM from 0x%" PRIx64 " on is out of reach",
			 d->first_missed, bits_of(d->enough));
	else
		snprintf(missed, sizeof(missed), "; all RAM is in reach");
	if (!view->options.mask)
		snprintf(whose, sizeof(whose),
			 "the default, if the driver sets no mask");
	else if (d->mask_result)
		snprintf(whose, sizeof(whose),
			 "dma_set_mask_and_coherent() says -EIO to %u: below "
			 "the end of zone DMA; the mask stays",
			 view->options.mask);
	else
		snprintf(whose, sizeof(whose), "as the driver sets it");
	say(out, "reach", "mask of %u bits (%s)%s%s", bits_of(d->mask), whose,
	    d->limit < d->mask ? "; its bus ends before that" : "", missed);
}

/* Does the device have a pool, whose address no IOMMU translates? */
static bool has_pool(const struct explain_device *d)
{
	for (unsigned int i = 0; i < d->nr_regions; i++)
		if (d->regions[i].serves &&
		    !strcmp(d->regions[i].kind, "DMA pool"))
			return true;
	return false;
}

static void print_ranges(FILE *out, const struct explain_device *d)
{
	for (unsigned int i = 0; i < d->nr_ranges; i++) {
		const struct explain_range *r = &d->ranges[i];

		say(out, "", "phys 0x%" PRIx64 "..0x%" PRIx64 " is dma 0x%"
		    PRIx64 "..0x%" PRIx64, r->cpu, r->cpu + r->size - 1,
		    r->bus, r->bus + r->size - 1);
	}
}

static void print_iova(FILE *out, const struct explain_device *d)
{
	if (!has_pool(d)) {
		wrapped(out, "device address", "an IOVA, by the IOMMU");
	} else if (!d->nr_ranges) {
		wrapped(out, "device address",
			"an IOVA, by the IOMMU; the pool's: dma = phys");
	} else {
		say(out, "device address", "an IOVA, by the IOMMU; the pool's: "
		    "by dma-ranges of %s:", d->ranges_by);
		print_ranges(out, d);
	}
}

static void print_address(FILE *out, const struct explain_device *d)
{
	if (d->iommu[0])
		say(out, "IOMMU", "%s", d->iommu);
	if (d->translated) {
		print_iova(out, d);
	} else if (!d->nr_ranges) {
		wrapped(out, "device address", "dma = phys: no dma-ranges");
	} else {
		say(out, "device address", "by dma-ranges of %s:",
		    d->ranges_by);
		print_ranges(out, d);
	}
}

/* --- regions -------------------------------------------------------------- */

const char *explain_error_name(int err)
{
	return err == -EINVAL ? "-EINVAL" : err == -ENODEV ? "-ENODEV" :
	       err == -EBUSY ? "-EBUSY" : "-ENOMEM";
}

static void print_region(FILE *out, const struct explain_region *r,
			 unsigned int i)
{
	char label[32], range[64] = "", attach[64] = "";

	snprintf(label, sizeof(label), "memory-region %u", i);
	if (r->size)
		snprintf(range, sizeof(range), " 0x%" PRIx64 "..0x%" PRIx64,
			 r->base, r->base + r->size - 1);
	if (r->result)
		snprintf(attach, sizeof(attach), "; attaching gives %s",
			 explain_error_name(r->result));
	say(out, label, "%s%s%s%s: %s%s%s%s; %s", r->path ? r->path : "?",
	    r->name ? " (" : "", r->name ? r->name : "", r->name ? ")" : "",
	    r->kind, range, attach,
	    r->serves ? "; serves the device" : "", r->what);
}

/* --- the calls ------------------------------------------------------------ */

static void print_call(FILE *out, const struct explain_call *c)
{
	static const char *const bits[] = { "-", "0", "1" };
	int n = fprintf(out, "  %-30s %-25s", c->call, c->from);
	if (n > 58)
		fprintf(out, "\n%58s", "");
	fprintf(out, " %-13s %s %s %s\n", c->view[0] ? c->view : "-",
		bits[c->cached + 1], bits[c->buffered + 1],
		!strcmp(c->sync, "by direction") ? "yes" : "no");
}

/* Why: what every device has is in the man page, not here. */
static bool is_own_reason(const struct explain_device *d, unsigned int i)
{
	const struct explain_call *c = &d->calls[i];

	for (unsigned int j = 0; j < i; j++)
		if (!strcmp(c->why, d->calls[j].why))
			return false;
	/* What dma_alloc_* becomes says the first one. */
	if (c->never && !i)
		return false;
	return c->own || !strncmp(c->why, "beware", 6);
}

static void print_reasons(FILE *out, const struct explain_device *d)
{
	for (unsigned int i = 0; i < d->nr_calls; i++)
		if (is_own_reason(d, i))
			wrapped(out, d->calls[i].call, d->calls[i].why);
}

static void print_calls(FILE *out, const struct explain_device *d)
{
	fprintf(out, "\n  %-30s %-25s %-13s C B sync\n", "call", "memory",
		"the CPU's view");
	for (unsigned int i = 0; i < d->nr_calls; i++)
		print_call(out, &d->calls[i]);
	fprintf(out, "\n");
	print_reasons(out, d);
}

static void print_syncs(FILE *out, const struct explain_device *d)
{
	bool work = false;

	for (unsigned int i = 0; i < 3; i++)
		work |= strcmp(d->syncs[i].for_device, "nothing") != 0;
	fprintf(out, "\n  %-18s %-25s %s\n", "sync of a mapping",
		"map, sync_for_device", "unmap, sync_for_cpu");
	for (unsigned int i = 0; work && i < 3; i++)
		fprintf(out, "  %-18s %-25s %s\n", d->syncs[i].direction,
			d->syncs[i].for_device, d->syncs[i].for_cpu);
	if (!work)
		fprintf(out, "  %-18s %-25s %s\n", "any direction", "nothing",
			"nothing");
}

static void print_lines(FILE *out, const struct explain_line *lines,
			unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		wrapped(out, lines[i].about, lines[i].text);
}

/* --- all of it ------------------------------------------------------------ */

void explain_print_head(FILE *out, const struct explain_view *view)
{
	fprintf(out, "Linux %s, %s, pages of %u KiB.  C: cached, B: buffered "
		"(1) or not (0).\n", view->linux_name, view->arch,
		view->page_kib);
	fputs(strcmp(view->arch, "arm") ?
	      "Uncached and write-combine are the same on arm64: Normal "
	      "Non-cacheable.\n" :
	      "Regions as 32-bit ARM has them; the calls are told as on arm64.  "
	      "Before ARMv6,\nuncached memory is 0 0.\n", out);
}

void explain_print_body(FILE *out, const struct explain_view *view,
			const struct explain_device *d)
{
	if (d->endpoints)
		wrapped(out, "PCI host", "what follows is about the devices "
			"behind it");
	say(out, "caches", "%scoherent (%s%s)", d->coherent ? "" : "not ",
	    d->coherent_by ? "said by " : "no dma-coherent in it or above",
	    d->coherent_by ? d->coherent_by : "");
	print_address(out, d);
	print_reach(out, view, d);
	for (unsigned int i = 0; i < d->nr_regions; i++)
		print_region(out, &d->regions[i], i);
	print_calls(out, d);
	for (unsigned int i = 0; i < d->nr_sizes; i++)
		if (view->options.size || !i || d->sizes[i].source)
			wrapped(out, d->sizes[i].about, d->sizes[i].text);
	print_lines(out, d->attrs, d->nr_attrs);
	print_syncs(out, d);
	fprintf(out, "\n");
	print_lines(out, d->notes, d->nr_notes);
	fputs(view->others, out);
}
