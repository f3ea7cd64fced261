// SPDX-License-Identifier: MIT
/*
 * of/reserved-mem*.c, dma/contiguous.c, dma/cma-declare.c: every line that a
 * kernel prints for a tree when its command line, its version, its pages or its
 * architecture matter.
 */
#include <stdbool.h>

#include "scan.h"
#include "tap.h"

#define V6_1	0x060100
#define V6_12	0x060c00
#define V7_2	0x070200

#define RM	"OF: reserved mem: "
#define RES	"Reserved memory: "
#define NONE	RM RES "No reserved-memory node in the DT\n"

#define ROOT	"/ { #address-cells = <2>; #size-cells = <2>;"
/* 1 GiB at 0x40000000. */
#define RAM	"memory@40000000 { device_type = \"memory\";" \
		"reg = <0 0x40000000 0 0x40000000>; };"
#define NODES(nodes) "reserved-memory { #address-cells = <2>;" \
	"#size-cells = <2>; ranges;" nodes "};"
#define EMPTY	"/dts-v1/; " ROOT RAM "};"
#define TREE(nodes) "/dts-v1/; " ROOT RAM NODES(nodes) "};"
#define POOL	"compatible = \"shared-dma-pool\";"
#define INIT(name) RM "initialized node " name ", compatible id shared-dma-pool\n"

struct reading {
	const char *what, *source;
	unsigned int version;
	const char *cmdline;		/* NULL: "cma=0"; "-": the tree's */
	unsigned int page_shift;
	enum board_arch arch;
	const char *log;
	const char *iomem, *no_iomem;	/* NULL: not looked at */
};

#define MEMRESERVED "/dts-v1/; /memreserve/ 0x50000000 0x100000;" \
	"/memreserve/ 0x7ff00000 0x100000;" ROOT RAM \
	NODES("a@50000000 { no-map; reg = <0 0x50000000 0 0x200000>; };" \
	      "d { " POOL " no-map; size = <0 0x1000>; };") "};"

#define DEFAULT_AREA(more) "a@50000000 { " POOL " reusable; linux,cma-default;" \
	"reg = <0 0x50000000 0 0x400000>; };" more
#define OTHER_AREA "b@60000000 { " POOL " reusable; reg = <0 0x60000000 0 0x200000>; };"
#define OTHER_LINES RES "created CMA memory pool at 0x0000000060000000, size 2 MiB\n" \
	INIT("b@60000000")
#define OTHER_SUM RM "0x0000000060000000..0x00000000601fffff (2048 KiB) map reusable b@60000000\n"

static const struct reading memreserve[] = {
{
	.what = "6.1: /memreserve/ is first, so no-map over it fails",
	.source = MEMRESERVED, .version = V6_1,
	.log = "OF: fdt: " RES "failed to reserve memory for node 'a@50000000': "
	       "base 0x0000000050000000, size 2 MiB\n"
	       RES "created DMA memory pool at 0x000000007feff000, size 0 MiB\n"
	       INIT("d"),
	.iomem = "  50000000-500fffff : reserved\n",
}, {
	.what = "6.12: it is last, no-map wins, and a region is placed over it",
	.source = MEMRESERVED, .version = V6_12,
	.log = RES "created DMA memory pool at 0x000000007ffff000, size 0 MiB\n"
	       INIT("d")
	       RM "0x000000007ffff000..0x000000007fffffff (4 KiB) nomap non-reusable d\n"
	       RM "0x0000000050000000..0x00000000501fffff (2048 KiB) nomap "
		  "non-reusable a@50000000\n",
	.iomem = "50000000-501fffff : reserved\n",
}, {
	.what = "a /reserved-memory that is ignored does not hide /memreserve/",
	.source = "/dts-v1/; /memreserve/ 0x50000000 0x100000; " ROOT RAM
		  "reserved-memory { }; };",
	.version = V7_2,
	.log = RM RES "unsupported node format, ignoring\n"
	       RM RES "unsupported node format, ignoring\n",
	.iomem = "  50000000-500fffff : reserved\n",
},
};

