// SPDX-License-Identifier: MIT
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/dts-filter.h"
#include "host/host.h"

#define SECONDS		20		/* of processor time */
#define MAX_OUTPUT	(64u << 20)

extern char **environ;

enum { IN, OUT, ERR, NR_FILES };

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

static void bound(pid_t pid)
{
	const struct rlimit time = { SECONDS, SECONDS };
	const struct rlimit output = { MAX_OUTPUT, MAX_OUTPUT };
	const struct rlimit memory = { 16ul * MAX_OUTPUT, 16ul * MAX_OUTPUT };

	prlimit(pid, RLIMIT_CPU, &time, NULL);
	prlimit(pid, RLIMIT_FSIZE, &output, NULL);
	prlimit(pid, RLIMIT_AS, &memory, NULL);
}

/* Status as of waitpid(), or -errno: it could not be run. */
static int run(char *const *argv, const int *fd)
{
	posix_spawn_file_actions_t actions;
	int err, status;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < NR_FILES; i++)
		posix_spawn_file_actions_adddup2(&actions, fd[i], i);
	err = -posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (err)
		return err;
	bound(pid);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return status;
}

/* Of a program's words the line that says what is wrong. */
static const char *choose(char *words)
{
	const char *first = NULL;
	char *save, *line;

	for (line = strtok_r(words, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (strstr(line, "rror") || strstr(line, "ERROR"))
			return line;
		if (!first)
			first = line;
	}
	return first;
}

static void tell(const char *name, const char *program, int status, int fd)
{
	size_t size = 0;
	char *words = contents(fd, &size);
	const char *line = words ? choose(words) : NULL;

	if (status == -ENOENT)
		host_error("%s: a source needs %s, which is not there "
			   "(package %s)",
			   name, program,
			   strcmp(program, "dtc") ? program :
						    "device-tree-compiler");
	else if (status < 0)
		host_error("%s: %s: %s", name, program, strerror(-status));
	else if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGKILL ||
					 WTERMSIG(status) == SIGXCPU))
		host_error("%s: %s: no end after %d s", name, program, SECONDS);
	else if (WIFSIGNALED(status))
		host_error("%s: %s: %s", name, program,
			   strsignal(WTERMSIG(status)));
	else if (line && strstr(line, name))
		host_error("%s: %s", program, line);
	else if (line)
		host_error("%s: %s: %s", name, program, line);
	else
		host_error("%s: %s: status %d", name, program,
			   WEXITSTATUS(status));
	free(words);
}

static int write_all(int fd, const char *text, size_t n)
{
	size_t at = 0;

	while (at < n) {
		ssize_t wrote = pwrite(fd, text + at, n - at, (off_t)at);

		if (wrote <= 0)
			return -EIO;
		at += (size_t)wrote;
	}
	return 0;
}

char *dts_filter(const char *name, char *const *argv, const char *text,
		 size_t n, size_t *size)
{
	int fd[NR_FILES] = { -1, -1, -1 }, status = 0;
	char *out = NULL;

	for (int i = 0; i < NR_FILES && !status; i++) {
		fd[i] = memfd_create(argv[0], MFD_CLOEXEC);
		if (fd[i] < 0)
			status = -errno;
	}
	if (!status)
		status = write_all(fd[IN], text, n);
	if (!status)
		status = run(argv, fd);
	if (status)
		tell(name, argv[0], status, fd[ERR]);
	else
		out = contents(fd[OUT], size);
	for (int i = 0; i < NR_FILES; i++)
		if (fd[i] >= 0)
			close(fd[i]);
	return out;
}
