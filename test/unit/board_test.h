/* SPDX-License-Identifier: MIT */
/*
 * For TAP programs that use board.h: a tree from source, a driver from source,
 * and each scenario in a process of its own, since a board boots once.
 *
 * They run in the top folder; the program lies in BUILD/test, and dmaspace in
 * BUILD/tools.
 */
#ifndef TEST_BOARD_TEST_H
#define TEST_BOARD_TEST_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dmaspace/board.h"
#include "dmaspace/report.h"

struct scenario {
	const void *dtb;
	size_t dtb_size;
	uint64_t seed;
	enum board_cache cache;
	unsigned int fail_nth;
};

static char test_folder[] = "/tmp/dmaspace-test-XXXXXX";
static unsigned int test_count, test_failures;
static const char *test_only;		/* names with this in them; NULL: all */

static inline void test_remove_folder(void)
{
	char command[sizeof(test_folder) + 16];

	snprintf(command, sizeof(command), "rm -rf %s", test_folder);
	if (system(command))
		perror(test_folder);
}

static inline void test_give_up(const char *what)
{
	printf("Bail out! %s\n", what);
	exit(3);
}

static inline void test_begin(int argc, char **argv)
{
	test_only = argc > 1 ? argv[1] : NULL;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!mkdtemp(test_folder))
		test_give_up(test_folder);
	atexit(test_remove_folder);
}

static inline void test_run(const char *command)
{
	if (system(command))
		test_give_up(command);
}

/* The bytes of a file. */
static inline void *test_blob(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	void *blob;
	long n = 0;

	if (!f || fseek(f, 0, SEEK_END) || (n = ftell(f)) <= 0)
		test_give_up(path);
	rewind(f);
	blob = malloc((size_t)n);
	*size = blob ? fread(blob, 1, (size_t)n, f) : 0;
	fclose(f);
	if (*size != (size_t)n)
		test_give_up(path);
	return blob;
}

/* What sed makes of a tree's source, as a blob; also in test_folder/dtb. */
static inline void *test_tree(const char *source, const char *sed, size_t *size)
{
	char command[1024];

	snprintf(command, sizeof(command),
		 "sed -e '%s' %s | dtc -q -I dts -O dtb -o %s/dtb -", sed,
		 source, test_folder);
	test_run(command);
	snprintf(command, sizeof(command), "%s/dtb", test_folder);
	return test_blob(command, size);
}

/* The driver of that source as a module: its path. */
static inline const char *test_driver(const char *source, const char *name)
{
	char exe[PATH_MAX], command[3 * PATH_MAX], *out;
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	if (n <= 0)
		test_give_up("/proc/self/exe");
	exe[n] = '\0';
	*strrchr(exe, '/') = '\0';
	snprintf(command, sizeof(command),
		 "%s/../tools/dmaspace cc -o %s/%s.so %s", exe, test_folder,
		 name, source);
	test_run(command);
	out = malloc(sizeof(test_folder) + strlen(name) + 8);
	if (out)
		sprintf(out, "%s/%s.so", test_folder, name);
	return out;
}

/* In a scenario: what must be so.  It ends at the first that is not. */
#define NEED(cond)							\
	do {								\
		if (!(cond)) {						\
			fprintf(stderr, "# %s:%d: %s\n", __FILE__,	\
				__LINE__, #cond);			\
			return -1;					\
		}							\
	} while (0)

/* As NEED(), and says what it was. */
#define NEED_EQ(is, want)						\
	do {								\
		long long is__ = (is), want__ = (want);			\
									\
		if (is__ != want__) {					\
			fprintf(stderr, "# %s:%d: %s is %lld, not %lld\n", \
				__FILE__, __LINE__, #is, is__, want__);	\
			return -1;					\
		}							\
	} while (0)

static inline int test_boot(const struct scenario *s)
{
	struct board_options options = {
		.dtb = s->dtb,
		.dtb_size = s->dtb_size,
		.seed = s->seed,
		.cache = s->cache,
		.quiet = true,
	};

	report_to_terminal(STDERR_FILENO, false);
	return board_boot(&options);
}

typedef int (*scenario_fn)(const struct scenario *s);

/* Exit status of fn in a child: 0 right, 2 failed by board_fail_nth(). */
static inline int test_child(scenario_fn fn, const struct scenario *s)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		alarm(600);
		_exit(fn(s) ? 1 : board_failed() ? 2 : 0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static inline void test_say(bool good, const char *name, const char *what,
		     unsigned long long n)
{
	test_count++;
	test_failures += !good;
	printf("%sok %u - %s%s%llu\n", good ? "" : "not ", test_count, name,
	       what, n);
}

static const char *const test_modes[] = { "none", "lazy", "hostile" };

static bool test_wanted(const char *name)
{
	return !test_only || strstr(name, test_only);
}

/* Under seeds 1 to n in each mode of the cache. */
static inline void test_seeds(const char *name, scenario_fn fn, struct scenario s,
		       unsigned int n)
{
	unsigned int mode;
	char what[64];

	for (mode = 0; mode < 3 && test_wanted(name); mode++) {
		s.cache = (enum board_cache)mode;
		for (s.seed = 1; s.seed <= n; s.seed++)
			if (test_child(fn, &s))
				break;
		snprintf(what, sizeof(what), ", cache %s, seeds to ",
			 test_modes[mode]);
		test_say(s.seed > n, name, what, s.seed - (s.seed > n));
	}
}

/* With the 1st, 2nd, ... allocation or mapping failing until none does. */
static inline void test_nth_failure(const char *name, scenario_fn fn,
			     struct scenario s)
{
	int status = 2;

	if (!test_wanted(name))
		return;
	s.cache = BOARD_CACHE_HOSTILE;
	s.seed = 1;
	for (s.fail_nth = 1; status == 2 && s.fail_nth < 1000; s.fail_nth++)
		status = test_child(fn, &s);
	test_say(!status && s.fail_nth > 2, name, ", failures to ",
		 s.fail_nth - 1);
}

static inline int test_end(void)
{
	printf("1..%u\n", test_count);
	return test_failures != 0;
}

#endif
