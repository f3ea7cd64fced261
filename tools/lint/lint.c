// SPDX-License-Identifier: MIT
/*
 * dmaspace lint - what is wrong with the memory of device trees.
 *
 * Each tree is read, handed to lint_tree(), and forgotten before the next.  A
 * finding gets the line of its source, passes the suppressions, and goes to the
 * output - or, for --fix, into the diff.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "tools/lint/lint.h"
#include "tools/tool.h"

static struct lint_command command;
static bool bad;			/* a file could not be read */
static unsigned int nr_told;		/* errors and warnings */
static unsigned int nr_unfixed;		/* findings that --fix leaves */
static unsigned int nr_trees;

static struct {				/* that is being looked at */
	struct host_tree t;
	struct host_places places;
	void *filled;			/* the blob with --memory= in it */
	size_t filled_size;
	const char *path;
	struct trial_list wanted;	/* that --fix is to mend */
} tree;

/* --- findings ------------------------------------------------------------------ */

/* The place of the property, else of the node, else of the node around it. */
static const struct host_place *find_place(const char *node,
					   const char *property)
{
	const struct host_place *p = NULL;
	char *path = strdup(node), *slash;

	if (property)
		p = host_place_find(&tree.places, node, property);
	while (!p && path) {
		p = host_place_find(&tree.places, path, NULL);
		slash = strrchr(path, '/');
		if (p || !slash || !path[1])
			break;
		slash[slash == path] = '\0';
	}
	free(path);
	return p;
}

static void tell(const struct lint_told *told)
{
	enum board_tree_severity severity = told->finding->note.severity;

	if (severity < command.least)
		return;
	nr_told += severity > TREE_NOTE;
	if (!command.fix)
		command.output->tell(told);
}

static void take_finding(void *arg, const struct lint_finding *finding)
{
	const struct host_place *place = find_place(finding->note.node,
						    finding->note.property);
	struct lint_told told = {
		.finding = finding,
		.file = place ? place->file : tree.path,
		.line = place ? place->line : 0,
	};

	if (suppress_is(&told, tree.path, &tree.places))
		return;
	tell(&told);
	if (command.fix && finding->note.severity >= command.least)
		trial_add(&tree.wanted, finding);
}

static bool add_fix(void *arg, const struct board_tree_edit *edits,
		    unsigned int n)
{
	return fix_add(&tree.t, &tree.places, edits, n);
}

/* A blob gets its source only when there is something to change in it. */
static void mend(const void *dtb, size_t size)
{
	bool any = false;

	for (unsigned int i = 0; i < tree.wanted.n; i++)
		any |= tree.wanted.item[i].note.nr_edits;
	if (!any || (!tree.t.raw &&
		     (host_tree_decompile(&tree.t) ||
		      host_tree_places(&tree.t, &tree.places))))
		nr_unfixed += tree.wanted.n;
	else
		nr_unfixed += trial_run(dtb, size, &command.options,
					&tree.wanted, add_fix, NULL);
}

/* --- trees --------------------------------------------------------------------- */

/* In a copy: the diff of --fix is not about that. */
static int fill_memory(void)
{
	tree.filled = malloc(tree.t.size + 1);
	if (!tree.filled)
		return -ENOMEM;
	memcpy(tree.filled, tree.t.blob, tree.t.size);
	tree.filled_size = tree.t.size;
	return host_tree_memory(command.memory, &tree.filled,
				&tree.filled_size);
}

static int read_tree(const char *path)
{
	int err = host_tree_load(&tree.t, path);

	if (!err)
		err = host_tree_places(&tree.t, &tree.places);
	if (!err)
		err = suppress_read_source(&tree.t, &tree.places);
	if (!err && command.memory)
		err = fill_memory();
	return err;
}

static int lint_blob(const void *dtb, size_t size)
{
	int err = lint_tree(dtb, size, &command.options, take_finding, NULL);

	if (!err && command.fix)
		mend(dtb, size);
	trial_free(&tree.wanted);
	return err;
}

static void lint_file(const char *path, bool named)
{
	int err;

	nr_trees++;
	memset(&tree, 0, sizeof(tree));
	tree.path = strcmp(path, "-") ? path : "<stdin>";
	err = read_tree(path);
	if (!err && tree.t.is_overlay && !named)
		goto out;
	host_error_about(tree.path);
	if (!err && tree.t.is_overlay) {
		host_error("an overlay: lint what fdtoverlay makes of it and "
			   "its tree");
		err = -EINVAL;
	}
	if (!err)
		err = lint_blob(tree.filled ? tree.filled : tree.t.blob,
				tree.filled ? tree.filled_size : tree.t.size);
	if (err == -ENOMEM)
		host_error("no memory");
	host_error_about(NULL);
	bad |= err != 0;
out:
	free(tree.filled);
	host_places_free(&tree.places);
	host_tree_free(&tree.t);
}

static void lint_path(const char *path)
{
	unsigned int before = nr_trees;

	if (lint_each_file(path, lint_file)) {
		bad = true;
	} else if (nr_trees == before) {
		host_error("%s: no *.dts or *.dtb in it", path);
		bad = true;
	}
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct lint_rule *)a)->id,
		      ((const struct lint_rule *)b)->id);
}

static int list_rules(void)
{
	struct lint_rule *sorted;
	size_t n = 0;

	while (lint_rules[n].id)
		n++;
	sorted = malloc(n * sizeof(*sorted));
	if (!sorted)
		return TOOL_FAILED;
	memcpy(sorted, lint_rules, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), by_id);
	for (size_t i = 0; i < n; i++)
		printf("%-28s %-8s %s\n", sorted[i].id,
		       lint_severity_names[sorted[i].severity],
		       sorted[i].title);
	free(sorted);
	return TOOL_CLEAN;
}

static int finish(void)
{
	suppress_end(tell);
	if (command.fix)
		fix_end(stdout);
	else if (command.output->end && command.output->end(!bad))
		bad = true;
	if (command.fix && nr_unfixed)
		host_error("%u of the findings are for people to fix",
			   nr_unfixed);
	if (fflush(stdout) || ferror(stdout)) {
		host_error("standard output: it cannot be written");
		bad = true;
	}
	return bad ? TOOL_USAGE : nr_told ? TOOL_REPORTS : TOOL_CLEAN;
}

int lint_main(int argc, char **argv)
{
	int status = lint_parse(&command, argc, argv);

	if (!status && command.list_rules) {
		status = list_rules();
	} else if (!status) {
		host_tree_include(command.include);
		for (int i = optind; i < argc; i++)
			lint_path(argv[i]);
		host_tree_include(NULL);
		status = finish();
	}
	lint_command_free(&command);
	return status;
}
