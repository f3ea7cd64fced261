/* SPDX-License-Identifier: MIT */
/* chrdev - which struct cdev answers for a number. */
#ifndef CORE_FS_CHRDEV_H
#define CORE_FS_CHRDEV_H

#include <linux/types.h>

struct cdev;
struct file;
struct inode;
struct module;

/* 0 or -ENOMEM. */
int cdev_map_add(struct cdev *cdev, dev_t dev, unsigned int count,
		 const char *name);
void cdev_map_del(struct cdev *cdev);
/* The cdev that has dev, narrowest range first; NULL. */
struct cdev *cdev_map_find(dev_t dev);
/* Name of the region that dev is in; NULL. */
const char *chrdev_name(dev_t dev);

/* cdev.c: find the number's driver, set f_op, call its open(). */
int chrdev_open(struct inode *inode, struct file *filp);

#endif
