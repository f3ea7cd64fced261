// SPDX-License-Identifier: MIT
/*
 * Which ARM a tree is for, told by its CPUs.
 *
 * A CPU that has 64 bits may run a 32-bit kernel, and boards do that with the
 * same tree: only cores that have no 64 bits make it a tree for 32-bit ARM.
 */
#include <linux/kernel.h>
#include <linux/of.h>
#include <linux/string.h>

#include "of/private.h"

static const char *const cores[] = {	/* how their compatible begins */
	"arm,arm1", "arm,arm7", "arm,arm9", "arm,cortex-a12", "arm,cortex-a15",
	"arm,cortex-a17", "arm,cortex-a32", "arm,cortex-a5", "arm,cortex-a7",
	"arm,cortex-a8", "arm,cortex-a9", "arm,cortex-m", "arm,sa1",
	"brcm,brahma-b15", "faraday,fa", "intel,sa1100", "intel,xscale",
	"marvell,feroceon", "marvell,mmp", "marvell,mohawk", "marvell,pj1",
	"marvell,pj4", "marvell,sheeva", "marvell,xsc3", "marvell,xscale",
	"qcom,krait", "qcom,scorpion",
};

/* "arm,cortex-a5" is one, "arm,cortex-a53" is none. */
static bool begins(const char *name, const char *core)
{
	size_t n = strlen(core);
	bool number = core[n - 1] >= '0' && core[n - 1] <= '9' &&
		      strstr(core, "cortex-a");

	return !strncmp(name, core, n) &&
	       !(number && name[n] >= '0' && name[n] <= '9');
}

static bool is_arm32(const struct device_node *cpu)
{
	const char *name;

	if (of_property_read_string(cpu, "compatible", &name))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(cores); i++)
		if (begins(name, cores[i]))
			return true;
	return false;
}

bool tree_cpus_arm32(void)
{
	struct device_node *cpus = of_find_node_by_path("/cpus"), *cpu;
	bool found = false;

	for_each_child_of_node(cpus, cpu) {
		if (!of_node_name_eq(cpu, "cpu"))
			continue;
		if (!is_arm32(cpu))
			return false;
		found = true;
	}
	return found;
}