static const struct reading areas[] = {
{
	.what = "cma=SIZE@BASE is fixed",
	.source = EMPTY, .version = V6_12, .cmdline = "cma=16M@0x50000000",
	.log = NONE "cma: Reserved 16 MiB at 0x0000000050000000 on node -1\n",
	.iomem = "  50000000-50ffffff : reserved\n",
}, {
	.what = "6.1 tells no node, nor that there is none",
	.source = EMPTY, .version = V6_1, .cmdline = "cma=16M@0x50000000",
	.log = "cma: Reserved 16 MiB at 0x0000000050000000\n",
}, {
	.what = "7.2 tells no node",
	.source = EMPTY, .version = V7_2, .cmdline = "cma=16M@0x50000000",
	.log = NONE "cma: Reserved 16 MiB at 0x0000000050000000\n",
}, {
	.what = "of several cma= the last one counts",
	.source = EMPTY, .version = V6_1, .cmdline = "cma=0 quiet cma=16M@1280M",
	.log = "cma: Reserved 16 MiB at 0x0000000050000000\n",
}, {
	.what = "bootargs of the tree",
	.source = "/dts-v1/; " ROOT RAM "chosen { bootargs = "
		  "\"quiet x=\\\"cma=8M\\\" cma=16M@0x50000000 y -- cma=4M\"; }; };",
	.version = V6_1, .cmdline = "-",
	.log = "cma: Reserved 16 MiB at 0x0000000050000000\n",
}, {
	.what = "cma=SIZE@BASE-LIMIT is anywhere in there, as high as it goes",
	.source = EMPTY, .version = V6_1, .cmdline = "cma=16M@0x50000000-0x60000000",
	.log = "cma: Reserved 16 MiB at 0x000000005f000000\n",
}, {
	.what = "the size is rounded up",
	.source = EMPTY, .version = V6_1, .cmdline = "cma=1M@0x50000000-0x50400000",
	.log = "cma: Reserved 2 MiB at 0x0000000050200000\n",
}, {
	.what = "its end down: a fixed area is of whole blocks",
	.source = EMPTY, .version = V6_1, .cmdline = "cma=1M@0x50000000",
	.log = "cma: Size (0x0000000000200000) of region at 0x0000000050000000 "
	       "exceeds limit (0x0000000050000000)\n"
	       "cma: Failed to reserve 2 MiB\n",
}, {
	.what = "a base within a block",
	.source = EMPTY, .version = V6_12, .cmdline = "cma=16M@0x50100000",
	.log = NONE "cma: Region at 0x0000000050100000 must be aligned to "
	       "0x0000000000200000 bytes\n"
	       "cma: Failed to reserve 16 MiB on node -1\n",
}, {
	.what = "more than there is",
	.source = EMPTY, .version = V6_1, .cmdline = "cma=4G",
	.log = "cma: Size (0x0000000100000000) of region at 0x0000000000000000 "
	       "exceeds limit (0x0000000080000000)\n"
	       "cma: Failed to reserve 4096 MiB\n",
}, {
	.what = "a fixed area over what is reserved",
	.source = TREE("a@50f00000 { reg = <0 0x50f00000 0 0x1000>; };"),
	.version = V6_1, .cmdline = "cma=16M@0x50000000",
	.log = "cma: Failed to reserve 16 MiB\n",
	.no_iomem = "50000000",
}, {
	.what = "over no-map it is made: that is not reserved",
	.source = TREE("a@50f00000 { no-map; reg = <0 0x50f00000 0 0x1000>; };"),
	.version = V6_1, .cmdline = "cma=16M@0x50000000",
	.log = "cma: Reserved 16 MiB at 0x0000000050000000\n",
	.iomem = "50f00000-50f00fff : reserved\n",
}, {
	.what = "base 0 is not fixed: no RAM below 16 MiB, no area",
	.source = EMPTY, .version = V6_1, .cmdline = "cma=16M@0",
	.log = "cma: Failed to reserve 16 MiB\n",
}, {
	.what = "no value",
	.source = EMPTY, .version = V6_1, .cmdline = "cma cma=0",
	.log = "cma: Config string not provided\n"
	       "Malformed early option 'cma'\n",
}, {
	.what = "6.12: a limit does not lift that of the zone",
	.source = "/dts-v1/; " ROOT RAM "memory@100000000 { device_type = \"memory\";"
		  "reg = <1 0 1 0>; }; };",
	.version = V6_12, .cmdline = "cma=16M@0x40000000-0x200000000",
	.log = NONE "cma: Reserved 16 MiB at 0x000000007f000000 on node -1\n",
}, {
	.what = "7.2: it does, and then it grows up from 4 GiB",
	.source = "/dts-v1/; " ROOT RAM "memory@100000000 { device_type = \"memory\";"
		  "reg = <1 0 1 0>; }; };",
	.version = V7_2, .cmdline = "cma=16M@0x40000000-0x200000000",
	.log = NONE "cma: Reserved 16 MiB at 0x0000000100000000\n",
},
};

