// SPDX-License-Identifier: MIT
/*
 * dmaspace explain - what the DMA API does for the devices of a tree.
 *
 * Each device's screen; devices with the same screen have it once.  The tree is
 * read by the other kernels as well, to say where a region is another there.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "host/dts.h"
#include "host/host.h"
#include "tools/explain/explain.h"
#include "tools/tool.h"

static const char help[] =
"usage: dmaspace explain [OPTIONS] FILE\n\n"
"  FILE            device tree, source (.dts) or blob (.dtb); - is standard input\n"
"  --device=NODE   one device: full path, alias, or the node's name\n"
"  --size=N        what N bytes (K, M, G) become\n"
"  --attrs=A,...   attributes of dma_alloc_attrs(): WRITE_COMBINE, ...\n"
"  --mask=BITS     the driver calls dma_set_mask_and_coherent() with that many\n"
TOOL_KERNEL_HELP
"  --memory=S@B    fill in /memory as a boot loader does: 1G@0x40000000\n"
"  --json          for tools\n\n"
"Where memory comes from, how the CPU sees it, what a device calls it, and which\n"
"syncs it takes; without --device, for each device whose node says that it does\n"
"DMA.  Exit status: 0; 2 no device tree, or no such device.\n";

static const unsigned int kernels[] = { 0x060100, 0x060c00, 0x070200 };

#define NR_KERNELS (sizeof(kernels) / sizeof(kernels[0]))

struct device_text {
	struct device_text *next;
	char *name, *body;		/* all for free(); NULL: printed */
	char *regions[NR_KERNELS];	/* as the other kernels have them */
};

struct explain {
	struct explain_view view;
	struct tool_kernel kernel;
	const char *path, *memory;
	bool json, no_memory;
	json_t *devices;
	struct device_text *texts;
	struct device_text *at;		/* the last one of this turn */
	unsigned int turn;		/* which of kernels[] */
};

/* --- the command line ----------------------------------------------------- */

static int bad_attr(const char *name, size_t n)
{
	char known[512] = "";

	for (const struct explain_attr *a = explain_attrs; a->name; a++) {
		strcat(known, a == explain_attrs ? "" : ", ");
		strcat(known, a->name);
	}
	return tool_usage("explain", "--attrs: %.*s is none of %s", (int)n,
			  name, known);
}

static int take_attrs(struct explain *x, const char *text)
{
	const struct explain_attr *a;
	size_t n;

	for (;; text += n + 1) {
		n = strcspn(text, ",");
		const char *name = text;
		size_t len = n;

		if (!strncmp(name, "DMA_ATTR_", 9)) {
			name += 9;
			len -= 9;
		}
		for (a = explain_attrs; a->name; a++)
			if (strlen(a->name) == len &&
			    !strncmp(a->name, name, len))
				break;
		if (!a->name)
			return bad_attr(text, n);
		x->view.options.attrs |= a->bit;
		if (!text[n])
			return TOOL_CLEAN;
	}
}

static int take_number(const char *option, const char *text,
		       unsigned long long max, unsigned long long *value)
{
	if (tool_number(text, value) && *value && *value <= max)
		return TOOL_CLEAN;
	return tool_usage("explain", "%s=%s: expected a number from 1 to %llu",
			  option, text, max);
}

static int take(struct explain *x, int c, const char *text)
{
	unsigned long long n;
	int err;

	switch (c) {
	case 'a':
		return take_attrs(x, text);
	case 'd':
		x->view.options.device = text;
		return TOOL_CLEAN;
	case 'j':
		x->json = true;
		return TOOL_CLEAN;
	case 'b':
		x->memory = text;
		return TOOL_CLEAN;
	case 'm':
		err = take_number("--mask", text, 64, &n);
		x->view.options.mask = err ? 0 : n;
		return err;
	case 's':
		err = take_number("--size", text, 1ULL << 48, &n);
		x->view.options.size = err ? 0 : n;
		return err;
	default:
		return tool_kernel_option("explain", c, text, &x->kernel);
	}
}

