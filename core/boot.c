// SPDX-License-Identifier: MIT
/*
 * Switching the board on: the rooms in their order, in kernel context.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/of.h>
#include <linux/printk.h>

#include "core/boot.h"
#include "core/caller.h"
#include "core/mm/page.h"
#include "core/sched/sched.h"
#include "dma/check/check.h"
#include "dma/trace.h"
#include "dmaspace/board.h"
#include "dmaspace/device.h"
#include "home/home.h"
#include "host/host.h"

#define WATCHDOG_SECONDS 2

unsigned int linux_version = 0x060c00;
unsigned int linux_page_shift = 12;
bool linux_arm32;
const char *linux_cmdline;

static unsigned int count_cpus(void)
{
	struct device_node *cpus = of_find_node_by_path("/cpus"), *cpu;
	unsigned int n = 0;

	for_each_child_of_node(cpus, cpu)
		if (of_node_is_type(cpu, "cpu"))
			n++;
	of_node_put(cpus);
	return n ? n : 2;
}

/* One step; what it was, when it fails. */
static int step(const char *what, int err)
{
	if (err == -ENOMEM)
		host_error("the board does not start: %s: no memory", what);
	else if (err)
		host_error("the board does not start: %s: error %d", what, err);
	return err;
}

static long boot_devices(void *arg)
{
	int err = step("work queues", work_boot());

	if (!err)
		err = step("DMA pools", dma_boot());
	if (!err)
		err = step("devices of the tree", driver_core_boot());
	return err;
}

static int add_builtin_models(void)
{
	int err = 0;

	for (unsigned int i = 0; !err && model_builtin[i]; i++)
		err = home_model_add(model_builtin[i], NULL);
	return err;
}

static int boot_kernel(const struct board_options *o)
{
	int err = of_boot(o->dtb, o->dtb_size);	/* says what is wrong itself */
	unsigned int cpus = o->cpus ? o->cpus : count_cpus();

	if (err == -ENOMEM)
		step("the device tree", err);
	if (!err)
		err = step("bounce buffers", swiotlb_boot(cpus));
	if (!err)
		err = step("memory for pages", page_boot());
	if (!err)
		err = step("memory for kmalloc()", slab_boot());
	if (!err)
		err = step("CMA areas", cma_boot());
	if (!err)
		err = step("CPUs", sched_boot(cpus));
	if (!err)
		err = (int)sched_call("boot", boot_devices, NULL);
	return err;
}

int board_boot(const struct board_options *options)
{
	static const struct home_vectors vectors = {
		.irq = irq_vector,
		.preempt = sched_preempt,
		.watch = check_access,
		.poll = sched_poll,
		.fault = fault_vector,
	};
	static const volatile uint64_t every_tick;
	static bool booted;
	int err;

	if (booted) {
		host_error("one board a process, and it is booted already");
		return -EBUSY;
	}
	booted = true;
	if (options->linux_version)
		linux_version = options->linux_version;
	linux_cmdline = options->cmdline;
	host_log_enable(!options->quiet);
	dma_trace_on = options->trace_dma;
	err = step("the machine",
		   home_power_on(options->seed,
				 (enum home_cache_mode)options->cache));
	if (!err)
		err = step("device models", add_builtin_models());
	if (err)
		return err;
	home_set_vectors(&vectors);
	mm_freed = check_freed;
	home_irq_enable(HOME_IRQ_TIMER, true);
	fault_install();
	host_watchdog(WATCHDOG_SECONDS, &every_tick);
	return boot_kernel(options);
}

uint64_t board_trace(void)
{
	return home_trace_hash();
}
