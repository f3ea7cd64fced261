// SPDX-License-Identifier: MIT
/*
 * of/reserved-mem*.c: for each rule a tree, and every line that Linux prints
 * for it, in its order, by 6.12 and 7.2 and, where it differs, by 6.1; then parts
 * of /proc/iomem by 6.12.  reserved_mem_kernel_test.c has other kernels.
 */
#include <stdbool.h>

#include "scan.h"
#include "tap.h"

#define V6_1	0x060100
#define V6_12	0x060c00
#define V7_2	0x070200

#define RM "OF: reserved mem: "
#define RES "Reserved memory: "

/* 1 GiB at 0x40000000, nodes of a good /reserved-memory. */
#define TREE(nodes) "/dts-v1/; / { #address-cells = <2>; #size-cells = <2>;" \
	"memory@40000000 { device_type = \"memory\";" \
	"reg = <0 0x40000000 0 0x40000000>; };" \
	"reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;" \
	nodes "}; };"
#define POOL "compatible = \"shared-dma-pool\";"

/* Two that have all of their ranges, and so are where they are. */
#define NEIGHBOURS "a { size = <0 0x1000000>;" \
	"alloc-ranges = <0 0x60000000 0 0x1000000>; };" \
	"b { size = <0 0x1000000>;" \
	"alloc-ranges = <0 0x68000000 0 0x1000000>; };"
#define NEIGHBOUR_LINES \
	RM "0x0000000060000000..0x0000000060ffffff (16384 KiB) map non-reusable a\n" \
	RM "0x0000000068000000..0x0000000068ffffff (16384 KiB) map non-reusable b\n"

struct rule {
	const char *what, *source;
	const char *log;		/* all that 6.12 says */
	const char *log_6_1;		/* NULL: not looked at */
	const char *log_7_2;		/* NULL: the same as log */
	const char *iomem[4];		/* lines that must be there */
	const char *no_iomem;		/* one that must not */
};

