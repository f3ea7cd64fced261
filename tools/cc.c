// SPDX-License-Identifier: MIT
/*
 * dmaspace cc - one driver source in, one shared object out.
 *
 * The compiler gets kbuild's semantics, the kapi/ headers and the sensor;
 * objcopy gives every symbol the prefix that the kernel side's have; the
 * linker resolves them from libdmaspace.so.  What that does not have is named
 * with the place that uses it.  The object carries the Linux version that it
 * was compiled for.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config.h"
#include "dmaspace/board.h"
#include "tools/tool.h"

extern char **environ;

static const char *const kernel_args[] = { KERNEL_ARGS };
static const char *const kbuild_errors[] = {
	"-Wall", "-Werror=implicit-function-declaration",
	"-Werror=implicit-int", "-Werror=incompatible-pointer-types",
	"-Werror=return-type",
};
static const char *const sensor_gcc[] = { SENSOR_GCC };
static const char *const sensor_clang[] = { SENSOR_CLANG };

#define MAX_ARGS 256

struct command {
	char *argv[MAX_ARGS];
	int argc;
};

static void add(struct command *c, const char *arg)
{
	if (c->argc < MAX_ARGS - 1)
		c->argv[c->argc++] = strdup(arg);
}

static void add_all(struct command *c, const char *const *args, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		add(c, args[i]);
}

#define ADD_ALL(c, args) add_all(c, args, sizeof(args) / sizeof((args)[0]))

__attribute__((format(printf, 2, 3)))
static void addf(struct command *c, const char *fmt, ...)
{
	char text[PATH_MAX + 64];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	add(c, text);
}

static void forget(struct command *c)
{
	while (c->argc)
		free(c->argv[--c->argc]);
}

/*
 * Run it and forget it; fd (or -1) is where output of descriptor which goes.
 * Its exit status, or 127 when it could not be started.
 */
