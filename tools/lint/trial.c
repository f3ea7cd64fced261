// SPDX-License-Identifier: MIT
/*
 * dmaspace lint --fix: which edits make a tree better.
 *
 * Each is made in a copy of the blob, which is linted anew.  It is kept when what
 * it is for is gone and nothing as bad has come; what comes with edits of its own
 * may be mended along with it, as the size of a pool that becomes a CMA area.
 * All else is for people.
 */
#include <errno.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/lint/lint.h"

#define ROOM		8192		/* bytes that a try may add */
#define ROOM_EACH	512		/* and each of its edits */
#define MOST_ALONG	3		/* findings mended by one try */
#define MOST_TRIES	100		/* of a tree: the rest is for people */

struct trial_edits {
	struct board_tree_edit *edit;
	unsigned int n;
};

/* What of the wanted is mended together, and how. */
struct job {
	const struct lint_options *options;
	const struct trial_list *wanted;
	trial_fn *make;
	void *arg;
	bool others;			/* after what is misspelt */
};

static void *blob;			/* with all edits that were kept */
static size_t blob_size;
static struct trial_list now;		/* what is found in it */
static struct board_tree_edit *kept;
static unsigned int nr_kept, nr_tries;
static bool no_memory;

/* --- lists of findings --------------------------------------------------------- */

static char *copy(const char *s)
{
	char *to = s ? strdup(s) : NULL;

	no_memory |= s && !to;
	return to;
}

void trial_add(struct trial_list *list, const struct lint_finding *finding)
{
	struct trial_item *item;
	void *more = realloc(list->item, (list->n + 1) * sizeof(*item));

	if (!more) {
		no_memory = true;
		return;
	}
	list->item = more;
	item = &list->item[list->n++];
	memset(item, 0, sizeof(*item));
	for (int v = 0; v < LINT_VERSIONS; v++)
		item->kernels += finding->kernel[v] != NULL;
	item->note = finding->note;
	item->note.what = NULL;
	item->note.node = copy(finding->note.node);
	item->note.property = copy(finding->note.property);
	for (unsigned int i = 0; i < item->note.nr_edits; i++) {
		struct board_tree_edit *e = &item->note.edits[i];

		e->node = copy(e->node);
		e->property = copy(e->property);
		e->value = copy(e->value);
	}
}

void trial_free(struct trial_list *list)
{
	for (unsigned int i = 0; i < list->n; i++) {
		struct board_tree_note *note = &list->item[i].note;

		for (unsigned int j = 0; j < note->nr_edits; j++) {
			free((void *)note->edits[j].node);
			free((void *)note->edits[j].property);
			free((void *)note->edits[j].value);
		}
		free((void *)note->node);
		free((void *)note->property);
	}
	free(list->item);
	*list = (struct trial_list){ .item = NULL };
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool is_alike(const struct board_tree_note *a,
		     const struct board_tree_note *b)
{
	return !strcmp(a->rule, b->rule) && same(a->node, b->node) &&
	       same(a->property, b->property);
}

/* How often that is found, each kernel for itself, and as bad at least. */
static unsigned int count(const struct trial_list *list,
			  const struct board_tree_note *note,
			  enum board_tree_severity least)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < list->n; i++)
		if (list->item[i].note.severity >= least &&
		    is_alike(&list->item[i].note, note))
			n += list->item[i].kernels;
	return n;
}

/* --- edits in a blob ----------------------------------------------------------- */

/* A value as in source: cells, or one string; its length, or -1. */
static int parse_value(const char *text, unsigned char *to, size_t size)
{
	size_t n = strlen(text);
	int length = 0;
	char *end;

	if (*text == '"' && n > 1 && n < size) {
		memcpy(to, text + 1, n - 2);
		to[n - 2] = '\0';
		return (int)n - 1;
	}
	if (*text != '<')
		return *text ? -1 : 0;
	for (text++; *text && *text != '>'; length += 4) {
		fdt32_t cell = cpu_to_fdt32((uint32_t)strtoul(text, &end, 0));

		if (end == text || length + sizeof(cell) > size)
			return -1;
		memcpy(to + length, &cell, sizeof(cell));
		text = end + strspn(end, " ");
	}
	return length;
}