static const struct rule rules[] = {
{
	.what = "cells of /reserved-memory that are not the root's",
	.source = "/dts-v1/; / { #address-cells = <2>; #size-cells = <2>;"
		"memory@0 { device_type = \"memory\"; reg = <0 0 0 0x40000000>; };"
		"reserved-memory { #address-cells = <2>; #size-cells = <1>; ranges;"
		"a@1000000 { no-map; reg = <0 0x1000000 0x1000000>; }; }; };",
	.log = RM RES "unsupported node format, ignoring\n"
	       RM RES "unsupported node format, ignoring\n",
	.log_6_1 = "OF: fdt: " RES "unsupported node format, ignoring\n",
	.iomem = { "00000000-3fffffff : System RAM\n" },
}, {
	.what = "no ranges",
	.source = "/dts-v1/; / { #address-cells = <2>; #size-cells = <2>;"
		"reserved-memory { #address-cells = <2>; #size-cells = <2>;"
		"a@1000000 { no-map; reg = <0 0x1000000 0 0x1000000>; }; }; };",
	.log = RM RES "unsupported node format, ignoring\n"
	       RM RES "unsupported node format, ignoring\n",
}, {
	.what = "no /reserved-memory; /memreserve/ is taken",
	.source = "/dts-v1/; /memreserve/ 0x1000000 0x1800; / {"
		"#address-cells = <1>; #size-cells = <1>;"
		"memory@0 { device_type = \"memory\"; reg = <0 0x40000000>; }; };",
	.log = RM RES "No reserved-memory node in the DT\n",
	.log_6_1 = "",
	.iomem = { "  01000000-01001fff : reserved\n" },
}, {
	.what = "a plain region, one that is disabled, one with neither word",
	.source = TREE("a@50000000 { reg = <0 0x50000000 0 0x80000>; };"
		"b@51000000 { status = \"disabled\"; reg = <0 0x51000000 0 0x1000>; };"
		"c { no-map; };"),
	.log = RM "0x0000000050000000..0x000000005007ffff (512 KiB) map non-reusable a@50000000\n",
	.log_6_1 = "",
	.iomem = { "40000000-7fffffff : System RAM\n",
		   "  50000000-5007ffff : reserved\n" },
	.no_iomem = "51000000",
}, {
	.what = "status of any other word is disabled",
	.source = TREE("a@50000000 { status = \"enabled\"; reg = <0 0x50000000 0 0x1000>; };"
		"b@51000000 { status = \"ok \"; reg = <0 0x51000000 0 0x1000>; };"
		"c { status = \"okey\"; size = <0 0x1000>; };"),
	.log = "", .log_6_1 = "", .no_iomem = "reserved",
}, {
	.what = "status = \"ok\" is okay; reg wins over size",
	.source = TREE("a@50000000 { status = \"ok\"; size = <0 0x1000>;"
		"reg = <0 0x50000000 0 0x100000>; };"),
	.log = RM "0x0000000050000000..0x00000000500fffff (1024 KiB) map non-reusable a@50000000\n",
}, {
	.what = "dynamic regions come first",
	.source = TREE("a@50000000 { no-map; reg = <0 0x50000000 0 0x1000>; };"
		"b { size = <0 0x1000>; };"),
	.log = RM "0x000000007ffff000..0x000000007fffffff (4 KiB) map non-reusable b\n"
	       RM "0x0000000050000000..0x0000000050000fff (4 KiB) nomap non-reusable a@50000000\n",
}, {
	.what = "6.1 goes by address",
	.source = TREE("b@60000000 { " POOL " no-map; reg = <0 0x60000000 0 0x100000>; };"
		"a@50000000 { " POOL " no-map; reg = <0 0x50000000 0 0x100000>; };"),
	.log = RES "created DMA memory pool at 0x0000000060000000, size 1 MiB\n"
	       RM "initialized node b@60000000, compatible id shared-dma-pool\n"
	       RM "0x0000000060000000..0x00000000600fffff (1024 KiB) nomap "
		  "non-reusable b@60000000\n"
	       RES "created DMA memory pool at 0x0000000050000000, size 1 MiB\n"
	       RM "initialized node a@50000000, compatible id shared-dma-pool\n"
	       RM "0x0000000050000000..0x00000000500fffff (1024 KiB) nomap "
		  "non-reusable a@50000000\n",
	.log_6_1 = RES "created DMA memory pool at 0x0000000050000000, size 1 MiB\n"
	       RM "initialized node a@50000000, compatible id shared-dma-pool\n"
	       RES "created DMA memory pool at 0x0000000060000000, size 1 MiB\n"
	       RM "initialized node b@60000000, compatible id shared-dma-pool\n",
}, {
	.what = "reg of wrong length is said twice by 6.12",
	.source = TREE("a@50000000 { reg = <0x50000000 0x1000>; };"),
	.log = RM RES "invalid reg property in 'a@50000000', skipping node.\n"
	       RM RES "invalid reg property in 'a@50000000', skipping node.\n",
	.log_6_1 = "OF: fdt: " RES "invalid reg property in 'a@50000000', skipping node.\n",
	.log_7_2 = "",
	.no_iomem = "reserved",
}, {
	.what = "several ranges: all are reserved, the first is the region",
	.source = TREE("a@50000000 { reg = <0 0x50000000 0 0x1000>, <0 0x52000000 0 0x1000>,"
		"<0 0x54000000 0 0x1000>; };"),
	.log = RM "fdt_scan_reserved_mem_reg_nodes() ignores 2 regions in node 'a@50000000'\n"
	       RM "0x0000000050000000..0x0000000050000fff (4 KiB) map non-reusable a@50000000\n",
	.log_6_1 = "",
	.log_7_2 = RM RES "node 'a@50000000' has 3 <base size> entries, only the first is used\n"
	       RM "0x0000000050000000..0x0000000050000fff (4 KiB) map non-reusable a@50000000\n",
	.iomem = { "  50000000-50000fff : reserved\n",
		   "  52000000-52000fff : reserved\n",
		   "  54000000-54000fff : reserved\n" },
}, {
	.what = "size 0",
	.source = TREE("a@50000000 { reg = <0 0x50000000 0 0>; };"),
	.log = RM RES "failed to reserve memory for node 'a@50000000': base "
		      "0x0000000050000000, size 0 MiB\n",
	.log_6_1 = "OF: fdt: " RES "failed to reserve memory for node "
				   "'a@50000000': base 0x0000000050000000, "
				   "size 0 MiB\n",
}, {
	.what = "no-map over what is reserved fails, and the pool is made all the same",
	.source = TREE("a@50000000 { reg = <0 0x50000000 0 0x200000>; };"
		"b@50100000 { " POOL " no-map; reg = <0 0x50100000 0 0x200000>; };"),
	.log = RM RES "failed to reserve memory for node 'b@50100000': base "
		      "0x0000000050100000, size 2 MiB\n"
	       RM "0x0000000050000000..0x00000000501fffff (2048 KiB) map non-reusable a@50000000\n"
	       RES "created DMA memory pool at 0x0000000050100000, size 2 MiB\n"
	       RM "initialized node b@50100000, compatible id shared-dma-pool\n"
	       RM "0x0000000050100000..0x00000000502fffff (2048 KiB) nomap "
		  "non-reusable b@50100000\n"
	       RM "OVERLAP DETECTED!\n"
	       "a@50000000 (0x0000000050000000--0x0000000050200000) overlaps "
	       "with b@50100000 (0x0000000050100000--0x0000000050300000)\n",
	.iomem = { "40000000-7fffffff : System RAM\n",
		   "  50000000-501fffff : reserved\n" },
	.no_iomem = "502fffff",
}, {
	.what = "the other way round it does not fail",
	.source = TREE("b@50100000 { no-map; reg = <0 0x50100000 0 0x200000>; };"
		"a@50000000 { reg = <0 0x50000000 0 0x200000>; };"),
	.log = RM "0x0000000050100000..0x00000000502fffff (2048 KiB) nomap "
		  "non-reusable b@50100000\n"
	       RM "0x0000000050000000..0x00000000501fffff (2048 KiB) map non-reusable a@50000000\n"
	       RM "OVERLAP DETECTED!\n"
	       "a@50000000 (0x0000000050000000--0x0000000050200000) overlaps "
	       "with b@50100000 (0x0000000050100000--0x0000000050300000)\n",
	.log_6_1 = RM "OVERLAP DETECTED!\n"
	       "a@50000000 (0x0000000050000000--0x0000000050200000) overlaps "
	       "with b@50100000 (0x0000000050100000--0x0000000050300000)\n",
	.iomem = { "50100000-502fffff : reserved\n",
		   "  50000000-500fffff : reserved\n" },
}, {
	.what = "regions that touch do not overlap",
	.source = TREE("a@50000000 { reg = <0 0x50000000 0 0x1000>; };"
		"b@50001000 { reg = <0 0x50001000 0 0x1000>; };"),
	.log = RM "0x0000000050000000..0x0000000050000fff (4 KiB) map non-reusable a@50000000\n"
	       RM "0x0000000050001000..0x0000000050001fff (4 KiB) map non-reusable b@50001000\n",
	.iomem = { "  50000000-50001fff : reserved\n" },
}, {
	.what = "only neighbours are compared: A holds B and C, A and C are not told",
	.source = TREE("a@50000000 { reg = <0 0x50000000 0 0x10000>; };"
		"b@50001000 { reg = <0 0x50001000 0 0x1000>; };"
		"c@50008000 { reg = <0 0x50008000 0 0x1000>; };"),
	.log_6_1 = RM "OVERLAP DETECTED!\n"
	       "a@50000000 (0x0000000050000000--0x0000000050010000) overlaps "
	       "with b@50001000 (0x0000000050001000--0x0000000050002000)\n",
}, {
	.what = "no-map over what is reserved where there is no RAM",
	.source = TREE("a@90000000 { reg = <0 0x90000000 0 0x200000>; };"
		"b@90100000 { no-map; reg = <0 0x90100000 0 0x200000>; };"),
	.log = RM "0x0000000090000000..0x00000000901fffff (2048 KiB) map non-reusable a@90000000\n"
	       RM "0x0000000090100000..0x00000000902fffff (2048 KiB) nomap "
	       "non-reusable b@90100000\n"
	       RM "OVERLAP DETECTED!\n"
	       "a@90000000 (0x0000000090000000--0x0000000090200000) overlaps with "
	       "b@90100000 (0x0000000090100000--0x0000000090300000)\n",
}, {
	.what = "a pool outside of RAM is fine",
	.source = TREE("a@200000000 { " POOL " no-map; reg = <2 0 0 0x1000000>; };"),
	.log = RES "created DMA memory pool at 0x0000000200000000, size 16 MiB\n"
	       RM "initialized node a@200000000, compatible id shared-dma-pool\n"
	       RM "0x0000000200000000..0x0000000200ffffff (16384 KiB) nomap "
		  "non-reusable a@200000000\n",
	.iomem = { "40000000-7fffffff : System RAM\n" },
	.no_iomem = "200000000",
}, {
	.what = "highest in alloc-ranges, of a given alignment",
	.source = TREE("a { size = <0 0x400000>; alignment = <0 0x400000>;"
		"alloc-ranges = <0 0x60000000 0 0x8000000>; };"),
	.log = RM "0x0000000067c00000..0x0000000067ffffff (4096 KiB) map non-reusable a\n",
	.iomem = { "  67c00000-67ffffff : reserved\n" },
}, {
	.what = "alignment without a word is a line of 64 bytes, not a page",
	.source = TREE("a { size = <0 0x64>; };"),
	.log = RM "0x000000007fffff80..0x000000007fffffe3 (0 KiB) map non-reusable a\n",
	.iomem = { "  7ffff000-7fffffff : reserved\n" },
}, {
	.what = "a CMA area is aligned to a page block",
	.source = TREE("a { " POOL " reusable; size = <0 0x200000>;"
		"alloc-ranges = <0 0x60000000 0 0x5ff000>; };"),
	.log = RES "created CMA memory pool at 0x0000000060200000, size 2 MiB\n"
	       RM "initialized node a, compatible id shared-dma-pool\n"
	       RM "0x0000000060200000..0x00000000603fffff (2048 KiB) map reusable a\n",
	.log_6_1 = RES "created CMA memory pool at 0x0000000060200000, size 2 MiB\n"
	       RM "initialized node a, compatible id shared-dma-pool\n",
}, {
	.what = "the first of alloc-ranges that fits",
	.source = TREE("a { size = <0 0x200000>;"
		"alloc-ranges = <0 0x60000000 0 0x100000>, <0 0x50000000 0 0x400000>; };"),
	.log = RM "0x0000000050200000..0x00000000503fffff (2048 KiB) map non-reusable a\n",
}, {
	.what = "6.12 grows up from an earlier region at the start of the range",
	.source = TREE("a { no-map; size = <0 0x800000>; alignment = <0 0x200000>;"
		"alloc-ranges = <0 0x50000000 0 0x10000000>; };"
		"b { size = <0 0x2000000>; alloc-ranges = <0 0x60000000 0 0x8000000>; };"),
	.log = RM "0x000000005f800000..0x000000005fffffff (8192 KiB) nomap non-reusable a\n"
	       RM "0x0000000060000000..0x0000000061ffffff (32768 KiB) map non-reusable b\n",
}, {
	.what = "between two earlier regions it takes the highest place again",
	.source = TREE("c { no-map; size = <0 0x800000>;"
		"alloc-ranges = <0 0x4f800000 0 0x800000>; };"
		"a { no-map; size = <0 0x800000>;"
		"alloc-ranges = <0 0x60000000 0 0x800000>; };"
		"b { size = <0 0x1000000>; alloc-ranges = <0 0x50000000 0 0x10000000>; };"),
	.log = RM "0x000000004f800000..0x000000004fffffff (8192 KiB) nomap non-reusable c\n"
	       RM "0x0000000060000000..0x00000000607fffff (8192 KiB) nomap non-reusable a\n"
	       RM "0x000000005f000000..0x000000005fffffff (16384 KiB) map non-reusable b\n",
}, {
	.what = "6.1 does not, and its sort turns two around",
	.source = TREE("a { " POOL " no-map; size = <0 0x800000>; alignment = <0 0x200000>;"
		"alloc-ranges = <0 0x50000000 0 0x10000000>; };"
		"b { " POOL " reusable; size = <0 0x2000000>;"
		"alloc-ranges = <0 0x60000000 0 0x8000000>; };"),
	.log_6_1 = RES "created CMA memory pool at 0x0000000066000000, size 32 MiB\n"
	       RM "initialized node b, compatible id shared-dma-pool\n"
	       RES "created DMA memory pool at 0x000000005f800000, size 8 MiB\n"
	       RM "initialized node a, compatible id shared-dma-pool\n",
}, {
	.what = "nor from one at the start of the range",
	.source = TREE("a { " POOL " no-map; size = <0 0x1000000>;"
		"alloc-ranges = <0 0x51000000 0 0x7000000>; };"
		"b { " POOL " no-map; size = <0 0x1000000>;"
		"alloc-ranges = <0 0x50000000 0 0x1000000>; };"),
	.log_6_1 = RES "created DMA memory pool at 0x0000000050000000, size 16 MiB\n"
	       RM "initialized node b, compatible id shared-dma-pool\n"
	       RES "created DMA memory pool at 0x0000000057000000, size 16 MiB\n"
	       RM "initialized node a, compatible id shared-dma-pool\n",
}, {
	.what = "6.12: so it does where both end",
	.source = TREE(NEIGHBOURS "d { size = <0 0x1000000>;"
		"alloc-ranges = <0 0x61000000 0 0x8000000>; };"),
	.log = NEIGHBOUR_LINES
	       RM "0x0000000067000000..0x0000000067ffffff (16384 KiB) map non-reusable d\n",
}, {
	.what = "6.12: a page beyond it does not",
	.source = TREE(NEIGHBOURS "d { size = <0 0x1000000>;"
		"alloc-ranges = <0 0x61000000 0 0x8001000>; };"),
	.log = NEIGHBOUR_LINES
	       RM "0x0000000061000000..0x0000000061ffffff (16384 KiB) map non-reusable d\n",
}, {
	.what = "a static region at the start of the range does not count",
	.source = TREE("s@60000000 { reg = <0 0x60000000 0 0x1000>; };"
		"b { size = <0 0x1000000>; alloc-ranges = <0 0x60000000 0 0x8000000>; };"),
	.log = RM "0x0000000067000000..0x0000000067ffffff (16384 KiB) map non-reusable b\n"
	       RM "0x0000000060000000..0x0000000060000fff (4 KiB) map non-reusable s@60000000\n",
}, {
	.what = "a dynamic region keeps clear of static ones written after it",
	.source = TREE("b { size = <0 0x1000000>; };"
		"s@7f800000 { reg = <0 0x7f800000 0 0x800000>; };"),
	.log = RM "0x000000007e800000..0x000000007f7fffff (16384 KiB) map non-reusable b\n"
	       RM "0x000000007f800000..0x000000007fffffff (8192 KiB) map non-reusable s@7f800000\n",
}, {
	.what = "nothing fits",
	.source = TREE("a { " POOL " no-map; size = <0 0x40000000>;"
		"alloc-ranges = <0 0x50000000 0 0x8000000>; };"),
	.log = RM "failed to allocate memory for node 'a': size 1024 MiB\n",
	.log_6_1 = RM "failed to allocate memory for node 'a': size 1024 MiB\n",
}, {
	.what = "size, alignment and alloc-ranges of wrong length",
	.source = TREE("a { size = <0x1000>; };"
		"b { size = <0 0x1000>; alignment = <0x1000>; };"
		"c { size = <0 0x1000>; alloc-ranges = <0 0 0>; };"),
	.log = RM "invalid size property in 'a' node.\n"
	       RM "invalid alignment property in 'b' node.\n"
	       RM "invalid alloc-ranges property in 'c', skipping node.\n",
	.log_7_2 = RM "invalid size property in 'a' node.\n"
	       RM "invalid alignment property in 'b' node.\n"
	       RM "0x000000007ffff000..0x000000007fffffff (4 KiB) map non-reusable c\n",
	.no_iomem = "reserved",
}, {
	.what = "alignment has #address-cells cells, not #size-cells",
	.source = "/dts-v1/; / { #address-cells = <2>; #size-cells = <1>;"
		"memory@0 { device_type = \"memory\"; reg = <0 0 0x40000000>; };"
		"reserved-memory { #address-cells = <2>; #size-cells = <1>; ranges;"
		"a { size = <0x1000>; alignment = <0x100000>; };"
		"b { size = <0x1000>; alignment = <0 0x100000>; }; }; };",
	.log = RM "invalid alignment property in 'a' node.\n"
	       RM "0x000000003ff00000..0x000000003ff00fff (4 KiB) map non-reusable b\n",
}, {
	.what = "reusable and no-map: nobody takes it, the memory goes back",
	.source = TREE("a@50000000 { " POOL " reusable; no-map; reg = <0 "
					    "0x50000000 0 0x200000>; };"),
	.log = RM "node a@50000000 compatible matching fail\n",
	.log_6_1 = RM "node a@50000000 compatible matching fail\n",
	.log_7_2 = RM "0x0000000050000000..0x00000000501fffff (2048 KiB) nomap "
		      "reusable a@50000000\n",
	.iomem = { "40000000-7fffffff : System RAM\n" },
	.no_iomem = "reserved",
}, {
	.what = "a CMA area that is not aligned: said, and given back",
	.source = TREE("a@50001000 { " POOL " reusable; reg = <0 0x50001000 0 0x200000>; };"),
	.log = RES "incorrect alignment of CMA region\n"
	       RM "node a@50001000 compatible matching fail\n",
	.no_iomem = "reserved",
}, {
	.what = "a pool with neither word is made, over mapped RAM",
	.source = TREE("a@50000000 { " POOL " reg = <0 0x50000000 0 0x400000>; };"),
	.log = RES "created DMA memory pool at 0x0000000050000000, size 4 MiB\n"
	       RM "initialized node a@50000000, compatible id shared-dma-pool\n"
	       RM "0x0000000050000000..0x00000000503fffff (4096 KiB) map non-reusable a@50000000\n",
	.iomem = { "  50000000-503fffff : reserved\n" },
}, {
	.what = "a compatible that nobody knows is just kept",
	.source = TREE("a@50000000 { compatible = \"acme,fw\"; no-map; reg = "
		       "<0 0x50000000 0 0x1000>; };"),
	.log = RM "0x0000000050000000..0x0000000050000fff (4 KiB) nomap non-reusable a@50000000\n",
	.log_6_1 = "",
	.iomem = { "50000000-50000fff : reserved\n" },
}, {
	.what = "memory is cut to whole pages, size 0 and a wrong type are no memory",
	.source = "/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;"
		"memory@1800 { device_type = \"memory\"; reg = <0x1800 0x3000>, <0x10000 0>; };"
		"memory@20000 { reg = <0x20000 0x1000>; };"
		"memory@30000 { device_type = \"memory\"; status = "
		"\"disabled\"; reg = <0x30000 0x1000>; }; };",
	.log = RM RES "No reserved-memory node in the DT\n",
	.iomem = { "00002000-00003fff : System RAM\n" },
	.no_iomem = "00020000",
},
};

