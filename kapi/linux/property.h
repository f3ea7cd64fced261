/* SPDX-License-Identifier: MIT */
/*
 * property.h - properties of a device's node, by device.  Real for nodes of
 * the device tree; other kinds of fwnode do not exist here.
 */
#ifndef _LINUX_PROPERTY_H_
#define _LINUX_PROPERTY_H_

#include <linux/types.h>

struct device;
struct fwnode_handle;

/* The tree's side of dev; NULL: it has none. */
struct fwnode_handle *dev_fwnode(const struct device *dev);

bool device_property_present(const struct device *dev, const char *propname);
/* 0; -EINVAL (absent or no node), -ENODATA (no value), -EOVERFLOW (short);
 * the array forms with val NULL return the number of values. */
int device_property_read_u8_array(const struct device *dev,
				  const char *propname, u8 *val, size_t nval);
int device_property_read_u16_array(const struct device *dev,
				   const char *propname, u16 *val,
				   size_t nval);
int device_property_read_u32_array(const struct device *dev,
				   const char *propname, u32 *val,
				   size_t nval);
int device_property_read_u64_array(const struct device *dev,
				   const char *propname, u64 *val,
				   size_t nval);
int device_property_read_string_array(const struct device *dev,
				      const char *propname,
				      const char **val, size_t nval);
int device_property_read_string(const struct device *dev,
				const char *propname, const char **val);
int device_property_match_string(const struct device *dev,
				 const char *propname, const char *string);
bool device_is_compatible(const struct device *dev, const char *compat);

static inline bool device_property_read_bool(const struct device *dev,
					     const char *propname)
{
	return device_property_present(dev, propname);
}

static inline int device_property_read_u8(const struct device *dev,
					  const char *propname, u8 *val)
{
	return device_property_read_u8_array(dev, propname, val, 1);
}

static inline int device_property_read_u16(const struct device *dev,
					   const char *propname, u16 *val)
{
	return device_property_read_u16_array(dev, propname, val, 1);
}

static inline int device_property_read_u32(const struct device *dev,
					   const char *propname, u32 *val)
{
	return device_property_read_u32_array(dev, propname, val, 1);
}

static inline int device_property_read_u64(const struct device *dev,
					   const char *propname, u64 *val)
{
	return device_property_read_u64_array(dev, propname, val, 1);
}

static inline int device_property_count_u32(const struct device *dev,
					    const char *propname)
{
	return device_property_read_u32_array(dev, propname, NULL, 0);
}

static inline int device_property_count_u64(const struct device *dev,
					    const char *propname)
{
	return device_property_read_u64_array(dev, propname, NULL, 0);
}

const void *device_get_match_data(const struct device *dev);

#endif
