// SPDX-License-Identifier: MIT
/*
 * dmaspace run --seeds=N - the same run under many seeds.
 *
 * Each seed is a child; as many run at once as there are processors, and they
 * are looked at in the order of their seeds, so the output is the same each
 * time.  A report is shown the first time that some seed gives it: what tells
 * reports apart is the head of the line, "FILE:LINE: id:".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dmaspace/report.h"
#include "host/host.h"
#include "tools/run.h"
#include "tools/tool.h"

#define MAX_AT_ONCE 16
#define CPU_SECONDS 20			/* a child has, should all else fail */

/* A place for one child at a time. */
struct slot {
	pid_t pid;
	int text, json;			/* memory files of its output */
};

struct sum {
	const struct run *run;
	struct slot slots[MAX_AT_ONCE];
	unsigned int nr_slots;
	uint64_t *traces;		/* by seed; shared with the children */
	uint64_t clean, reports, failed;
	uint64_t first;			/* the first seed that was not clean */
	char **heads;			/* of the reports that were shown */
	size_t nr_heads;
	json_t *all;
};

static void child(struct sum *sum, struct slot *slot, uint64_t nth)
{
	struct run r = *sum->run;
	int null = open("/dev/null", O_WRONLY);
	char path[64];
	int err;

	r.board.seed += nth;
	r.board.quiet = true;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setrlimit(RLIMIT_CPU, &(struct rlimit){ CPU_SECONDS, CPU_SECONDS });
	dup2(null, STDOUT_FILENO);
	dup2(slot->text, STDERR_FILENO);
	err = report_to_terminal(STDERR_FILENO, false);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", slot->json);
	if (!err && r.json)
		err = report_to_json(path);
	_exit(err ? TOOL_FAILED : run_once(&r, &sum->traces[nth]));
}

static int start(struct sum *sum, uint64_t nth)
{
	struct slot *slot = &sum->slots[nth % sum->nr_slots];

	if (ftruncate(slot->text, 0) || ftruncate(slot->json, 0))
		return -1;
	lseek(slot->text, 0, SEEK_SET);
	fflush(NULL);
	slot->pid = fork();
	if (!slot->pid)
		child(sum, slot, nth);
	if (slot->pid > 0)
		return 0;
	host_error("fork: %s", strerror(errno));
	return -1;
}

/* --- what a child said ---------------------------------------------------- */

/* The end of "FILE:LINE: id:" in a report's first line; NULL: not one. */
static char *head_end(char *line)
{
	char *at = line[0] == ' ' ? NULL : strstr(line, ": ");

	return at ? strchr(at + 2, ':') : NULL;
}

static bool head_is_new(struct sum *sum, const char *line, size_t n)
{
	char **more;
	size_t i;

	for (i = 0; i < sum->nr_heads; i++)
		if (strlen(sum->heads[i]) == n &&
		    !memcmp(sum->heads[i], line, n))
			return false;
	more = realloc(sum->heads, (sum->nr_heads + 1) * sizeof(*more));
	if (!more)
		return true;
	sum->heads = more;
	sum->heads[sum->nr_heads] = strndup(line, n);
	if (sum->heads[sum->nr_heads])
		sum->nr_heads++;
	return true;
}

/* Show what is new in the text; a failed run's lines are all shown once. */
static void show_text(struct sum *sum, const struct slot *slot, uint64_t seed)
{
	FILE *f = fdopen(dup(slot->text), "r");
	char *line = NULL, *end;
	bool shown = false, said = false;
	size_t room = 0;

	if (!f)
		return;
	rewind(f);
	while (getline(&line, &room, f) > 0) {
		end = head_end(line);
		if (line[0] != ' ' && line[0] != '\t')
			shown = end && head_is_new(sum, line, end - line);
		if (shown && line[0] != ' ' && !said) {
			fprintf(stderr, "seed %llu:\n",
				(unsigned long long)seed);
			said = true;
		}
		if (shown)
			fputs(line, stderr);
	}
	free(line);
	fclose(f);
}

