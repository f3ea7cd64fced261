// SPDX-License-Identifier: MIT
/*
 * Row 20: from an edit to the verdict - compile drivers/axi-cdma (600 lines),
 * boot, load, run a script of copies, unload - wall time.
 */
#include "bench.h"

#define DRIVER	"drivers/axi-cdma/axi-cdma.c"

static double timed(int status, uint64_t start)
{
	if (status)
		bench_give_up("a command", status);
	return (double)(bench_wall() - start);
}

static double ours(const void *arg)
{
	uint64_t start = bench_wall();

	(void)arg;
	return timed(bench_run("%s run --quiet --board test/boards/board.dts "
			       "--script test/run/engine.dms " DRIVER
			       " > /dev/null",
			       bench_file("../tools/dmaspace")), start);
}

static double compiler(const void *arg)
{
	uint64_t start = bench_wall();

	(void)arg;
	return timed(bench_run("cc @%s -w -O2 -g -D__KERNEL__ -DMODULE "
			       "-DKBUILD_MODNAME='\"x\"' "
			       "-Ikapi -Ikapi/inert -c " DRIVER
			       " -o %s", bench_file("../kernel.args"),
			       bench_file("axi-cdma-plain.o")), start);
}

static double qemu(const void *arg)
{
	static const double cycle = 6.1e9;

	(void)arg;
	return bench_reference(&cycle);
}

void bench_verdict(void)
{
	struct line line = {
		.row = "20", .what = "edit to verdict, axi-cdma.c",
		.peer = "cc -O2 -g -c of it, no more",
		.must = 600e6, .aim = 200e6, .unit = "ns",
	};

	line.pair = bench_pair((struct measure){ ours, 0 },
			       (struct measure){ compiler, 0 });
	line.value = line.pair.ours;
	bench_line(&line);
	line.peer = "module build, QEMU: reference";
	line.pair = bench_pair((struct measure){ ours, 0 },
			       (struct measure){ qemu, 0 });
	line.value = line.pair.ratio;
	line.must = 0.1;
	line.aim = 1 / 30.;
	line.unit = "x";
	bench_line(&line);
}
