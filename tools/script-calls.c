// SPDX-License-Identifier: MIT
/*
 * The statements of a script: each is one call of board.h, or works on the
 * script's own buffers.  The table at the end is the language.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "dmaspace/board.h"
#include "tools/script.h"

/* The bytes of buffer name, those of [OFFSET [SIZE]]; NULL: an error was said. */
static unsigned char *bytes_of(struct script_flow *flow, const char *name,
			       int argc, char **argv, uint64_t *size)
{
	struct script_value *v = script_want(flow, name, SCRIPT_BUFFER);
	uint64_t offset = 0;

	if (!v)
		return NULL;
	if (argc > 0 && !script_number(flow, argv[0], &offset))
		return NULL;
	*size = v->size - offset;
	if (argc > 1 && !script_number(flow, argv[1], size))
		return NULL;
	if (offset <= v->size && *size <= v->size - offset)
		return v->addr + offset;
	script_error(flow, "%s has %llu bytes, not %llu from %llu on", name,
		     (unsigned long long)v->size, (unsigned long long)*size,
		     (unsigned long long)offset);
	return NULL;
}

#define PAGE		4096u
#define PAGES_AT_ONCE	1024		/* IOV_MAX */

/* One byte of each of nr pages from p on, through the system: how many pages
 * a program could touch before it gets a signal. */
static int touch_pages(unsigned char *p, int nr, bool write)
{
	struct iovec remote[PAGES_AT_ONCE], local;
	char bytes[PAGES_AT_ONCE];
	ssize_t got;
	int i;

	for (i = 0; i < nr; i++)
		remote[i] = (struct iovec){ p + (size_t)i * PAGE, 1 };
	local = (struct iovec){ bytes, (size_t)nr };
	got = process_vm_readv(getpid(), &local, 1, remote, nr, 0);
	if (got > 0 && write) {
		local.iov_len = (size_t)got;
		got = process_vm_writev(getpid(), &local, 1, remote, got, 0);
	}
	return got < 0 ? 0 : (int)got;
}

/*
 * bytes_of() for a statement that touches them itself.  A driver's mmap() may
 * have put in less than the program asked for, or for reading only.
 */
static unsigned char *memory_of(struct script_flow *flow, const char *name,
				int argc, char **argv, uint64_t *size,
				bool write)
{
	unsigned char *p = bytes_of(flow, name, argc, argv, size);
	uint64_t in_page = (uintptr_t)p % PAGE, at, nr;
	int want;

	if (!p || !script_value(name)->mapped || !*size)
		return p;
	nr = (in_page + *size + PAGE - 1) / PAGE;
	for (at = 0; at < nr; at += (uint64_t)want) {
		want = nr - at < PAGES_AT_ONCE ? (int)(nr - at) : PAGES_AT_ONCE;
		if (touch_pages(p - in_page + at * PAGE, want, write) == want)
			continue;
		script_error(flow, "%s: the driver mapped not all of it%s; "
			     "a program gets SIGBUS or SIGSEGV here", name,
			     write ? ", or for reading only" : "");
		return NULL;
	}
	return p;
}

static int64_t no_memory(struct script_flow *flow)
{
	script_error(flow, "no memory");
	return SCRIPT_FAILED;
}

/* --- files ---------------------------------------------------------------- */

static int64_t run_open(struct script_flow *flow, int argc, char **argv)
{
	int flags = O_RDWR, i, fd;
	struct script_value *v;

	for (i = 2; i < argc; i++) {
		if (!strcmp(argv[i], "ro"))
			flags = (flags & ~O_ACCMODE) | O_RDONLY;
		else if (!strcmp(argv[i], "wo"))
			flags = (flags & ~O_ACCMODE) | O_WRONLY;
		else if (!strcmp(argv[i], "nonblock"))
			flags |= O_NONBLOCK;
		else
			return script_error(flow, "expected ro, wo or "
					    "nonblock, not \"%s\"", argv[i]),
			       SCRIPT_FAILED;
	}
	fd = board_open(argv[1], flags);
	if (fd < 0)
		return fd;
	v = script_value_new(argv[0], SCRIPT_FD);
	if (!v)
		return no_memory(flow);
	v->fd = fd;
	return 0;
}

static int64_t run_close(struct script_flow *flow, int argc, char **argv)
{
	struct script_value *v = script_want(flow, argv[0], SCRIPT_FD);

	if (!v)
		return SCRIPT_FAILED;
	v->gone = true;
	return board_close(v->fd);
}

