// SPDX-License-Identifier: MIT
/*
 * A CMA area lends pages to a program and takes them back (dma/cma.c,
 * core/mm/contig.c, core/mm/gup.c): the bytes stay, what is pinned does not move,
 * and each kernel says so in its words.
 */
#include "board_test.h"
#include "host/host.h"
#include "test/drivers/lend.h"

#define AREA		0x81200ul	/* pages of test/boards/cma.dts */
#define AREA_PAGES	0x5000ul

static const char *lend_so;
static char user[2][4096] __attribute__((aligned(4096)));
static int lend;

static long call(unsigned int cmd, struct lend_pages req)
{
	return board_ioctl(lend, cmd, (unsigned long)&req);
}

static long pin(unsigned int cmd, unsigned int i)
{
	return call(cmd, (struct lend_pages){ .addr = (uintptr_t)user[i] });
}

static long unpin(long pfn)
{
	return call(LEND_UNPIN, (struct lend_pages){ .pfn = pfn });
}

static long take(unsigned int n, unsigned int align)
{
	return call(LEND_TAKE, (struct lend_pages){ .n = n, .align = align });
}

static long give(long pfn, unsigned int n)
{
	return call(LEND_GIVE, (struct lend_pages){ .pfn = pfn, .n = n });
}

static long set(long pfn, unsigned int n, int value)
{
	return call(LEND_SET, (struct lend_pages){ .pfn = pfn, .n = n,
						   .value = value });
}

static long is(long pfn, unsigned int n, int value)
{
	return call(LEND_IS, (struct lend_pages){ .pfn = pfn, .n = n,
						  .value = value });
}

static bool in_area(long pfn)
{
	return pfn - AREA < AREA_PAGES;
}

static bool all(const char *p, unsigned int n, char value)
{
	while (n && *p == value) {
		p++;
		n--;
	}
	return !n;
}

static int begin(const struct scenario *s)
{
	NEED_EQ(test_boot(s), 0);
	NEED_EQ(board_load(lend_so), 0);
	lend = board_open("/dev/lend", O_RDWR);
	NEED(lend >= 0);
	memset(user[0], 0x11, sizeof(user[0]));
	memset(user[1], 0x22, sizeof(user[1]));
	return 0;
}

static int end(unsigned int reports)
{
	NEED_EQ(board_close(lend), 0);
	NEED_EQ(board_shutdown(), 0);
	NEED_EQ(report_count(), reports);
	return 0;
}

/* What the kernel wrote to the lent page, dirty in the cache, goes with the
 * program's page; the area's new user has the frame for itself. */
static int taken_back(const struct scenario *s)
{
	long lent, taken, moved;

	NEED(!begin(s));
	lent = pin(LEND_PIN, 0);
	NEED(in_area(lent));
	NEED_EQ(is(lent, 4096, 0x11), 1);
	NEED_EQ(set(lent, 1000, 0x33), 0);
	NEED_EQ(unpin(lent), 0);
	NEED(all(user[0], 1000, 0x33) && all(user[0] + 1000, 3096, 0x11));
	taken = take(AREA_PAGES, 0);
	NEED_EQ(taken, AREA);
	NEED_EQ(set(lent, 4096, 0x44), 0);
	moved = pin(LEND_PIN, 0);
	NEED(moved > 0 && !in_area(moved));
	NEED_EQ(is(moved, 1000, 0x33), 1);
	NEED_EQ(set(moved, 10, 0x55), 0);
	NEED_EQ(unpin(moved), 0);
	NEED_EQ(is(lent, 4096, 0x44), 1);
	NEED_EQ(give(taken, AREA_PAGES), 1);
	NEED(all(user[0], 10, 0x55) && all(user[0] + 10, 990, 0x33) &&
	     all(user[0] + 1000, 3096, 0x11));
	return end(0);
}

/* Idle, the program's page keeps its frame; nobody else gets it. */
static int stays(const struct scenario *s)
{
	long lent, other, free;

	NEED(!begin(s));
	lent = pin(LEND_PIN, 0);
	free = board_ioctl(lend, LEND_FREE, 0);
	NEED_EQ(unpin(lent), 0);
	NEED_EQ(board_ioctl(lend, LEND_FREE, 0), free);
	other = pin(LEND_PIN, 1);
	NEED(in_area(other) && other != lent);
	NEED_EQ(pin(LEND_PIN, 0), lent);
	NEED_EQ(unpin(lent), 0);
	NEED_EQ(unpin(other), 0);
	return end(0);
}

