// SPDX-License-Identifier: MIT
/*
 * host stack - call stacks: saved in nanoseconds, looked up at leisure.
 *
 * Saving walks frame pointers (all sides are compiled with them) and puts the
 * return addresses into a depot, where a stack is kept once: the id is the
 * index of its first word.  Files, lines and inlined callers come from the
 * DWARF of the loaded objects, by libdw, only when somebody asks.
 *
 * A pc is a return address: its line is that of the byte before it.
 */
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/private.h"

extern void *__libc_stack_end;

#define PAGE		4096u
#define FIRST_SLOTS	1024u		/* power of two */
#define MAX_WORDS	(1u << 24)

/* A stack in the depot: one word of hash and count, then its addresses. */
static struct {
	uint64_t *words;
	uint32_t used, size;		/* in words; word 0 is "no stack" */
	uint32_t *slots;		/* ids by hash, 0 = empty */
	uint32_t nr_slots, nr_stacks;
} depot;

static inline uint64_t head_of(uint64_t hash, unsigned int n)
{
	hash *= UINT64_C(0xff51afd7ed558ccd);
	hash ^= hash >> 32;
	return (hash & ~UINT64_C(0xff)) | n;
}

static bool depot_grow_words(void)
{
	uint32_t size = depot.size ? depot.size * 2 : 4096;
	uint64_t *words;

	if (size > MAX_WORDS)
		return false;
	words = realloc(depot.words, size * sizeof(*words));
	if (!words)
		return false;
	depot.words = words;
	depot.size = size;
	if (!depot.used)
		depot.used = 1;
	return true;
}

static void slot_put(uint32_t *slots, uint32_t nr, uint32_t id)
{
	uint32_t i = (depot.words[id] >> 8) & (nr - 1);

	while (slots[i])
		i = (i + 1) & (nr - 1);
	slots[i] = id;
}

static bool depot_grow_slots(void)
{
	uint32_t nr = depot.nr_slots ? depot.nr_slots * 2 : FIRST_SLOTS;
	uint32_t *slots = calloc(nr, sizeof(*slots));
	uint32_t i;

	if (!slots)
		return false;
	for (i = 0; i < depot.nr_slots; i++)
		if (depot.slots[i])
			slot_put(slots, nr, depot.slots[i]);
	free(depot.slots);
	depot.slots = slots;
	depot.nr_slots = nr;
	return true;
}

static uint32_t depot_add(uint64_t head, const uintptr_t *pc, unsigned int n)
{
	uint32_t id;

	while (depot.used + n + 1 > depot.size)
		if (!depot_grow_words())
			return 0;
	if (depot.nr_stacks * 2 >= depot.nr_slots && !depot_grow_slots())
		return 0;
	id = depot.used;
	depot.words[id] = head;
	memcpy(&depot.words[id + 1], pc, n * sizeof(*pc));
	depot.used += n + 1;
	depot.nr_stacks++;
	slot_put(depot.slots, depot.nr_slots, id);
	return id;
}

static bool same_stack(const uintptr_t *a, const uintptr_t *b, unsigned int n)
{
	while (n && a[n - 1] == b[n - 1])
		n--;
	return !n;
}

static uint32_t depot_find(uint64_t head, const uintptr_t *pc, unsigned int n)
{
	uint32_t mask = depot.nr_slots - 1;
	uint32_t i, id;

	if (!depot.nr_slots)
		return depot_add(head, pc, n);
	for (i = (head >> 8) & mask; (id = depot.slots[i]); i = (i + 1) & mask)
		if (depot.words[id] == head &&
		    same_stack((uintptr_t *)&depot.words[id + 1], pc, n))
			return id;
	return depot_add(head, pc, n);
}

/* May two words be read at frame?  Asked once a page. */
static bool frame_readable(uintptr_t frame)
{
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);

	if (host_on_stack(frame))
		return true;
	return !host_on_stack(here) && frame >= here &&
	       frame < (uintptr_t)__libc_stack_end - 2 * sizeof(frame);
}