static const struct reading defaults[] = {
{
	.what = "linux,cma-default makes the default area",
	.source = TREE(DEFAULT_AREA("")), .version = V6_1, .cmdline = "",
	.log = RES "created CMA memory pool at 0x0000000050000000, size 4 MiB\n"
	       INIT("a@50000000"),
}, {
	.what = "6.12: cma= wins; other areas stay",
	.source = TREE(DEFAULT_AREA(OTHER_AREA)), .version = V6_12,
	.cmdline = "cma=16M@0x70000000",
	.log = RES "bypass a@50000000 node, using cmdline CMA params instead\n"
	       RM "node a@50000000 compatible matching fail\n"
	       OTHER_LINES OTHER_SUM
	       "cma: Reserved 16 MiB at 0x0000000070000000 on node -1\n",
	.no_iomem = "50000000",
}, {
	.what = "6.1: so it is",
	.source = TREE(DEFAULT_AREA(OTHER_AREA)), .version = V6_1,
	.cmdline = "cma=16M@0x70000000",
	.log = RES "bypass a@50000000 node, using cmdline CMA params instead\n"
	       RM "node a@50000000 compatible matching fail\n"
	       OTHER_LINES "cma: Reserved 16 MiB at 0x0000000070000000\n",
}, {
	.what = "7.2: the node is not even reserved, which is said twice",
	.source = TREE(DEFAULT_AREA(OTHER_AREA)), .version = V7_2,
	.cmdline = "cma=16M@0x70000000",
	.log = "Skipping dt linux,cma-default node in favor for \"cma=\" kernel param.\n"
	       "Skipping dt linux,cma-default node in favor for \"cma=\" kernel param.\n"
	       OTHER_LINES OTHER_SUM
	       "cma: Reserved 16 MiB at 0x0000000070000000\n",
	.no_iomem = "50000000",
}, {
	.what = "7.2: once for one that is to be placed",
	.source = TREE("a { " POOL " reusable; linux,cma-default; size = <0 0x400000>; };"),
	.version = V7_2,
	.log = "Skipping dt linux,cma-default node in favor for \"cma=\" kernel param.\n",
}, {
	.what = "6.12: a no-map pool with the word is bypassed, and a pool all the same",
	.source = TREE("a@50000000 { " POOL " no-map; linux,cma-default;"
		       "reg = <0 0x50000000 0 0x100000>; };"),
	.version = V6_12,
	.log = RES "bypass a@50000000 node, using cmdline CMA params instead\n"
	       RES "created DMA memory pool at 0x0000000050000000, size 1 MiB\n"
	       INIT("a@50000000")
	       RM "0x0000000050000000..0x00000000500fffff (1024 KiB) nomap "
		  "non-reusable a@50000000\n",
},
};