/* A pinned page is in the way: the next aligned place, counted from address 0,
 * is taken; with the pin gone, the first again. */
static int next_place(const struct scenario *s)
{
	long lent, taken;

	NEED(!begin(s));
	lent = pin(LEND_PIN, 0);
	NEED_EQ(lent, AREA);
	taken = take(1, 0);
	NEED_EQ(taken, AREA + 1);
	NEED_EQ(give(taken, 1), 1);
	taken = take(3, 2);
	NEED_EQ(taken, AREA + 4);
	NEED_EQ(give(taken, 3), 1);
	taken = take(1024, 10);
	NEED_EQ(taken, 0x81400);	/* a multiple of 4 MiB anyway */
	NEED_EQ(give(taken, 1024), 1);
	taken = take(600, 9);
	NEED_EQ(taken, AREA + 512);
	NEED_EQ(give(taken, 600), 1);
	NEED_EQ(unpin(lent), 0);
	taken = take(600, 9);
	NEED_EQ(taken, AREA);
	NEED_EQ(give(taken, 600), 1);
	return end(0);
}

/* FOLL_LONGTERM has no page of the area: it goes out first, if it can. */
static int longterm(const struct scenario *s)
{
	long kept, lent, taken;

	NEED(!begin(s));
	kept = pin(LEND_PIN_LONG, 0);
	NEED(kept > 0 && !in_area(kept));
	lent = pin(LEND_PIN, 1);
	NEED(in_area(lent));
	NEED_EQ(pin(LEND_PIN_LONG, 1), -ENOMEM);
	NEED_EQ(set(lent, 4096, 0x77), 0);
	NEED_EQ(unpin(lent), 0);
	lent = pin(LEND_PIN_LONG, 1);
	NEED(lent > 0 && !in_area(lent));
	NEED_EQ(is(lent, 4096, 0x77), 1);
	taken = take(AREA_PAGES, 0);
	NEED_EQ(taken, AREA);
	NEED_EQ(give(taken, AREA_PAGES), 1);
	NEED_EQ(unpin(lent), 0);
	NEED_EQ(unpin(kept), 0);
	return end(0);
}

/* The idle page is the program's alone. */
static int put_too_often(const struct scenario *s)
{
	long lent;

	NEED(!begin(s));
	lent = pin(LEND_PIN, 0);
	NEED_EQ(unpin(lent), 0);
	NEED_EQ(call(LEND_PUT, (struct lend_pages){ .pfn = lent }), 0);
	NEED_EQ(report_count_of("page-bad-free"), 1);
	NEED_EQ(pin(LEND_PIN, 0), lent);
	NEED_EQ(unpin(lent), 0);
	return end(1);
}

/* Frames that idle pages have are not missing when memory is short. */
static int short_of_memory(const struct scenario *s)
{
	static char big[4096][4096] __attribute__((aligned(4096)));
	static long held[4096];
	struct lend_pages req = { 0 };
	unsigned int i, nr = 0;
	long free;

	NEED(!begin(s));
	free = board_ioctl(lend, LEND_FREE, 0);
	for (i = 0; i < 512; i++) {
		req.addr = (uintptr_t)big[i];
		NEED_EQ(unpin(call(LEND_PIN, req)), 0);
	}
	NEED(board_ioctl(lend, LEND_FREE, 0) < free - 64);
	for (; i < 4096; i++) {
		req.addr = (uintptr_t)big[i];
		held[nr] = call(LEND_PIN, req);
		if (held[nr] < 0)
			break;
		nr++;
	}
	NEED_EQ(held[nr], -ENOMEM);
	NEED_EQ(nr, free);
	while (nr)
		NEED_EQ(unpin(held[--nr]), 0);
	return end(0);
}

/* --- words ---------------------------------------------------------------- */

static char log_text[4096];

static void keep_line(void *arg, int level, const char *line)
{
	size_t n = strlen(log_text);

	(void)arg;
	(void)level;
	snprintf(log_text + n, sizeof(log_text) - n, "%s\n", line);
}

struct words {
	unsigned int version;
	const char *option;		/* of dmaspace cc */
	const char *busy, *full, *large;
};

static const struct words *words;

