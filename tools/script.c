// SPDX-License-Identifier: MIT
/*
 * Scripts - a test program's calls without the program.
 *
 * One statement a line, words parted by blanks, "text in quotes" is one word,
 * # begins a comment.  Statements are calls of board.h (script-calls.c); here
 * is what is around them: blocks, expectations, threads.  Each line is checked
 * before the board boots; the first error of a flow ends it.
 *
 *	expect EFAULT read f buf	the result must be this error or number
 *	repeat 10 ... end		so many times
 *	thread ... end			at the same time as what follows
 *	join				wait for all threads
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dmaspace/board.h"
#include "host/host.h"
#include "tools/script.h"
#include "tools/tool.h"

int script_error(struct script_flow *flow, const char *fmt, ...)
{
	va_list args;

	fflush(stdout);
	flow->script->failed = true;
	fprintf(stderr, "%s:%d: %s: ", flow->script->path, flow->line->number,
		flow->line->words[0]);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	return -1;
}

/* --- reading -------------------------------------------------------------- */

/* Cut the text of one line into words; false: too many, or an open quote. */
static bool split(char *text, struct script_line *line)
{
	while (*(text += strspn(text, " \t\r")) && *text != '#') {
		char *word = text;

		if (line->nr_words == SCRIPT_WORDS)
			return false;
		if (*text == '"') {
			word = ++text;
			text = strchr(text, '"');
			if (!text)
				return false;
		} else {
			text += strcspn(text, " \t\r");
		}
		line->words[line->nr_words++] = word;
		if (!*text)
			break;
		*text++ = '\0';
	}
	return true;
}

static int split_lines(struct script *s, struct script_flow *flow)
{
	char *at = s->text, *text;
	struct script_line *more, *line;
	int number = 0;

	while ((text = strsep(&at, "\n"))) {
		more = realloc(s->lines, (s->nr_lines + 1) * sizeof(*more));
		if (!more)
			return -1;
		s->lines = more;
		line = &s->lines[s->nr_lines];
		memset(line, 0, sizeof(*line));
		line->number = ++number;
		line->words[0] = "line";
		flow->line = line;
		if (!split(text, line))
			return script_error(flow, "too many words, or a quote "
					    "that does not end");
		if (line->nr_words)
			s->nr_lines++;
	}
	return 0;
}

static bool is_block(const struct script_line *line)
{
	return !strcmp(line->words[0], "repeat") ||
	       !strcmp(line->words[0], "thread");
}

/* Blocks know their ends. */
static int match_blocks(struct script *s, struct script_flow *flow)
{
	int open[16], depth = 0, i;

	for (i = 0; i < s->nr_lines; i++) {
		flow->line = &s->lines[i];
		if (is_block(flow->line)) {
			if (depth == 16)
				return script_error(flow, "blocks too deep");
			open[depth++] = i;
		} else if (!strcmp(flow->line->words[0], "end")) {
			if (!depth)
				return script_error(flow, "no block to end");
			s->lines[open[--depth]].end = i;
		}
	}
	if (!depth)
		return 0;
	flow->line = &s->lines[open[depth - 1]];
	return script_error(flow, "this block has no end");
}

static int check_statement(struct script_flow *flow, int argc, char **words)
{
	const struct script_statement *st = script_statement(words[0]);

	if (!st)
		return script_error(flow, "no statement is called \"%s\"",
				    words[0]);
	if (argc - 1 < st->min || argc - 1 > st->max)
		return script_error(flow, "expected %s %s", st->name,
				    st->usage);
	return 0;
}

static int check_line(struct script_flow *flow, const struct script_line *line)
{
	const char *name = line->words[0];
	int n = line->nr_words;

	if (!strcmp(name, "end") || !strcmp(name, "join") ||
	    !strcmp(name, "thread"))
		return n == 1 ? 0 : script_error(flow, "expected it alone");
	if (!strcmp(name, "repeat"))
		return n == 2 ? 0 : script_error(flow, "expected repeat COUNT");
	if (strcmp(name, "expect"))
		return check_statement(flow, n, (char **)line->words);
	if (n < 3)
		return script_error(flow, "expected expect ERROR|NUMBER "
				    "STATEMENT");
	if (line->words[1][0] == 'E' && !script_errno(line->words[1]))
		return script_error(flow, "no error is called %s",
				    line->words[1]);
	return check_statement(flow, n - 2, (char **)line->words + 2);
}

static void script_free(struct script *s)
{
	free(s->lines);
	free(s->text);
}

