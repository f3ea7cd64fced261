// SPDX-License-Identifier: MIT
/*
 * host/stack.c and host/report.c: what a stack is, when two reports are the
 * same one, and what the sinks make of them.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dmaspace/report.h"
#include "host/host.h"
#include "tap.h"

#define noinline __attribute__((noinline))
/* Keeps a call from being the last thing that a function does. */
#define keep_frame() __asm__ volatile("")

/* --- stacks --------------------------------------------------------------- */

static noinline uint32_t leaf(void)
{
	uint32_t id = host_stack_here();

	keep_frame();
	return id;
}

static inline __attribute__((always_inline)) uint32_t inlined(void)
{
	uint32_t id = leaf();

	keep_frame();
	return id;
}

static noinline uint32_t middle(void)
{
	uint32_t id = inlined();

	keep_frame();
	return id;
}

static noinline uint32_t elsewhere(void)
{
	uint32_t id = leaf();

	keep_frame();
	return id;
}

static noinline uint32_t deep(int n)
{
	uint32_t id = n ? deep(n - 1) : middle();

	keep_frame();
	return id;
}

static bool frame_is(const struct host_frame *f, const char *function)
{
	return !strcmp(f->function, function) && f->file &&
	       strstr(f->file, "report_test.c") && f->line;
}

static void test_frames(void)
{
	struct host_frame f[16];
	int n = host_stack_frames(middle(), f, 16);

	ok(n >= 3, "a stack has frames");
	ok(frame_is(&f[0], "inlined"), "innermost: an inlined function");
	ok(frame_is(&f[1], "middle"), "then the function it is in");
	ok(frame_is(&f[2], "test_frames"), "then the caller");
	ok(!f[0].driver, "this program is not a driver");
	ok(host_stack_frames(0, f, 16) == 0, "id 0 is no stack");
	ok(host_stack_frames(12345678, f, 16) == 0, "nor is a wrong id");
	ok(host_stack_frames(deep(40), f, 16) >= HOST_STACK_MAX,
	       "a deep stack is cut");
}

static void test_ids(void)
{
	uint32_t id[2], other = middle();
	volatile int i;

	for (i = 0; i < 2; i++)
		id[i] = middle();
	ok(id[0] && id[0] == id[1], "the same stack has the same id");
	ok(other != id[0], "another line has another");
	for (i = 1; i < 20000; i++)
		if (!host_stack_save(i, 0))
			break;
	ok(i == 20000, "the depot grows");
	ok(middle() != id[0] && host_stack_save(7, 0) ==
	       host_stack_save(7, 0), "and still finds what it has");
}

static void test_bad_frames(void)
{
	uintptr_t words[4] = { 0 };

	words[0] = (uintptr_t)words;	/* a frame that points to itself */
	words[1] = 0x1234;
	ok(host_stack_save(1, 0), "no frame pointer");
	ok(host_stack_save(1, 3), "a crooked one");
	ok(host_stack_save(1, 0x1000), "one to nowhere");
	ok(host_stack_save(1, (uintptr_t)-16), "one at the end of memory");
	ok(host_stack_save(1, (uintptr_t)words), "a frame in a circle");
	ok(host_stack_save(1, (uintptr_t)malloc), "one into code");
	ok(host_stack_save(0, 0) == 0, "no pc: no stack");
}

/* --- reports -------------------------------------------------------------- */

static void emit(const char *id, uint32_t a, uint32_t b)
{
	struct report r = {
		.id = id, .device = "a0000000.dma", .addr = 0x1000,
		.addr_kind = "dma", .size = 64, .dir = "DMA_FROM_DEVICE",
		.what = "the CPU reads what the device owns",
		.why = "a cache may hold the line", .fix = "a sync",
		.place = { { "read here", a, 5 }, { "mapped here", b, 3 } },
		.nplaces = 2,
	};

	report_emit(&r);
}

static void test_terminal(uint32_t a, uint32_t b)
{
	char name[] = "/tmp/report-test-XXXXXX", text[4096] = "";
	int fd = mkstemp(name);
	ssize_t n;

	unlink(name);
	ok(fd >= 0 && !report_to_terminal(fd, false), "a terminal sink");
	emit("first-id", a, b);
	emit("first-id", a, b);
	emit("first-id", b, a);
	emit("second-id", a, 0);
	n = pread(fd, text, sizeof(text) - 1, 0);
	ok(n > 0, "it writes at once");
	ok(strstr(text, "report_test.c:") && strstr(text, ": first-id: the "
	       "CPU reads what the device owns\n"), "the head");
	ok(strstr(text, "a0000000.dma"), "the device");
	ok(strstr(text, "dma 0x1000, 64 bytes, DMA_FROM_DEVICE"),
	       "the memory");
	ok(strstr(text, "mapped here"), "the places");
	ok(strstr(text, "why: a cache may hold the line\n"), "why");
	ok(strstr(text, "write instead: a sync\n"), "the right way");
	ok(strstr(text, "place not known"), "a place without a stack");
	close(fd);
}

static json_t *read_json(const char *path)
{
	json_t *document = json_load_file(path, 0, NULL);

	return json_object_get(document, "reports");
}

static int64_t number(json_t *reports, int i, const char *name)
{
	return json_integer_value(json_object_get(json_array_get(reports, i),
						  name));
}

static void test_json(const char *path)
{
	json_t *reports = read_json(path), *places, *frames;

	ok(json_array_size(reports) == 3, "each different report once");
	ok(number(reports, 0, "count") == 2, "counted each time");
	ok(number(reports, 1, "count") == 1, "other places, other report");
	ok(number(reports, 0, "size") == 64, "its members are there");
	places = json_object_get(json_array_get(reports, 0), "places");
	frames = json_object_get(json_array_get(places, 0), "frames");
	ok(json_array_size(places) == 2 && json_array_size(frames) >= 3,
	       "places have their frames");
}

int main(void)
{
	char path[] = "/tmp/report-test-XXXXXX";
	int fd = mkstemp(path);
	uint32_t a, b;

	test_frames();
	test_ids();
	test_bad_frames();
	a = middle();
	b = elsewhere();
	ok(!report_to_json(path), "a JSON sink");
	test_terminal(a, b);
	ok(report_count() == 4, "the number of reports");
	ok(report_count_of("first-id") == 3, "... of one id");
	ok(report_count_of("no-id") == 0, "... of none");
	ok(!report_close(), "closing");
	test_json(path);
	unlink(path);
	close(fd);
	return tap_done();
}
