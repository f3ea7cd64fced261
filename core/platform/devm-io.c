// SPDX-License-Identifier: MIT
/*
 * devm_ioremap() and its kind: mappings that go with the driver.
 *
 * Same as Linux: devm_ioremap_resource() requests the region first, names it
 * after device and resource, and says which of the two failed.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/of_address.h>

#include "home/home.h"

static void ioremap_release(struct device *dev, void *res)
{
	iounmap(*(void __iomem **)res);
}

static void memremap_release(struct device *dev, void *res)
{
	memunmap(*(void **)res);
}

static int address_match(struct device *dev, void *res, void *addr)
{
	return *(void **)res == addr;
}

static void __iomem *map(struct device *dev, resource_size_t offset,
			 resource_size_t size,
			 void __iomem *(*remap)(phys_addr_t, size_t))
{
	void __iomem **res, *addr;

	res = devres_alloc(ioremap_release, sizeof(*res), GFP_KERNEL);
	if (!res)
		return NULL;
	addr = remap(offset, size);
	if (addr) {
		*res = addr;
		devres_add(dev, res);
	} else {
		devres_free(res);
	}
	return addr;
}

static void __iomem *remap_device(phys_addr_t offset, size_t size)
{
	return ioremap(offset, size);
}

static void __iomem *remap_wc(phys_addr_t offset, size_t size)
{
	return ioremap_wc(offset, size);
}

void __iomem *devm_ioremap(struct device *dev, resource_size_t offset,
			   resource_size_t size)
{
	return map(dev, offset, size, remap_device);
}

void __iomem *devm_ioremap_uc(struct device *dev, resource_size_t offset,
			      resource_size_t size)
{
	return map(dev, offset, size, remap_device);
}

void __iomem *devm_ioremap_wc(struct device *dev, resource_size_t offset,
			      resource_size_t size)
{
	return map(dev, offset, size, remap_wc);
}

void devm_iounmap(struct device *dev, void __iomem *addr)
{
	WARN_ON(devres_release(dev, ioremap_release, address_match,
			       (void *)addr));
}

void *devm_memremap(struct device *dev, resource_size_t offset, size_t size,
		    unsigned long flags)
{
	void **res, *addr;

	res = devres_alloc(memremap_release, sizeof(*res), GFP_KERNEL);
	if (!res)
		return ERR_PTR(-ENOMEM);
	addr = memremap(offset, size, flags);
	if (!addr) {
		devres_free(res);
		return ERR_PTR(-ENXIO);
	}
	*res = addr;
	devres_add(dev, res);
	return addr;
}

void devm_memunmap(struct device *dev, void *addr)
{
	WARN_ON(devres_release(dev, memremap_release, address_match, addr));
}

static const char *region_name(struct device *dev, const struct resource *res)
{
	if (!res->name)
		return devm_kstrdup(dev, dev_name(dev), GFP_KERNEL);
	return devm_kasprintf(dev, GFP_KERNEL, "%s %s", dev_name(dev),
			      res->name);
}

static void __iomem *
ioremap_resource(struct device *dev, const struct resource *res,
		 void __iomem *(*remap)(phys_addr_t, size_t))
{
	resource_size_t size;
	void __iomem *addr;
	const char *name;
	int ret;

	if (!res || resource_type(res) != IORESOURCE_MEM) {
		ret = dev_err_probe(dev, -EINVAL, "invalid resource %pR\n",
				    res);
		return IOMEM_ERR_PTR(ret);
	}
	size = resource_size(res);
	name = region_name(dev, res);
	if (!name)
		return IOMEM_ERR_PTR(-ENOMEM);
	if (!devm_request_mem_region(dev, res->start, size, name)) {
		ret = dev_err_probe(dev, -EBUSY,
				    "can't request region for resource %pR\n",
				    res);
		return IOMEM_ERR_PTR(ret);
	}
	addr = map(dev, res->start, size, remap);
	if (!addr) {
		dev_err_probe(dev, -ENOMEM, "ioremap failed for resource %pR\n",
			      res);
		devm_release_mem_region(dev, res->start, size);
		return IOMEM_ERR_PTR(-ENOMEM);
	}
	return addr;
}

void __iomem *devm_ioremap_resource(struct device *dev,
				    const struct resource *res)
{
	return ioremap_resource(dev, res, remap_device);
}

void __iomem *devm_ioremap_resource_wc(struct device *dev,
				       const struct resource *res)
{
	return ioremap_resource(dev, res, remap_wc);
}

void __iomem *devm_of_iomap(struct device *dev, struct device_node *node,
			    int index, resource_size_t *size)
{
	struct resource res;
	resource_size_t n;

	if (of_address_to_resource(node, index, &res))
		return IOMEM_ERR_PTR(-EINVAL);
	n = resource_size(&res);
	if (size)
		home_store(size, &n, sizeof(n));
	return devm_ioremap_resource(dev, &res);
}