__attribute__((no_sanitize("address")))
uint32_t host_stack_save(uintptr_t pc, uintptr_t frame)
{
	uintptr_t pcs[HOST_STACK_MAX];
	uint64_t hash = UINT64_C(0x9e3779b97f4a7c15);
	uintptr_t page = UINTPTR_MAX;
	unsigned int n = 0;

	while (pc && n < HOST_STACK_MAX) {
		const uintptr_t *words = (const uintptr_t *)frame;

		pcs[n++] = pc;
		hash = (hash << 7 | hash >> 57) ^ pc;
		if (frame % sizeof(frame) || frame % PAGE > PAGE - 16)
			break;
		if (frame / PAGE != page) {
			if (!frame_readable(frame))
				break;
			page = frame / PAGE;
		}
		if (words[0] && words[0] <= frame)
			break;
		pc = words[1];
		frame = words[0];
	}
	return n ? depot_find(head_of(hash, n), pcs, n) : 0;
}

static const uintptr_t *stack_pcs(uint32_t id, unsigned int *n)
{
	*n = id && id < depot.used ? depot.words[id] & 0xff : 0;
	return (const uintptr_t *)&depot.words[id + 1];
}

uintptr_t host_stack_site_pc(uint32_t id)
{
	unsigned int i, n;
	const uintptr_t *pc = stack_pcs(id, &n);

	for (i = 0; i < n; i++)
		if (host_driver_contains(pc[i] - 1))
			return pc[i];
	return n ? pc[0] : 0;
}

/* --- lines ---------------------------------------------------------------- */

static Dwfl *dwfl;

static const Dwfl_Callbacks callbacks = {
	.find_elf = dwfl_linux_proc_find_elf,
	.find_debuginfo = dwfl_standard_find_debuginfo,
};

static void report_gone(const char *path, uintptr_t base, void *arg)
{
	const char *slash = strrchr(path, '/');

	dwfl_report_elf(arg, slash ? slash + 1 : path, path, -1, base, true);
}

/* The object that pc lies in; objects that came since are looked for once. */
static Dwfl_Module *module_of(uintptr_t pc)
{
	Dwfl_Module *mod = dwfl ? dwfl_addrmodule(dwfl, pc) : NULL;

	if (mod)
		return mod;
	if (dwfl)
		dwfl_end(dwfl);
	dwfl = dwfl_begin(&callbacks);
	if (!dwfl)
		return NULL;
	if (dwfl_linux_proc_report(dwfl, getpid()))
		return NULL;
	host_modules_gone(report_gone, dwfl);
	if (dwfl_report_end(dwfl, NULL, NULL))
		return NULL;
	return dwfl_addrmodule(dwfl, pc);
}

/* One copy of each string, for ever: frames outlive their module. */
static const char *intern(const char *s)
{
	static char **strings;
	static size_t n;
	char **more;
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(strings[i], s))
			return strings[i];
	more = realloc(strings, (n + 1) * sizeof(*strings));
	if (!more)
		return "?";
	strings = more;
	strings[n] = strdup(s);
	return strings[n] ? strings[n++] : "?";
}

/* The path as a person in the current folder would type it. */
static const char *path_shown(const char *folder, const char *file)
{
	char joined[PATH_MAX], real[PATH_MAX], cwd[PATH_MAX];
	size_t n;

	if (file[0] == '/' || !folder)
		snprintf(joined, sizeof(joined), "%s", file);
	else
		snprintf(joined, sizeof(joined), "%s/%s", folder, file);
	if (!realpath(joined, real))
		return intern(file);
	if (getcwd(cwd, sizeof(cwd))) {
		n = strlen(cwd);
		if (!strncmp(real, cwd, n) && real[n] == '/')
			return intern(real + n + 1);
	}
	return intern(real);
}

static const char *cu_folder(Dwarf_Die *cu)
{
	Dwarf_Attribute attr;

	return dwarf_formstring(dwarf_attr(cu, DW_AT_comp_dir, &attr));
}

/* Where an inlined function was called from. */
static void call_site(Dwarf_Die *cu, Dwarf_Die *inlined,
		      struct host_frame *frame)
{
	Dwarf_Attribute attr;
	Dwarf_Word file, line;
	Dwarf_Files *files;
	const char *name;

