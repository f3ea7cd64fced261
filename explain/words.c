// SPDX-License-Identifier: MIT
/*
 * words - numbers and paths as people read them.
 */
#include <linux/list.h>
#include <linux/sizes.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "explain/private.h"
#include "host/host.h"

static const struct {
	unsigned int shift;
	const char *name;
} units[] = {
	{ 40, "TiB" }, { 30, "GiB" }, { 20, "MiB" }, { 10, "KiB" },
};

/* In the largest unit that divides it. */
const char *explain_bytes(u64 bytes)
{
	static char texts[8][32];
	static unsigned int next;
	char *text = texts[next++ % ARRAY_SIZE(texts)];

	for (unsigned int i = 0; bytes && i < ARRAY_SIZE(units); i++)
		if (!(bytes & ((1ULL << units[i].shift) - 1))) {
			snprintf(text, sizeof(texts[0]), "%llu %s",
				 bytes >> units[i].shift, units[i].name);
			return text;
		}
	snprintf(text, sizeof(texts[0]), "%llu byte%s", bytes,
		 bytes == 1 ? "" : "s");
	return text;
}

struct path {
	struct path *next;
	char text[];
};

static struct path *paths;

const char *explain_path(const struct device_node *np)
{
	int n = snprintf(NULL, 0, "%pOF", np);
	struct path *path = host_alloc(sizeof(*path) + n + 1);

	if (!path)
		return "(no memory)";
	snprintf(path->text, n + 1, "%pOF", np);
	path->next = paths;
	paths = path;
	return path->text;
}

void explain_forget_paths(void)
{
	struct path *path;

	while ((path = paths)) {
		paths = path->next;
		host_free(path);
	}
}