static const struct words kernels[] = {
{
	0x060100, "--linux=6.1",
	"cma: cma_alloc: area@81200000: alloc failed, req-size: 20480 pages, ret: -16\n",
	"cma: cma_alloc: area@81200000: alloc failed, req-size: 20000 pages, ret: -12\n",
	"",
}, {
	0x060c00, "--linux=6.12",
	"cma: __cma_alloc: area@81200000: alloc failed, req-size: 20480 pages, ret: -16\n"
	"cma: number of available pages: 20480@0=> 20480 free of 20480 total pages\n",
	"cma: __cma_alloc: area@81200000: alloc failed, req-size: 20000 pages, ret: -12\n"
	"cma: number of available pages: 4@0+20412@68=> 20416 free of 20480 total pages\n",
	"",
}, {
	0x070200, "--linux=7.2",
	"cma: __cma_alloc_frozen: area@81200000: alloc failed, req-size: 20480 pages, ret: -16\n"
	"cma: number of available pages: \n"
	"cma: range 0: 20480@0\n"
	"cma: \n"
	"=> 20480 free of 20480 total pages\n",
	"cma: __cma_alloc_frozen: area@81200000: alloc failed, req-size: 20000 pages, ret: -16\n"
	"cma: number of available pages: \n"
	"cma: range 0: 4@0+20412@68\n"
	"cma: \n"
	"=> 20416 free of 20480 total pages\n",
	"cma: __cma_alloc_frozen: area@81200000: alloc failed, req-size: 20481 pages, ret: -16\n"
	"cma: number of available pages: \n"
	"cma: range 0: 20480@0\n"
	"cma: \n"
	"=> 20480 free of 20480 total pages\n",
},
};

static int said(const char *want)
{
	NEED(want);
	if (strcmp(log_text, want))
		fprintf(stderr, "# said:\n%s# not:\n%s", log_text, want);
	NEED(!strcmp(log_text, want));
	log_text[0] = '\0';
	return 0;
}

static int boot_version(const struct scenario *s)
{
	struct board_options options = {
		.dtb = s->dtb, .dtb_size = s->dtb_size, .seed = s->seed,
		.linux_version = words->version, .quiet = true,
	};

	report_to_terminal(STDERR_FILENO, false);
	NEED_EQ(board_boot(&options), 0);
	NEED_EQ(board_load(lend_so), 0);
	lend = board_open("/dev/lend", O_RDWR);
	NEED(lend >= 0);
	host_log_divert(keep_line, NULL);
	return 0;
}

static int failure(const struct scenario *s)
{
	long lent, first, rest;

	NEED(!boot_version(s));
	lent = pin(LEND_PIN, 0);
	NEED_EQ(take(AREA_PAGES, 0), 0);
	NEED(!said(words->busy));
	NEED_EQ(unpin(lent), 0);
	NEED_EQ(take(AREA_PAGES + 1, 0), 0);
	NEED(!said(words->large));
	first = take(4, 0);
	rest = take(64, 0);
	NEED_EQ(rest, first + 4);
	NEED_EQ(give(first, 4), 1);
	/* From the first multiple of 4 MiB on there are 19968. */
	NEED_EQ(take(20000, 10), 0);
	NEED(!said(words->full));
	NEED_EQ(give(rest, 64), 1);
	return end(0);
}

/* Somebody else holds one of the pages that go back, or all went before. */
static int still_in_use(const struct scenario *s)
{
	bool frozen = words->version >= 0x070000;
	struct lend_pages page;
	long taken, free;

	NEED(!boot_version(s));
	free = board_ioctl(lend, LEND_FREE, 0);
	taken = take(16, 0);
	page = (struct lend_pages){ .pfn = taken + 3 };
	NEED_EQ(call(LEND_GET, page), 0);
	NEED_EQ(board_ioctl(lend, LEND_FREE, 0), free - 16);
	NEED_EQ(give(taken, 16), 1);
	NEED_EQ(board_ioctl(lend, LEND_FREE, 0), free - !frozen);
	NEED(strstr(log_text, "1 pages are still in use!"));
	NEED_EQ(call(LEND_PUT, page), 0);
	NEED_EQ(report_count_of("page-bad-free"), frozen);
	NEED_EQ(board_ioctl(lend, LEND_FREE, 0), free);
	log_text[0] = '\0';
	NEED_EQ(give(taken, 16), 1);
	NEED(strstr(log_text, "16 pages are still in use!"));
	NEED_EQ(board_ioctl(lend, LEND_FREE, 0), free);
	taken = take(16, 0);
	NEED_EQ(taken, AREA);
	NEED_EQ(give(taken, 16), 1);
	return end(frozen);
}

