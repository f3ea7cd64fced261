// SPDX-License-Identifier: MIT
/*
 * registration - what a module leaves behind when it goes.
 *
 * All records are in one list, newest first.  Whose a record is, its call
 * stack tells: the innermost frame that is driver code.
 */
#include <linux/sprintf.h>
#include <linux/string.h>

#include "core/module.h"
#include "core/base/registration.h"
#include "dmaspace/report.h"
#include "home/home.h"
#include "host/host.h"

static LIST_HEAD(registrations);

void registration_add(struct registration *reg, u32 stack)
{
	reg->stack = stack;
	list_add(&reg->node, &registrations);
}

void registration_del(struct registration *reg)
{
	list_del(&reg->node);
}

static void report_leak(const struct registration *reg, const char *name)
{
	struct report r = {
		.id = "registration-leak",
		.driver = name,
		.why = "the kernel would call into memory that the module had",
		.place[0] = { .what = "registered here", .stack = reg->stack },
		.nplaces = 1,
	};
	static char fix[80];

	scnprintf(r.what, sizeof(r.what),
		  "module %s is gone but its %s \"%s\" is still registered",
		  name, reg->kind, reg->name);
	scnprintf(fix, sizeof(fix), "undo it on every way out: %s", reg->undo);
	r.fix = fix;
	r.place[0].when = home_now();
	report_emit(&r);
}

unsigned int registration_leaks(const char *name)
{
	struct registration *reg, *next;
	unsigned int leaks = 0;

	list_for_each_entry_safe(reg, next, &registrations, node)
		if (module_leaves(reg->stack)) {
			report_leak(reg, name);
			leaks++;
		}
	while (leaks) {
		bool dropped = false;

		/* From the start each time: one drop may end others. */
		list_for_each_entry(reg, &registrations, node)
			if (module_leaves(reg->stack)) {
				reg->drop(reg);
				dropped = true;
				break;
			}
		if (!dropped)
			break;
	}
	return leaks;
}
