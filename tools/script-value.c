// SPDX-License-Identifier: MIT
/*
 * What a script has in hand: descriptors, buffers, numbers, and patterns.
 *
 * Buffers get addresses from a window of their own, the same in each run, so
 * that a run with the same seed is the same run.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "tools/script.h"
#include "tools/tool.h"

#define BUFFERS_BASE	UINT64_C(0x340000000000)
#define PAGE		UINT64_C(4096)

static struct script_value **values;
static size_t nr_values;

struct script_value *script_value(const char *name)
{
	size_t i;

	for (i = 0; i < nr_values; i++)
		if (!strcmp(values[i]->name, name))
			return values[i];
	return NULL;
}

struct script_value *script_value_new(const char *name, enum script_kind kind)
{
	struct script_value *v = script_value(name), **more;

	if (!v) {
		more = realloc(values, (nr_values + 1) * sizeof(*values));
		if (!more)
			return NULL;
		values = more;
		v = calloc(1, sizeof(*v));
		if (!v)
			return NULL;
		v->name = strdup(name);
		values[nr_values++] = v;
	}
	v->kind = kind;
	v->gone = false;
	v->mapped = false;
	return v;
}

struct script_value *script_want(struct script_flow *flow, const char *name,
				 enum script_kind kind)
{
	static const char *const kinds[] = {
		[SCRIPT_FD] = "an open file", [SCRIPT_BUFFER] = "a buffer",
		[SCRIPT_NUMBER] = "a number",
	};
	struct script_value *v = script_value(name);

	if (v && v->kind == kind && !v->gone)
		return v;
	script_error(flow, "expected %s, \"%s\" is %s", kinds[kind], name,
		     !v ? "not known" : v->gone ? "gone" : kinds[v->kind]);
	return NULL;
}

static bool term(struct script_flow *flow, const char *text, uint64_t *value)
{
	struct script_value *v;
	unsigned long long n;

	if (tool_number(text, &n)) {
		*value = n;
		return true;
	}
	if (text[0] == '-' && tool_number(text + 1, &n)) {
		*value = -n;
		return true;
	}
	if (text[0] == '&') {
		v = script_want(flow, text + 1, SCRIPT_BUFFER);
		*value = v ? (uintptr_t)v->addr : 0;
		return v;
	}
	v = script_value(text);
	if (!v || v->kind != SCRIPT_NUMBER) {
		script_error(flow, "expected a number, not \"%s\"", text);
		return false;
	}
	*value = v->size;
	return true;
}

bool script_number(struct script_flow *flow, const char *text, uint64_t *value)
{
	char copy[256], *at = copy, *part;
	uint64_t n;

	*value = 0;
	snprintf(copy, sizeof(copy), "%s", text);
	while ((part = strsep(&at, "+"))) {
		if (!term(flow, part, &n))
			return false;
		*value += n;
	}
	return true;
}

unsigned char *script_alloc(uint64_t size)
{
	static uint64_t next = BUFFERS_BASE;
	uint64_t whole = (size + PAGE - 1) & ~(PAGE - 1);
	void *p;

	if (!size || whole < size)
		return NULL;
	p = mmap((void *)(uintptr_t)next, whole, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE |
		 MAP_FIXED_NOREPLACE, -1, 0);
	if (p == MAP_FAILED)
		return NULL;
	next += whole + PAGE;
	return p;
}

/* --- patterns ------------------------------------------------------------- */

struct pattern {
	uint64_t state;
	enum { SAME, SEQUENCE, RANDOM } kind;
};

static bool pattern_parse(struct script_flow *flow, const char *text,
			  struct pattern *p)
{
	const char *number = strchr(text, ':');

	p->kind = SAME;
	if (!strncmp(text, "seq:", 4))
		p->kind = SEQUENCE;
	else if (!strncmp(text, "random:", 7))
		p->kind = RANDOM;
	else if (number) {
		script_error(flow, "expected a byte, seq:START or random:SEED, "
			     "not \"%s\"", text);
		return false;
	}
	if (!script_number(flow, number ? number + 1 : text, &p->state))
		return false;
	if (p->kind == SAME && p->state > 0xff) {
		script_error(flow, "expected a byte, not %s", text);
		return false;
	}
	if (p->kind == RANDOM)
		p->state = p->state * 2 + 1;
	return true;
}

static unsigned char pattern_next(struct pattern *p)
{
	switch (p->kind) {
	case SEQUENCE:
		return p->state++;
	case RANDOM:
		p->state ^= p->state << 13;
		p->state ^= p->state >> 7;
		p->state ^= p->state << 17;
		return p->state >> 32;
	default:
		return p->state;
	}
}

bool script_fill(struct script_flow *flow, const char *pattern,
		 unsigned char *p, uint64_t n)
{
	struct pattern next;

	if (!pattern_parse(flow, pattern, &next))
		return false;
	while (n--)
		*p++ = pattern_next(&next);
	return true;
}

int64_t script_differs(struct script_flow *flow, const char *pattern,
		       const unsigned char *p, uint64_t n,
		       unsigned int *expected)
{
	struct pattern next;
	uint64_t i;

	if (!pattern_parse(flow, pattern, &next))
		return -1;
	for (i = 0; i < n; i++) {
		*expected = pattern_next(&next);
		if (p[i] != *expected)
			break;
	}
	return i;
}

/* --- errors by name ------------------------------------------------------- */

#define MAX_ERROR 133			/* EHWPOISON, the last of errno.h */

int script_errno(const char *name)
{
	const char *known;
	int err;

	for (err = 1; err <= MAX_ERROR; err++) {
		known = strerrorname_np(err);
		if (known && !strcmp(known, name))
			return err;
	}
	return 0;
}

const char *script_errno_name(int err)
{
	static char digits[16];
	const char *name = strerrorname_np(err);

	if (name)
		return name;
	snprintf(digits, sizeof(digits), "%d", err);
	return digits;
}