static const struct reading versions[] = {
{
	.what = "6.1: size 0 in reg makes a region dynamic",
	.source = TREE("a@50000000 { " POOL " no-map; reg = <0 0x50000000 0 0>;"
		       "size = <0 0x100000>; };"), .version = V6_1,
	.log = "OF: fdt: " RES "failed to reserve memory for node 'a@50000000': "
	       "base 0x0000000050000000, size 0 MiB\n"
	       RES "created DMA memory pool at 0x000000007ff00000, size 1 MiB\n"
	       INIT("a@50000000"),
}, {
	.what = "7.2: so does a reg of wrong length",
	.source = TREE("a@50000000 { reg = <0x50000000 0x1000>;"
		       "size = <0 0x100000>; };"), .version = V7_2,
	.log = RM "0x000000007ff00000..0x000000007fffffff (1024 KiB) map non-reusable a@50000000\n",
}, {
	.what = "6.12: what was refused still overlaps",
	.source = TREE("a@50000000 { reg = <0 0x50000000 0 0x200000>; };"
		"b@50100000 { " POOL " reusable; reg = <0 0x50100000 0 0x200000>; };"),
	.version = V6_12,
	.log = RM "0x0000000050000000..0x00000000501fffff (2048 KiB) map non-reusable a@50000000\n"
	       RES "incorrect alignment of CMA region\n"
	       RM "node b@50100000 compatible matching fail\n"
	       RM "OVERLAP DETECTED!\n"
	       "a@50000000 (0x0000000050000000--0x0000000050200000) overlaps "
	       "with b@50100000 (0x0000000050100000--0x0000000050300000)\n",
}, {
	.what = "7.2: it is forgotten",
	.source = TREE("a@50000000 { reg = <0 0x50000000 0 0x200000>; };"
		"b@50100000 { " POOL " reusable; reg = <0 0x50100000 0 0x200000>; };"),
	.version = V7_2,
	.log = RM "0x0000000050000000..0x00000000501fffff (2048 KiB) map non-reusable a@50000000\n"
	       RES "incorrect alignment of CMA region\n"
	       RM "node b@50100000 compatible matching fail\n",
	.iomem = "  50000000-500fffff : reserved\n",
},
};

/* a is refused and gives all of its range back, b's part of it, too. */
#define GIVEN_BACK "a@50000000 { " POOL " reusable; reg = <0 0x50000000 0 0x801000>; };" \
	"b@50200000 { " POOL " reusable; reg = <0 0x50200000 0 0x200000>; };"
#define A_REFUSED RES "incorrect alignment of CMA region\n" \
	RM "node a@50000000 compatible matching fail\n"
#define B_REFUSED RES "unable to setup CMA region\n" \
	RM "node b@50200000 compatible matching fail\n"
#define A_OVER_B RM "OVERLAP DETECTED!\n" \
	"a@50000000 (0x0000000050000000--0x0000000050801000) overlaps " \
	"with b@50200000 (0x0000000050200000--0x0000000050400000)\n"

static const struct reading given_back[] = {
{
	.what = "6.1: no CMA area of what is not reserved any more",
	.source = TREE(GIVEN_BACK), .version = V6_1,
	.log = A_OVER_B A_REFUSED B_REFUSED, .no_iomem = "50",
}, {
	.what = "6.12: the same, overlaps come last",
	.source = TREE(GIVEN_BACK), .version = V6_12,
	.log = A_REFUSED B_REFUSED A_OVER_B, .no_iomem = "50",
}, {
	.what = "7.2: without a word of what overlaps",
	.source = TREE(GIVEN_BACK), .version = V7_2,
	.log = A_REFUSED B_REFUSED, .no_iomem = "50",
},
};

#define RESTRICTED(word) TREE("a@50000000 { compatible = \"restricted-dma-pool\";" \
	word "reg = <0 0x50000000 0 0x400000>; };")
#define RESTRICTED_LINES \
	"software IO TLB: " RES "created restricted DMA pool at 0x0000000050000000, size 4 MiB\n" \
	RM "initialized node a@50000000, compatible id restricted-dma-pool\n"
#define FAIL RM "node a@50000000 compatible matching fail\n"

