// SPDX-License-Identifier: MIT
/*
 * platform-device - making platform devices: a driver's own, and (of-platform.c)
 * those of the tree.
 *
 * Same as Linux: names ("name", "name.N"), ids by PLATFORM_DEVID_AUTO, who owns
 * resources and data, DMA masks of 32 bits to begin with.
 */
#include <linux/bug.h>
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/platform_device.h>
#include <linux/string.h>

#include "core/base/device.h"
#include "core/platform/platform.h"
#include "home/home.h"
#include "host/host.h"

static void platform_device_release(struct device *dev)
{
	struct platform_object *po =
		container_of(dev, struct platform_object, pdev.dev);

	host_free(po->pdev.resource);
	host_free(po->pdev.dev.platform_data);
	host_free((void *)po->pdev.driver_override);
	host_free(po->name);
	host_free(po);
}

/* What a platform device has before anybody says anything of it. */
static void setup_dma(struct platform_device *pdev)
{
	if (!pdev->dev.coherent_dma_mask)
		pdev->dev.coherent_dma_mask = DMA_BIT_MASK(32);
	if (!pdev->dev.dma_mask) {
		pdev->platform_dma_mask = DMA_BIT_MASK(32);
		pdev->dev.dma_mask = &pdev->platform_dma_mask;
	}
	pdev->dev.dma_parms = &pdev->dma_parms;
}

struct platform_device *platform_device_alloc(const char *name, int id)
{
	struct platform_object *po = host_alloc(sizeof(*po));

	if (!po)
		return NULL;
	po->name = private_strdup(name);
	if (!po->name) {
		host_free(po);
		return NULL;
	}
	po->pdev.name = po->name;
	po->pdev.id = id;
	device_initialize(&po->pdev.dev);
	po->pdev.dev.release = platform_device_release;
	setup_dma(&po->pdev);
	return &po->pdev;
}

int platform_device_add_resources(struct platform_device *pdev,
				  const struct resource *res, unsigned int num)
{
	struct resource *copy = NULL;

	if (res && num) {
		copy = host_alloc(sizeof(*res) * num);
		if (!copy)
			return -ENOMEM;
		home_load(res, copy, sizeof(*res) * num);
	}
	host_free(pdev->resource);
	pdev->resource = copy;
	pdev->num_resources = copy ? num : 0;
	return 0;
}

int platform_device_add_data(struct platform_device *pdev, const void *data,
			     size_t size)
{
	void *copy = NULL;

	if (data && size) {
		copy = host_alloc(size);
		if (!copy)
			return -ENOMEM;
		home_load(data, copy, size);
	}
	host_free(pdev->dev.platform_data);
	pdev->dev.platform_data = copy;
	return 0;
}

static int name_device(struct platform_device *pdev)
{
	static int next_auto;

	switch (pdev->id) {
	case PLATFORM_DEVID_NONE:
		return dev_set_name(&pdev->dev, "%s", pdev->name);
	case PLATFORM_DEVID_AUTO:
		pdev->id = next_auto++;
		pdev->id_auto = true;
		return dev_set_name(&pdev->dev, "%s.%d.auto", pdev->name,
				    pdev->id);
	default:
		return dev_set_name(&pdev->dev, "%s.%d", pdev->name, pdev->id);
	}
}

static void release_resources(struct platform_device *pdev, u32 n)
{
	while (n--)
		if (pdev->resource[n].parent)
			release_resource(&pdev->resource[n]);
}

static int insert_resources(struct platform_device *pdev)
{
	u32 i;

	for (i = 0; i < pdev->num_resources; i++) {
		struct resource *r = &pdev->resource[i];

		if (!r->name)
			r->name = dev_name(&pdev->dev);
		if (resource_type(r) == IORESOURCE_MEM &&
		    insert_resource(&iomem_resource, r)) {
			dev_err(&pdev->dev, "failed to claim resource %d: %pR\n",
				i, r);
			release_resources(pdev, i);
			return -EBUSY;
		}
	}
	return 0;
}

int platform_device_add(struct platform_device *pdev)
{
	int ret;

	if (!pdev->dev.parent)
		pdev->dev.parent = &platform_bus;
	pdev->dev.bus = &platform_bus_type;
	ret = name_device(pdev);
	if (ret)
		return ret;
	ret = insert_resources(pdev);
	if (ret)
		return ret;
	ret = device_add(&pdev->dev);
	if (ret)
		release_resources(pdev, pdev->num_resources);
	return ret;
}

void platform_device_del(struct platform_device *pdev)
{
	if (IS_ERR_OR_NULL(pdev))
		return;
	device_del(&pdev->dev);
	release_resources(pdev, pdev->num_resources);
}

void platform_device_put(struct platform_device *pdev)
{
	if (!IS_ERR_OR_NULL(pdev))
		put_device(&pdev->dev);
}

int platform_device_register(struct platform_device *pdev)
{
	device_initialize(&pdev->dev);
	setup_dma(pdev);
	return platform_device_add(pdev);
}

void platform_device_unregister(struct platform_device *pdev)
{
	platform_device_del(pdev);
	platform_device_put(pdev);
}

struct platform_device *
platform_device_register_resndata(struct device *parent, const char *name,
				  int id, const struct resource *res,
				  unsigned int num, const void *data,
				  size_t size)
{
	struct platform_device *pdev = platform_device_alloc(name, id);
	int ret;

	if (!pdev)
		return ERR_PTR(-ENOMEM);
	pdev->dev.parent = parent;
	ret = platform_device_add_resources(pdev, res, num);
	if (!ret)
		ret = platform_device_add_data(pdev, data, size);
	if (!ret)
		ret = platform_device_add(pdev);
	if (ret) {
		platform_device_put(pdev);
		return ERR_PTR(ret);
	}
	return pdev;
}