static int64_t run_read(struct script_flow *flow, int argc, char **argv)
{
	struct script_value *f = script_want(flow, argv[0], SCRIPT_FD);
	unsigned char *p = NULL;

	if (f)
		p = bytes_of(flow, argv[1], argc - 2, argv + 2, &flow->asked);
	return p ? board_read(f->fd, p, flow->asked) : SCRIPT_FAILED;
}

static int64_t run_write(struct script_flow *flow, int argc, char **argv)
{
	struct script_value *f = script_want(flow, argv[0], SCRIPT_FD);
	unsigned char *p = NULL;

	if (f)
		p = bytes_of(flow, argv[1], argc - 2, argv + 2, &flow->asked);
	return p ? board_write(f->fd, p, flow->asked) : SCRIPT_FAILED;
}

static int64_t run_seek(struct script_flow *flow, int argc, char **argv)
{
	struct script_value *f = script_want(flow, argv[0], SCRIPT_FD);
	int whence = SEEK_SET;
	uint64_t offset;

	if (!f || !script_number(flow, argv[1], &offset))
		return SCRIPT_FAILED;
	if (argc > 2 && !strcmp(argv[2], "cur"))
		whence = SEEK_CUR;
	else if (argc > 2 && !strcmp(argv[2], "end"))
		whence = SEEK_END;
	else if (argc > 2 && strcmp(argv[2], "set"))
		return script_error(flow, "expected set, cur or end, not "
				    "\"%s\"", argv[2]), SCRIPT_FAILED;
	return board_lseek(f->fd, (int64_t)offset, whence);
}

/* "u32:VALUE" as 4 bytes at p, n left; how many, or -1 and an error said. */
static int put_field(struct script_flow *flow, const char *field,
		     unsigned char *p, size_t n)
{
	const char *colon = strchr(field, ':');
	int bits = field[0] == 'u' && colon ? atoi(field + 1) : 0;
	uint64_t value;

	if (bits != 8 && bits != 16 && bits != 32 && bits != 64)
		return script_error(flow, "expected u8:N, u16:N, u32:N or "
				    "u64:N, not \"%s\"", field);
	if (bits / 8u > n)
		return script_error(flow, "too many fields");
	if (!script_number(flow, colon + 1, &value))
		return -1;
	memcpy(p, &value, bits / 8);
	return bits / 8;
}

static int64_t run_ioctl(struct script_flow *flow, int argc, char **argv)
{
	struct script_value *f = script_want(flow, argv[0], SCRIPT_FD);
	uint64_t request, arg = 0;
	unsigned char fields[256];
	int i, n, used = 0;

	if (!f || !script_number(flow, argv[1], &request))
		return SCRIPT_FAILED;
	if (argc == 3 && !strchr(argv[2], ':')) {
		if (!script_number(flow, argv[2], &arg))
			return SCRIPT_FAILED;
		return board_ioctl(f->fd, request, arg);
	}
	memset(fields, 0, sizeof(fields));
	for (i = 2; i < argc; i++) {
		n = put_field(flow, argv[i], fields + used,
			      sizeof(fields) - used);
		if (n < 0)
			return SCRIPT_FAILED;
		used += n;
	}
	if (used)
		arg = (uintptr_t)fields;
	return board_ioctl(f->fd, request, arg);
}

static int64_t run_poll(struct script_flow *flow, int argc, char **argv)
{
	struct script_value *f = script_want(flow, argv[0], SCRIPT_FD);
	int events = !strcmp(argv[1], "in") ? POLLIN : POLLOUT;
	uint64_t timeout = -1;
	int ready;

	if (!f)
		return SCRIPT_FAILED;
	if (strcmp(argv[1], "in") && strcmp(argv[1], "out"))
		return script_error(flow, "expected in or out, not \"%s\"",
				    argv[1]), SCRIPT_FAILED;
	if (argc > 2 && !script_number(flow, argv[2], &timeout))
		return SCRIPT_FAILED;
	ready = board_poll(f->fd, events, (int)timeout);
	return ready ? ready : -ETIME;
}

/* --- memory --------------------------------------------------------------- */

static int64_t run_alloc(struct script_flow *flow, int argc, char **argv)
{
	struct script_value *v;
	unsigned char *p;
	uint64_t size;

	if (!script_number(flow, argv[1], &size))
		return SCRIPT_FAILED;
	p = script_alloc(size);
	v = p ? script_value_new(argv[0], SCRIPT_BUFFER) : NULL;
	if (!v)
		return no_memory(flow);
	v->addr = p;
	v->size = size;
	return 0;
}