static const struct reading restricted[] = {
{
	.what = "6.12: a restricted pool",
	.source = RESTRICTED(""), .version = V6_12,
	.log = RESTRICTED_LINES RM "0x0000000050000000..0x00000000503fffff (4096 KiB) map "
	       "non-reusable a@50000000\n",
}, {
	.what = "6.1: a restricted pool",
	.source = RESTRICTED(""), .version = V6_1, .log = RESTRICTED_LINES,
}, {
	.what = "one that is no-map", .source = RESTRICTED("no-map;"),
	.version = V6_12, .log = FAIL, .no_iomem = "50000000",
}, {
	.what = "reusable", .source = RESTRICTED("reusable;"),
	.version = V7_2, .log = FAIL, .no_iomem = "50000000",
}, {
	.what = "a default of the others", .source = RESTRICTED("linux,dma-default;"),
	.version = V6_1, .log = FAIL, .no_iomem = "50000000",
}, {
	.what = "the other default", .source = RESTRICTED("linux,cma-default;"),
	.version = V6_1, .log = FAIL,
},
};

#define ARM(nodes) "/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;" \
	"memory@80000000 { device_type = \"memory\";" \
	"reg = <0x80000000 0x40000000>; };" \
	"reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;" \
	nodes "}; };"

static const struct reading arm[] = {
{
	.what = "arm: no pool without no-map",
	.source = ARM("a@90000000 { " POOL " reg = <0x90000000 0x100000>; };"),
	.version = V6_12, .arch = BOARD_ARM,
	.log = RES "regions without no-map are not yet supported\n"
	       RM "node a@90000000 compatible matching fail\n",
	.no_iomem = "90000000",
}, {
	.what = "arm: addresses have 32 bits",
	.source = ARM("a@90000000 { " POOL " no-map; reg = <0x90000000 0x100000>; };"),
	.version = V7_2, .arch = BOARD_ARM,
	.log = RES "created DMA memory pool at 0x90000000, size 1 MiB\n"
	       INIT("a@90000000")
	       RM "0x90000000..0x900fffff (1024 KiB) nomap non-reusable a@90000000\n",
}, {
	.what = "arm: a block of CMA is 4 MiB",
	.source = ARM("a@90200000 { " POOL " reusable; reg = <0x90200000 0x400000>; };"
		      "b@90400000 { " POOL " reusable; reg = <0x90400000 0x400000>; };"),
	.version = V6_1, .arch = BOARD_ARM,
	.log = RM "OVERLAP DETECTED!\n"
	       "a@90200000 (0x90200000--0x90600000) overlaps with b@90400000 "
	       "(0x90400000--0x90800000)\n"
	       RES "incorrect alignment of CMA region\n"
	       RM "node a@90200000 compatible matching fail\n"
	       RES "created CMA memory pool at 0x90400000, size 4 MiB\n"
	       INIT("b@90400000"),
}, {
	.what = "arm: the default area comes before the static ones, and high",
	.source = ARM("a@90000000 { reg = <0x90000000 0x1000>; };"
		      "d { size = <0x1000>; alloc-ranges = <0x80000000 0x1000000>; };"),
	.version = V6_12, .arch = BOARD_ARM, .cmdline = "cma=16M",
	.log = RM "0x80fff000..0x80ffffff (4 KiB) map non-reusable d\n"
	       "cma: Reserved 16 MiB at 0xbf000000 on node -1\n"
	       RM "0x90000000..0x90000fff (4 KiB) map non-reusable a@90000000\n",
}, {
	.what = "arm: not across the end of low memory",
	.source = ARM("a { no-map; };"), .version = V6_1, .arch = BOARD_ARM,
	.cmdline = "cma=16M@0xaf800000",
	.log = "cma: Region at 0xaf800000 defined on low/high memory boundary (0xb0000000)\n"
	       "cma: Failed to reserve 16 MiB\n",
},
};

