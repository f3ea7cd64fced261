// SPDX-License-Identifier: MIT
/*
 * dmaspace lint as SARIF 2.1.0: one document, printed when all was read.
 *
 * A finding's fingerprint is its rule, file, node, property and words, not its
 * line: a line above it changes nothing.
 */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "tools/lint/json.h"
#include "tools/lint/lint.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

static json_t *results;

static json_t *message(const char *text)
{
	return json_pack("{so}", "text", lint_json_string(text));
}

/* --- a result --------------------------------------------------------------- */

/* A reference by RFC 3986, relative if the path is. */
static json_t *uri(const char *path)
{
	char *text = malloc(3 * strlen(path) + 8), *to = text;
	json_t *string;

	if (!text)
		return NULL;
	if (*path == '/')
		to += sprintf(to, "file://");
	for (; *path; path++)
		if (strchr("/-._~@+,=", *path) ||
		    (*path >= '0' && *path <= '9') ||
		    ((*path | 32) >= 'a' && (*path | 32) <= 'z'))
			*to++ = *path;
		else
			to += sprintf(to, "%%%02X", (unsigned char)*path);
	*to = '\0';
	string = json_string(text);
	free(text);
	return string;
}

static json_t *location(const struct lint_told *told)
{
	json_t *physical = json_pack("{s{so}}", "artifactLocation", "uri",
				     uri(told->file));
	json_t *place = json_pack("{so}", "physicalLocation", physical);

	if (told->line)
		json_object_set_new(physical, "region",
				    json_pack("{si}", "startLine",
					      (int)told->line));
	if (told->finding->note.node)
		json_object_set_new(place, "logicalLocations",
			json_pack("[{so ss}]", "fullyQualifiedName",
				  lint_json_string(told->finding->note.node),
				  "kind", "element"));
	return place;
}

static uint64_t hash(uint64_t h, const char *s)
{
	for (; s && *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3;
	return (h ^ 0xff) * 0x100000001b3;
}

static json_t *fingerprint(const struct lint_told *told)
{
	const struct board_tree_note *note = &told->finding->note;
	uint64_t h = hash(0xcbf29ce484222325, note->rule);
	char text[32];

	h = hash(h, told->file);
	h = hash(h, note->node);
	h = hash(h, note->property);
	h = hash(h, note->what);
	snprintf(text, sizeof(text), "%016" PRIx64, h);
	return json_pack("{ss}", "dmaspace/v1", text);
}

static json_t *words(const struct lint_finding *f)
{
	char *text = lint_message(f);
	json_t *object = text ? message(text) : NULL;

	free(text);
	return object;
}

static int rule_index(const char *rule)
{
	for (int i = 0; lint_rules[i].id; i++)
		if (!strcmp(lint_rules[i].id, rule))
			return i;
	return -1;
}

static void tell(const struct lint_told *told)
{
	const struct board_tree_note *note = &told->finding->note;

	if (!results)
		results = json_array();
	json_array_append_new(results, json_pack("{ss si ss so s[o] so}",
		"ruleId", note->rule, "ruleIndex", rule_index(note->rule),
		"level", lint_severity_names[note->severity],
		"message", words(told->finding), "locations", location(told),
		"partialFingerprints", fingerprint(told)));
}

/* --- the document ------------------------------------------------------------ */

static json_t *rule(const struct lint_rule *r)
{
	char help[256];

	snprintf(help, sizeof(help), "%s. docs/lint.md, section %s, has wrong "
		 "and right lines and what each kernel does.", r->title, r->id);
	return json_pack("{ss so so s{ss}}", "id", r->id,
			 "shortDescription", message(r->title),
			 "help", message(help), "defaultConfiguration", "level",
			 lint_severity_names[r->severity]);
}

static json_t *rules(void)
{
	json_t *array = json_array();

	for (const struct lint_rule *r = lint_rules; r->id; r++)
		json_array_append_new(array, rule(r));
	return array;
}

static int end(bool complete)
{
	json_t *document;

	if (!results)
		results = json_array();
	document = json_pack("{ss ss s[{s{s{ss ss so}} s[{sb}] so}]}",
		"$schema", SCHEMA, "version", "2.1.0", "runs",
		"tool", "driver", "name", "dmaspace lint",
		"version", DMASPACE_VERSION, "rules", rules(),
		"invocations", "executionSuccessful", complete,
		"results", results);
	results = NULL;
	if (!document)
		return -ENOMEM;
	json_dumpf(document, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(document);
	return 0;
}

const struct lint_output lint_sarif_output = {
	.name = "sarif",
	.tell = tell,
	.end = end,
};
