/* SPDX-License-Identifier: MIT */
/*
 * What the files of host/ share and no other side sees.
 */
#ifndef HOST_PRIVATE_H
#define HOST_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/host.h"
#include "dmaspace/report.h"

#if defined(__SANITIZE_ADDRESS__)
#define HOST_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HOST_ASAN 1
#endif
#endif

/*
 * memcpy() where one side may have no memory: false then, with some of it
 * copied or nothing.  Also false when nobody would catch the fault.
 */
bool host_copy_guarded(void *to, const void *from, size_t n);

/* Call fn for each shared object that was unloaded. */
void host_modules_gone(void (*fn)(const char *path, uintptr_t base, void *arg),
		       void *arg);

#define REPORT_FRAMES 16

/* A report with its stacks looked up. */
struct report_shown {
	const struct report *report;
	struct {
		struct host_frame frames[REPORT_FRAMES];
		int nframes;
		int site;		/* innermost driver frame, or 0 */
	} place[REPORT_PLACES];
	unsigned int count;
};

struct report_sink {
	/* A report that was not shown before. */
	void (*show)(struct report_sink *sink, const struct report_shown *r);
	/* The last call: count[i] is how often the i-th shown was emitted. */
	int (*close)(struct report_sink *sink, const unsigned int *count);
};

struct report_sink *report_terminal_sink(int fd, bool color);
struct report_sink *report_json_sink(const char *path);

#endif
