// SPDX-License-Identifier: MIT
/*
 * host file - files, shared objects of drivers and models, and lines of text.
 *
 * The kernel's log goes to standard output, errors of ours to standard error.
 * A shared object resolves from libdmaspace.so, at once: a driver that needs
 * what is not there is not loaded, and the error names it without the prefix
 * that kernel names have at object level.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/private.h"

void *host_read_file(const char *path, size_t *size, int *err)
{
	FILE *f = fopen(path, "re");
	size_t room = 0, n = 0;
	char *data = NULL, *more;

	if (!f) {
		*err = -errno;
		return NULL;
	}
	do {
		room = room ? room * 2 : 65536;
		more = realloc(data, room);
		if (!more) {
			*err = -ENOMEM;
			goto out_close;
		}
		data = more;
		n += fread(data + n, 1, room - n, f);
	} while (n == room);
	if (ferror(f)) {
		*err = errno ? -errno : -EIO;
		goto out_close;
	}
	fclose(f);
	*size = n;
	*err = 0;
	return data;

out_close:
	free(data);
	fclose(f);
	return NULL;
}

/* --- shared objects ------------------------------------------------------- */

/* An unloaded one stays known: stacks that were saved in it are still asked
 * for, and its addresses are not given to another. */
struct host_module {
	struct host_module *next;
	void *handle;			/* NULL: unloaded */
	char *path;
	uintptr_t start, end;
	bool driver;
};

static struct host_module *modules;

static int module_range(struct dl_phdr_info *info, size_t size, void *arg)
{
	struct host_module *m = arg;
	int i;

	if (info->dlpi_addr != m->start)
		return 0;
	for (i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];

		if (p->p_type == PT_LOAD &&
		    m->start + p->p_vaddr + p->p_memsz > m->end)
			m->end = m->start + p->p_vaddr + p->p_memsz;
	}
	return 1;
}

/* What dlerror() says, as a user of kernel names understands it. */
static void module_error(const char *path, char *error, size_t n)
{
	static const char undefined[] = "undefined symbol: ";
	const char *why = dlerror();
	const char *name = why ? strstr(why, undefined) : NULL;

	if (!why) {
		snprintf(error, n, "%s: cannot be loaded", path);
	} else if (!name) {
		snprintf(error, n, "%s%s%s", strstr(why, path) ? "" : path,
			 strstr(why, path) ? "" : ": ", why);
	} else {
		name += strlen(undefined);
		if (!strncmp(name, "k_", 2))
			name += 2;
		snprintf(error, n, "%s: not offered: %s()", path, name);
	}
}

/* Mapped, a file without its end is a SIGBUS of ours. */
static bool is_cut(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ElfW(Ehdr) head;
	struct stat st;
	bool cut = false;

	if (fd < 0)
		return false;
	if (!fstat(fd, &st) &&
	    pread(fd, &head, sizeof(head), 0) == (ssize_t)sizeof(head) &&
	    !memcmp(head.e_ident, ELFMAG, SELFMAG))
		cut = head.e_shoff + (uint64_t)head.e_shnum *
		      head.e_shentsize > (uint64_t)st.st_size;
	close(fd);
	return cut;
}

struct host_module *host_module_load(const char *path, char *error, size_t n)
{
	struct host_module *m = calloc(1, sizeof(*m));
	struct link_map *map;
	char local[4096];

	if (!m) {
		snprintf(error, n, "%s: no memory", path);
		return NULL;
	}
	snprintf(local, sizeof(local), "%s%s", strchr(path, '/') ? "" : "./",
		 path);
	if (is_cut(local)) {
		snprintf(error, n, "%s: the file is cut off", path);
		free(m);
		return NULL;
	}
	m->handle = dlopen(local, RTLD_NOW | RTLD_LOCAL);
	if (!m->handle) {
		module_error(path, error, n);
		free(m);
		return NULL;
	}
	m->path = strdup(local);
	m->driver = !dlsym(m->handle, "dmaspace_model");
	if (!dlinfo(m->handle, RTLD_DI_LINKMAP, &map)) {
		m->start = map->l_addr;
		dl_iterate_phdr(module_range, m);
	}
	m->next = modules;
	modules = m;
	return m;
}

void *host_module_symbol(struct host_module *m, const char *name)
{
	return dlsym(m->handle, name);
}

bool host_module_contains(const struct host_module *m, uintptr_t addr)
{
	return addr >= m->start && addr < m->end;
}

bool host_driver_contains(uintptr_t addr)
{
	const struct host_module *m;

	for (m = modules; m; m = m->next)
		if (m->driver && host_module_contains(m, addr))
			return true;
	return false;
}

void host_modules_gone(void (*fn)(const char *path, uintptr_t base, void *arg),
		       void *arg)
{
	const struct host_module *m;

	for (m = modules; m; m = m->next)
		if (!m->handle && m->path)
			fn(m->path, m->start, arg);
}

void host_module_unload(struct host_module *m)
{
	dlclose(m->handle);
	m->handle = NULL;
	mmap((void *)m->start, m->end - m->start, PROT_NONE,
	     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE |
	     MAP_FIXED_NOREPLACE, -1, 0);
}

/* --- lines of text -------------------------------------------------------- */

static bool log_hidden;
static void (*log_to)(void *arg, int level, const char *line);
static void *log_to_arg;

void host_log_divert(void (*fn)(void *arg, int level, const char *line),
		     void *arg)
{
	log_to = fn;
	log_to_arg = arg;
}

void host_log_enable(bool on)
{
	log_hidden = !on;
}

void host_trace_line(uint64_t now_ns, const char *line)
{
	printf("[%5llu.%06llu] %s\n",
	       (unsigned long long)(now_ns / 1000000000),
	       (unsigned long long)(now_ns / 1000 % 1000000), line);
	fflush(stdout);
}

void host_log(int level, uint64_t now_ns, const char *line)
{
	if (log_to)
		log_to(log_to_arg, level, line);
	else if (!log_hidden)
		host_trace_line(now_ns, line);
}

static const char *error_about;		/* NULL: no file in particular */

void host_error_about(const char *name)
{
	error_about = name;
}

void host_error(const char *fmt, ...)
{
	va_list args;

	fflush(stdout);
	fputs("dmaspace: ", stderr);
	if (error_about)
		fprintf(stderr, "%s: ", error_about);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
}

int host_vformat(char *buf, size_t n, const char *fmt, va_list args)
{
	return vsnprintf(buf, n, fmt, args);
}

int host_format(char *buf, size_t n, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, n, fmt, args);
	va_end(args);
	return len;
}

void host_exit(int status)
{
	report_close();
	fflush(NULL);
	_exit(status);
}

void host_no_memory(const char *what)
{
	host_error("no memory for %s: the run cannot go on", what);
	host_exit(3);
}

void host_broken(const char *file, int line, const char *what)
{
	fflush(stdout);
	fprintf(stderr, "dmaspace: broken at %s:%d: %s\n", file, line, what);
	abort();
}
