// SPDX-License-Identifier: MIT
/*
 * of/chosen.c: RAM that the command line or /chosen takes away, and the initrd.
 */
#include <stdbool.h>

#include "scan.h"
#include "tap.h"

#define V6_12	0x060c00

/* 1 GiB at 0x40000000, 1 GiB at 0x100000000. */
#define TREE(more) "/dts-v1/; / { #address-cells = <2>; #size-cells = <2>;" \
	"memory@40000000 { device_type = \"memory\";" \
	"reg = <0 0x40000000 0 0x40000000>, <1 0 0 0x40000000>; };" more "};"
#define CHOSEN(more) TREE("chosen { " more " };")
#define INITRD(start, end) "linux,initrd-start = <" start ">;" \
	"linux,initrd-end = <" end ">;"
#define FW "reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;" \
	"fw@50800000 { no-map; reg = <0 0x50800000 0 0x400000>; }; };"
#define BANK	"40000000-7fffffff : System RAM\n"
#define BANK2	"100000000-13fffffff : System RAM\n"

static const struct reading {
	const char *what, *source, *cmdline;
	enum board_arch arch;
	const char *line;		/* that the log has; NULL: any */
	const char *iomem;		/* all of it */
} readings[] = {
{
	.what = "mem= ends within a bank",
	.source = TREE(""), .cmdline = "cma=0 mem=512M",
	.line = "Memory limited to 512MB\n",
	.iomem = "40000000-5fffffff : System RAM\n",
}, {
	.what = "mem= counts bytes of RAM, not addresses",
	.source = TREE(""), .cmdline = "cma=0 mem=1536M",
	.iomem = BANK "100000000-11fffffff : System RAM\n",
}, {
	.what = "mem= of a bank keeps the bank",
	.source = TREE(""), .cmdline = "cma=0 mem=1G",
	.iomem = BANK,
}, {
	.what = "the last mem= counts, in whole pages",
	.source = TREE(""), .cmdline = "cma=0 mem=512M mem=0x10001fff",
	.line = "Memory limited to 512MB\nMemory limited to 256MB\n",
	.iomem = "40000000-50000fff : System RAM\n",
}, {
	.what = "mem= of more than there is",
	.source = TREE(""), .cmdline = "cma=0 mem=8G",
	.line = "Memory limited to 8192MB\n", .iomem = BANK BANK2,
}, {
	.what = "mem=0 takes nothing away",
	.source = TREE(""), .cmdline = "cma=0 mem=0", .iomem = BANK BANK2,
}, {
	.what = "mem= of bootargs",
	.source = CHOSEN("bootargs = \"cma=0 mem=1G\";"), .iomem = BANK,
}, {
	.what = "arm: mem= is a bank of its own, without a line",
	.source = TREE(""), .cmdline = "cma=0 mem=16M@0x50000000 mem=1M",
	.arch = BOARD_ARM,
	.iomem = "40000000-400fffff : System RAM\n50000000-50ffffff : System RAM\n",
}, {
	.what = "linux,usable-memory-range",
	.source = CHOSEN("linux,usable-memory-range = <0 0x48000000 0 0x8000000>;"),
	.cmdline = "cma=0", .iomem = "48000000-4fffffff : System RAM\n",
}, {
	.what = "two of them",
	.source = CHOSEN("linux,usable-memory-range = <1 0 0 0x8000000>,"
			 "<0 0x48000000 0 0x1000000>, <0 0x50000000 0 0x1000000>;"),
	.cmdline = "cma=0", .iomem = "48000000-48ffffff : System RAM\n"
				     "100000000-107ffffff : System RAM\n",
}, {
	.what = "one of size 0 keeps all",
	.source = CHOSEN("linux,usable-memory-range = <0 0x48000000 0 0>;"),
	.cmdline = "cma=0", .iomem = BANK BANK2,
}, {
	.what = "the initrd is kept, in whole pages",
	.source = CHOSEN(INITRD("0x50000800", "0x50001001")),
	.cmdline = "cma=0",
	.iomem = BANK "  50000000-50001fff : reserved\n" BANK2,
}, {
	.what = "with two cells",
	.source = CHOSEN(INITRD("1 0", "1 0x1000")), .cmdline = "cma=0",
	.iomem = BANK BANK2 "  100000000-100000fff : reserved\n",
}, {
	.what = "without an end it is none",
	.source = CHOSEN("linux,initrd-start = <0x50000000>;"),
	.cmdline = "cma=0", .iomem = BANK BANK2,
}, {
	.what = "nor with the end before the start",
	.source = CHOSEN(INITRD("0x50001000", "0x50000000")),
	.cmdline = "cma=0", .iomem = BANK BANK2,
}, {
	.what = "no-map over it fails",
	.source = TREE("chosen { " INITRD("0x50000000", "0x51000000") " };" FW),
	.cmdline = "cma=0",
	.line = "failed to reserve memory for node 'fw@50800000': "
		"base 0x0000000050800000, size 4 MiB\n",
	.iomem = BANK "  50000000-50ffffff : reserved\n" BANK2,
}, {
	.what = "what mem= took comes back for it",
	.source = CHOSEN(INITRD("0x70000000", "0x70001000")),
	.cmdline = "cma=0 mem=256M",
	.iomem = "40000000-4fffffff : System RAM\n"
		 "70000000-70000fff : System RAM\n"
		 "  70000000-70000fff : reserved\n",
}, {
	.what = "below all RAM it is given up",
	.source = CHOSEN(INITRD("0x30000000", "0x30001000")),
	.cmdline = "cma=0", .iomem = BANK BANK2,
}, {
	.what = "arm: outside of RAM it is given up, with a line",
	.source = CHOSEN(INITRD("0x90000000", "0x90001000")),
	.cmdline = "cma=0 mem=1G", .arch = BOARD_ARM,
	.line = "INITRD: 0x90000000+0x00001000 is not a memory region - "
		"disabling initrd\n",
	.iomem = BANK,
}, {
	.what = "a tree without RAM gets none",
	.source = "/dts-v1/; / { #address-cells = <2>; #size-cells = <2>; chosen {"
		  INITRD("0x50000000", "0x50001000") "}; };",
	.cmdline = "cma=0 mem=1G", .iomem = "",
},
};

static void check(const struct reading *r)
{
	char iomem[1024] = "";

	scan_as = (struct board_kernel){ .cmdline = r->cmdline,
					 .arch = r->arch };
	if (scan_source(r->source, V6_12))
		scan_log[0] = '\0';
	board_tree_iomem(iomem, sizeof(iomem));
	ok((!r->line || strstr(scan_log, r->line)) && !strcmp(iomem, r->iomem),
	   "%s", r->what);
	if (strcmp(iomem, r->iomem))
		printf("# %s\n%s", scan_log, iomem);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++)
		check(&readings[i]);
	board_tree_reset();
	return tap_done();
}