static void add_json(struct sum *sum, const struct slot *slot, uint64_t seed)
{
	json_t *document, *report;
	size_t i;

	lseek(slot->json, 0, SEEK_SET);
	document = json_loadfd(slot->json, 0, NULL);
	json_array_foreach(json_object_get(document, "reports"), i, report) {
		json_object_set_new(report, "seed", json_integer(seed));
		json_array_append(sum->all, report);
	}
	json_decref(document);
}

static int say_killed(uint64_t seed, int sig)
{
	fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed,
		sig == SIGXCPU || sig == SIGKILL ? "did not end" :
		strsignal(sig));
	return TOOL_FAILED;
}

static void finish(struct sum *sum, uint64_t nth)
{
	struct slot *slot = &sum->slots[nth % sum->nr_slots];
	uint64_t seed = sum->run->board.seed + nth;
	int status = TOOL_FAILED;

	if (waitpid(slot->pid, &status, 0) < 0)
		status = TOOL_FAILED;
	else if (WIFEXITED(status))
		status = WEXITSTATUS(status);
	else
		status = say_killed(seed, WTERMSIG(status));
	if (status == TOOL_CLEAN) {
		sum->clean++;
		return;
	}
	if (sum->clean == nth)
		sum->first = seed;
	if (status == TOOL_REPORTS)
		sum->reports++;
	else
		sum->failed++;
	show_text(sum, slot, seed);
	if (sum->all)
		add_json(sum, slot, seed);
}

/* --- the sum -------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static uint64_t count_different(uint64_t *values, uint64_t n)
{
	uint64_t i, different = n > 0;

	qsort(values, n, sizeof(*values), by_value);
	for (i = 1; i < n; i++)
		different += values[i] != values[i - 1];
	return different;
}

static void print_sum(struct sum *sum)
{
	uint64_t n = sum->run->seeds;

	printf("%llu seeds: %llu clean, %llu with reports, %llu failed; "
	       "%llu different traces\n", (unsigned long long)n,
	       (unsigned long long)sum->clean,
	       (unsigned long long)sum->reports,
	       (unsigned long long)sum->failed,
	       (unsigned long long)count_different(sum->traces, n));
	if (sum->clean != n)
		printf("the first that is not clean: --seed=%llu\n",
		       (unsigned long long)sum->first);
}

static int write_json(struct sum *sum)
{
	json_t *document;
	int err;

	if (!sum->all)
		return 0;
	document = json_pack("{s:o}", "reports", sum->all);
	err = json_dump_file(document, sum->run->json, JSON_INDENT(2));
	json_decref(document);
	if (err)
		host_error("%s: cannot be written", sum->run->json);
	return err;
}

static int prepare(struct sum *sum)
{
	size_t size = sum->run->seeds * sizeof(*sum->traces);
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned int i;

	sum->nr_slots = cpus < 1 ? 1 : cpus > MAX_AT_ONCE ? MAX_AT_ONCE : cpus;
	sum->traces = mmap(NULL, size, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (sum->traces == MAP_FAILED)
		return -1;
	for (i = 0; i < sum->nr_slots; i++) {
		sum->slots[i].text = memfd_create("text", 0);
		sum->slots[i].json = memfd_create("json", 0);
		if (sum->slots[i].text < 0 || sum->slots[i].json < 0)
			return -1;
	}
	if (sum->run->json)
		sum->all = json_array();
	return 0;
}

int run_seeds(const struct run *r)
{
	struct sum sum = { .run = r };
	uint64_t started = 0, done;

	if (prepare(&sum)) {
		host_error("seeds: %s", strerror(errno));
		return TOOL_FAILED;
	}
	for (done = 0; done < r->seeds; done++) {
		while (started < r->seeds && started < done + sum.nr_slots)
			if (start(&sum, started++))
				return TOOL_FAILED;
		finish(&sum, done);
	}
	print_sum(&sum);
	if (write_json(&sum) || sum.failed)
		return TOOL_FAILED;
	return sum.reports ? TOOL_REPORTS : TOOL_CLEAN;
}