/* What begins outside is not the area's; what only ends there was a bug. */
static int ends_of_area(const struct scenario *s)
{
	NEED(!boot_version(s));
	NEED_EQ(give(AREA - 1, 1), 0);
	NEED_EQ(give(AREA + AREA_PAGES, 1), 0);
	if (words->version >= 0x070000) {
		NEED_EQ(give(AREA + AREA_PAGES - 1, 2), 0);
		return end(0);
	}
	NEED_EQ(give(AREA + AREA_PAGES - 1, 2), -EIO);
	NEED_EQ(report_count_of("kernel-bug"), 1);
	return 0;			/* that kernel serves nobody any more */
}

/* Nobody zeroes what the area gives. */
static int not_zeroed(const struct scenario *s)
{
	NEED(!begin(s));
	NEED_EQ(take(1, 0), AREA);
	NEED_EQ(set(AREA, 4096, 0x5a), 0);
	NEED_EQ(give(AREA, 1), 1);
	NEED_EQ(take(1, 0), AREA);
	NEED_EQ(is(AREA, 4096, 0), 0);
	NEED_EQ(give(AREA, 1), 1);
	return end(0);
}

/* An area of two zones is none: its pages are the system's. */
static int two_zones(const struct scenario *s)
{
	log_text[0] = '\0';
	host_log_divert(keep_line, NULL);
	NEED(!begin(s));
	NEED(strstr(log_text, "\ncma: CMA area area@81200000 could not be activated\n"));
	log_text[0] = '\0';
	/* SWIOTLB has the 0x2000 pages below it; what else is little. */
	NEED(board_ioctl(lend, LEND_FREE, 0) > 0x5800);
	NEED_EQ(take(1, 0), 0);
	NEED(!said(""));
	return end(0);
}

static void each_kernel(const char *name, scenario_fn fn, struct scenario s)
{
	char source[64];

	s.cache = BOARD_CACHE_NONE;
	for (words = kernels; words < kernels + 3 && test_wanted(name);
	     words++) {
		snprintf(source, sizeof(source), "%s test/drivers/lend.c",
			 words->option);
		lend_so = test_driver(source, "lend");
		test_say(!test_child(fn, &s), name, ", Linux ",
			 words->version >> 16);
	}
}

/* --- failures ------------------------------------------------------------- */

static int pin_fails(const struct scenario *s)
{
	long lent;

	NEED(!begin(s));
	board_fail_nth(s->fail_nth);
	lent = pin(LEND_PIN, 0);
	NEED(board_failed() ? lent == -ENOMEM : in_area(lent));
	if (lent > 0)
		NEED_EQ(unpin(lent), 0);
	NEED_EQ(take(AREA_PAGES, 0), AREA);
	NEED_EQ(give(AREA, AREA_PAGES), 1);
	return end(0);
}

int main(int argc, char **argv)
{
	struct scenario s = { 0 };

	test_begin(argc, argv);
	s.dtb = test_tree("test/boards/cma.dts", "", &s.dtb_size);
	lend_so = test_driver("test/drivers/lend.c", "lend");
	test_seeds("lent and taken back", taken_back, s, 20);
	test_seeds("idle, then held again", stays, s, 2);
	test_seeds("a pin in the way", next_place, s, 2);
	test_seeds("pins that last", longterm, s, 10);
	test_seeds("put too often", put_too_often, s, 1);
	test_seeds("not zeroed", not_zeroed, s, 1);
	test_nth_failure("a pin that fails", pin_fails, s);
	s.dtb = test_tree("test/boards/cma.dts",
			  "s/0x8000000>/0x800000>/;"
			  "s/0x81200000 0x0 0x5000000/0x80400000 0x0 0x400000/",
			  &s.dtb_size);
	test_seeds("short of memory", short_of_memory, s, 1);
	s.dtb = test_tree("test/boards/cma.dts",
			  "s/0x0 0x80000000/0x0 0xfc000000/;"
			  "s/0x81200000 0x0 0x5000000/0xfe000000 0x0 0x4000000/",
			  &s.dtb_size);
	test_seeds("an area of two zones", two_zones, s, 1);
	s.dtb = test_tree("test/boards/cma.dts", "", &s.dtb_size);
	each_kernel("what fails", failure, s);
	each_kernel("still in use", still_in_use, s);
	each_kernel("the ends of the area", ends_of_area, s);
	return test_end();
}