static int64_t run_mmap(struct script_flow *flow, int argc, char **argv)
{
	struct script_value *f = script_want(flow, argv[1], SCRIPT_FD), *v;
	int prot = PROT_READ | PROT_WRITE, err = 0;
	uint64_t size, offset = 0;
	void *p;

	if (!f || !script_number(flow, argv[2], &size))
		return SCRIPT_FAILED;
	if (argc > 3 && !strcmp(argv[argc - 1], "ro")) {
		prot = PROT_READ;
		argc--;
	}
	if (argc > 3 && !script_number(flow, argv[3], &offset))
		return SCRIPT_FAILED;
	p = board_mmap(size, prot, MAP_SHARED, f->fd, offset, &err);
	if (!p)
		return err;
	v = script_value_new(argv[0], SCRIPT_BUFFER);
	if (!v)
		return no_memory(flow);
	v->addr = p;
	v->size = size;
	v->mapped = true;
	return 0;
}

static int64_t run_munmap(struct script_flow *flow, int argc, char **argv)
{
	struct script_value *v = script_want(flow, argv[0], SCRIPT_BUFFER);

	if (!v)
		return SCRIPT_FAILED;
	if (!v->mapped)
		return script_error(flow, "%s was not made by mmap", argv[0]),
		       SCRIPT_FAILED;
	v->gone = true;
	return board_munmap(v->addr, v->size);
}

static int64_t run_fill(struct script_flow *flow, int argc, char **argv)
{
	uint64_t size;
	unsigned char *p = memory_of(flow, argv[0], argc - 2, argv + 2, &size,
				     true);

	if (!p || !script_fill(flow, argv[1], p, size))
		return SCRIPT_FAILED;
	return 0;
}

static int64_t run_verify(struct script_flow *flow, int argc, char **argv)
{
	uint64_t size;
	unsigned char *p = memory_of(flow, argv[0], argc - 2, argv + 2, &size,
				     false);
	unsigned int expected;
	int64_t at;

	if (!p)
		return SCRIPT_FAILED;
	at = script_differs(flow, argv[1], p, size, &expected);
	if (at < 0)
		return SCRIPT_FAILED;
	if ((uint64_t)at == size)
		return 0;
	script_error(flow, "byte %lld of %llu is 0x%02x, expected 0x%02x",
		     (long long)at, (unsigned long long)size, p[at], expected);
	return SCRIPT_FAILED;
}

static int64_t run_copy(struct script_flow *flow, int argc, char **argv)
{
	uint64_t to_size, from_size;
	unsigned char *to = memory_of(flow, argv[0], 0, NULL, &to_size, true);
	unsigned char *from = memory_of(flow, argv[1], 0, NULL, &from_size,
					false);

	if (!to || !from)
		return SCRIPT_FAILED;
	memcpy(to, from, to_size < from_size ? to_size : from_size);
	return 0;
}

static int64_t run_compare(struct script_flow *flow, int argc, char **argv)
{
	uint64_t a_size, b_size, i;
	unsigned char *a = memory_of(flow, argv[0], 0, NULL, &a_size, false);
	unsigned char *b = memory_of(flow, argv[1], 0, NULL, &b_size, false);

	if (!a || !b)
		return SCRIPT_FAILED;
	for (i = 0; i < a_size && i < b_size && a[i] == b[i]; i++)
		;
	if (i == a_size || i == b_size)
		return 0;
	script_error(flow, "they differ at byte %llu: 0x%02x and 0x%02x",
		     (unsigned long long)i, a[i], b[i]);
	return SCRIPT_FAILED;
}

/* --- numbers and attributes ----------------------------------------------- */

static int64_t set_number(struct script_flow *flow, const char *name,
			  uint64_t number)
{
	struct script_value *v = script_value_new(name, SCRIPT_NUMBER);

	if (!v)
		return no_memory(flow);
	v->size = number;
	return 0;
}

static int64_t run_let(struct script_flow *flow, int argc, char **argv)
{
	uint64_t number;

	if (!script_number(flow, argv[1], &number))
		return SCRIPT_FAILED;
	return set_number(flow, argv[0], number);
}

/* attr read PATH [TEXT] | attr write PATH TEXT | attr get PATH NAME */
static int64_t run_attr(struct script_flow *flow, int argc, char **argv)
{
	char text[4097];
	int64_t n;

	if (!strcmp(argv[0], "write") && argc == 3)
		return board_attr_write(argv[1], argv[2], strlen(argv[2]));
	if (strcmp(argv[0], "read") && (strcmp(argv[0], "get") || argc != 3))
		return script_error(flow, "expected read PATH [TEXT], write "
				    "PATH TEXT or get PATH NAME"),
		       SCRIPT_FAILED;
	n = board_attr_read(argv[1], text, sizeof(text) - 1);
	if (n < 0)
		return n;
	text[n] = '\0';
	text[strcspn(text, "\n")] = '\0';
	if (!strcmp(argv[0], "get"))
		return set_number(flow, argv[2], strtoull(text, NULL, 0));
	if (argc == 2)
		printf("%s: %s\n", argv[1], text);
	else if (strcmp(text, argv[2]))
		return script_error(flow, "\"%s\", expected \"%s\"", text,
				    argv[2]), SCRIPT_FAILED;
	return 0;
}

