// SPDX-License-Identifier: MIT
/*
 * Memory of the process: a private heap, and windows at fixed addresses.
 *
 * Windows are claimed once with no access and no commitment, so that terabytes
 * of them cost nothing; parts are then opened, backed by files, and given
 * back.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "host/host.h"

#define FIXED	(MAP_FIXED | MAP_NORESERVE)

void *host_alloc(size_t size)
{
	return calloc(1, size ? size : 1);
}

void *host_realloc(void *p, size_t size)
{
	return realloc(p, size);
}

void host_free(void *p)
{
	free(p);
}

int host_reserve(uintptr_t addr, size_t size)
{
	void *p = mmap((void *)addr, size, PROT_NONE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE |
		       MAP_FIXED_NOREPLACE, -1, 0);

	return p == MAP_FAILED ? -errno : 0;
}

int host_commit(uintptr_t addr, size_t size)
{
	void *p = mmap((void *)addr, size, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | FIXED, -1, 0);

	return p == MAP_FAILED ? -errno : 0;
}

void host_discard(uintptr_t addr, size_t size)
{
	madvise((void *)addr, size, MADV_DONTNEED);
}

int host_decommit(uintptr_t addr, size_t size)
{
	void *p = mmap((void *)addr, size, PROT_NONE,
		       MAP_PRIVATE | MAP_ANONYMOUS | FIXED, -1, 0);

	return p == MAP_FAILED ? -errno : 0;
}

int host_memfd(const char *name, uint64_t size)
{
	int fd = memfd_create(name, MFD_CLOEXEC);
	int err;

	if (fd < 0)
		return -errno;
	if (ftruncate(fd, (off_t)size)) {
		err = -errno;
		close(fd);
		return err;
	}
	return fd;
}

int host_map_fd(uintptr_t addr, size_t size, int fd, uint64_t offset)
{
	void *p = mmap((void *)addr, size, PROT_READ | PROT_WRITE,
		       MAP_SHARED | FIXED, fd, (off_t)offset);

	return p == MAP_FAILED ? -errno : 0;
}

void host_punch(int fd, uint64_t offset, uint64_t size)
{
	fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
		  (off_t)offset, (off_t)size);
}
