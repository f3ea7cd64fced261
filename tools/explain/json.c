// SPDX-License-Identifier: MIT
/*
 * explain-json - a device's answer for tools.
 *
 * Addresses are strings ("0x80000000"): JSON's numbers end at 2^53 for many
 * readers.  A key is missing where there is nothing to say.
 */
#include <inttypes.h>
#include <string.h>

#include "tools/explain/explain.h"

static json_t *hex(uint64_t value)
{
	return json_sprintf("0x%" PRIx64, value);
}

static void put(json_t *to, const char *key, const char *text)
{
	if (text && *text)
		json_object_set_new(to, key, json_string(text));
}

static json_t *ranges_of(const struct explain_device *d)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < d->nr_ranges; i++)
		json_array_append_new(list, json_pack("{s:o, s:o, s:o}",
			"cpu", hex(d->ranges[i].cpu),
			"dma", hex(d->ranges[i].bus),
			"size", hex(d->ranges[i].size)));
	return list;
}

static json_t *region_json(const struct explain_region *r)
{
	json_t *o = json_pack("{s:s, s:i, s:b}", "kind", r->kind,
			      "attach", r->result, "serves", r->serves);

	put(o, "node", r->path);
	put(o, "name", r->name);
	put(o, "text", r->what);
	if (r->size) {
		json_object_set_new(o, "base", hex(r->base));
		json_object_set_new(o, "size", hex(r->size));
	}
	if (r->size && r->bus != EXPLAIN_OUT_OF_REACH)
		json_object_set_new(o, "dma", hex(r->bus));
	return o;
}

static json_t *call_json(const struct explain_call *c)
{
	json_t *o = json_pack("{s:s, s:s, s:s}", "call", c->call,
			      "memory", c->from, "sync", c->sync);

	put(o, "view", c->view);
	put(o, "no_room", c->full);
	put(o, "why", c->why);
	if (c->never)
		json_object_set_new(o, "never", json_true());
	if (c->cached < 0)
		return o;
	json_object_set_new(o, "cached", json_boolean(c->cached));
	json_object_set_new(o, "buffered", json_boolean(c->buffered));
	return o;
}

static json_t *lines_json(const struct explain_line *lines, unsigned int n)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < n; i++) {
		json_t *o = json_pack("{s:s, s:s}", "about", lines[i].about,
				      "text", lines[i].text);

		put(o, "source", lines[i].source);
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *syncs_json(const struct explain_device *d)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < 3; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}",
			"direction", d->syncs[i].direction,
			"for_device", d->syncs[i].for_device,
			"for_cpu", d->syncs[i].for_cpu));
	return list;
}

/* What other kernels make of the regions: a list of lines. */
static json_t *others_json(const char *text)
{
	json_t *list = json_array();

	while (*text) {
		size_t n = strcspn(text, "\n");

		json_array_append_new(list, json_stringn(text, n));
		text += n + (text[n] == '\n');
	}
	return list;
}

static json_t *reach_json(const struct explain_device *d)
{
	json_t *o = json_pack("{s:o, s:o, s:b, s:b}", "mask", hex(d->mask),
			      "limit", hex(d->limit), "all_ram",
			      d->ram_end && !d->missed, "translated",
			      d->translated);

	if (d->missed)
		json_object_set_new(o, "first_missed", hex(d->first_missed));
	if (d->mask_result)
		json_object_set_new(o, "set_mask",
				    json_integer(d->mask_result));
	put(o, "zone", d->zone);
	return o;
}

json_t *explain_json_device(const struct explain_view *view,
			    const struct explain_device *d)
{
	json_t *calls = json_array(), *regions = json_array(), *o;

	for (unsigned int i = 0; i < d->nr_calls; i++)
		json_array_append_new(calls, call_json(&d->calls[i]));
	for (unsigned int i = 0; i < d->nr_regions; i++)
		json_array_append_new(regions, region_json(&d->regions[i]));
	o = json_pack("{s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		      "path", d->path, "coherent", d->coherent,
		      "dma_ranges", ranges_of(d), "reach", reach_json(d),
		      "regions", regions, "calls", calls, "sizes",
		      lines_json(d->sizes, d->nr_sizes), "attrs",
		      lines_json(d->attrs, d->nr_attrs), "syncs",
		      syncs_json(d), "notes",
		      lines_json(d->notes, d->nr_notes), "other_kernels",
		      others_json(view->others));
	put(o, "compatible", d->compatible);
	put(o, "listed_by", d->listed);
	put(o, "coherent_by", d->coherent_by);
	put(o, "iommu", d->iommu);
	put(o, "iommu_id", d->iommu_id);
	put(o, "dma_ranges_of", d->ranges_by);
	return o;
}

json_t *explain_json_head(const struct explain_view *view)
{
	json_t *o = json_pack("{s:s, s:s, s:i, s:o}", "linux",
			      view->linux_name, "arch", view->arch,
			      "page_kib", (int)view->page_kib, "devices",
			      json_array());

	if (view->options.size)
		json_object_set_new(o, "size", hex(view->options.size));
	if (view->options.mask)
		json_object_set_new(o, "mask_bits",
				    json_integer(view->options.mask));
	return o;
}
