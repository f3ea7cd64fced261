// SPDX-License-Identifier: MIT
/*
 * Reports as one JSON document, written when the sinks are closed.
 *
 *	{ "reports": [ { "id", "what", "why", "fix", "kernel", "count",
 *	    "device", "driver", "dir", "size",
 *	    "addr": { "kind", "value": "0x..." },
 *	    "places": [ { "what", "when": ns, "site": index into frames,
 *	      "frames": [ { "function", "file", "line", "driver" } ] } ] } ] }
 *
 * Members that a report does not have are left out.
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/private.h"

struct json_sink {
	struct report_sink sink;
	char *path;
	json_t *reports;
};

static void put_string(json_t *to, const char *name, const char *value)
{
	if (value && *value)
		json_object_set_new(to, name, json_string(value));
}

static json_t *frame_json(const struct host_frame *f)
{
	json_t *frame = json_object();

	put_string(frame, "function", f->function);
	put_string(frame, "file", f->file);
	if (f->line)
		json_object_set_new(frame, "line", json_integer(f->line));
	json_object_set_new(frame, "driver", json_boolean(f->driver));
	return frame;
}

static json_t *place_json(const struct report_shown *r, int which)
{
	const struct report_place *p = &r->report->place[which];
	json_t *place = json_object(), *frames = json_array();
	int i;

	put_string(place, "what", p->what);
	json_object_set_new(place, "when", json_integer(p->when));
	json_object_set_new(place, "site", json_integer(r->place[which].site));
	for (i = 0; i < r->place[which].nframes; i++)
		json_array_append_new(frames,
				      frame_json(&r->place[which].frames[i]));
	json_object_set_new(place, "frames", frames);
	return place;
}

static void put_addr(json_t *to, const struct report *r)
{
	json_t *addr = json_object();
	char value[32];

	snprintf(value, sizeof(value), "0x%llx", (unsigned long long)r->addr);
	put_string(addr, "kind", r->addr_kind);
	put_string(addr, "value", value);
	json_object_set_new(to, "addr", addr);
}

static void json_show(struct report_sink *sink, const struct report_shown *full)
{
	struct json_sink *j = (struct json_sink *)sink;
	const struct report *r = full->report;
	json_t *report = json_object(), *places = json_array();
	int i;

	put_string(report, "id", r->id);
	put_string(report, "what", r->what);
	put_string(report, "why", r->why);
	put_string(report, "fix", r->fix);
	put_string(report, "kernel", r->kernel);
	put_string(report, "device", r->device);
	put_string(report, "driver", r->driver);
	put_string(report, "dir", r->dir);
	if (r->size)
		json_object_set_new(report, "size", json_integer(r->size));
	if (r->addr_kind)
		put_addr(report, r);
	for (i = 0; i < r->nplaces; i++)
		json_array_append_new(places, place_json(full, i));
	json_object_set_new(report, "places", places);
	json_array_append_new(j->reports, report);
}

static int json_close(struct report_sink *sink, const unsigned int *count)
{
	struct json_sink *j = (struct json_sink *)sink;
	json_t *document = json_object(), *report;
	size_t i;
	int err = 0;

	json_array_foreach(j->reports, i, report)
		json_object_set_new(report, "count", json_integer(count[i]));
	json_object_set_new(document, "reports", j->reports);
	errno = 0;
	if (json_dump_file(document, j->path, JSON_INDENT(2)))
		err = errno ? -errno : -EIO;
	json_decref(document);
	free(j->path);
	free(j);
	return err;
}

struct report_sink *report_json_sink(const char *path)
{
	struct json_sink *j = calloc(1, sizeof(*j));

	if (!j)
		return NULL;
	j->sink.show = json_show;
	j->sink.close = json_close;
	j->path = strdup(path);
	j->reports = json_array();
	if (j->path && j->reports)
		return &j->sink;
	json_decref(j->reports);
	free(j->path);
	free(j);
	return NULL;
}