/* Is each attribute there in this kernel? */
static int check_attrs(const struct explain *x)
{
	for (const struct explain_attr *a = explain_attrs; a->name; a++)
		if ((x->view.options.attrs & a->bit) &&
		    (x->kernel.kernel.version ? x->kernel.kernel.version :
						0x060c00) < a->since)
			return tool_usage("explain",
					  "--attrs: %s is of Linux %s, give --linux=%s",
					  a->name, tool_version_name(a->since),
					  tool_version_name(a->since));
	return TOOL_CLEAN;
}

static int parse(struct explain *x, int argc, char **argv)
{
	static const struct option options[] = {
		TOOL_KERNEL_OPTIONS,
		{ "attrs", required_argument, NULL, 'a' },
		{ "device", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ "json", no_argument, NULL, 'j' },
		{ "mask", required_argument, NULL, 'm' },
		{ "memory", required_argument, NULL, 'b' },
		{ "size", required_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 },
	};
	int c, err;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			exit(TOOL_CLEAN);
		}
		err = take(x, c, optarg);
		if (err)
			return err;
	}
	if (tool_kernel_check("explain", &x->kernel) || check_attrs(x))
		return TOOL_USAGE;
	if (optind != argc - 1)
		return tool_usage("explain", "one FILE is needed");
	x->path = argv[optind];
	return TOOL_CLEAN;
}

/* --- what other kernels make of the regions ------------------------------- */

/* What is compared: a line for each; for free(), NULL: no memory. */
static char *regions_text(const struct explain_device *d)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	for (unsigned int i = 0; i < d->nr_regions; i++) {
		const struct explain_region *r = &d->regions[i];

		fprintf(out, "memory-region %u is %s", i, r->kind);
		if (r->size)
			fprintf(out, " at 0x%" PRIx64 ", %" PRIu64 " KiB",
				r->base, r->size >> 10);
		fprintf(out, "%s%s\n", r->result ? "; attaching: " : "",
			r->result ? explain_error_name(r->result) : "");
	}
	return fclose(out) ? NULL : text;
}

static struct device_text *next_text(struct explain *x)
{
	struct device_text *t = x->at ? x->at->next : x->texts;

	if (t)
		return x->at = t;
	t = calloc(1, sizeof(*t));
	if (!t) {
		x->no_memory = true;
		return NULL;
	}
	if (x->at)
		x->at->next = t;
	else
		x->texts = t;
	return x->at = t;
}

static void note_regions(void *arg, const struct explain_device *d)
{
	struct explain *x = arg;
	struct device_text *t = next_text(x);

	if (!t)
		return;
	t->regions[x->turn] = regions_text(d);
	x->no_memory |= !t->regions[x->turn];
}

/* The lines of theirs that are not mine, each with the kernel's name. */
static void print_others(FILE *out, const char *mine, const char *theirs,
			 const char *linux_name)
{
	while (*theirs) {
		size_t n = strcspn(theirs, "\n"), m = strcspn(mine, "\n");

		if (n != m || strncmp(mine, theirs, n))
			fprintf(out, "  Linux %-10s   %.*s\n", linux_name,
				(int)n, theirs);
		theirs += n + (theirs[n] == '\n');
		mine += m + (mine[m] == '\n');
	}
}

static char *others_text(const struct device_text *t, const char *mine)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	for (unsigned int i = 0; i < NR_KERNELS; i++)
		if (t->regions[i])
			print_others(out, mine, t->regions[i],
				     tool_version_name(kernels[i]));
	return fclose(out) ? NULL : text;
}

/* --- the devices ---------------------------------------------------------- */

static char *body_text(struct explain *x, const struct explain_device *d)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	explain_print_body(out, &x->view, d);
	return fclose(out) ? NULL : text;
}

/* What devices of one screen do not share. */
static char *name_text(const struct explain_device *d)
{
	char *text = NULL;

	if (asprintf(&text, "%s%s%s%s%s%s%s", d->path,
		     d->compatible ? "  " : "",
		     d->compatible ? d->compatible : "",
		     *d->listed ? "  has " : "", d->listed,
		     d->iommu_id[0] ? "  ID " : "", d->iommu_id) < 0)
		return NULL;
	return text;
}

