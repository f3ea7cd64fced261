// SPDX-License-Identifier: MIT
/*
 * device - the entry of a driver's match table that a device's node fits.
 */
#include <linux/of_device.h>

const struct of_device_id *of_match_device(const struct of_device_id *matches,
					   const struct device *dev)
{
	return of_match_node(matches, dev->of_node);
}

/* The data of the entry by which dev's driver was found; NULL: none. */
const void *of_device_get_match_data(const struct device *dev)
{
	const struct of_device_id *match = NULL;

	if (dev->driver)
		match = of_match_device(dev->driver->of_match_table, dev);
	return match ? match->data : NULL;
}
