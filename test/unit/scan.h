/* SPDX-License-Identifier: MIT */
/*
 * For tests of the tree loader: scan a source and have what the kernel printed
 * as text.
 */
#ifndef TEST_UNIT_SCAN_H
#define TEST_UNIT_SCAN_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dmaspace/tree.h"
#include "host/dts.h"

#define STAMP "[    0.000000] "

static char scan_log[1 << 16];		/* without time stamps */

/* The kernel that reads; without a default area of CMA, unless a test asks. */
static struct board_kernel scan_as = { .cmdline = "cma=0" };

/* What the file fd holds, each line without its time. */
static void scan_read_log(int fd)
{
	static char raw[sizeof(scan_log)];
	ssize_t n = pread(fd, raw, sizeof(raw) - 1, 0);
	char *line, *next = raw, *to = scan_log;

	raw[n > 0 ? n : 0] = '\0';
	*to = '\0';
	while ((line = strsep(&next, "\n")) && next) {
		if (!strncmp(line, STAMP, strlen(STAMP)))
			line += strlen(STAMP);
		to = stpcpy(stpcpy(to, line), "\n");
	}
}

/* Scan a blob; standard output and error go to scan_log. */
static inline int scan_blob(const void *blob, size_t size,
			    unsigned int version)
{
	char name[] = "/tmp/dmaspace-log-XXXXXX";
	int fd = mkstemp(name), out = dup(1), err = dup(2), ret;

	fflush(stdout);
	dup2(fd, 1);
	dup2(fd, 2);
	scan_as.version = version;
	ret = board_tree_scan(blob, size, &scan_as);
	fflush(stdout);
	dup2(out, 1);
	dup2(err, 2);
	scan_read_log(fd);
	close(fd);
	close(out);
	close(err);
	unlink(name);
	return ret;
}

/* A source as a blob; the test program cannot go on without. */
static inline void *scan_compile(const char *source, size_t *size)
{
	char name[] = "/tmp/dmaspace-tree-XXXXXX";
	int fd = mkstemp(name);
	void *blob = NULL;

	if (fd >= 0 && write(fd, source, strlen(source)) > 0)
		blob = host_load_tree(name, size);
	close(fd);
	unlink(name);
	if (!blob) {
		printf("Bail out! no blob\n");
		exit(1);
	}
	return blob;
}

static inline int scan_source(const char *source, unsigned int version)
{
	size_t size;
	void *blob = scan_compile(source, &size);
	int ret = scan_blob(blob, size, version);

	free(blob);
	return ret;
}

#endif
