/* SPDX-License-Identifier: MIT */
/* platform - platform devices that the core allocates. */
#ifndef CORE_PLATFORM_PLATFORM_H
#define CORE_PLATFORM_PLATFORM_H

#include <linux/platform_device.h>

struct platform_object {
	struct platform_device pdev;
	char *name;			/* what pdev.name points to */
};

#endif
