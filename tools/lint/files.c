// SPDX-License-Identifier: MIT
/*
 * dmaspace lint, its files: folders are searched for trees, links to folders
 * are not followed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "host/host.h"
#include "tools/lint/lint.h"

static bool is_tree(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (!strcmp(dot, ".dts") || !strcmp(dot, ".dtb"));
}

static int each_in(const char *folder,
		   void (*fn)(const char *path, bool named));

static int take_entry(const char *folder, const char *name,
		      void (*fn)(const char *path, bool named))
{
	size_t n = strlen(folder);
	struct stat st;
	char *path;
	int err = 0;

	if (*name == '.')
		return 0;
	if (asprintf(&path, "%s%s%s", folder,
		     n && folder[n - 1] == '/' ? "" : "/", name) < 0)
		return -ENOMEM;
	if (!lstat(path, &st) && S_ISDIR(st.st_mode))
		err = each_in(path, fn);
	else if (is_tree(name) && !stat(path, &st) && S_ISREG(st.st_mode))
		fn(path, false);
	free(path);
	return err;
}

static int each_in(const char *folder,
		   void (*fn)(const char *path, bool named))
{
	struct dirent **entry;
	int n = scandir(folder, &entry, NULL, alphasort);
	int err = 0;

	if (n < 0) {
		host_error("%s: %s", folder, strerror(errno));
		return -EINVAL;
	}
	for (int i = 0; i < n; i++) {
		int bad = take_entry(folder, entry[i]->d_name, fn);

		if (bad)
			err = bad;
		free(entry[i]);
	}
	free(entry);
	return err;
}

int lint_each_file(const char *path, void (*fn)(const char *path, bool named))
{
	struct stat st;

	if (!stat(path, &st) && S_ISDIR(st.st_mode))
		return each_in(path, fn);
	fn(path, true);
	return 0;
}