static int edit_blob(void *fdt, const struct board_tree_edit *e)
{
	int node = fdt_path_offset(fdt, e->node), length, err;
	unsigned char value[512];

	if (node < 0)
		return node;
	if (!e->value) {
		err = fdt_delprop(fdt, node, e->property);
		return err == -FDT_ERR_NOTFOUND ? 0 : err;
	}
	length = parse_value(e->value, value, sizeof(value));
	return length < 0 ? -EINVAL :
			    fdt_setprop(fdt, node, e->property, value, length);
}

/* A copy with the edits in it; NULL: they cannot be made. */
static void *edited(const struct trial_edits *edits, size_t *size)
{
	void *fdt;
	int err;

	*size = blob_size + ROOM + edits->n * ROOM_EACH;
	fdt = calloc(1, *size);
	if (!fdt)
		return NULL;
	err = fdt_open_into(blob, fdt, (int)*size);
	for (unsigned int i = 0; !err && i < edits->n; i++)
		err = edit_blob(fdt, &edits->edit[i]);
	if (!err)
		err = fdt_pack(fdt);
	if (!err) {
		*size = fdt_totalsize(fdt);
		return fdt;
	}
	free(fdt);
	return NULL;
}

static void collect(void *arg, const struct lint_finding *finding)
{
	trial_add(arg, finding);
}

/* --- one try ------------------------------------------------------------------- */

/* Two findings may not edit one property. */
static bool is_among(const struct board_tree_edit *edits, unsigned int n,
		     const struct board_tree_edit *e)
{
	for (unsigned int i = 0; i < n; i++)
		if (same(edits[i].node, e->node) &&
		    same(edits[i].property, e->property))
			return true;
	return false;
}

static bool join(struct trial_edits *edits, const struct board_tree_note *note)
{
	unsigned int before = edits->n;
	struct board_tree_edit *more =
		realloc(edits->edit, (before + note->nr_edits + 1) *
				     sizeof(*more));

	if (!more)
		return false;
	edits->edit = more;
	for (unsigned int i = 0; i < note->nr_edits; i++) {
		const struct board_tree_edit *e = &note->edits[i];

		if (is_among(kept, nr_kept, e) ||
		    is_among(edits->edit, before, e))
			return false;
		edits->edit[edits->n++] = *e;
	}
	return note->nr_edits;
}

/* The first finding that is as bad, and was not there; or NULL. */
static const struct board_tree_note *worse(const struct trial_list *then,
					   enum board_tree_severity least)
{
	for (unsigned int i = 0; i < then->n; i++) {
		const struct board_tree_note *note = &then->item[i].note;

		if (note->severity >= least &&
		    count(then, note, least) > count(&now, note, least))
			return note;
	}
	return NULL;
}

static bool lint_edited(const struct trial_edits *edits,
			const struct lint_options *options, void **fdt,
			size_t *size, struct trial_list *then)
{
	if (nr_tries++ >= MOST_TRIES)
		return false;
	free(*fdt);
	*fdt = edited(edits, size);
	return *fdt && !lint_tree(*fdt, *size, options, collect, then);
}

static bool keep(const struct trial_edits *edits)
{
	void *more = realloc(kept, (nr_kept + edits->n) * sizeof(*kept));

	if (!more)
		return false;
	kept = more;
	for (unsigned int i = 0; i < edits->n; i++)
		kept[nr_kept++] = (struct board_tree_edit){
			.node = copy(edits->edit[i].node),
			.property = copy(edits->edit[i].property),
		};
	return true;
}

/* What is found for it by now; NULL: it was mended along with another. */
static const struct board_tree_note *find(const struct board_tree_note *note)
{
	for (unsigned int i = 0; i < now.n; i++)
		if (is_alike(&now.item[i].note, note))
			return &now.item[i].note;
	return NULL;
}

static bool is_misspelt(const struct board_tree_note *note)
{
	return !strcmp(note->rule, "reserved-misspelt");
}

