// SPDX-License-Identifier: MIT
/*
 * dmaspace lint for programs: { "findings": [ ... ] }, an object a finding, each
 * on a line of its own.  dmaspace-lint(1) has its members.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/lint/json.h"
#include "tools/lint/lint.h"

#define BEGIN "{\"findings\": [\n"

static unsigned int nr_told;

json_t *lint_json_string(const char *s)
{
	json_t *string = s ? json_string(s) : json_null();
	char *ascii;

	if (string || !(ascii = strdup(s)))
		return string;
	for (char *c = ascii; *c; c++)
		if (*c & 0x80)
			*c = '?';
	string = json_string(ascii);
	free(ascii);
	return string;
}

static json_t *lines(const char *words)
{
	json_t *array = json_array();

	for (const char *end; (end = strchr(words, '\n')); words = end + 1)
		json_array_append_new(array, json_stringn(words, end - words));
	if (*words)
		json_array_append_new(array, json_string(words));
	return array;
}

static json_t *kernels(const struct lint_finding *f)
{
	json_t *object = json_object();

	for (int v = 0; v < LINT_VERSIONS; v++)
		if (f->kernel[v])
			json_object_set_new(object, lint_version_names[v],
					    lines(f->kernel[v]));
	return object;
}

static json_t *edits(const struct board_tree_note *note)
{
	json_t *array = json_array();

	for (unsigned int i = 0; i < note->nr_edits; i++) {
		const struct board_tree_edit *e = &note->edits[i];

		json_array_append_new(array, json_pack("{so so so}",
			"node", lint_json_string(e->node),
			"property", lint_json_string(e->property),
			"value", lint_json_string(e->value)));
	}
	return array;
}

static void tell(const struct lint_told *told)
{
	const struct board_tree_note *note = &told->finding->note;
	json_t *line = told->line ? json_integer(told->line) : json_null();
	json_t *object = json_pack("{so so ss ss so so so so so so}",
		"file", lint_json_string(told->file), "line", line,
		"rule", note->rule,
		"severity", lint_severity_names[note->severity],
		"node", lint_json_string(note->node),
		"property", lint_json_string(note->property),
		"what", lint_json_string(note->what),
		"fix", lint_json_string(note->fix),
		"linux", kernels(told->finding),
		"edits", edits(note));

	fputs(nr_told++ ? ",\n" : BEGIN, stdout);
	json_dumpf(object, stdout, JSON_COMPACT);
	json_decref(object);
}

static int end(bool complete)
{
	printf("%s]}\n", nr_told ? "\n" : BEGIN);
	nr_told = 0;
	return 0;
}

const struct lint_output lint_json_output = {
	.name = "json",
	.tell = tell,
	.end = end,
};
