// SPDX-License-Identifier: MIT
/*
 * property - a device's node read through the device.
 *
 * Results go to the caller's variables with home_store(), as these may lie in
 * board memory.
 * Same as Linux: results of each reader; val NULL counts.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/of.h>
#include <linux/of_device.h>
#include <linux/property.h>

#include "home/home.h"
#include "host/host.h"

struct fwnode_handle *dev_fwnode(const struct device *dev)
{
	return dev->fwnode;
}

bool device_property_present(const struct device *dev, const char *propname)
{
	return dev->of_node && of_property_present(dev->of_node, propname);
}

#define DEFINE_ARRAY(type)						\
int device_property_read_##type##_array(const struct device *dev,	\
					const char *propname,		\
					type *val, size_t nval)		\
{									\
	type *copy;							\
	int ret;							\
									\
	if (!dev->of_node)						\
		return -EINVAL;						\
	if (!val)							\
		return of_property_count_elems_of_size(dev->of_node,	\
						       propname,	\
						       sizeof(type));	\
	copy = host_alloc(nval * sizeof(type));				\
	if (!copy)							\
		return -ENOMEM;						\
	ret = of_property_read_##type##_array(dev->of_node, propname,	\
					      copy, nval);		\
	if (!ret)							\
		home_store(val, copy, nval * sizeof(type));		\
	host_free(copy);						\
	return ret;							\
}

DEFINE_ARRAY(u8)
DEFINE_ARRAY(u16)
DEFINE_ARRAY(u32)
DEFINE_ARRAY(u64)

int device_property_read_string_array(const struct device *dev,
				      const char *propname, const char **val,
				      size_t nval)
{
	const char *s;
	size_t i;
	int n, ret;

	if (!dev->of_node)
		return -EINVAL;
	n = of_property_count_strings(dev->of_node, propname);
	if (!val || n < 0)
		return n;
	for (i = 0; i < nval && i < n; i++) {
		ret = of_property_read_string_index(dev->of_node, propname, i,
						    &s);
		if (ret)
			return ret;
		home_store(&val[i], &s, sizeof(s));
	}
	return i;
}

int device_property_read_string(const struct device *dev, const char *propname,
				const char **val)
{
	const char *s;
	int ret;

	if (!dev->of_node)
		return -EINVAL;
	ret = of_property_read_string(dev->of_node, propname, &s);
	if (!ret)
		home_store(val, &s, sizeof(s));
	return ret;
}

int device_property_match_string(const struct device *dev, const char *propname,
				 const char *string)
{
	if (!dev->of_node)
		return -EINVAL;
	return of_property_match_string(dev->of_node, propname, string);
}

bool device_is_compatible(const struct device *dev, const char *compat)
{
	return dev->of_node && of_device_is_compatible(dev->of_node, compat);
}

const void *device_get_match_data(const struct device *dev)
{
	return of_device_get_match_data(dev);
}