/* A name that is written wrong explains the rest of the node. */
static bool is_doubtful(const struct board_tree_note *note)
{
	for (unsigned int i = 0; i < now.n; i++)
		if (is_misspelt(&now.item[i].note) && !is_misspelt(note) &&
		    same(now.item[i].note.node, note->node))
			return true;
	return false;
}

/* What this job is to mend there, as it is found now; NULL: nothing. */
static const struct board_tree_note *candidate(const struct job *job,
					       unsigned int i)
{
	const struct board_tree_note *note = &job->wanted->item[i].note;

	if (is_misspelt(note) == job->others)
		return NULL;
	note = find(note);
	return note && note->nr_edits && !is_doubtful(note) ? note : NULL;
}

static bool are_gone(const struct job *job, unsigned int from, unsigned int to,
		     const struct trial_list *then)
{
	for (; from < to; from++) {
		const struct board_tree_note *note = candidate(job, from);

		if (note && count(then, note, TREE_NOTE) >=
			    count(&now, note, TREE_NOTE))
			return false;
	}
	return true;
}

/* The edits of these; how bad the least of them is. */
static bool gather(const struct job *job, unsigned int from, unsigned int to,
		   struct trial_edits *edits, enum board_tree_severity *least)
{
	*least = TREE_ERROR;
	for (; from < to; from++) {
		const struct board_tree_note *note = candidate(job, from);

		if (note && !join(edits, note))
			return false;
		if (note && note->severity < *least)
			*least = note->severity;
	}
	return true;
}

/* The edits of some, and of what they bring to light: are they kept? */
static bool try(const struct job *job, unsigned int from, unsigned int to)
{
	struct trial_list then[MOST_ALONG + 1] = { { .item = NULL } };
	const struct board_tree_note *bad = NULL;
	struct trial_edits edits = { .edit = NULL };
	enum board_tree_severity least;
	bool good = gather(job, from, to, &edits, &least);
	void *fdt = NULL;
	size_t size;
	int i = 0;

	do {
		good = good && (!bad || join(&edits, bad)) &&
		       lint_edited(&edits, job->options, &fdt, &size, &then[i]);
		bad = good ? worse(&then[i++], least) : NULL;
	} while (bad && i <= MOST_ALONG);
	good = good && !bad && are_gone(job, from, to, &then[i - 1]) &&
	       job->make(job->arg, edits.edit, edits.n) && keep(&edits);
	if (good) {
		struct trial_list swap = now;

		free(blob);
		blob = fdt;
		blob_size = size;
		fdt = NULL;
		now = then[i - 1];
		then[i - 1] = swap;
	}
	free(fdt);
	free(edits.edit);
	for (i = 0; i <= MOST_ALONG; i++)
		trial_free(&then[i]);
	return good;
}

/* --- all of them --------------------------------------------------------------- */

/* All at once if that is good, else each half for itself. */
static void mend(const struct job *job, unsigned int from, unsigned int to)
{
	unsigned int n = 0, middle = from + (to - from) / 2;

	for (unsigned int i = from; i < to; i++)
		n += candidate(job, i) != NULL;
	if (!n || no_memory || try(job, from, to) || to - from == 1)
		return;
	mend(job, from, middle);
	mend(job, middle, to);
}

unsigned int trial_run(const void *dtb, size_t size,
		       const struct lint_options *options,
		       const struct trial_list *wanted, trial_fn *make,
		       void *arg)
{
	struct job job = { options, wanted, make, arg, false };
	unsigned int left = 0;

	blob = malloc(size);
	if (!blob)
		return wanted->n;
	memcpy(blob, dtb, size);
	blob_size = size;
	nr_tries = 0;
	lint_tree(blob, size, options, collect, &now);
	mend(&job, 0, wanted->n);
	job.others = true;
	mend(&job, 0, wanted->n);
	for (unsigned int i = 0; i < wanted->n; i++)
		left += find(&wanted->item[i].note) != NULL;
	trial_free(&now);
	for (unsigned int i = 0; i < nr_kept; i++) {
		free((void *)kept[i].node);
		free((void *)kept[i].property);
	}
	free(kept);
	kept = NULL;
	nr_kept = 0;
	free(blob);
	return left;
}
