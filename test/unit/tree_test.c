// SPDX-License-Identifier: MIT
/*
 * of/tree.c and of/scan.c with bad blobs: each has one line that says where and
 * what was expected, and -EINVAL; nothing is left behind.  A good blob cut off
 * at each byte, and with each byte of it changed, never does more harm.
 */
#include <endian.h>
#include <errno.h>
#include <libfdt.h>
#include <stdbool.h>

#include "scan.h"
#include "tap.h"

static const char source[] = "/dts-v1/; /memreserve/ 0x1000 0x1000; / {"
	"#address-cells = <2>; #size-cells = <2>; model = \"good\";"
	"memory@0 { device_type = \"memory\"; reg = <0 0 0 0x40000000>; };"
	"soc { compatible = \"simple-bus\"; ranges;"
	"#address-cells = <2>; #size-cells = <2>;"
	"dma@1000 { compatible = \"a,b\"; reg = <0 0x1000 0 0x10>; }; };"
	"reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;"
	"a@100000 { no-map; reg = <0 0x100000 0 0x1000>; }; }; };";

static void put32(void *blob, size_t at, uint32_t value)
{
	value = htobe32(value);
	memcpy((char *)blob + at, &value, 4);
}

/* One line, with these words in it. */
static void refused(const void *blob, size_t size, const char *words,
		    const char *what)
{
	int err = scan_blob(blob, size, 0);
	const char *line = strchr(scan_log, '\n');

	ok(err == -EINVAL && strstr(scan_log, words) && line && !line[1],
	   "%s", what);
	if (!strstr(scan_log, words))
		fprintf(stderr, "--- expected %s\n--- said %s", words, scan_log);
	ok(!board_tree_iomem(NULL, 0), "%s: nothing is left", what);
}

/* A copy of the good blob with one word changed. */
static void changed(const void *good, size_t size, size_t at, uint32_t value,
		    const char *words, const char *what)
{
	void *blob = malloc(size);

	memcpy(blob, good, size);
	put32(blob, at, value);
	refused(blob, size, words, what);
	free(blob);
}

static void test_header(const void *good, size_t size)
{
	refused("", 0, "0 bytes", "nothing at all");
	refused(good, 39, "39 bytes", "half a header");
	refused(good, size - 1, "cut off", "a byte too few");
	changed(good, size, 0, 0x7f454c46, "0xd00dfeed", "no device tree");
	changed(good, size, 4, 0x7fffffff, "cut off", "a huge size");
	changed(good, size, 4, 4, "of 4 bytes", "a tiny size");
	changed(good, size, 20, 3, "version 3", "an old version");
	changed(good, size, 8, 0xfffffff0, "outside", "structure far away");
	changed(good, size, 8, fdt_off_dt_struct(good) + 2, "multiples",
		"structure not aligned");
	changed(good, size, 12, size, "outside", "strings behind the end");
	changed(good, size, 16, (size - 8) & ~7u, "no end",
		"reservations without end");
	changed(good, size, 36, 8, "cut off", "structure cut off");
}

/* The place of the n-th tag of a kind, in the blob. */
static size_t tag_place(const void *blob, uint32_t tag, int n)
{
	int at = 0, next;

	for (;; at = next)
		if (fdt_next_tag(blob, at, &next) == tag && !n--)
			return fdt_off_dt_struct(blob) + at;
}

static void test_structure(const void *good, size_t size)
{
	size_t node = tag_place(good, FDT_BEGIN_NODE, 1);
	size_t prop = tag_place(good, FDT_PROP, 0);
	size_t end = tag_place(good, FDT_END_NODE, 0);
	size_t last = tag_place(good, FDT_END, 0);

	changed(good, size, node, 7, "/:", "a tag that there is not");
	changed(good, size, prop + 4, 0x7ffffff0, "/:", "a value without end");
	changed(good, size, prop + 4, 0xfffffff4, "before it begins",
		"a value that leads back to itself");
	changed(good, size, prop + 8, 0x7ffffff0, "property name",
		"a name outside of the strings");
	changed(good, size, node + 4, 0x6d656d2f, "node name",
		"a node with a slash");
	changed(good, size, node + 4, 0, "node name", "a node without a name");
	changed(good, size, node + 4, 0x1b5b306d, "node name",
		"a node with an escape sequence");
	changed(good, size, end, FDT_NOP, "", "a node that does not end");
	changed(good, size, last - 4, FDT_END, "open node",
		"an end within a node");
	changed(good, size, tag_place(good, FDT_BEGIN_NODE, 0), FDT_NOP,
		"before the root:", "no root");
}

static void test_order(void)
{
	char *blob = malloc(1024);

	fdt_create(blob, 1024);
	fdt_finish_reservemap(blob);
	fdt_begin_node(blob, "");
	fdt_begin_node(blob, "child");
	fdt_end_node(blob);
	fdt_property_u32(blob, "late", 1);
	fdt_end_node(blob);
	fdt_finish(blob);
	refused(blob, fdt_totalsize(blob), "late",
		"a property behind a child");
	fdt_create(blob, 1024);
	fdt_finish_reservemap(blob);
	for (int i = 0; i < 65; i++)
		fdt_begin_node(blob, i ? "d" : "");
	for (int i = 0; i < 65; i++)
		fdt_end_node(blob);
	fdt_finish(blob);
	refused(blob, fdt_totalsize(blob), "deeper than 64", "65 levels");
	free(blob);
}

static void test_size(void)
{
	const size_t size = 3 << 20;
	void *blob = calloc(1, size);
	size_t n;
	void *good = scan_compile(source, &n);

	memcpy(blob, good, n);
	put32(blob, 4, size);
	refused(blob, size, "2097152 at most", "larger than arm64 takes");
	free(good);
	free(blob);
}

static void test_cells(void)
{
	size_t size;
	char *blob = scan_compile("/dts-v1/; / { #address-cells = <9>;"
		"#size-cells = <1>; memory@0 { device_type = \"memory\";"
		"reg = <0 1>; }; };", &size);

	refused(blob, size, "#address-cells is 9", "cells that make no sense");
	free(blob);
}

/* No crash, no hang; what comes of it is any of the results. */
static void test_mutations(const void *good, size_t size)
{
	uint8_t *blob = malloc(size);
	bool sane = true;

	for (size_t n = 0; n < size; n++) {
		int err = scan_blob(good, n, 0);

		sane &= err == -EINVAL && strchr(scan_log, '\n');
	}
	ok(sane, "cut off at each of %zu bytes: a line and -EINVAL", size);
	sane = true;
	for (size_t n = 0; n < size; n++) {
		memcpy(blob, good, size);
		blob[n] ^= 1u << n % 8;
		sane &= scan_blob(blob, size, 0) != -ENOMEM;
		memcpy(blob, good, size);
		blob[n] = 0xff;
		sane &= scan_blob(blob, size, 0x060100) != -ENOMEM;
	}
	ok(sane, "each byte changed");
	free(blob);
}

int main(void)
{
	size_t size;
	void *good = scan_compile(source, &size);

	ok(!scan_blob(good, size, 0) &&
	   strstr(scan_log, "Machine model: good\n"), "a good tree");
	test_header(good, size);
	test_structure(good, size);
	test_order();
	test_size();
	test_cells();
	test_mutations(good, size);
	board_tree_reset();
	free(good);
	return tap_done();
}