static const struct reading pages[] = {
{
	.what = "16 KiB pages: a block of CMA is 32 MiB",
	.source = TREE("a@50000000 { " POOL " reusable; reg = <0 0x50000000 0 0x1000000>; };"
		"d { " POOL " reusable; size = <0 0x2000000>;"
		"alloc-ranges = <0 0x60000000 0 0x5000000>; };"),
	.version = V6_1, .page_shift = 14,
	.log = RES "created CMA memory pool at 0x0000000062000000, size 32 MiB\n"
	       INIT("d")
	       RES "incorrect alignment of CMA region\n"
	       RM "node a@50000000 compatible matching fail\n",
}, {
	.what = "64 KiB pages: 512 MiB",
	.source = TREE("d { " POOL " reusable; size = <0 0x20000000>; };"),
	.version = V7_2, .page_shift = 16,
	.log = RES "created CMA memory pool at 0x0000000060000000, size 512 MiB\n"
	       INIT("d")
	       RM "0x0000000060000000..0x000000007fffffff (524288 KiB) map reusable d\n",
}, {
	.what = "and cma= is rounded up to one",
	.source = EMPTY, .version = V6_1, .page_shift = 16,
	.cmdline = "cma=16M@0x60000000-0x80000000",
	.log = "cma: Failed to reserve 512 MiB\n",
}, {
	.what = "memory is cut to pages of 64 KiB, what is reserved widened",
	.source = "/dts-v1/; " ROOT "memory@40008000 { device_type = \"memory\";"
		"reg = <0 0x40008000 0 0x1010000>; };"
		NODES("a@40801000 { reg = <0 0x40801000 0 0x1000>; };") "};",
	.version = V6_1, .page_shift = 16, .log = "",
	.iomem = "40010000-4100ffff : System RAM\n  40800000-4080ffff : reserved\n",
},
};

static char iomem[1 << 16];

static void check(const struct reading *r)
{
	bool good = true;
	int err;

	scan_as.page_shift = r->page_shift;
	scan_as.arch = r->arch;
	scan_as.cmdline = !r->cmdline ? "cma=0" :
			  strcmp(r->cmdline, "-") ? r->cmdline : NULL;
	err = scan_source(r->source, r->version);
	board_tree_iomem(iomem, sizeof(iomem));
	if (r->iomem)
		good &= strstr(iomem, r->iomem) != NULL;
	if (r->no_iomem)
		good &= !strstr(iomem, r->no_iomem);
	ok(!err && good && !strcmp(scan_log, r->log), "%s", r->what);
	if (!good || strcmp(scan_log, r->log))
		fprintf(stderr, "--- expected\n%s--- printed\n%s--- iomem\n%s",
			r->log, scan_log, iomem);
}

#define CHECK_ALL(table) do {						\
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)	\
		check(&table[i]);					\
} while (0)

/* A tree of nr areas that are placed, and more. */
static void scan_areas(int nr, const char *more, unsigned int version)
{
	static char source[1 << 13], nodes[1 << 12];
	size_t n = 0;

	for (int i = 0; i < nr; i++)
		n += snprintf(nodes + n, sizeof(nodes) - n, "c%d { " POOL
			      "reusable; size = <0 0x200000>; };", i);
	snprintf(source, sizeof(source), "/dts-v1/; " ROOT RAM
		 NODES("%s%s") "};", nodes, more);
	scan_as = (struct board_kernel){ .cmdline = "cma=0" };
	scan_source(source, version);
}

/* Is there room, before it is asked what the memory is, or after it? */
static void test_slots_order(unsigned int version, bool first)
{
	scan_areas(20, GIVEN_BACK, version);
	ok(strstr(scan_log, B_REFUSED) &&
	   first == !!strstr(scan_log, "cma: Not enough slots for CMA reserved regions!\n"
			     B_REFUSED),
	   "%x: all slots taken, and memory that is no good", version);
}

/* Twenty areas there are; the next one is said to be too many. */
static void test_slots(unsigned int version)
{
	const char *at;
	int taken = 0;

	scan_areas(21, "", version);
	for (at = scan_log; (at = strstr(at, RES "created CMA")); at++)
		taken++;
	ok(taken == 20 &&
	   strstr(scan_log, "cma: Not enough slots for CMA reserved regions!\n"
			    RES "unable to setup CMA region\n"
			    RM "node c") != NULL,
	   "there are twenty areas: %x", version);
}

/* --- what a program can mend ---------------------------------------------- */

