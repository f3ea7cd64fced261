// SPDX-License-Identifier: MIT
/*
 * host dts - a device tree from a file, whatever its form.
 *
 * What begins with the magic of a blob is one.  Everything else is a source: if
 * it has a directive of the C preprocessor that comes first, then dtc.  A source
 * in a tree like Linux's also finds the bindings' headers there.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <libfdt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/dts-filter.h"
#include "host/dts.h"
#include "host/host.h"

#define MAX_FILE	(32u << 20)	/* arm64 takes a blob of 2 MiB */
#define MAX_FOLDERS	32
#define MAX_ARGS	(16 + 2 * MAX_FOLDERS)

static char *const *folders;		/* of -I */

void host_tree_include(char *const *list)
{
	folders = list;
}

/* --- reading -------------------------------------------------------------- */

/* All of it, NUL behind it; NULL after a line. */
static char *read_whole(const char *path, size_t *size)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "re") : stdin;
	size_t room = 65536, n = 0;
	char *data = NULL, *more;
	const char *why;

	if (!f)
		goto out_errno;
	do {
		room *= 2;
		more = realloc(data, room + 1);
		if (!more)
			goto out_errno;
		data = more;
		n += fread(data + n, 1, room - n, f);
	} while (n == room && n <= MAX_FILE);
	if (ferror(f))
		goto out_errno;
	why = n > MAX_FILE ? "more than 32 MiB: no device tree" : NULL;
	if (!why)
		data[*size = n] = '\0';
	goto out;
out_errno:
	why = strerror(errno);
out:
	if (f && f != stdin)
		fclose(f);
	if (!why)
		return data;
	host_error("%s: %s", path, why);
	free(data);
	return NULL;
}

static bool is_blob(const void *data, size_t size)
{
	return size >= 4 && fdt_magic(data) == FDT_MAGIC;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

static bool has_overlay(const void *blob, size_t size)
{
	int node;

	if (!memmem(blob, size, "__overlay__", sizeof("__overlay__")) ||
	    fdt_check_full(blob, size))
		return false;
	fdt_for_each_subnode(node, blob, 0)
		if (fdt_subnode_offset(blob, node, "__overlay__") >= 0)
			return true;
	return false;
}

/* Does a line begin with what cpp is there for? */
static bool is_for_cpp(const char *text)
{
	static const char *const words[] = {
		"include", "define", "undef", "if", "ifdef", "ifndef",
	};

	for (; text; text = strchr(text, '\n')) {
		text += strspn(text, " \t\n");
		if (*text != '#')
			continue;
		text += 1 + strspn(text + 1, " \t");
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			size_t n = strlen(words[i]);

			if (!strncmp(text, words[i], n) &&
			    strchr(" \t\"<(!", text[n]) && text[n])
				return true;
		}
	}
	return false;
}

/* --- folders of include files ------------------------------------------------ */

struct search {
	char *folder[MAX_FOLDERS];	/* for free() */
	int n;
};

static void add_folder(struct search *s, char *folder)
{
	if (folder && s->n < MAX_FOLDERS)
		s->folder[s->n++] = folder;
	else
		free(folder);
}

/* A tree like Linux's around the file has headers for it. */
static void add_bindings(struct search *s, const char *path)
{
	char *at = realpath(path, NULL), *slash, *probe;

	while (at && (slash = strrchr(at, '/'))) {
		*slash = '\0';
		if (asprintf(&probe, "%s/include/dt-bindings", at) < 0)
			break;
		if (!access(probe, X_OK)) {
			*strrchr(probe, '/') = '\0';
			add_folder(s, probe);
			if (asprintf(&probe, "%s/scripts/dtc/include-prefixes",
				     at) >= 0)
				add_folder(s, probe);
			break;
		}
		free(probe);
	}
	free(at);
}

static void find_folders(struct search *s, const char *path)
{
	const char *slash = strrchr(path, '/');

	add_folder(s, slash ? strndup(path, slash - path + 1) : strdup("."));
	for (char *const *f = folders; f && *f; f++)
		add_folder(s, strdup(*f));
	if (strcmp(path, "-"))
		add_bindings(s, path);
}

static char **put_folders(char **arg, const struct search *s, char *option)
{
	for (int i = 0; i < s->n; i++) {
		*arg++ = option;
		*arg++ = s->folder[i];
	}
	return arg;
}

static void forget_folders(struct search *s)
{
	for (int i = 0; i < s->n; i++)
		free(s->folder[i]);
}