static int run(struct command *c, int which, int fd)
{
	posix_spawn_file_actions_t actions;
	int status = 0, err;
	pid_t pid;

	c->argv[c->argc] = NULL;
	posix_spawn_file_actions_init(&actions);
	if (fd >= 0)
		posix_spawn_file_actions_adddup2(&actions, fd, which);
	err = posix_spawnp(&pid, c->argv[0], &actions, NULL, c->argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (err)
		fprintf(stderr, "dmaspace cc: %s: %s\n", c->argv[0],
			strerror(err));
	forget(c);
	if (err || waitpid(pid, &status, 0) < 0)
		return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

/* --- where things are ----------------------------------------------------- */

struct places {
	char library[PATH_MAX];
	char kapi[PATH_MAX];
};

/* The library that this program uses; headers of the same build or install. */
static int find_places(struct places *p)
{
	char *slash;
	Dl_info info;

	if (!dladdr((void *)board_boot, &info) ||
	    !realpath(info.dli_fname, p->library))
		return -1;
	slash = strrchr(p->library, '/');
	*slash = '\0';
	if (!strcmp(p->library, BUILD_FOLDER))
		snprintf(p->kapi, sizeof(p->kapi), "%s", SOURCE_FOLDER "/kapi");
	else
		snprintf(p->kapi, sizeof(p->kapi), "%s", KAPI_FOLDER);
	*slash = '/';
	if (!access(p->kapi, R_OK))
		return 0;
	fprintf(stderr, "dmaspace cc: no headers in %s\n", p->kapi);
	return -1;
}

/* The compiler's own include folder: stdint.h and its like. */
static int compiler_include(const char *compiler, char *path, size_t n)
{
	struct command c = { 0 };
	int fds[2], status;
	ssize_t got;

	if (pipe(fds))
		return -1;
	add(&c, compiler);
	add(&c, "-print-file-name=include");
	status = run(&c, STDOUT_FILENO, fds[1]);
	close(fds[1]);
	got = read(fds[0], path, n - 1);
	close(fds[0]);
	if (status || got <= 0)
		return -1;
	path[got] = '\0';
	path[strcspn(path, "\n")] = '\0';
	return 0;
}

/* clang says so in its version; a cc or gcc does not. */
static bool is_clang(const char *compiler)
{
	struct command c = { 0 };
	char text[256];
	int fds[2];
	ssize_t got;

	if (strstr(compiler, "clang"))
		return true;
	if (strstr(compiler, "gcc") || pipe(fds))
		return false;
	add(&c, compiler);
	add(&c, "--version");
	run(&c, STDOUT_FILENO, fds[1]);
	close(fds[1]);
	got = read(fds[0], text, sizeof(text) - 1);
	close(fds[0]);
	text[got < 0 ? 0 : got] = '\0';
	return strstr(text, "clang");
}

/* --- the three steps ------------------------------------------------------ */

/* drivers/axi-cdma.c -> axi_cdma, as kbuild names a module. */
static void module_name(const char *source, char *name, size_t n)
{
	const char *slash = strrchr(source, '/');
	char *p;

	snprintf(name, n, "%s", slash ? slash + 1 : source);
	if (strlen(name) > 2)
		name[strlen(name) - 2] = '\0';
	for (p = name; *p; p++)
		if (*p == '-')
			*p = '_';
}

/* How code is compiled. */
static void add_code_args(struct command *c, const char *compiler)
{
	ADD_ALL(c, kernel_args);
	if (is_clang(compiler)) {
		ADD_ALL(c, sensor_clang);
		add(c, "-gdwarf-aranges");	/* lines are found by it */
	} else {
		ADD_ALL(c, sensor_gcc);
	}
	add(c, "-O2");
	add(c, "-g");
	add(c, "-fPIC");
	ADD_ALL(c, kbuild_errors);
}

/* What it sees: headers and kbuild's macros. */
static void add_kernel(struct command *c, const struct places *p,
		       const char *include, const char *source,
		       unsigned int version)
{
	char name[NAME_MAX + 1];

	module_name(source, name, sizeof(name));
	add(c, "-nostdinc");
	add(c, "-isystem");
	add(c, include);
	addf(c, "-I%s", p->kapi);
	addf(c, "-I%s/inert", p->kapi);
	add(c, "-D__KERNEL__");
	add(c, "-DMODULE");
	addf(c, "-DKBUILD_MODNAME=\"%s\"", name);
	addf(c, "-DKBUILD_BASENAME=\"%s\"", name);
	addf(c, "-DDMASPACE_LINUX_VERSION=0x%06x", version);
}

static int compile(const char *source, const char *object,
		   const struct places *p, unsigned int version,
		   const char *compiler, char *const *extra)
{
	struct command c = { 0 };
	char include[PATH_MAX];

	if (compiler_include(compiler, include, sizeof(include))) {
		fprintf(stderr, "dmaspace cc: %s: no compiler: it does not say "
			"where its headers are\n", compiler);
		return TOOL_FAILED;
	}
	add(&c, compiler);
	add_code_args(&c, compiler);
	add_kernel(&c, p, include, source, version);
	while (extra && *extra)
		add(&c, *extra++);
	add(&c, "-c");
	add(&c, source);
	add(&c, "-o");
	add(&c, object);
	switch (run(&c, -1, -1)) {
	case 0:
		return TOOL_CLEAN;
	case 127:
		return TOOL_FAILED;
	default:
		return TOOL_REPORTS;
	}
}

static int prefix(const char *object)
{
	struct command c = { 0 };

	add(&c, "objcopy");
	add(&c, "--prefix-symbols=k_");
	add(&c, object);
	return run(&c, -1, -1) ? TOOL_FAILED : TOOL_CLEAN;
}

/*
 * The linker's "FILE:LINE: undefined reference to `k_NAME'" as a line of ours,
 * once for each name; true when it was one.
 */
static bool say_undefined(char *line, const char *source, char *said, size_t n)
{
	static const char undefined[] = "undefined reference to `k_";
	char *at = strstr(line, undefined), *where = line, *name, key[300];

	if (!at)
		return false;
	name = at + strlen(undefined);
	name[strcspn(name, "'")] = '\0';
	snprintf(key, sizeof(key), " %s ", name);
	if (strstr(said, key))
		return true;
	strncat(said, key, n - strlen(said) - 1);
	*at = '\0';
	if (strstr(where, "/ld: "))
		where = strstr(where, "/ld: ") + 5;
	if (strchr(where, '('))
		*strchr(where, '(') = '\0';
	while (*where && strchr(": ", where[strlen(where) - 1]))
		where[strlen(where) - 1] = '\0';
	if (!strchr(where, ':'))	/* data: DWARF has no line */
		where = (char *)source;
	fprintf(stderr, "%s: not offered: %s%s\n", where, name,
		where == source ? "" : "()");
	return true;
}

static bool say_all_undefined(FILE *text, const char *source)
{
	static char said[16384];
	char line[4096];
	bool any = false;

	said[0] = '\0';
	while (fgets(line, sizeof(line), text))
		any |= say_undefined(line, source, said, sizeof(said));
	if (any)
		return true;
	rewind(text);
	while (fgets(line, sizeof(line), text))
		fputs(line, stderr);
	return false;
}

static int link_object(const char *source, const char *object,
		       const char *out, const struct places *p,
		       unsigned int version, const char *compiler)
{
	struct command c = { 0 };
	FILE *text = tmpfile();
	int status;

	if (!text)
		return TOOL_FAILED;
	add(&c, compiler);
	add(&c, "-shared");
	add(&c, "-nostdlib");
	add(&c, "-Wl,-Bsymbolic");
	add(&c, "-Wl,-z,defs");
	add(&c, "-Wl,-z,now");
	addf(&c, "-Wl,--defsym=dmaspace_linux_version=0x%06x", version);
	add(&c, object);
	add(&c, p->library);
	add(&c, "-o");
	add(&c, out);
	status = run(&c, STDERR_FILENO, fileno(text));
	rewind(text);
	if (status == 127)
		status = TOOL_FAILED;
	else if (status)
		status = say_all_undefined(text, source) ? TOOL_REPORTS : TOOL_FAILED;
	fclose(text);
	return status;
}

int cc_compile(const char *source, const char *out, unsigned int version,
	       const char *compiler, char *const *extra)
{
	char object[PATH_MAX];
	struct places p;
	int status;

	if (!compiler)
		compiler = getenv("CC");
	if (!compiler || !*compiler)
		compiler = "cc";
	if (find_places(&p))
		return TOOL_FAILED;
	snprintf(object, sizeof(object), "%s.o", out);
	status = compile(source, object, &p, version, compiler, extra);
	if (!status)
		status = prefix(object);
	if (!status)
		status = link_object(source, object, out, &p, version, compiler);
	unlink(object);
	if (status)
		unlink(out);
	return status;
}

/* --- command line --------------------------------------------------------- */

static const char help[] =
"usage: dmaspace cc [OPTIONS] SOURCE.c\n\n"
"  -o FILE          the shared object (default: the source's name with .so)\n"
"  --linux=6.1|6.12 the Linux version to compile for (default 6.12)\n"
"  --compiler=CC    gcc or clang (default: $CC, else cc)\n"
"  -D -I -U -W -O.. passed to the compiler\n\n"
"Exit status: 0; 1 the source is at fault; 2 wrong command line; 3 failed.\n";

struct cc_options {
	const char *source, *out, *compiler;
	unsigned int version;
	char *extra[MAX_ARGS / 2];
	int nr_extra;
};

static bool passed_on(const char *arg)
{
	return arg[0] == '-' && arg[1] && strchr("DIUWOfgm", arg[1]);
}

static int cc_option(struct cc_options *o, int argc, char **argv, int *i)
{
	char *arg = argv[*i];
	bool more = *i + 1 < argc;

	if (!strcmp(arg, "-o") && more) {
		o->out = argv[++*i];
	} else if (!strncmp(arg, "--linux=", 8)) {
		o->version = tool_linux_version(arg + 8);
		if (!o->version)
			return tool_usage("cc", "%s: 6.1, 6.12 or 7.2", arg);
	} else if (!strncmp(arg, "--compiler=", 11)) {
		o->compiler = arg + 11;
	} else if (passed_on(arg)) {
		if (o->nr_extra + 3 > MAX_ARGS / 2)
			return tool_usage("cc", "too many options");
		o->extra[o->nr_extra++] = arg;
		if (!arg[2] && strchr("DIU", arg[1]) && more)
			o->extra[o->nr_extra++] = argv[++*i];
	} else if (!strcmp(arg, "-o")) {
		return tool_usage("cc", "-o: a FILE is needed");
	} else if (arg[0] == '-') {
		return tool_usage("cc", "option %s is not known", arg);
	} else if (o->source) {
		return tool_usage("cc", "one source at a time: %s and %s",
				  o->source, arg);
	} else {
		o->source = arg;
	}
	return TOOL_CLEAN;
}

int cc_main(int argc, char **argv)
{
	struct cc_options o = { .version = 0x060c00 };
	char out[PATH_MAX];
	size_t n;
	int i, err;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
			fputs(help, stdout);
			return TOOL_CLEAN;
		}
		err = cc_option(&o, argc, argv, &i);
		if (err)
			return err;
	}
	n = o.source ? strlen(o.source) : 0;
	if (n < 3 || strcmp(o.source + n - 2, ".c"))
		return tool_usage("cc", "expected one C source%s%s",
				  n ? ", not " : "", n ? o.source : "");
	if (access(o.source, R_OK))
		return tool_usage("cc", "%s: %s", o.source, strerror(errno));
	snprintf(out, sizeof(out), "%.*s.so", (int)n - 2, o.source);
	return cc_compile(o.source, o.out ? o.out : out, o.version, o.compiler,
			  o.extra);
}
