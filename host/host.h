/* SPDX-License-Identifier: MIT */
/*
 * host - what the process under the board offers to the other sides.
 *
 * The only way from the K side (kapi/, core/, of/, dma/) and the M side
 * (home/board/, models/) to libc: memory, fibers, clocks, files, call stacks,
 * shared objects.  Plain C types only; an error is a negative errno, and errno
 * itself never leaves host/.
 *
 * One thread calls all of this.  Nothing here sleeps unless it says so.
 */
#ifndef HOST_HOST_H
#define HOST_HOST_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- mem.c: private memory and fixed windows ----------------------------- */

/* size bytes, zeroed; NULL when there is none.  Never board memory. */
void *host_alloc(size_t size);
void *host_realloc(void *p, size_t size);
void host_free(void *p);

/* Claim [addr, addr + size) of the address space, no access; 0 or -errno. */
int host_reserve(uintptr_t addr, size_t size);
/* Make a reserved range readable and writable: zero, costs nothing until
 * touched. */
int host_commit(uintptr_t addr, size_t size);
/* Give a committed range back to the kernel: reads as zero again. */
void host_discard(uintptr_t addr, size_t size);
/* Back to no access. */
int host_decommit(uintptr_t addr, size_t size);

/* A sparse memory file of size bytes; its descriptor or -errno. */
int host_memfd(const char *name, uint64_t size);
/* Map size bytes of fd from offset at addr (fixed), shared. */
int host_map_fd(uintptr_t addr, size_t size, int fd, uint64_t offset);
/* Free the file's pages in the range: reads as zero, costs no memory. */
void host_punch(int fd, uint64_t offset, uint64_t size);

/* --- fiber.c: contexts on stacks at fixed addresses ----------------------- */

struct host_fiber;

/* A fiber that will run fn(arg) when first switched to.  fn never returns:
 * its last act is a switch to another fiber.  NULL when there is no memory. */
struct host_fiber *host_fiber_create(void (*fn)(void *arg), void *arg);
/* Never the running one. */
void host_fiber_free(struct host_fiber *f);
void host_fiber_switch(struct host_fiber *to);
/* The running fiber; the program's own stack counts as one. */
struct host_fiber *host_fiber_current(void);
/* Is addr in the guard page below some fiber's stack? */
bool host_fiber_overflow(uintptr_t addr);
/* Is addr on some fiber's stack? */
bool host_on_stack(uintptr_t addr);

/* --- time.c: faults and the CPU-time watchdog ----------------------------- */

enum host_fault_kind {
	HOST_FAULT_MEMORY,		/* bad address: addr says which */
	HOST_FAULT_DIVIDE,
	HOST_FAULT_ILLEGAL,		/* invalid instruction (BUG()) */
	HOST_FAULT_WATCHDOG,		/* no progress for too long */
};

struct host_fault {
	enum host_fault_kind kind;
	uintptr_t addr;
	bool write;
	uintptr_t pc;
	uintptr_t frame;		/* frame pointer of the code at pc */
};

/*
 * Send faults of the code that runs on fibers to fn, on a stack of its own.
 * fn must not return: it ends in host_fiber_switch() or host_exit().
 */
void host_fault_install(void (*fn)(const struct host_fault *fault));

/*
 * Every time cpu_seconds of this process's CPU time pass without
 * *progress having changed, raise HOST_FAULT_WATCHDOG.  0 stops it.
 */
void host_watchdog(unsigned int cpu_seconds, const volatile uint64_t *progress);
/* Raise it a few ms from now as well: the code was not where it can be stopped. */
void host_watchdog_soon(void);

/* CPU time of this process in ns: for benches and for nothing else. */
uint64_t host_cpu_ns(void);

/* --- stack.c: call stacks ------------------------------------------------- */

/*
 * Save the stack that begins with pc and goes on at the frame pointer frame;
 * at most HOST_STACK_MAX frames.  Returns an id, the same for the same stack;
 * 0 is "no stack".  22 ns: cheap enough for each map.
 */
#define HOST_STACK_MAX 12
uint32_t host_stack_save(uintptr_t pc, uintptr_t frame);

/* Stack of the caller of the function that says it. */
#define host_stack_here() \
	host_stack_save((uintptr_t)__builtin_return_address(0), \
			*(uintptr_t *)__builtin_frame_address(0))

struct host_frame {
	uintptr_t pc;			/* 0: a frame by inlining */
	const char *function;		/* "?" when unknown */
	const char *file;		/* NULL when unknown */
	unsigned int line;
	bool driver;			/* in a loaded driver, not in ours */
};

/* The frames of a saved stack, inlined ones too, innermost first; count. */
int host_stack_frames(uint32_t id, struct host_frame *frames, int max);
/* Innermost frame that is driver code, else the innermost; false: no stack. */
bool host_stack_site(uint32_t id, struct host_frame *frame);
/* The innermost driver address of a saved stack, else the innermost; 0: no
 * stack.  Cheap: looks no line up. */
uintptr_t host_stack_site_pc(uint32_t id);

/* --- file.c: files, shared objects, output -------------------------------- */

/* The whole file in memory of its own, *size its length; NULL and *err. */
void *host_read_file(const char *path, size_t *size, int *err);

struct host_module;

/* Load a driver's or a model's shared object.  On failure NULL, and why in
 * error (one line). */
struct host_module *host_module_load(const char *path, char *error, size_t n);
void *host_module_symbol(struct host_module *m, const char *name);
/* Does addr lie in it? */
bool host_module_contains(const struct host_module *m, uintptr_t addr);
void host_module_unload(struct host_module *m);
/* Is addr code or data of a loaded driver? */
bool host_driver_contains(uintptr_t addr);

/* One line of the board's kernel log, without its newline. */
void host_log(int level, uint64_t now_ns, const char *line);
/* Give such lines to fn instead, shown or not; NULL: to standard output again. */
void host_log_divert(void (*fn)(void *arg, int level, const char *line),
		     void *arg);
/* Whether such lines are shown; they are at first. */
void host_log_enable(bool on);
/* A line that was asked for: to standard output with its time, whatever
 * host_log_enable() was told. */
void host_trace_line(uint64_t now_ns, const char *line);
/* A line of our own to standard error. */
void host_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* From now on such lines are about that file, and say so; NULL: no more.  The
 * caller keeps the name. */
void host_error_about(const char *name);
/* Formatted text, as libc does it; for M side names.  Length as snprintf. */
int host_format(char *buf, size_t n, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
int host_vformat(char *buf, size_t n, const char *fmt, va_list args);
void host_exit(int status) __attribute__((noreturn));
/* The process has no memory where neither Linux nor a machine can fail. */
void host_no_memory(const char *what) __attribute__((noreturn));
/* An invariant of ours is broken: say where and abort. */
void host_broken(const char *file, int line, const char *what)
	__attribute__((noreturn));
#define host_assert(cond) \
	((cond) ? (void)0 : host_broken(__FILE__, __LINE__, #cond))

#endif
