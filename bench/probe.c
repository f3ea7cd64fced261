// SPDX-License-Identifier: MIT
/*
 * Row 19: `dmaspace run` from its start to the first line that a driver's probe
 * prints, wall time, on each tree that scripts/bench found.  The slowest one is
 * shown.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <glob.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

extern char **environ;

static glob_t trees;

static pid_t spawn(char **argv, int out)
{
	posix_spawn_file_actions_t actions;
	pid_t pid;
	int err;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
	posix_spawn_file_actions_addclose(&actions, out);
	err = posix_spawn(&pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return err ? -1 : pid;
}

/* ns until a line has word in it (NULL: until the end); 0: it never came. */
static double time_to(char **argv, const char *word)
{
	char line[1024];
	uint64_t start, took = 0;
	int fds[2];
	pid_t pid;
	FILE *f;

	if (pipe2(fds, O_CLOEXEC))
		bench_give_up("pipe", 0);
	start = bench_wall();
	pid = spawn(argv, fds[1]);
	close(fds[1]);
	f = fdopen(fds[0], "r");
	while (fgets(line, sizeof(line), f))
		if (word && !took && strstr(line, word))
			took = bench_wall() - start;
	fclose(f);
	if (pid < 0 || waitpid(pid, NULL, 0) != pid)
		bench_give_up(argv[0], 0);
	return (double)(word ? took : bench_wall() - start);
}

static double ours(const void *arg)
{
	char *argv[] = {
		(char *)bench_file("../tools/dmaspace"), (char *)"run",
		(char *)"--board", (char *)arg,
		(char *)bench_file("bench-driver.so"), NULL,
	};

	return time_to(argv, "probed");
}

static double nothing(const void *arg)
{
	char *argv[] = { (char *)"/bin/true", NULL };

	(void)arg;
	return time_to(argv, NULL);
}

static double qemu(const void *arg)
{
	static const double to_init = 3.65e9;

	(void)arg;
	return bench_reference(&to_init);
}

static const char *slowest(unsigned int *none)
{
	const char *worst = NULL;
	double most = 0;
	size_t i;

	for (i = 0; i < trees.gl_pathc; i++) {
		double ns[3];
		unsigned int j;

		for (j = 0; j < 3; j++)
			ns[j] = ours(trees.gl_pathv[i]);
		*none += !ns[0];
		if (bench_median(ns, 3) > most) {
			most = bench_median(ns, 3);
			worst = trees.gl_pathv[i];
		}
	}
	return worst;
}

void bench_probe(void)
{
	unsigned int none = 0;
	char what[64];
	struct line line = {
		.row = "19", .what = what, .peer = "exec of /bin/true",
		.must = 20e6, .aim = 5e6, .unit = "ns",
	};
	const char *tree, *slash;

	glob(bench_file("trees/*.dtb"), 0, NULL, &trees);
	tree = slowest(&none);
	if (!tree)
		bench_give_up("no tree led to a probe", 0);
	slash = strrchr(tree, '/');
	snprintf(what, sizeof(what), "run to probe, %.24s", slash + 1);
	line.pair = bench_pair((struct measure){ ours, tree },
			       (struct measure){ nothing, NULL });
	line.value = line.pair.ours;
	bench_line(&line);
	line.must = line.aim = 0;
	line.peer = "QEMU to init: reference";
	line.pair = bench_pair((struct measure){ ours, tree },
			       (struct measure){ qemu, NULL });
	bench_line(&line);
	bench_note("the slowest of %zu trees; %u more do not boot",
		   trees.gl_pathc - none, none);
}
