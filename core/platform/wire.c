// SPDX-License-Identifier: MIT
/*
 * wire - the driver core's boot: buses, devices of the tree, and each device's
 * hardware at the machine.
 *
 * A device with registers is told to the home, which may have a model of it:
 * its regions, interrupt lines, the windows of its bus, whether it snoops.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/of_irq.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/sprintf.h>

#include "core/boot.h"
#include "core/base/device.h"
#include "core/sched/irq.h"
#include "core/fs/misc.h"
#include "home/home.h"
#include "host/host.h"

#define MAX_PARTS	64u		/* regions, lines, windows: each */

bool driver_core_ready;

struct wiring {
	struct home_device dev;
	struct home_region regions[MAX_PARTS];
	unsigned int irqs[MAX_PARTS];
	struct home_window windows[MAX_PARTS];
	char path[256];
};

static const void *property(void *node, const char *name, int *len)
{
	return of_get_property(node, name, len);
}

static void add_regions(struct wiring *w, struct platform_device *pdev)
{
	unsigned int *n = &w->dev.nr_regions;
	struct resource *r;

	while (*n < MAX_PARTS &&
	       (r = platform_get_resource(pdev, IORESOURCE_MEM, *n))) {
		w->regions[*n].paddr = r->start;
		w->regions[*n].size = resource_size(r);
		(*n)++;
	}
	w->dev.regions = w->regions;
}

static void add_irqs(struct wiring *w, struct device_node *np)
{
	unsigned int *n = &w->dev.nr_irqs;
	int irq;

	while (*n < MAX_PARTS && (irq = of_irq_get(np, *n)) > 0)
		w->irqs[(*n)++] = irq - IRQ_BASE;
	w->dev.irqs = w->irqs;
}

/* The nearest dma-ranges above that has entries is what the bus does. */
static void add_windows(struct wiring *w, struct device_node *np)
{
	unsigned int *n = &w->dev.nr_windows;
	struct of_range_parser parser;
	struct of_range range;
	int len = 0;

	for (np = np->parent; np; np = np->parent)
		if (of_get_property(np, "dma-ranges", &len) && len > 0)
			break;
	w->dev.windows = w->windows;
	if (!np || of_dma_range_parser_init(&parser, np))
		return;
	for_each_of_range(&parser, &range) {
		if (*n == MAX_PARTS || range.cpu_addr == OF_BAD_ADDR)
			break;
		w->windows[*n].bus = range.bus_addr;
		w->windows[*n].paddr = range.cpu_addr;
		w->windows[*n].size = range.size;
		(*n)++;
	}
}

static int wire_device(struct device *dev, void *data)
{
	struct device_node *np = dev->of_node;
	struct wiring *w;
	int len = 0, ret;

	if (!np || !of_get_property(np, "reg", NULL))
		return 0;
	w = host_alloc(sizeof(*w));
	if (!w)
		return -ENOMEM;
	scnprintf(w->path, sizeof(w->path), "%pOF", np);
	w->dev.name = dev_name(dev);
	w->dev.path = w->path;
	w->dev.compatible = of_get_property(np, "compatible", &len);
	w->dev.compatible_size = len;
	w->dev.coherent = of_dma_is_coherent(np);
	w->dev.property = property;
	w->dev.node = np;
	add_regions(w, to_platform_device(dev));
	add_irqs(w, np);
	add_windows(w, np);
	ret = home_device_add(&w->dev);
	host_free(w);
	return ret;
}

int driver_core_boot(void)
{
	int ret = platform_bus_init();

	if (!ret)
		ret = misc_init();
	if (!ret)
		ret = of_platform_default_populate(NULL, NULL, NULL);
	if (!ret)
		ret = bus_for_each_dev(&platform_bus_type, NULL, NULL,
				       wire_device);
	driver_core_ready = !ret;
	return ret;
}