static void take_device(void *arg, const struct explain_device *d)
{
	struct explain *x = arg;
	struct device_text *t = next_text(x);
	char *mine = regions_text(d);
	char *others = t && mine ? others_text(t, mine) : NULL;

	free(mine);
	if (!others) {
		x->no_memory = true;
		return;
	}
	x->view.others = others;
	if (x->json) {
		json_array_append_new(x->devices,
				      explain_json_device(&x->view, d));
	} else {
		t->name = name_text(d);
		t->body = body_text(x, d);
		x->no_memory |= !t->name || !t->body;
	}
	free(others);
}

/* Devices of the same body once, under all their names. */
static void print_devices(struct explain *x)
{
	struct device_text *t, *same;

	explain_print_head(stdout, &x->view);
	for (t = x->texts; t; t = t->next) {
		if (!t->body)
			continue;
		printf("\n%s\n", t->name);
		for (same = t->next; same; same = same->next) {
			if (!same->body || strcmp(same->body, t->body))
				continue;
			printf("%s\n", same->name);
			free(same->body);
			same->body = NULL;
		}
		fputs(t->body, stdout);
	}
	if (!x->texts)
		puts("\nNo node says that it does DMA: ask for one by --device.");
}

static void free_texts(struct explain *x)
{
	struct device_text *t;

	while ((t = x->texts)) {
		x->texts = t->next;
		for (unsigned int i = 0; i < NR_KERNELS; i++)
			free(t->regions[i]);
		free(t->name);
		free(t->body);
		free(t);
	}
}

/* --- all of it ------------------------------------------------------------ */

/* The other kernels first, then the one that was asked for. */
static int read_all(struct explain *x, const void *blob, size_t size)
{
	struct board_kernel *k = &x->kernel.kernel;
	int err = 0;

	k->version = k->version ? k->version : 0x060c00;
	for (x->turn = 0; !err && x->turn < NR_KERNELS; x->turn++) {
		struct board_kernel other = *k;

		if (kernels[x->turn] == k->version)
			continue;
		other.version = kernels[x->turn];
		x->at = NULL;
		err = explain_tree(blob, size, &other, &x->view.options,
				   note_regions, x);
	}
	x->at = NULL;
	if (!err)
		err = explain_tree(blob, size, k, &x->view.options,
				   take_device, x);
	return err;
}

static int print_all(struct explain *x)
{
	json_t *head;
	int err;

	if (!x->json) {
		print_devices(x);
		return TOOL_CLEAN;
	}
	head = explain_json_head(&x->view);
	json_object_set(head, "devices", x->devices);
	err = json_dumpf(head, stdout, JSON_INDENT(2));
	puts("");
	json_decref(head);
	return err ? TOOL_FAILED : TOOL_CLEAN;
}

static int explain(struct explain *x, const void *blob, size_t size)
{
	int err;

	x->view.linux_name = tool_version_name(x->kernel.kernel.version);
	x->view.page_kib = x->kernel.kernel.page_shift ?
			   1u << (x->kernel.kernel.page_shift - 10) : 4;
	x->devices = json_array();
	err = read_all(x, blob, size);
	x->view.arch = board_tree_is_arm() ? "arm" : "arm64";
	if (!err && (x->no_memory || !x->devices)) {
		host_error("no memory");
		err = -ENOMEM;
	}
	if (!err)
		err = print_all(x);
	else
		err = err == -ENOMEM ? TOOL_FAILED : TOOL_USAGE;
	json_decref(x->devices);
	free_texts(x);
	return err;
}

int explain_main(int argc, char **argv)
{
	struct explain x = { 0 };
	int status = parse(&x, argc, argv);
	size_t size;
	void *blob;

	if (status)
		return status;
	blob = host_load_tree(x.path, &size);
	if (!blob)
		return TOOL_USAGE;
	if (x.memory && host_tree_memory(x.memory, &blob, &size))
		status = TOOL_USAGE;
	else
		status = explain(&x, blob, size);
	free(blob);
	return status;
}
