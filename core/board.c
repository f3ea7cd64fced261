// SPDX-License-Identifier: MIT
/*
 * board - the system calls of the calling program, see dmaspace/board.h.
 *
 * Each call's body runs in kernel context by sched_call(); its arguments come
 * along in a struct on the caller's stack.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/platform_device.h>
#include <linux/string.h>

#include "core/base/attr.h"
#include "core/context.h"
#include "core/base/device.h"
#include "core/module.h"
#include "core/fs/vfs.h"
#include "dmaspace/board.h"
#include "home/home.h"
#include "host/host.h"
#include "core/boot.h"

/* Of whatever call; each uses what it needs. */
struct call {
	const char *path;
	int fd;
	struct file *file;
	void *buf;
	const void *data;
	size_t n;
	s64 offset;
	unsigned long a, b, result;
};

/* -ENODEV: there is no board yet. */
static long kernel_call(const char *name, long (*fn)(void *), void *arg)
{
	return driver_core_ready ? sched_call(name, fn, arg) : -ENODEV;
}

/* Run fn with the file of call->fd held. */
static long on_file(const char *name, long (*fn)(void *), struct call *call)
{
	call->file = fget(call->fd);
	return call->file ? kernel_call(name, fn, call) : -EBADF;
}

/* The body's end: the file may be closed meanwhile, so this may release it. */
static long done(struct call *c, long ret)
{
	fput(c->file);
	return ret;
}

/* --- drivers -------------------------------------------------------------- */

static long do_load(void *arg)
{
	return module_load(((struct call *)arg)->path);
}

int board_load(const char *path)
{
	struct call c = { .path = path };

	return path ? kernel_call("insmod", do_load, &c) : -EINVAL;
}

static long do_unload(void *arg)
{
	return module_unload(((struct call *)arg)->path);
}

int board_unload(const char *name)
{
	struct call c = { .path = name };

	return name ? kernel_call("rmmod", do_unload, &c) : -EINVAL;
}

static struct device *platform_device_named(const char *name)
{
	struct device_private *p = device_by_name(&platform_bus_type, name);

	return p ? get_device(p->device) : NULL;
}

static long do_unbind(void *arg)
{
	struct device *dev =
		platform_device_named(((struct call *)arg)->path);
	bool bound = dev && dev->driver;

	if (bound)
		device_release_driver(dev);
	put_device(dev);
	return bound ? 0 : -ENODEV;
}

int board_unbind(const char *device)
{
	struct call c = { .path = device };

	return device ? kernel_call("unbind", do_unbind, &c) : -EINVAL;
}

static long do_bind(void *arg)
{
	struct device *dev =
		platform_device_named(((struct call *)arg)->path);
	int ret = -ENODEV;
	u64 at = 0;
	struct driver_private *d;

	if (dev && dev->driver)
		ret = -EBUSY;
	else if (dev)
		while (ret == -ENODEV &&
		       (d = driver_after(&platform_bus_type, &at)))
			ret = device_driver_attach(d->driver, dev);
	if (!ret)
		driver_deferred_probe_trigger();
	put_device(dev);
	return ret;
}

int board_bind(const char *device)
{
	struct call c = { .path = device };

	return device ? kernel_call("bind", do_bind, &c) : -EINVAL;
}

/* --- files ---------------------------------------------------------------- */

static long do_open(void *arg)
{
	struct call *c = arg;

	return file_open(c->path, c->a);
}

int board_open(const char *path, int flags)
{
	struct call c = { .path = path, .a = flags };

	return path ? kernel_call("open", do_open, &c) : -EFAULT;
}

static long do_close(void *arg)
{
	return file_close(((struct call *)arg)->fd);
}

int board_close(int fd)
{
	struct call c = { .fd = fd };

	return kernel_call("close", do_close, &c);
}

static long do_read(void *arg)
{
	struct call *c = arg;

	return done(c, file_read(c->file, (char __user *)c->buf, c->n));
}

int64_t board_read(int fd, void *buf, size_t n)
{
	struct call c = { .fd = fd, .buf = buf, .n = n };

	return on_file("read", do_read, &c);
}

