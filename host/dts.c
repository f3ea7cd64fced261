// SPDX-License-Identifier: MIT
/*
 * host dts - a device tree from a file, whatever its form.
 *
 * What begins with the magic of a blob is one.  Everything else is a source and
 * goes through dtc, which runs beside us without a shell: input, output and
 * words in memory files, so that no pipe can fill up.
 *
 * A source with #include is for the C preprocessor first; that is said.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <libfdt.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/dts.h"
#include "host/host.h"

extern char **environ;

enum { IN, OUT, ERR, NR_FILES };

static bool is_blob(const void *data, size_t size)
{
	return size >= 4 && fdt_magic(data) == FDT_MAGIC;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

/* The line of an #include, 0: there is none. */
static unsigned int include_line(const char *text, size_t size)
{
	const char *end = text + size;
	unsigned int line = 1;

	while (text < end) {
		const char *next = memchr(text, '\n', end - text);

		while (text < end && (*text == ' ' || *text == '\t'))
			text++;
		if (end - text > 8 && !memcmp(text, "#include", 8))
			return line;
		text = next ? next + 1 : end;
		line++;
	}
	return 0;
}

/* The whole of a memory file, NUL behind it; NULL: no memory. */
static char *contents(int fd, size_t *size)
{
	struct stat st;
	size_t at = 0;
	char *data;
	ssize_t n = 1;

	if (fstat(fd, &st))
		return NULL;
	data = malloc(st.st_size + 1);
	for (; data && at < (size_t)st.st_size && n > 0; at += n)
		n = pread(fd, data + at, st.st_size - at, at);
	if (data)
		data[at] = '\0';
	*size = at;
	return data;
}

/* Exit status of dtc, or -errno: it could not be run. */
static int run_dtc(const char *path, const int *fd)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, slash - path + 1) : strdup(".");
	char *argv[] = { "dtc", "-q", "-I", "dts", "-O", "dtb", "-i", folder,
			 "-o", "-", (char *)path, NULL };
	posix_spawn_file_actions_t actions;
	int err, status;
	pid_t pid;

	if (!folder)
		return -ENOMEM;
	posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < NR_FILES; i++)
		posix_spawn_file_actions_adddup2(&actions, fd[i], i);
	err = -posix_spawnp(&pid, "dtc", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	free(folder);
	if (err)
		return err;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -EIO;
}

static void pass_on(const char *path, int err, int fd)
{
	char *save, *line, *words;
	size_t size;

	if (err == -ENOENT) {
		host_error("%s: a source needs dtc, which is not there "
			   "(package device-tree-compiler)",
			   path);
		return;
	}
	if (err < 0) {
		host_error("%s: dtc: %s", path, strerror(-err));
		return;
	}
	words = contents(fd, &size);
	for (line = words ? strtok_r(words, "\n", &save) : NULL; line;
	     line = strtok_r(NULL, "\n", &save))
		if (!strstr(line, "Unable to parse input tree"))
			host_error("dtc: %s", line);
	if (!words || !size)
		host_error("%s: dtc: status %d", path, err);
	free(words);
}

/* text is what was read from path. */
static void *compile(const char *path, const void *text, size_t n,
		     size_t *size)
{
	int fd[NR_FILES] = { -1, -1, -1 }, err = 0;
	void *blob = NULL;

	for (int i = 0; i < NR_FILES && !err; i++) {
		fd[i] = memfd_create("dtc", MFD_CLOEXEC);
		if (fd[i] < 0)
			err = -errno;
	}
	if (!err && pwrite(fd[IN], text, n, 0) != (ssize_t)n)
		err = -EIO;
	if (!err)
		err = run_dtc(path, fd);
	if (err)
		pass_on(path, err, fd[ERR]);
	else
		blob = contents(fd[OUT], size);
	for (int i = 0; i < NR_FILES; i++)
		if (fd[i] >= 0)
			close(fd[i]);
	return blob;
}

void *host_load_tree(const char *path, size_t *size)
{
	const char *file = strcmp(path, "-") ? path : "/dev/stdin";
	unsigned int line;
	size_t n;
	int err;
	void *data = host_read_file(file, &n, &err), *blob;

	if (!data) {
		host_error("%s: %s", path, strerror(-err));
		return NULL;
	}
	if (is_blob(data, n) || ends_with(path, ".dtb")) {
		*size = n;
		return data;
	}
	line = include_line(data, n);
	if (line) {
		host_error("%s:%u: #include is for the C preprocessor: cpp "
			   "-nostdinc -undef -x assembler-with-cpp -I FOLDER "
			   "%s | dmaspace boot -",
			   path, line, path);
		blob = NULL;
	} else {
		blob = compile(path, data, n, size);
	}
	free(data);
	return blob;
}
