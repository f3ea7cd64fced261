/* SPDX-License-Identifier: MIT */
/*
 * What drivers have registered: classes, numbers, nodes, drivers, regions.
 *
 * Each such record embeds one of these.  When a module goes, what its code
 * registered and did not take back is reported and then undone.
 */
#ifndef CORE_BASE_REGISTRATION_H
#define CORE_BASE_REGISTRATION_H

#include <linux/list.h>
#include <linux/types.h>

struct registration {
	struct list_head node;
	const char *kind;		/* "class", "character device" */
	const char *undo;		/* "class_destroy()" */
	const char *name;
	u32 stack;			/* of who registered it */
	void (*drop)(struct registration *reg);
};

/* Begin and end; kind, name, undo and drop are set by the caller. */
void registration_add(struct registration *reg, u32 stack);
void registration_del(struct registration *reg);

/*
 * Report (registration-leak) and drop what the module name, which is being
 * unloaded, has left; how many.
 */
unsigned int registration_leaks(const char *name);

#endif