static const struct mending {
	const char *source, *rule, *property, *value;
} mendings[] = {
	{ TREE("a@50000000 { reg = <0x50000000 0x1000>; };"),
	  "reserved-reg-cells", "reg", "<0x0 0x50000000 0x0 0x1000>" },
	{ TREE("a { size = <0x1000>; };"),
	  "reserved-dynamic-cells", "size", "<0x0 0x1000>" },
	{ TREE("a { size = <0 0x1000>; alignment = <0x2000>; };"),
	  "reserved-dynamic-cells", "alignment", "<0x0 0x2000>" },
	{ TREE("a { size = <0 0x1000>; alloc-ranges = <0x50000000 0x100000>; };"),
	  "reserved-alloc-ranges", "alloc-ranges",
	  "<0x0 0x50000000 0x0 0x100000>" },
	{ TREE("a@50100000 { " POOL " reusable; reg = <0 0x50100000 0 0x200000>; };"),
	  "cma-alignment", "reg", "<0x0 0x50000000 0x0 0x400000>" },
	{ TREE("a { " POOL " reusable; size = <0 0x100000>; };"),
	  "cma-alignment", "size", "<0x0 0x200000>" },
	{ TREE("a@50100000 { " POOL " reusable; reg = <0 0x50100000 0 0x200000>; };"
	       "b@50000000 { reg = <0 0x50000000 0 0x1000>; };"),
	  "cma-alignment", NULL, NULL },	/* b has a part of the block */
	{ TREE("a@50000000 { " POOL " reg = <0 0x50000000 0 0x1000>; };"),
	  "pool-needs-nomap", "no-map", "" },
	{ "/dts-v1/; " ROOT RAM "memory@0 { reg = <0 0 0 0x1000>; }; };",
	  "memory-type", "device_type", "\"memory\"" },
	{ TREE("a@50000000 { " POOL " no-map; reusable; reg = <0 0x50000000 0 0x200000>; };"),
	  "reserved-exclusive", NULL, NULL },
	{ TREE("a@50000000 { compatible = \"restricted-dma-pool\"; no-map;"
	       "reg = <0 0x50000000 0 0x200000>; };"),
	  "restricted-exclusive", NULL, NULL },
};

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static void look(void *arg, const struct board_tree_note *n)
{
	const struct mending **left = arg;
	const struct mending *m = *left;

	if (m && !strcmp(n->rule, m->rule) && n->nr_edits == !!m->property &&
	    (!m->property || (same(n->edits[0].property, m->property) &&
			      same(n->edits[0].value, m->value))))
		*left = NULL;
}

static void count_placed(void *arg, const struct board_tree_note *n)
{
	*(int *)arg += !strcmp(n->rule, "reserved-overlap-memreserve");
}

static void test_placed(void)
{
	int notes = 0;

	board_tree_listen(count_placed, &notes);
	scan_source(MEMRESERVED, V6_1);
	ok(!notes, "6.1 places nothing over /memreserve/");
	scan_source(MEMRESERVED, V6_12);
	ok(notes == 1, "6.12 does, and it is told");
	board_tree_listen(NULL, NULL);
}

/* Each note once, and no other takes its edits. */
static void test_mendings(void)
{
	static const unsigned int versions[] = { V6_1, V6_12, V7_2 };

	scan_as = (struct board_kernel){ .cmdline = "cma=0" };
	for (size_t i = 0; i < sizeof(mendings) / sizeof(mendings[0]); i++) {
		unsigned int found = 0;

		for (int v = 0; v < 3; v++) {
			const struct mending *left = &mendings[i];

			board_tree_listen(look, &left);
			scan_source(mendings[i].source, versions[v]);
			found += !left;
		}
		ok(found == 3, "%s: %s", mendings[i].rule,
		   mendings[i].value ? mendings[i].value : "for people");
	}
	board_tree_listen(NULL, NULL);
}

int main(void)
{
	CHECK_ALL(memreserve);
	CHECK_ALL(areas);
	CHECK_ALL(defaults);
	CHECK_ALL(versions);
	CHECK_ALL(given_back);
	CHECK_ALL(restricted);
	CHECK_ALL(arm);
	CHECK_ALL(pages);
	test_slots(V6_1);
	test_slots(V7_2);
	test_slots_order(V6_1, true);
	test_slots_order(V6_12, true);
	test_slots_order(V7_2, false);
	test_mendings();
	test_placed();
	board_tree_reset();
	return tap_done();
}
