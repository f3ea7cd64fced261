// SPDX-License-Identifier: MIT
/*
 * of/regions.c: for each tree all that board_tree_regions() tells, a line a
 * region, in its order.
 */
#include <inttypes.h>
#include <stdbool.h>

#include "scan.h"
#include "tap.h"

#define V6_1	0x060100
#define V6_12	0x060c00

/* RAM is 1 GiB at 0x40000000; nodes are those of /reserved-memory. */
#define TREE(nodes, devices) "/dts-v1/; / { #address-cells = <2>;" \
	"#size-cells = <2>; model = \"a board\";" \
	"memory@40000000 { device_type = \"memory\";" \
	"reg = <0 0x40000000 0 0x40000000>; };" \
	"reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;" \
	nodes "}; " devices " };"
#define POOL "compatible = \"shared-dma-pool\";"
#define RAM "RAM 40000000+40000000 RAM\n"

static const struct {
	const char *what, *source;
	const char *told;
	unsigned int version;		/* 0: 6.12 */
	const char *cmdline;		/* NULL: "cma=0" */
} trees[] = {
{
	"no RAM, no regions",
	"/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; };",
	"",
}, {
	"kinds, by properties",
	TREE("a@50000000 { reg = <0 0x50000000 0 0x1000>; };"
	     "b@50100000 { reg = <0 0x50100000 0 0x1000>; no-map; };"
	     "c@50200000 { reg = <0 0x50200000 0 0x1000>; no-map;" POOL "};"
	     "d@50400000 { reg = <0 0x50400000 0 0x400000>; reusable;" POOL "};"
	     , ""),
	RAM "plain 50000000+1000 a@50000000 kept\n"
	"no-map 50100000+1000 b@50100000 kept\n"
	"pool 50200000+1000 c@50200000 kept\n"
	"cma 50400000+400000 d@50400000 kept\n",
}, {
	"no-map does not cut a bank; /memreserve/ comes before nodes",
	"/dts-v1/; /memreserve/ 0x1000000 0x1800; / {"
	"#address-cells = <1>; #size-cells = <1>;"
	"memory@0 { device_type = \"memory\"; reg = <0 0x10000000>,"
	"<0x20000000 0x10000000>; };"
	"reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;"
	"a@8000000 { reg = <0x8000000 0x1000>; no-map; }; }; };",
	"RAM 0+10000000 RAM\n" "RAM 20000000+10000000 RAM\n"
	"memreserve 1000000+1800 /memreserve/ kept\n"
	"no-map 8000000+1000 a@8000000 kept\n",
}, {
	"users: each once, none that is disabled, by either of two entries",
	TREE("a: a@50000000 { reg = <0 0x50000000 0 0x1000>; };"
	     "b: b@50100000 { reg = <0 0x50100000 0 0x1000>; };",
	     "x { memory-region = <&a>, <&b>, <&a>; };"
	     "y { status = \"disabled\"; z { memory-region = <&a>; }; };"
	     "w { v { memory-region = <&b>; }; };"),
	RAM "plain 50000000+1000 a@50000000 kept </x>\n"
	"plain 50100000+1000 b@50100000 kept </x> </w/v>\n",
}, {
	"the default CMA area, placed by the kernel",
	TREE("a { size = <0 0x400000>; reusable; linux,cma-default;" POOL
	     "};", ""),
	RAM "cma-default 7fc00000+400000 a kept dynamic\n",
	.cmdline = "",
}, {
	"the default CMA area of the command line; the tree's is bypassed",
	TREE("a { size = <0 0x400000>; reusable;"
	     "linux,cma-default;" POOL "};", ""),
	RAM "cma 7fc00000+400000 a dynamic"
	" (the kernel gave the memory back to the system)\n"
	"cma-default 60000000+1000000 (the kernel's own) kept\n",
	.cmdline = "cma=16M@0x60000000",
}, {
	"a pool in mapped RAM",
	TREE("a@50000000 { reg = <0 0x50000000 0 0x1000>;" POOL "};", ""),
	RAM "pool 50000000+1000 a@50000000 kept"
	" (no device can attach: it is not no-map)\n",
}, {
	"a CMA area that is not aligned",
	TREE("a@50100000 { reg = <0 0x50100000 0 0x400000>; reusable;" POOL
	     "};", ""),
	RAM "cma 50100000+400000 a@50100000"
	" (the kernel gave the memory back to the system)\n",
}, {
	"no-map over what is reserved",
	TREE("a@50000000 { reg = <0 0x50000000 0 0x2000>; };"
	     "b@50001000 { reg = <0 0x50001000 0 0x1000>; no-map; };", ""),
	RAM "plain 50000000+2000 a@50000000 kept\n"
	"no-map 50001000+1000 b@50001000 kept"
	" (no-map failed: it stays in the linear map)\n",
}, {
	"several ranges of reg",
	TREE("a@50000000 { reg = <0 0x50000000 0 0x1000>,"
	     "<0 0x50010000 0 0x1000>; };", ""),
	RAM "plain 50000000+1000 a@50000000 kept\n"
	"plain 50010000+1000 a@50000000 kept"
	" (kept, but only the first range of reg is the region)\n",
}, {
	"no room, no size, a reg of odd length",
	TREE("a { size = <1 0>; }; b@50000000 { reg = <0 0x50000000 0 0>; };"
	     "c@60000000 { reg = <0 0x60000000 0>; };", ""),
	RAM "plain 0+0 a dynamic (the kernel found no place for it)\n"
	"plain 50000000+0 b@50000000"
	" (size 0: the kernel makes no region of it)\n"
	"plain 0+0 c@60000000 (its reg makes no sense to the kernel)\n",
}, {
	"the same without room, by 6.1",
	TREE("a { size = <1 0>; };", ""),
	RAM "plain 0+0 a dynamic (the kernel found no place for it)\n",
	V6_1,
}, {
	"a wrong /reserved-memory: nothing is kept, but outside of RAM",
	"/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;"
	"memory@0 { device_type = \"memory\"; reg = <0 0x10000000>; };"
	"reserved-memory { #address-cells = <1>; #size-cells = <1>;"
	"a@1000000 { reg = <0x1000000 0x1000>; no-map; };"
	"b@f0000000 { reg = <0xf0000000 0x1000>; no-map; }; }; };",
	"RAM 0+10000000 RAM\n"
	"no-map 1000000+1000 a@1000000 (the kernel did not take it)\n"
	"no-map f0000000+1000 b@f0000000 kept"
	" (the kernel has no region of it)\n",
}, {
	"what is disabled is not there",
	TREE("a@50000000 { reg = <0 0x50000000 0 0x1000>;"
	     "status = \"disabled\"; };", ""),
	RAM,
},
};