static char iomem[1 << 16];

static void check_iomem(const struct rule *r)
{
	bool good = true;

	board_tree_iomem(iomem, sizeof(iomem));
	for (int i = 0; i < 4 && r->iomem[i]; i++)
		good &= strstr(iomem, r->iomem[i]) != NULL;
	if (r->no_iomem)
		good &= !strstr(iomem, r->no_iomem);
	if (!r->iomem[0] && !r->no_iomem)
		return;
	ok(good, "%s: /proc/iomem", r->what);
	if (!good)
		fprintf(stderr, "%s", iomem);
}

static void check_log(const struct rule *r, unsigned int version,
		      const char *log)
{
	int err;

	if (!log)
		return;
	err = scan_source(r->source, version);
	ok(!err && !strcmp(scan_log, log), "%s: %s", r->what,
	   version == V6_1 ? "6.1" : version == V7_2 ? "7.2" : "6.12");
	if (strcmp(scan_log, log))
		fprintf(stderr, "--- expected\n%s--- printed\n%s", log,
			scan_log);
}

/* Seventy dynamic nodes: 64 are taken.  Seventy static ones: 6.1 has 64. */
static void test_too_many(void)
{
	static char source[1 << 14], nodes[1 << 13];
	const char *at;
	size_t n = 0;
	int said = 0;

	for (int i = 0; i < 70; i++)
		n += snprintf(nodes + n, sizeof(nodes) - n,
			      "d%d { size = <0 0x1000>; };", i);
	snprintf(source, sizeof(source), "%s",
		 TREE("/*here*/"));
	at = strstr(source, "/*here*/");
	memmove((char *)at + n, at + 8, strlen(at + 8) + 1);
	memcpy((char *)at, nodes, n);
	scan_source(source, V6_12);
	for (at = scan_log; (at = strstr(at, RM "too many defined dynamic regions, skip 'd")); at++)
		said++;
	ok(said == 6, "6.12 takes 64 dynamic regions");
	scan_source(source, V6_1);
	for (said = 0, at = scan_log; (at = strstr(at, RM "not enough space "
							  "for all defined "
							  "regions.\n")); at++)
		said++;
	ok(said == 6, "6.1 takes 64 regions");
}

