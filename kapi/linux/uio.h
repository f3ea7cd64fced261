/* SPDX-License-Identifier: MIT */
/*
 * uio.h - read_iter() and write_iter(): one buffer of the calling program.
 * Real for that kind (ITER_UBUF); lists of buffers do not exist here.
 */
#ifndef _LINUX_UIO_H
#define _LINUX_UIO_H

#include <linux/types.h>

struct file;

enum iter_type { ITER_UBUF };

#define ITER_SOURCE	1		/* the data comes from the iterator */
#define ITER_DEST	0

struct iov_iter {
	u8 iter_type;
	bool data_source;
	size_t iov_offset;
	void __user *ubuf;
	size_t count;
};

struct kiocb {
	struct file *ki_filp;
	loff_t ki_pos;
	/* Always NULL: a call of a program waits for its data. */
	void (*ki_complete)(struct kiocb *iocb, long ret);
	void *private;
	int ki_flags;
};

#define IOCB_NOWAIT	0x00000008
#define IOCB_APPEND	0x00000010

static inline bool is_sync_kiocb(struct kiocb *kiocb)
{
	return kiocb->ki_complete == NULL;
}

static inline size_t iov_iter_count(const struct iov_iter *i)
{
	return i->count;
}

static inline u8 iov_iter_rw(const struct iov_iter *i)
{
	return i->data_source;
}

static inline void iov_iter_truncate(struct iov_iter *i, u64 count)
{
	if (i->count > count)
		i->count = count;
}

/* Bytes copied; less than asked only at the end or at a bad address. */
size_t copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i);
size_t copy_from_iter(void *addr, size_t bytes, struct iov_iter *i);
void iov_iter_advance(struct iov_iter *i, size_t bytes);
void iov_iter_revert(struct iov_iter *i, size_t bytes);

#endif
