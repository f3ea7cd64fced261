/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_OF_DEVICE_H
#define _LINUX_OF_DEVICE_H

#include <linux/device.h>
#include <linux/of.h>

/* NULL when the device has no node or nothing matches. */
const struct of_device_id *of_match_device(const struct of_device_id *matches,
					   const struct device *dev);

/*
 * Take coherence, bus windows and limits of the node over into dev: 0;
 * -ENODEV when the tree has none and force_dma is not set.
 */
int of_dma_configure_id(struct device *dev, struct device_node *np,
			bool force_dma, const u32 *id);

static inline int of_dma_configure(struct device *dev, struct device_node *np,
				   bool force_dma)
{
	return of_dma_configure_id(dev, np, force_dma, NULL);
}

#endif