static unsigned int notes, rejected;

static void count_note(void *arg, const struct board_tree_note *n)
{
	(void)arg;
	notes++;
	rejected += n->severity == TREE_ERROR;
	if (!n->node[0] || !n->what[0] || !n->fix[0])
		notes += 1000;
}

static void test_notes(void)
{
	board_tree_listen(count_note, NULL);
	scan_source(TREE("a@50000000 { reg = <0 0x50000000 0 0x1000>; };"),
		    V6_12);
	ok(!notes, "a good tree has no notes");
	scan_source("/dts-v1/; / { compatible = \"x\"; };", V6_12);
	ok(notes == 1 && !rejected, "one without RAM has one");
	notes = 0;
	scan_source(TREE("a@50000000 { " POOL " reg = <0 0x50000000 0 0>; };"),
		    V6_12);
	ok(rejected == 1 && notes == 1, "a bad one has its own");
	board_tree_listen(NULL, NULL);
	notes = 0;
	scan_source(TREE("a { };"), V6_12);
	ok(!notes, "and nobody is called who does not listen");
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		check_log(&rules[i], V6_12, rules[i].log);
		if (rules[i].log)
			check_iomem(&rules[i]);
		check_log(&rules[i], V6_1, rules[i].log_6_1);
		check_log(&rules[i], V7_2, rules[i].log_7_2 ?
			  rules[i].log_7_2 : rules[i].log);
	}
	test_too_many();
	test_notes();
	board_tree_reset();
	return tap_done();
}
