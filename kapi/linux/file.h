/* SPDX-License-Identifier: MIT */
/* file.h - open files by descriptor of the calling program.  All real. */
#ifndef _LINUX_FILE_H
#define _LINUX_FILE_H

#include <linux/types.h>

struct file;

struct file *fget(unsigned int fd);
void fput(struct file *file);
struct file *get_file(struct file *file);

#endif
