// SPDX-License-Identifier: MIT
/*
 * dmaspace lint as workflow commands of GitHub: an annotation a finding.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/lint/lint.h"

/* A command's data, or the value of one of its properties, which is stricter. */
static void put(const char *text, bool property)
{
	for (; *text; text++)
		if (strchr(property ? "%\r\n:," : "%\r\n", *text))
			printf("%%%02X", *text);
		else
			putchar(*text);
}

static void tell(const struct lint_told *told)
{
	static const char *const commands[] = { "notice", "warning", "error" };
	const struct board_tree_note *note = &told->finding->note;
	char *text = lint_message(told->finding);

	printf("::%s file=", commands[note->severity]);
	put(told->file, true);
	if (told->line)
		printf(",line=%u", told->line);
	printf(",title=");
	put(note->rule, true);
	printf("::");
	if (text)
		put(text, false);
	free(text);
	putchar('\n');
}

const struct lint_output lint_github_output = {
	.name = "github",
	.tell = tell,
};
