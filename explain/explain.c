// SPDX-License-Identifier: MIT
/*
 * explain - what the DMA API does for each device of a tree.
 *
 * The tree is read as at boot, without a word in the log.  A device that can do
 * DMA is one whose node says so: by memory, an IOMMU, coherence, a bus with
 * dma-ranges, by being a DMA controller, or by the name of what always does DMA.
 * Others are explained when asked for.
 */
#include <linux/errno.h>
#include <linux/string.h>

#include "explain/private.h"
#include "host/host.h"
#include "of/boot.h"

static struct explain_device answer;

/* A bus passes on what it says; it is no device itself. */
static bool is_bus(const struct device_node *np)
{
	return of_device_is_compatible(np, "simple-bus") ||
	       of_device_is_compatible(np, "simple-pm-bus");
}

/* np and all above it are there, and no place for what is no device. */
static bool is_device(const struct device_node *np)
{
	if (!of_property_present(np, "compatible") || is_bus(np))
		return false;
	for (; np->parent; np = np->parent) {
		if (!of_device_is_available(np))
			return false;
		if (!np->parent->parent &&
		    of_node_name_eq(np, "reserved-memory"))
			return false;
	}
	return true;
}

/* Is it a device of a bus with dma-ranges, and not a part of another device? */
static bool below_ranges(const struct device_node *np)
{
	int len = 0;

	if (!of_property_present(np, "reg") ||
	    of_property_present(np, "interrupt-controller"))
		return false;
	while ((np = np->parent)) {
		if (of_get_property(np, "dma-ranges", &len) && len)
			return true;
		if (!of_property_present(np, "ranges"))
			return false;
	}
	return false;
}

/* Can the CPU's bus reach its registers, and so can it reach memory? */
static bool on_bus(const struct device_node *np)
{
	if (!of_property_present(np, "reg"))
		return false;
	while ((np = np->parent) && np->parent)
		if (!of_property_present(np, "ranges"))
			return false;
	return true;
}

/* Generic names (DT spec 2.2.2) of what moves data by itself. */
static bool is_master(const struct device_node *np)
{
	static const char *const names[] = {
		"crypto", "display-controller", "dma", "dma-controller",
		"ethernet", "gpu", "lcd-controller", "mmc", "pcie", "sata",
		"ufs", "usb", "video-codec",
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++)
		if (of_node_name_eq(np, names[i]))
			return on_bus(np);
	return false;
}

/* What says that np does DMA, a property at best; NULL: nothing. */
static const char *reason(const struct device_node *np)
{
	static const char *const properties[] = {
		"memory-region", "iommus", "iommu-map", "dma-coherent",
		"#dma-cells",
	};
	int len = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(properties); i++)
		if (of_property_present(np, properties[i]))
			return properties[i];
	if (of_get_property(np, "dma-ranges", &len) && len)
		return "dma-ranges";
	if (below_ranges(np))
		return "dma-ranges of its bus";
	return is_master(np) ? "the name of a bus master" : NULL;
}

static int explain_one(struct device_node *np, const char *listed,
		       const struct explain_options *options,
		       void (*fn)(void *arg, const struct explain_device *e),
		       void *arg)
{
	struct subject s = { .options = options, .e = &answer };
	int err;

	memset(&answer, 0, sizeof(answer));
	answer.listed = listed;
	err = subject_get(&s, np);
	if (err)
		return err;
	explain_regions(&s);
	explain_calls(&s);
	explain_sizes(&s);
	explain_attributes(&s);
	explain_notes(&s);
	fn(arg, &answer);
	subject_put(&s);
	return 0;
}

static int explain_all(const struct explain_options *options,
		       void (*fn)(void *arg, const struct explain_device *e),
		       void *arg)
{
	struct device_node *np;
	const char *listed;
	int err = 0;

	for_each_of_allnodes(np) {
		listed = np->parent ? reason(np) : NULL;
		if (listed && is_device(np))
			err = explain_one(np, listed, options, fn, arg);
		if (err)
			break;
	}
	return err;
}

static int explain_named(const struct explain_options *options,
			 void (*fn)(void *arg, const struct explain_device *e),
			 void *arg)
{
	struct device_node *np = explain_find(options->device);
	const char *listed;

	if (!np)
		return -EINVAL;
	listed = reason(np);
	return explain_one(np, listed ? listed : "", options, fn, arg);
}

int explain_tree(const void *dtb, size_t size,
		 const struct board_kernel *kernel,
		 const struct explain_options *options,
		 void (*fn)(void *arg, const struct explain_device *device),
		 void *arg)
{
	int err;

	host_log_enable(false);
	err = board_tree_scan(dtb, size, kernel);
	if (!err)
		of_limit_dma_zone();
	if (!err)
		err = options->device ? explain_named(options, fn, arg) :
					explain_all(options, fn, arg);
	board_tree_reset();
	explain_forget_paths();
	host_log_enable(true);
	return err;
}