static int script_read(struct script *s, const char *path)
{
	struct script_line none = { .words = { "script" } };
	struct script_flow flow = { .script = s, .line = &none };
	size_t size;
	char *data;
	int err, i;

	memset(s, 0, sizeof(*s));
	s->path = path;
	data = host_read_file(path, &size, &err);
	s->text = data ? realloc(data, size + 1) : NULL;
	if (!s->text)
		return script_error(&flow, "%s", data ? "no memory" :
				    strerror(-err));
	s->text[size] = '\0';
	if (strlen(s->text) != size)
		return script_error(&flow, "not a text file");
	if (split_lines(s, &flow) || match_blocks(s, &flow))
		return -1;
	for (i = 0; i < s->nr_lines; i++) {
		flow.line = &s->lines[i];
		if (check_line(&flow, flow.line))
			return -1;
	}
	return 0;
}

int script_check(const char *path)
{
	struct script s;
	int err = script_read(&s, path);

	script_free(&s);
	return err;
}

/* --- running -------------------------------------------------------------- */

static int run_lines(struct script_flow *flow, int from, int to);

/* Is the result what was expected, or what is usual? */
static int judge(struct script_flow *flow, const struct script_statement *st,
		 int64_t result, const char *expected)
{
	uint64_t want = 0;

	if (expected && expected[0] == 'E')
		want = -(int64_t)script_errno(expected);
	else if (expected && !script_number(flow, expected, &want))
		return -1;
	if (expected ? (uint64_t)result == want :
	    result >= 0 && (!st->whole || (uint64_t)result == flow->asked))
		return 0;
	if (result < 0)
		return script_error(flow, "%s gave -%s%s%s", st->name,
				    script_errno_name(-result),
				    expected ? ", expected " : "",
				    expected ? expected : "");
	if (expected)
		return script_error(flow, "%s gave %lld, expected %s", st->name,
				    (long long)result, expected);
	return script_error(flow, "%s gave %lld, expected %llu", st->name,
			    (long long)result, (unsigned long long)flow->asked);
}

static int run_statement(struct script_flow *flow,
			 const struct script_line *line)
{
	char *words[SCRIPT_WORDS];
	const char *expected = NULL;
	const struct script_statement *st;
	int64_t result;
	int skip = 0;

	if (!strcmp(line->words[0], "expect")) {
		expected = line->words[1];
		skip = 2;
	}
	memcpy(words, line->words, sizeof(words));
	st = script_statement(words[skip]);
	result = st->run(flow, line->nr_words - skip - 1, words + skip + 1);
	if (result == SCRIPT_FAILED)
		return -1;
	return judge(flow, st, result, expected);
}

static int thread_main(void *arg)
{
	struct script_flow *flow = arg;

	run_lines(flow, flow->from, flow->to);
	free(flow);
	return 0;
}

static int run_thread(struct script_flow *flow, int from, int to)
{
	struct script_flow *other = malloc(sizeof(*other));
	int err;

	if (!other)
		return script_error(flow, "no memory");
	*other = *flow;
	other->from = from;
	other->to = to;
	err = board_spawn(thread_main, other);
	if (!err)
		return 0;
	free(other);
	return script_error(flow, "-%s", script_errno_name(-err));
}

static int run_repeat(struct script_flow *flow, int from, int to)
{
	uint64_t n;

	if (!script_number(flow, flow->line->words[1], &n))
		return -1;
	while (n--)
		if (run_lines(flow, from, to))
			return -1;
	return 0;
}

static int run_line(struct script_flow *flow, int i)
{
	const struct script_line *line = flow->line;
	int err;

	if (!strcmp(line->words[0], "thread"))
		return run_thread(flow, i + 1, line->end);
	if (!strcmp(line->words[0], "repeat"))
		return run_repeat(flow, i + 1, line->end);
	if (strcmp(line->words[0], "join"))
		return run_statement(flow, line);
	err = board_join();
	return err ? script_error(flow, "-%s", script_errno_name(-err)) : 0;
}

static int run_lines(struct script_flow *flow, int from, int to)
{
	int i;

	for (i = from; i < to; i++) {
		flow->line = &flow->script->lines[i];
		if (run_line(flow, i))
			return -1;
		if (flow->script->lines[i].end)
			i = flow->script->lines[i].end;
	}
	return 0;
}

int script_run(const char *path)
{
	struct script s;
	struct script_flow flow = { .script = &s };

	if (!script_read(&s, path)) {
		run_lines(&flow, 0, s.nr_lines);
		board_join();
	}
	script_free(&s);
	return s.failed ? -1 : 0;
}