/* --- cpp, dtc --------------------------------------------------------------- */

/* The file for a program's command line: "-" is the text we hand it. */
static char *file_arg(const char *path)
{
	struct stat st;
	char *arg;

	if (stat(path, &st) || !S_ISREG(st.st_mode))
		return strdup("-");
	return asprintf(&arg, "%s%s", *path == '-' ? "./" : "", path) < 0 ?
	       NULL : arg;
}

static char *preprocess(struct host_tree *t, const struct search *s)
{
	char *argv[MAX_ARGS] = { "cpp", "-nostdinc", "-undef", "-D__DTS__",
				 "-x", "assembler-with-cpp", "-Wfatal-errors",
				 "-fno-diagnostics-show-caret",
				 "-fdiagnostics-color=never" };
	char **arg = put_folders(argv + 9, s, "-I");
	char *text;

	*arg = file_arg(t->name);
	text = *arg ? dts_filter(t->name, argv, t->raw, t->raw_size,
				 &t->text_size) : NULL;
	free(*arg);
	return text;
}

/* dtc's output in that form; -T -T if there is to be a comment on each place. */
static char *compile(const struct host_tree *t, char *form, bool places,
		     size_t *size)
{
	char *argv[MAX_ARGS] = { "dtc", "-q", "-I", "dts", "-O", form,
				 "-o", "-" };
	char **arg = argv + 8, *out = NULL;
	struct search s = { .n = 0 };

	find_folders(&s, t->name);
	arg = put_folders(arg, &s, "-i");
	if (places) {
		*arg++ = "-T";
		*arg++ = "-T";
	}
	*arg = t->text == t->raw ? file_arg(t->name) : strdup("-");
	if (*arg)
		out = dts_filter(t->name, argv, t->text, t->text_size, size);
	free(*arg);
	forget_folders(&s);
	return out;
}

static int from_source(struct host_tree *t)
{
	struct search s = { .n = 0 };

	t->text = t->raw;
	t->text_size = t->raw_size;
	if (is_for_cpp(t->raw)) {
		find_folders(&s, t->name);
		t->text = preprocess(t, &s);
		forget_folders(&s);
	}
	if (t->text)
		t->blob = compile(t, "dtb", false, &t->size);
	return t->blob ? 0 : -EINVAL;
}

int host_tree_load(struct host_tree *t, const char *path)
{
	size_t n = 0;
	char *data = read_whole(path, &n);
	int err = 0;

	*t = (struct host_tree){ .name = path };
	if (!data)
		return -EINVAL;
	if (is_blob(data, n) || ends_with(path, ".dtb")) {
		t->blob = data;
		t->size = n;
	} else {
		t->raw = data;
		t->raw_size = n;
		err = from_source(t);
	}
	t->is_overlay = !err && has_overlay(t->blob, t->size);
	return err;
}

static char *made_name(const char *name)
{
	size_t n = strlen(name);
	char *made;

	if (!strcmp(name, "-"))
		return strdup("stdin.dts");
	if (ends_with(name, ".dtb"))
		n -= 4;
	return asprintf(&made, "%.*s.dts", (int)n, name) < 0 ? NULL : made;
}

int host_tree_decompile(struct host_tree *t)
{
	char *argv[] = { "dtc", "-q", "-I", "dtb", "-O", "dts", "-o", "-", "-",
			 NULL };
	int n;

	t->raw = dts_filter(t->name, argv, t->blob, t->size, &t->raw_size);
	t->made = made_name(t->name);
	if (!t->raw || !t->made)
		return t->raw ? -ENOMEM : -EINVAL;
	n = asprintf(&t->text, "# 1 \"%s\"\n%s", t->made, t->raw);
	if (n < 0) {
		t->text = NULL;
		return -ENOMEM;
	}
	t->text_size = (size_t)n;
	return 0;
}

char *dts_annotated(const struct host_tree *t, size_t *size)
{
	return compile(t, "dts", true, size);
}

void host_tree_free(struct host_tree *t)
{
	if (t->text != t->raw)
		free(t->text);
	free(t->made);
	free(t->raw);
	free(t->blob);
	*t = (struct host_tree){ .name = "" };
}

void *host_load_tree(const char *path, size_t *size)
{
	struct host_tree t;
	void *blob = NULL;

	if (!host_tree_load(&t, path)) {
		blob = t.blob;
		*size = t.size;
		t.blob = NULL;
	}
	host_tree_free(&t);
	return blob;
}
