/* SPDX-License-Identifier: MIT */
/*
 * Open files of the calling program, and what system calls do to them; for
 * board.c.  All in kernel context; 0, a count or -errno as the system call.
 */
#ifndef CORE_FS_VFS_H
#define CORE_FS_VFS_H

#include <linux/fs.h>
#include <linux/types.h>

struct host_module;
struct vm_area_struct;

struct open_file {
	struct file file;
	unsigned int count;		/* users: descriptor, mappings, calls */
	struct dentry dentry;
	char *path;
	struct cdev *cdev;
	/* What f_op says, as it may lie in board memory; see file_ops(). */
	const struct file_operations *loaded;
	struct file_operations ops;
};

static inline struct open_file *to_open_file(struct file *file)
{
	return container_of(file, struct open_file, file);
}

/* file.c */
const struct file_operations *file_ops(struct file *file);
int file_open(const char *path, unsigned int flags);
int file_close(unsigned int fd);
void file_close_all(void);
/* Does somebody have a file open whose operations lie in module? */
bool file_uses(const struct host_module *module);

/* fs.c */
ssize_t file_read(struct file *file, char __user *buf, size_t n);
ssize_t file_write(struct file *file, const char __user *buf, size_t n);
loff_t file_llseek(struct file *file, loff_t offset, unsigned int whence);
long file_ioctl(struct file *file, unsigned int cmd, unsigned long arg);

/* select.c: ready events, 0 after timeout_ms, -EINTR. */
int file_poll(struct file *file, unsigned int events, int timeout_ms);

/* mmap.c */
long file_mmap(struct file *file, size_t size, unsigned long prot,
	       unsigned long flags, u64 offset, unsigned long *addr);
int vm_munmap_range(unsigned long addr, size_t size);
void vm_munmap_all(void);

#endif