static char told[4096];
static size_t used;

static void tell(void *arg, const struct board_region *r)
{
	static const char *const kinds[] = {
		"RAM", "memreserve", "plain", "no-map", "pool", "cma",
		"cma-default", "restricted",
	};
	size_t room = sizeof(told);

	(void)arg;
	used += snprintf(told + used, room - used,
			 "%s %" PRIx64 "+%" PRIx64 " %s%s%s", kinds[r->kind],
			 r->base, r->size, r->name, r->kept ? " kept" : "",
			 r->dynamic ? " dynamic" : "");
	for (unsigned int i = 0; i < r->nr_users; i++)
		used += snprintf(told + used, room - used, " <%s>",
				 r->users[i]);
	if (r->fault)
		used += snprintf(told + used, room - used, " (%s)", r->fault);
	used += snprintf(told + used, room - used, "\n");
}

static void check(size_t i)
{
	size_t size;
	void *blob = scan_compile(trees[i].source, &size);
	bool good;

	scan_as.cmdline = trees[i].cmdline ? trees[i].cmdline : "cma=0";
	scan_blob(blob, size, trees[i].version ? trees[i].version : V6_12);
	free(blob);
	used = 0;
	told[0] = '\0';
	good = !board_tree_regions(tell, NULL) &&
	       !strcmp(told, trees[i].told);
	ok(good, "%s", trees[i].what);
	if (!good)
		printf("# told:\n# %s# expected:\n# %s", told, trees[i].told);
}

int main(void)
{
	ok(board_tree_regions(tell, NULL) < 0 && !board_tree_model(),
	   "without a tree there is an error, and no name");
	for (size_t i = 0; i < sizeof(trees) / sizeof(trees[0]); i++)
		check(i);
	ok(!strcmp(board_tree_model(), "a board"), "the machine's name");
	board_tree_reset();
	return tap_done();
}
