// SPDX-License-Identifier: MIT
/*
 * file - descriptors and open files of the calling program.
 *
 * A node has one inode for all who open it.  An open file lives until its
 * descriptor, its mappings and the calls in it are gone; then the driver's
 * release() is called.
 *
 * Same as Linux: order (flush, fasync, release, module), lowest descriptor.
 * Not the same:  descriptors begin at 3; release() runs in the last user's
 * context, not on its way back to the program.
 */
#include <linux/cdev.h>
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/string.h>

#include "core/fs/chrdev.h"
#include "core/base/device.h"
#include "core/fs/vfs.h"
#include "home/home.h"
#include "host/host.h"

#define FIRST_FD	3
#define MAX_FDS		1024		/* RLIMIT_NOFILE's usual value */

struct node_inode {
	struct list_head node;
	struct inode inode;
};

static struct file *fds[MAX_FDS];
static LIST_HEAD(inodes);

static struct inode *inode_get(dev_t devt)
{
	static unsigned long last_ino;
	struct node_inode *n;

	list_for_each_entry(n, &inodes, node)
		if (n->inode.i_rdev == devt)
			return &n->inode;
	n = host_alloc(sizeof(*n));
	if (!n)
		return NULL;
	n->inode.i_mode = S_IFCHR | 0600;
	n->inode.i_rdev = devt;
	n->inode.i_ino = ++last_ino;
	list_add(&n->node, &inodes);
	return &n->inode;
}

static int fd_alloc(void)
{
	int fd;

	for (fd = FIRST_FD; fd < MAX_FDS; fd++)
		if (!fds[fd])
			return fd;
	return -EMFILE;
}

const struct file_operations *file_ops(struct file *file)
{
	struct open_file *of = to_open_file(file);

	if (of->loaded != file->f_op) {
		home_load(file->f_op, &of->ops, sizeof(of->ops));
		of->loaded = file->f_op;
	}
	return &of->ops;
}

static void file_free(struct open_file *of)
{
	host_free(of->path);
	host_free(of);
}

static struct open_file *file_new(const char *path, unsigned int flags)
{
	struct open_file *of = host_alloc(sizeof(*of));
	struct file *file = of ? &of->file : NULL;

	if (!of)
		return NULL;
	of->path = private_strdup(path);
	if (!of->path) {
		host_free(of);
		return NULL;
	}
	of->count = 1;
	of->dentry.d_name.name = kbasename(of->path);
	file->f_path.dentry = &of->dentry;
	file->f_flags = flags & ~(O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC);
	file->f_mode = ((flags + 1) & O_ACCMODE) | FMODE_LSEEK | FMODE_PREAD |
		       FMODE_PWRITE;
	mutex_init(&file->f_pos_lock);
	return of;
}

/* What the operations allow, once the driver's open() has been through. */
static void set_modes(struct file *file)
{
	const struct file_operations *ops = file_ops(file);

	if ((file->f_mode & FMODE_READ) && (ops->read || ops->read_iter))
		file->f_mode |= FMODE_CAN_READ;
	if ((file->f_mode & FMODE_WRITE) && (ops->write || ops->write_iter))
		file->f_mode |= FMODE_CAN_WRITE;
	if (!ops->llseek)
		file->f_mode &= ~FMODE_LSEEK;
	file->f_mode |= FMODE_OPENED;
}

int file_open(const char *path, unsigned int flags)
{
	struct open_file *of;
	int fd, ret;
	dev_t devt;

	ret = devnode_lookup(path, &devt);
	if (ret)
		return ret;
	of = file_new(path, flags);
	if (!of)
		return -ENOMEM;
	fd = fd_alloc();
	of->file.f_inode = inode_get(devt);
	ret = fd < 0 ? fd : of->file.f_inode ? 0 : -ENOMEM;
	if (ret)
		goto out_free;
	/* The place is ours while open() waits. */
	fds[fd] = ERR_PTR(-EBADF);
	ret = chrdev_open(of->file.f_inode, &of->file);
	if (ret)
		goto out_fops;
	of->cdev = of->file.f_inode->i_cdev;
	set_modes(&of->file);
	fds[fd] = &of->file;
	return fd;
out_fops:
	fops_put(of->file.f_op);
	fds[fd] = NULL;
out_free:
	file_free(of);
	return ret;
}

struct file *fget(unsigned int fd)
{
	if (fd >= MAX_FDS || IS_ERR_OR_NULL(fds[fd]))
		return NULL;
	return get_file(fds[fd]);
}

struct file *get_file(struct file *file)
{
	to_open_file(file)->count++;
	return file;
}

void fput(struct file *file)
{
	struct open_file *of = to_open_file(file);
	const struct file_operations *ops;

	if (--of->count)
		return;
	ops = file_ops(file);
	if ((file->f_flags & FASYNC) && ops->fasync)
		ops->fasync(-1, file, 0);
	if (ops->release)
		ops->release(file->f_inode, file);
	cdev_put(of->cdev);
	module_put(ops->owner);
	file_free(of);
}

int file_close(unsigned int fd)
{
	const struct file_operations *ops;
	struct file *file;
	int ret = 0;

	if (fd >= MAX_FDS || IS_ERR_OR_NULL(fds[fd]))
		return -EBADF;
	file = fds[fd];
	fds[fd] = NULL;
	ops = file_ops(file);
	if (ops->flush)
		ret = ops->flush(file, NULL);
	fput(file);
	return ret;
}

void file_close_all(void)
{
	unsigned int fd;

	for (fd = FIRST_FD; fd < MAX_FDS; fd++)
		file_close(fd);
}

bool file_uses(const struct host_module *module)
{
	unsigned int fd;

	for (fd = FIRST_FD; fd < MAX_FDS; fd++)
		if (!IS_ERR_OR_NULL(fds[fd]) &&
		    host_module_contains(module, (uintptr_t)fds[fd]->f_op))
			return true;
	return false;
}