static long do_write(void *arg)
{
	struct call *c = arg;

	return done(c, file_write(c->file, (const char __user *)c->data,
				  c->n));
}

int64_t board_write(int fd, const void *buf, size_t n)
{
	struct call c = { .fd = fd, .data = buf, .n = n };

	return on_file("write", do_write, &c);
}

static long do_lseek(void *arg)
{
	struct call *c = arg;

	return done(c, file_llseek(c->file, c->offset, c->a));
}

int64_t board_lseek(int fd, int64_t offset, int whence)
{
	struct call c = { .fd = fd, .offset = offset, .a = whence };

	return on_file("lseek", do_lseek, &c);
}

static long do_ioctl(void *arg)
{
	struct call *c = arg;

	return done(c, file_ioctl(c->file, c->a, c->b));
}

long board_ioctl(int fd, unsigned int cmd, unsigned long arg)
{
	struct call c = { .fd = fd, .a = cmd, .b = arg };

	return on_file("ioctl", do_ioctl, &c);
}

static long do_poll(void *arg)
{
	struct call *c = arg;

	return done(c, file_poll(c->file, c->a, (int)c->b));
}

int board_poll(int fd, int events, int timeout_ms)
{
	struct call c = { .fd = fd, .a = events, .b = timeout_ms };

	return on_file("poll", do_poll, &c);
}

static long do_mmap(void *arg)
{
	struct call *c = arg;

	return done(c, file_mmap(c->file, c->n, c->a, c->b, c->offset,
				 &c->result));
}

void *board_mmap(size_t size, int prot, int flags, int fd, int64_t offset,
		 int *err)
{
	struct call c = { .fd = fd, .n = size, .a = prot, .b = flags,
			  .offset = offset };
	long ret = on_file("mmap", do_mmap, &c);

	if (err)
		*err = ret;
	return ret ? NULL : (void *)c.result;
}

static long do_munmap(void *arg)
{
	struct call *c = arg;

	return vm_munmap_range((unsigned long)c->buf, c->n);
}

int board_munmap(void *addr, size_t size)
{
	struct call c = { .buf = addr, .n = size };

	return kernel_call("munmap", do_munmap, &c);
}

/* --- attributes ----------------------------------------------------------- */

static long do_attr_read(void *arg)
{
	struct call *c = arg;

	return attr_show(c->path, c->buf, c->n);
}

int64_t board_attr_read(const char *path, char *buf, size_t n)
{
	struct call c = { .path = path, .buf = buf, .n = n };

	return path && buf ? kernel_call("read", do_attr_read, &c) : -EFAULT;
}

static long do_attr_write(void *arg)
{
	struct call *c = arg;

	return attr_store(c->path, c->data, c->n);
}

int64_t board_attr_write(const char *path, const char *buf, size_t n)
{
	struct call c = { .path = path, .data = buf, .n = n };

	return path && buf ? kernel_call("write", do_attr_write, &c) : -EFAULT;
}

/* --- the board ------------------------------------------------------------ */

int board_iomem(char *buf, size_t n)
{
	return driver_core_ready ? iomem_text(buf, n) : -ENODEV;
}

static long do_shutdown(void *arg)
{
	vm_munmap_all();
	file_close_all();
	module_unload_all();
	return 0;
}

int board_shutdown(void)
{
	int ret = kernel_call("shutdown", do_shutdown, NULL);

	home_devices_fini();
	return ret;
}

/* --- models --------------------------------------------------------------- */

int board_add_model(const struct model_ops *ops, const char *node)
{
	return ops ? home_model_add(ops, node) : -EINVAL;
}

int board_add_model_file(const char *path, const char *node)
{
	char error[256];
	struct host_module *m = host_module_load(path, error, sizeof(error));
	const struct model_ops *ops;

	if (!m) {
		host_error("%s", error);
		return -ENOEXEC;
	}
	ops = host_module_symbol(m, "dmaspace_model");
	if (!ops) {
		host_error("%s: not a model: it has no dmaspace_model", path);
		host_module_unload(m);
		return -ENOEXEC;
	}
	return home_model_add(ops, node);
}
