/* SPDX-License-Identifier: MIT */
/*
 * A board in this process - for tests, fuzzers, benches and test programs.
 *
 * One board at a time, one thread.  board_boot() makes the machine from a
 * device tree and starts its kernel; the other calls are system calls of the
 * calling program, so they may wait, and virtual time passes in them.  All
 * return 0 (or a count, a descriptor, an address) or -errno as Linux would.
 * After a driver's fault that a kernel would not survive they return -EIO.
 *
 * Run one board per process; to try many seeds, fork.
 */
#ifndef DMASPACE_BOARD_H
#define DMASPACE_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum board_cache {
	BOARD_CACHE_NONE,		/* coherent: the laptop */
	BOARD_CACHE_LAZY,		/* non-coherent, acts only when it must */
	BOARD_CACHE_HOSTILE,		/* non-coherent, acts when it may */
};

struct board_options {
	const void *dtb;		/* the blob; copied */
	size_t dtb_size;
	uint64_t seed;
	enum board_cache cache;
	unsigned int cpus;		/* 0: from /cpus, else 2 */
	unsigned int linux_version;	/* 0x060100, 0x060c00 = 6.12 (default),
					 * 0x070200 */
	bool quiet;			/* no kernel log on the terminal */
	bool trace_dma;			/* a line on standard output for each
					 * decision of the DMA API */
	const char *cmdline;		/* the kernel's; NULL: bootargs of the
					 * tree's /chosen.  Must stay. */
};

/* Start the board; once per process.  Reasons go to standard error. */
int board_boot(const struct board_options *options);

/* A model for the nodes that its compatible names; before board_boot(). */
struct model_ops;
int board_add_model(const struct model_ops *ops, const char *node);
int board_add_model_file(const char *path, const char *node);

/* insmod, rmmod.  name is the module's: the file's without directory, .so. */
int board_load(const char *path);
int board_unload(const char *name);

int board_open(const char *path, int flags);
int board_close(int fd);
int64_t board_read(int fd, void *buf, size_t n);
int64_t board_write(int fd, const void *buf, size_t n);
int64_t board_lseek(int fd, int64_t offset, int whence);
long board_ioctl(int fd, unsigned int cmd, unsigned long arg);
/* Ready events (POLLIN, ...) of one descriptor; timeout in ms, < 0: none. */
int board_poll(int fd, int events, int timeout_ms);
/* NULL and *err on failure.  offset in bytes. */
void *board_mmap(size_t size, int prot, int flags, int fd, int64_t offset,
		 int *err);
int board_munmap(void *addr, size_t size);

/* Read or write a device attribute, path below /sys/devices/platform. */
int64_t board_attr_read(const char *path, char *buf, size_t n);
int64_t board_attr_write(const char *path, const char *buf, size_t n);

/* Unbind or bind a device ("a0000000.dma") and its driver. */
int board_unbind(const char *device);
int board_bind(const char *device);

/*
 * Run fn(arg) as a thread of the calling program: its calls to this header
 * interleave with the others' by seed.  board_join() waits for all of them.
 */
int board_spawn(int (*fn)(void *arg), void *arg);
int board_join(void);

/* A signal comes for the calling program: calls of it that may be interrupted
 * end with -EINTR from now on.  0: it has handled it. */
int board_signal(int sig);

/* Let virtual time pass. */
void board_sleep_ns(uint64_t ns);
uint64_t board_now(void);

/* Hash of everything that happened in order: equal for equal seeds. */
uint64_t board_trace(void);

/* Let the n-th allocation or mapping from now on fail (1 = the next); 0: none.
 * board_failed() tells whether it came to that. */
void board_fail_nth(unsigned int n);
bool board_failed(void);

/* Text of /proc/iomem; length without NUL, as snprintf counts. */
int board_iomem(char *buf, size_t n);

/* Unload all drivers, last first, look for leaks; reports say what was left.
 * 0, or -EIO when the board had stopped before. */
int board_shutdown(void);

#endif