/* --- the board ------------------------------------------------------------ */

static int64_t run_load(struct script_flow *flow, int argc, char **argv)
{
	return board_load(argv[0]);
}

static int64_t run_unload(struct script_flow *flow, int argc, char **argv)
{
	return board_unload(argv[0]);
}

static int64_t run_bind(struct script_flow *flow, int argc, char **argv)
{
	return board_bind(argv[0]);
}

static int64_t run_unbind(struct script_flow *flow, int argc, char **argv)
{
	return board_unbind(argv[0]);
}

static int64_t run_fail(struct script_flow *flow, int argc, char **argv)
{
	uint64_t nth;

	if (!script_number(flow, argv[0], &nth))
		return SCRIPT_FAILED;
	board_fail_nth(nth);
	return 0;
}

/* "10ms" -> ns; a unit is needed. */
static bool duration(const char *text, uint64_t *ns)
{
	char *unit;
	uint64_t n = strtoull(text, &unit, 0);

	if (unit == text)
		return false;
	if (!strcmp(unit, "ns"))
		*ns = n;
	else if (!strcmp(unit, "us"))
		*ns = n * 1000;
	else if (!strcmp(unit, "ms"))
		*ns = n * 1000000;
	else if (!strcmp(unit, "s"))
		*ns = n * 1000000000;
	else
		return false;
	return true;
}

static int64_t run_sleep(struct script_flow *flow, int argc, char **argv)
{
	uint64_t ns;

	if (!duration(argv[0], &ns)) {
		script_error(flow, "expected a time as 10ms (ns us ms s), "
			     "not \"%s\"", argv[0]);
		return SCRIPT_FAILED;
	}
	board_sleep_ns(ns);
	return 0;
}

static int64_t run_print(struct script_flow *flow, int argc, char **argv)
{
	int i;

	for (i = 0; i < argc; i++)
		printf("%s%s", i ? " " : "", argv[i]);
	putchar('\n');
	fflush(stdout);
	return 0;
}

static const struct script_statement statements[] = {
	{ "alloc", 2, 2, "BUFFER SIZE", run_alloc },
	{ "attr", 2, 3, "read|write|get PATH [TEXT|NAME]", run_attr },
	{ "bind", 1, 1, "DEVICE", run_bind },
	{ "close", 1, 1, "FILE", run_close },
	{ "compare", 2, 2, "BUFFER BUFFER", run_compare },
	{ "copy", 2, 2, "TO FROM", run_copy },
	{ "fail", 1, 1, "NTH", run_fail },
	{ "fill", 2, 4, "BUFFER PATTERN [OFFSET [SIZE]]", run_fill },
	{ "ioctl", 2, 30, "FILE REQUEST [NUMBER | u32:N ...]", run_ioctl },
	{ "let", 2, 2, "NAME NUMBER", run_let },
	{ "load", 1, 1, "DRIVER.so", run_load },
	{ "mmap", 3, 5, "BUFFER FILE SIZE [OFFSET] [ro]", run_mmap },
	{ "munmap", 1, 1, "BUFFER", run_munmap },
	{ "open", 2, 4, "FILE PATH [ro|wo] [nonblock]", run_open },
	{ "poll", 2, 3, "FILE in|out [MILLISECONDS]", run_poll },
	{ "print", 0, 31, "TEXT...", run_print },
	{ "read", 2, 4, "FILE BUFFER [OFFSET [SIZE]]", run_read, true },
	{ "seek", 2, 3, "FILE OFFSET [set|cur|end]", run_seek },
	{ "sleep", 1, 1, "TIME", run_sleep },
	{ "unbind", 1, 1, "DEVICE", run_unbind },
	{ "unload", 1, 1, "MODULE", run_unload },
	{ "verify", 2, 4, "BUFFER PATTERN [OFFSET [SIZE]]", run_verify },
	{ "write", 2, 4, "FILE BUFFER [OFFSET [SIZE]]", run_write, true },
};

const struct script_statement *script_statement(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		if (!strcmp(statements[i].name, name))
			return &statements[i];
	return NULL;
}
