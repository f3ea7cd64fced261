// SPDX-License-Identifier: MIT
/*
 * module - loading and unloading drivers.
 *
 * A driver is a shared object that `dmaspace cc` made: it has __this_module, the
 * Linux version that it was compiled for, and its init and exit under the names
 * init_module and cleanup_module.  What its code leaves behind when it
 * goes is reported, and what the kernel would call is taken back.
 *
 * Same as Linux: a name is loaded once, a module with users stays, a driver
 * without exit cannot be unloaded.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/context.h"
#include "core/base/device.h"
#include "core/mm/gup.h"
#include "core/sched/irq.h"
#include "core/module.h"
#include "core/mm/page.h"
#include "core/base/registration.h"
#include "core/mm/slab.h"
#include "core/fs/vfs.h"
#include "core/mm/vmalloc.h"
#include "host/host.h"

struct loaded {
	struct list_head node;		/* newest first */
	struct host_module *host;
	struct module *module;		/* NULL: it never says THIS_MODULE */
	struct module own;		/* for such a one */
	void (*exit)(void);
	char name[64];
	bool going;
};

static LIST_HEAD(modules);
static const struct host_module *leaving;

bool try_module_get(struct module *module)
{
	if (!module)
		return true;
	if (!module_is_live(module))
		return false;
	module->refcnt.counter++;
	return true;
}

void __module_get(struct module *module)
{
	if (module)
		module->refcnt.counter++;
}

void module_put(struct module *module)
{
	if (!module)
		return;
	if (WARN_ON(module->refcnt.counter <= 0))
		return;
	module->refcnt.counter--;
}

unsigned int module_refcount(struct module *mod)
{
	return mod->refcnt.counter;
}

static struct loaded *find_loaded(const char *name)
{
	struct loaded *m;

	list_for_each_entry(m, &modules, node)
		if (!strcmp(m->name, name))
			return m;
	return NULL;
}

/* The file's name without folder and .so, '-' as '_'. */
static void name_of(const char *path, char *name, size_t n)
{
	char *c;

	strscpy(name, kbasename(path), n);
	c = strstr(name, ".so");
	if (c && !c[3])
		*c = '\0';
	for (c = name; *c; c++)
		if (*c == '-')
			*c = '_';
}

static bool version_fits(const struct loaded *m, const char *path)
{
	/* Its value is its address: the linker defines it so. */
	unsigned int version = (uintptr_t)
		host_module_symbol(m->host, "dmaspace_linux_version");

	if (!version || version >> 8 == linux_version >> 8)
		return true;
	host_error("%s: compiled for Linux %u.%u, the board is %u.%u", path,
		   version >> 16, version >> 8 & 0xff, linux_version >> 16,
		   linux_version >> 8 & 0xff);
	return false;
}

static int (*init_of(struct loaded *m, const char *path))(void)
{
	int (*init)(void) = host_module_symbol(m->host, "k_init_module");

	if (!init)
		host_error("%s: not a driver: it has no module_init(), or was "
			   "not made by `dmaspace cc`", path);
	return init;
}

bool module_leaves(u32 stack)
{
	uintptr_t pc = leaving ? host_stack_site_pc(stack) : 0;

	return pc && host_module_contains(leaving, pc - 1);
}

/* What m took and still has, while its code can be named. */
static void report_leaks(struct loaded *m)
{
	leaving = m->host;
	registration_leaks(m->name);
	gup_report_leaks(m->name);
	irq_report_leaks();
	slab_report_leaks();
	page_report_leaks();
	vmalloc_report_leaks();
	dma_report_leaks();
	leaving = NULL;
}

static void forget(struct loaded *m)
{
	list_del(&m->node);
	host_module_unload(m->host);
	host_free(m);
}

static int start(struct loaded *m, const char *path)
{
	int (*init)(void) = init_of(m, path);
	int ret;

	if (!init)
		return -ENOEXEC;
	m->exit = host_module_symbol(m->host, "k_cleanup_module");
	m->module = host_module_symbol(m->host, "k___this_module");
	if (!m->module)
		m->module = &m->own;
	strscpy(m->module->name, m->name, sizeof(m->module->name));
	m->module->state = MODULE_STATE_COMING;
	m->module->host = m->host;
	ret = init();
	if (!ret) {
		m->module->state = MODULE_STATE_LIVE;
		return 0;
	}
	if (ret > 0) {
		pr_warn("do_init_module: '%s'->init suspiciously returned %d, "
			"it should follow 0/-E convention\n", m->name, ret);
		m->module->state = MODULE_STATE_LIVE;
		return 0;
	}
	sched_check_released();
	m->module->state = MODULE_STATE_GOING;
	host_error("%s: init failed: error %d", m->name, ret);
	report_leaks(m);
	return ret;
}

int module_load(const char *path)
{
	struct loaded *m = host_alloc(sizeof(*m));
	char error[256];
	int ret;

	if (!m)
		return -ENOMEM;
	name_of(path, m->name, sizeof(m->name));
	if (find_loaded(m->name)) {
		host_error("%s: module %s is loaded already", path, m->name);
		host_free(m);
		return -EEXIST;
	}
	m->host = host_module_load(path, error, sizeof(error));
	if (!m->host) {
		host_error("%s", error);
		host_free(m);
		return -ENOEXEC;
	}
	list_add(&m->node, &modules);
	ret = version_fits(m, path) ? start(m, path) : -ENOEXEC;
	if (ret)
		forget(m);
	return ret;
}

static void stop(struct loaded *m)
{
	m->going = true;
	m->module->state = MODULE_STATE_GOING;
	if (m->exit)
		m->exit();
	report_leaks(m);
	forget(m);
}

int module_unload(const char *name)
{
	struct loaded *m = find_loaded(name);

	if (!m)
		return -ENOENT;
	if (m->module->refcnt.counter > 0) {
		host_error("module %s is in use", m->name);
		return -EBUSY;
	}
	if (file_uses(m->host)) {
		host_error("module %s is in use (its file_operations have no .owner)",
			   m->name);
		return -EBUSY;
	}
	if (m->going || m->module->state != MODULE_STATE_LIVE || !m->exit) {
		host_error("module %s cannot be unloaded", m->name);
		return -EBUSY;
	}
	stop(m);
	return 0;
}

void module_unload_all(void)
{
	while (!list_empty(&modules))
		stop(list_first_entry(&modules, struct loaded, node));
}
