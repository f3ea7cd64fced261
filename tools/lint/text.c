// SPDX-License-Identifier: MIT
/*
 * dmaspace lint for people:
 *
 *	FILE:LINE: error: /node: property: what is there [rule]
 *	    Linux 6.1, 6.12: what they say
 *	    Linux 7.2: not a word
 *	    fix: what to write
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tools/lint/lint.h"

const char *const lint_severity_names[] = { "note", "warning", "error" };
const char *const lint_version_names[] = { "6.1", "6.12", "7.2" };

static const char *const colours[] = { "\033[1;36m", "\033[1;35m",
				       "\033[1;31m" };

/* --- words of kernels ---------------------------------------------------------- */

/* One version's lines; the second and later ones below the first. */
static void put_words(FILE *out, const char *lead, const char *words)
{
	if (!*words)
		fputs("not a word\n", out);
	for (const char *next, *line = words; *line; line = next) {
		size_t n = strcspn(line, "\n");
		unsigned int times = 1;

		n += line[n] == '\n';
		for (next = line + n; *next && !strncmp(next, line, n);
		     next += n)
			times++;
		fprintf(out, "%s%.*s", line > words ? lead : "",
			(int)(n - (line[n - 1] == '\n')), line);
		if (times == 2)
			fputs(" (twice)", out);
		else if (times > 2)
			fprintf(out, " (%u times)", times);
		fputc('\n', out);
	}
}

static bool same_words(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

void lint_put_kernels(FILE *out, const char *lead, const char *const *kernel)
{
	char below[32];

	snprintf(below, sizeof(below), "%s    ", lead);
	for (int v = 0; v < LINT_VERSIONS; v++) {
		bool told = !kernel[v];

		for (int w = 0; w < v; w++)
			told |= same_words(kernel[v], kernel[w]);
		if (told)
			continue;
		fprintf(out, "%sLinux %s", lead, lint_version_names[v]);
		for (int w = v + 1; w < LINT_VERSIONS; w++)
			if (same_words(kernel[v], kernel[w]))
				fprintf(out, ", %s", lint_version_names[w]);
		fputs(": ", out);
		put_words(out, below, kernel[v]);
	}
}

static void put_headline(FILE *out, const struct board_tree_note *note)
{
	if (note->node)
		fprintf(out, "%s: ", note->node);
	if (note->property)
		fprintf(out, "%s: ", note->property);
	fputs(note->what, out);
}

char *lint_message(const struct lint_finding *f)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	if (!out)
		return NULL;
	put_headline(out, &f->note);
	fputc('\n', out);
	lint_put_kernels(out, "", f->kernel);
	if (f->note.fix)
		fprintf(out, "fix: %s\n", f->note.fix);
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	text[n - 1] = '\0';
	return text;
}

/* --- a terminal ----------------------------------------------------------------- */

static bool use_colour(void)
{
	const char *no = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && (!no || !*no);
}

static void tell(const struct lint_told *told)
{
	const struct board_tree_note *note = &told->finding->note;
	bool colour = use_colour();
	const char *bold = colour ? "\033[1m" : "";
	const char *plain = colour ? "\033[0m" : "";

	printf("%s%s:", bold, told->file);
	if (told->line)
		printf("%u:", told->line);
	printf(" %s%s:%s ", colour ? colours[note->severity] : "",
	       lint_severity_names[note->severity], plain);
	put_headline(stdout, note);
	printf(" [%s]\n", note->rule);
	lint_put_kernels(stdout, "    ", told->finding->kernel);
	if (note->fix)
		printf("    fix: %s\n", note->fix);
}

const struct lint_output lint_text_output = {
	.name = "text",
	.tell = tell,
};
