// SPDX-License-Identifier: MIT
/*
 * Row lint: all trees below the folder BENCH_TREES in one process, and one
 * tree of 100 KiB that is made here.  Files are read before.  No board is
 * made: the process has as much address space afterwards as before.
 */
#define _GNU_SOURCE
#include <ftw.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "bench.h"
#include "dmaspace/lint.h"
#include "host/host.h"

#define MAX_TREES	8192
#define SAMPLE		8		/* each so many goes through dtc */
#define BIG		(100u << 10)	/* bytes of the tree made here */

static struct tree {
	char *path;
	void *blob;
	size_t size;
} trees[MAX_TREES];
static unsigned int nr_trees;

static unsigned long nr_findings;	/* so that nothing is left out */

/* --- ours ----------------------------------------------------------------- */

static void count(void *arg, const struct lint_finding *finding)
{
	(void)arg;
	nr_findings += finding->note.rule != NULL;
}

static double seconds_of(const struct timespec *ts)
{
	return (double)ts->tv_sec + (double)ts->tv_nsec / 1e9;
}

static double cpu_ns(int who)
{
	struct timespec ts;
	struct rusage use;

	if (who == RUSAGE_SELF) {
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
		return seconds_of(&ts) * 1e9;
	}
	getrusage(who, &use);
	return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e9 +
	       (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1e3;
}

static void lint(const struct tree *t)
{
	static const struct lint_options options;

	if (lint_tree(t->blob, t->size, &options, count, NULL))
		bench_give_up(t->path, 0);
}

/* ns for a thousand of them. */
static double lint_all(const void *arg)
{
	double start = cpu_ns(RUSAGE_SELF);
	unsigned int i;

	(void)arg;
	for (i = 0; i < nr_trees; i++)
		lint(&trees[i]);
	return (cpu_ns(RUSAGE_SELF) - start) * 1000 / nr_trees;
}

static void lint_often(void *tree, unsigned long n)
{
	while (n--)
		lint(tree);
}

static double lint_one(const void *tree)
{
	return bench_time(lint_often, (void *)tree);
}

/* --- the peers ------------------------------------------------------------ */

static double dtc_some(const void *arg)
{
	double start = cpu_ns(RUSAGE_CHILDREN);
	unsigned int i, n = 0;

	(void)arg;
	for (i = 0; i < nr_trees; i += SAMPLE, n++)
		if (bench_run("exec dtc -q -f -I dtb -O dtb -o /dev/null '%s' "
			      "2> /dev/null", trees[i].path))
			bench_give_up(trees[i].path, 0);
	return (cpu_ns(RUSAGE_CHILDREN) - start) * 1000 / n;
}

/* Each node, each property with its name and value. */
static void walk(const struct tree *t)
{
	int node, prop, len;

	for (node = fdt_next_node(t->blob, -1, NULL); node >= 0;
	     node = fdt_next_node(t->blob, node, NULL)) {
		nr_findings += fdt_get_name(t->blob, node, NULL) == NULL;
		fdt_for_each_property_offset(prop, t->blob, node)
			nr_findings += !fdt_getprop_by_offset(t->blob, prop,
							      NULL, &len);
	}
}

static double walk_all(const void *arg)
{
	double start = cpu_ns(RUSAGE_SELF);
	unsigned int i;

	(void)arg;
	for (i = 0; i < nr_trees; i++)
		walk(&trees[i]);
	return (cpu_ns(RUSAGE_SELF) - start) * 1000 / nr_trees;
}

static void walk_often(void *tree, unsigned long n)
{
	while (n--)
		walk(tree);
}

static double walk_one(const void *tree)
{
	return bench_time(walk_often, (void *)tree);
}

/* --- trees ---------------------------------------------------------------- */

static int take(const char *path, const struct stat *st, int type,
		struct FTW *ftw)
{
	const char *dot = strrchr(path, '.');
	struct tree *t = &trees[nr_trees];
	int err;

	(void)st;
	(void)ftw;
	if (type != FTW_F || !dot || strcmp(dot, ".dtb") ||
	    nr_trees == MAX_TREES)
		return 0;
	t->blob = host_read_file(path, &t->size, &err);
	t->path = strdup(path);
	if (t->blob && t->path && !fdt_check_header(t->blob))
		nr_trees++;
	return 0;
}

static void cells(void *fdt, const char *name, uint32_t a, uint32_t b,
		  uint32_t c, uint32_t d)
{
	const fdt32_t value[] = {
		cpu_to_fdt32(a), cpu_to_fdt32(b), cpu_to_fdt32(c),
		cpu_to_fdt32(d),
	};

	fdt_property(fdt, name, value, sizeof(value));
}

static void begin(void *fdt, const char *name, uint32_t unit)
{
	char text[64];

	snprintf(text, sizeof(text), "%s@%x", name, unit);
	fdt_begin_node(fdt, text);
}

static void add_regions(void *fdt)
{
	uint32_t i;

	begin(fdt, "memory", 0x40000000);
	fdt_property_string(fdt, "device_type", "memory");
	cells(fdt, "reg", 0, 0x40000000, 0, 0x80000000);
	fdt_end_node(fdt);
	fdt_begin_node(fdt, "reserved-memory");
	fdt_property_u32(fdt, "#address-cells", 2);
	fdt_property_u32(fdt, "#size-cells", 2);
	fdt_property(fdt, "ranges", NULL, 0);
	for (i = 0; i < 32; i++) {
		begin(fdt, "pool", 0x60000000 + (i << 20));
		cells(fdt, "reg", 0, 0x60000000 + (i << 20), 0, 1u << 20);
		fdt_property_string(fdt, "compatible", "shared-dma-pool");
		fdt_property(fdt, "no-map", NULL, 0);
		fdt_property_u32(fdt, "phandle", 1 + i);
		fdt_end_node(fdt);
	}
	fdt_end_node(fdt);
}

static void add_device(void *fdt, uint32_t i)
{
	begin(fdt, "dma", 0x10000000 + (i << 12));
	fdt_property_string(fdt, "compatible", "vendor,some-dma-1.0");
	cells(fdt, "reg", 0, 0x10000000 + (i << 12), 0, 0x1000);
	cells(fdt, "interrupts", 0, i, 4, 0);
	cells(fdt, "clocks", 40, i, 40, i + 1);
	fdt_property_string(fdt, "status", "okay");
	fdt_property_u32(fdt, "memory-region", 1 + i % 32);
	fdt_property_u32(fdt, "phandle", 100 + i);
	fdt_end_node(fdt);
}

/* Half a thousand devices on a bus, each with a pool. */
static void make_big(struct tree *t)
{
	static char buffer[BIG * 2];
	uint32_t i = 0;

	fdt_create(buffer, sizeof(buffer));
	fdt_finish_reservemap(buffer);
	fdt_begin_node(buffer, "");
	fdt_property_u32(buffer, "#address-cells", 2);
	fdt_property_u32(buffer, "#size-cells", 2);
	add_regions(buffer);
	fdt_begin_node(buffer, "soc");
	fdt_property_string(buffer, "compatible", "simple-bus");
	fdt_property(buffer, "ranges", NULL, 0);
	cells(buffer, "dma-ranges", 0, 0, 0, 0);
	while (fdt_size_dt_struct(buffer) < BIG)
		add_device(buffer, i++);
	fdt_end_node(buffer);
	fdt_end_node(buffer);
	if (fdt_finish(buffer))
		bench_give_up("the tree of 100 KiB", 0);
	t->blob = buffer;
	t->size = fdt_totalsize(buffer);
	t->path = (char *)"the tree of 100 KiB";
}

/* --- the lines ------------------------------------------------------------ */

static void show_all(void)
{
	struct line line = {
		.row = "-", .what = "lint, CPU time for 1000 trees",
		.peer = "dtc -I dtb -O dtb, a process each",
		.must = 3e9, .unit = "ns",
	};

	line.pair = bench_pair((struct measure){ lint_all, 0 },
			       (struct measure){ dtc_some, 0 });
	line.value = line.pair.ours;
	bench_line(&line);
	line.peer = "libfdt: all nodes and properties";
	line.must = 0;
	line.pair = bench_pair((struct measure){ lint_all, 0 },
			       (struct measure){ walk_all, 0 });
	bench_line(&line);
	bench_note("%u trees of BENCH_TREES; three kernels read each",
		   nr_trees);
}

static void show_one(const struct tree *big)
{
	struct line line = {
		.row = "-", .what = "lint, a tree of 100 KiB",
		.peer = "libfdt: all nodes and properties",
		.must = 5e6, .unit = "ns",
	};

	line.pair = bench_pair((struct measure){ lint_one, big },
			       (struct measure){ walk_one, big });
	line.value = line.pair.ours;
	bench_line(&line);
}

static unsigned long address_space(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	if (!f || fscanf(f, "%lu", &pages) != 1)
		bench_give_up("/proc/self/statm", 0);
	fclose(f);
	return pages >> 8;
}

void bench_lint(void)
{
	const char *folder = getenv("BENCH_TREES");
	unsigned long before = address_space();
	struct tree big;

	make_big(&big);
	show_one(&big);
	if (folder)
		nftw(folder, take, 16, FTW_PHYS);
	if (nr_trees)
		show_all();
	else
		bench_note("no line for 1000 trees: BENCH_TREES=FOLDER names "
			   "none");
	bench_note("address space: %lu MiB before, %lu after; a board claims "
		   "millions", before, address_space());
}
