// SPDX-License-Identifier: MIT
/*
 * of_dma_configure - how a device's bus reaches memory, from the tree.
 *
 * Walks from the device's bus to the root for the first dma-ranges that says
 * something.  Its entries become the device's offsets; the highest bus address
 * in them limits its masks.
 *
 * Same as Linux: which dma-ranges counts, an intermediate bus without one
 * hides memory (-ENODEV), the masks after it.
 * Not the same:  the DMA parent is the bus, "interconnects" is not followed;
 * no iommus yet.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/of_device.h>

#include "core/boot.h"
#include "dma/private.h"
#include "host/host.h"

/*
 * The node at or above np whose dma-ranges counts, with a reference.  NULL:
 * none, or one is missing between np and it; np itself may do without.
 */
static struct device_node *ranges_node(struct device_node *np)
{
	struct device_node *node = of_node_get(np);
	bool found = false;
	int len = 0;

	while (node) {
		const void *ranges = of_get_property(node, "dma-ranges", &len);

		if (ranges && len > 0)
			return node;
		if (found && !ranges)
			break;
		found = true;
		node = of_get_next_parent(node);
	}
	of_node_put(node);
	return NULL;
}

/* Those that the buses above cover; -EINVAL: none is. */
static int count_ranges(struct device_node *node)
{
	struct of_range_parser parser;
	struct of_range range;
	int n = 0;

	of_dma_range_parser_init(&parser, node);
	for_each_of_range(&parser, &range) {
		if (range.cpu_addr == OF_BAD_ADDR) {
			pr_err("OF: translation of DMA address(%llx) to CPU "
			       "address failed node(%pOF)\n",
			       range.bus_addr, node);
			continue;
		}
		n++;
	}
	return n ? n : -EINVAL;
}

static void fill_regions(struct device_node *node, struct bus_dma_region *r,
			 int n)
{
	struct of_range_parser parser;
	struct of_range range;

	of_dma_range_parser_init(&parser, node);
	for_each_of_range(&parser, &range) {
		if (range.cpu_addr == OF_BAD_ADDR)
			continue;
		if (!n--)
			break;
		r->cpu_start = range.cpu_addr;
		r->dma_start = range.bus_addr;
		r->size = range.size;
		r++;
	}
}

/*
 * The regions that count for the bus np, for host_free().  -ENODEV: there are
 * none; -EINVAL: bad ones; -ENOMEM.
 */
static int dma_regions(struct device_node *np, struct bus_dma_region **map)
{
	struct device_node *node = ranges_node(np);
	int n;

	if (!node)
		return -ENODEV;
	n = count_ranges(node);
	if (n > 0) {
		*map = host_alloc((n + 1) * sizeof(**map));
		if (*map)
			fill_regions(node, *map, n);
		else
			n = -ENOMEM;
	}
	of_node_put(node);
	return n < 0 ? n : 0;
}

static u64 regions_end(const struct bus_dma_region *r)
{
	u64 end = 0;

	for (; r->size; r++)
		end = max(end, r->dma_start + r->size - 1);
	return end;
}

/* Masks never say more than the bus can carry. */
static void limit_masks(struct device *dev, u64 end)
{
	u64 mask = DMA_BIT_MASK(ilog2(end) + 1);

	dev->coherent_dma_mask &= mask;
	*dev->dma_mask &= mask;
}

int of_dma_configure_id(struct device *dev, struct device_node *np,
			bool force_dma, const u32 *id)
{
	struct bus_dma_region *map = NULL;
	struct device_node *bus;
	u64 end = 0;
	int ret;

	if (dev->dma_range_map) {
		end = dev->bus_dma_limit;
	} else {
		bus = np == dev->of_node ? of_get_parent(np) : of_node_get(np);
		ret = dma_regions(bus, &map);
		of_node_put(bus);
		if (ret && !force_dma)
			return ret == -ENODEV ? 0 : ret;
		if (map)
			end = regions_end(map);
	}
	if (!dev->dma_mask) {
		dev_warn(dev, "DMA mask not set\n");
		dev->dma_mask = &dev->coherent_dma_mask;
	}
	if (!end)
		end = dev->coherent_dma_mask ?: DMA_BIT_MASK(32);
	limit_masks(dev, end);
	if (map) {
		dev->bus_dma_limit = end;
		dev->dma_range_map = map;
	}
	arch_setup_dma_ops(dev, of_dma_is_coherent(np));
	dma_attach_restricted(dev, np);
	return 0;
}

void arch_setup_dma_ops(struct device *dev, bool coherent)
{
	dev->dma_coherent = coherent;
}

bool dev_is_dma_coherent(struct device *dev)
{
	return dev->dma_coherent;
}

void arch_teardown_dma_ops(struct device *dev)
{
	dma_pool_driver_gone(dev);
	dma_driver_gone(dev);
	host_free((void *)dev->dma_range_map);
	dev->dma_range_map = NULL;
}

/* Boot, once the page allocator works: the atomic pools. */
int dma_boot(void)
{
	/* Without the pools only atomic allocations fail: so it is in Linux. */
	dma_atomic_pool_init();
	return 0;
}