	if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_line, &attr), &line))
		return;
	frame->line = line;
	if (dwarf_formudata(dwarf_attr(inlined, DW_AT_call_file, &attr),
			    &file) || dwarf_getsrcfiles(cu, &files, NULL))
		return;
	name = dwarf_filesrc(files, file, NULL, NULL);
	if (name)
		frame->file = path_shown(cu_folder(cu), name);
}

/* The inlined functions around addr, then the real one; how many frames. */
static int scope_frames(Dwarf_Die *cu, Dwarf_Addr addr,
			struct host_frame *frames, int max)
{
	Dwarf_Die *inner = NULL, *scopes = NULL;
	int n = 0, i, nr = dwarf_getscopes(cu, addr, &inner);

	if (nr <= 0)
		return 0;
	nr = dwarf_getscopes_die(&inner[0], &scopes);
	free(inner);
	for (i = 0; i < nr && n < max; i++) {
		int tag = dwarf_tag(&scopes[i]);
		const char *name = dwarf_diename(&scopes[i]);

		if (tag != DW_TAG_inlined_subroutine &&
		    tag != DW_TAG_subprogram)
			continue;
		frames[n].function = intern(name ? name : "?");
		n++;
		if (tag == DW_TAG_subprogram)
			break;
		if (n == max)
			break;
		frames[n] = (struct host_frame){ .function = "?" };
		call_site(cu, &scopes[i], &frames[n]);
	}
	free(scopes);
	return n;
}

/* An inline function of our headers is not the driver's own line. */
static bool in_kapi(const char *file)
{
	return file && (!strncmp(file, "kapi/", 5) || strstr(file, "/kapi/"));
}

/* The compilation unit of an address; clang leaves no index of them. */
static Dwarf_Die *unit_of(Dwfl_Module *mod, Dwarf_Addr at, Dwarf_Addr *bias)
{
	Dwarf_Die *cu = dwfl_module_addrdie(mod, at, bias);

	if (cu)
		return cu;
	while ((cu = dwfl_module_nextcu(mod, cu, bias)))
		if (dwarf_haspc(cu, at - *bias) > 0)
			break;
	return cu;
}

static void put_line(Dwarf_Die *cu, Dwarf_Addr addr, struct host_frame *frame)
{
	Dwarf_Line *line = dwarf_getsrc_die(cu, addr);
	const char *name = line ? dwarf_linesrc(line, NULL, NULL) : NULL;
	int number = 0;

	if (!name)
		return;
	dwarf_lineno(line, &number);
	frame->file = path_shown(cu_folder(cu), name);
	frame->line = number;
}

/* All frames of one address: at least one. */
static int pc_frames(uintptr_t pc, struct host_frame *frames, int max)
{
	uintptr_t at = pc - 1;
	Dwfl_Module *mod = module_of(at);
	Dwarf_Addr bias = 0;
	Dwarf_Die *cu = mod ? unit_of(mod, at, &bias) : NULL;
	const char *name;
	int i, n = 0;

	frames[0] = (struct host_frame){ .function = "?" };
	if (cu) {
		put_line(cu, at - bias, &frames[0]);
		n = scope_frames(cu, at - bias, frames, max);
	}
	if (!n) {
		name = mod ? dwfl_module_addrname(mod, at) : NULL;
		frames[0].function = intern(name ? name : "?");
		n = 1;
	}
	for (i = 0; i < n; i++) {
		frames[i].driver = host_driver_contains(at) &&
				   !in_kapi(frames[i].file);
		frames[i].pc = i == n - 1 ? pc : 0;
	}
	return n;
}

int host_stack_frames(uint32_t id, struct host_frame *frames, int max)
{
	unsigned int i, nr;
	const uintptr_t *pc = stack_pcs(id, &nr);
	int n = 0;

	for (i = 0; i < nr && n < max; i++)
		n += pc_frames(pc[i], frames + n, max - n);
	return n;
}

bool host_stack_site(uint32_t id, struct host_frame *frame)
{
	struct host_frame frames[REPORT_FRAMES];
	int i, n = host_stack_frames(id, frames, REPORT_FRAMES);

	for (i = 0; i < n && !frames[i].driver; i++)
		;
	if (n)
		*frame = frames[i < n ? i : 0];
	return n > 0;
}
