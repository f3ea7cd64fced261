// SPDX-License-Identifier: MIT
/*
 * fs - read, write, llseek and ioctl of an open file.
 *
 * Same as Linux: which mode bits allow what, order of the checks, positions,
 * -ENOTTY for commands that nobody knows.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

#include "core/fs/vfs.h"

/* asm-generic/ioctls.h: what every file knows. */
#define FIONBIO		0x5421
#define FIONCLEX	0x5450
#define FIOCLEX		0x5451

static ssize_t call_iter(struct file *file, char __user *buf, size_t n,
			 loff_t *pos, bool write)
{
	const struct file_operations *ops = file_ops(file);
	struct iov_iter iter = {
		.iter_type = ITER_UBUF,
		.data_source = write,
		.ubuf = buf,
		.count = n,
	};
	struct kiocb kiocb = { .ki_filp = file, .ki_pos = pos ? *pos : 0 };
	ssize_t ret;

	if (file->f_flags & O_APPEND)
		kiocb.ki_flags |= IOCB_APPEND;
	ret = write ? ops->write_iter(&kiocb, &iter) :
		      ops->read_iter(&kiocb, &iter);
	if (pos && ret > 0)
		*pos = kiocb.ki_pos;
	return ret;
}

/* NULL: a stream has no position. */
static loff_t *position(struct file *file, loff_t *copy)
{
	if (file->f_mode & FMODE_STREAM)
		return NULL;
	*copy = file->f_pos;
	return copy;
}

static int check_access(struct file *file, const void __user *buf, size_t *n,
			fmode_t mode, fmode_t can)
{
	if (!(file->f_mode & mode))
		return -EBADF;
	if (!(file->f_mode & can))
		return -EINVAL;
	if ((ssize_t)*n < 0)
		return -EINVAL;
	if (!access_ok(buf, *n))
		return -EFAULT;
	if (*n > MAX_RW_COUNT)
		*n = MAX_RW_COUNT;
	return 0;
}

ssize_t file_read(struct file *file, char __user *buf, size_t n)
{
	const struct file_operations *ops = file_ops(file);
	loff_t copy, *pos = position(file, &copy);
	ssize_t ret;

	ret = check_access(file, buf, &n, FMODE_READ, FMODE_CAN_READ);
	if (ret)
		return ret;
	if (ops->read)
		ret = ops->read(file, buf, n, pos);
	else
		ret = call_iter(file, buf, n, pos, false);
	if (ret >= 0 && pos)
		file->f_pos = *pos;
	return ret;
}

ssize_t file_write(struct file *file, const char __user *buf, size_t n)
{
	const struct file_operations *ops = file_ops(file);
	loff_t copy, *pos = position(file, &copy);
	ssize_t ret;

	ret = check_access(file, buf, &n, FMODE_WRITE, FMODE_CAN_WRITE);
	if (ret)
		return ret;
	if (ops->write)
		ret = ops->write(file, buf, n, pos);
	else
		ret = call_iter(file, (char __user *)buf, n, pos, true);
	if (ret >= 0 && pos)
		file->f_pos = *pos;
	return ret;
}

loff_t file_llseek(struct file *file, loff_t offset, unsigned int whence)
{
	if (whence > SEEK_MAX)
		return -EINVAL;
	if (!(file->f_mode & FMODE_LSEEK))
		return -ESPIPE;
	return file_ops(file)->llseek(file, offset, whence);
}

static long set_nonblock(struct file *file, unsigned long arg)
{
	int on;

	if (get_user(on, (int __user *)arg))
		return -EFAULT;
	if (on)
		file->f_flags |= O_NONBLOCK;
	else
		file->f_flags &= ~O_NONBLOCK;
	return 0;
}

long file_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	const struct file_operations *ops = file_ops(file);
	long ret;

	switch (cmd) {
	case FIOCLEX:
	case FIONCLEX:
		return 0;
	case FIONBIO:
		return set_nonblock(file, arg);
	}
	if (!ops->unlocked_ioctl)
		return -ENOTTY;
	ret = ops->unlocked_ioctl(file, cmd, arg);
	return ret == -ENOIOCTLCMD ? -ENOTTY : ret;
}
