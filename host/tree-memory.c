// SPDX-License-Identifier: MIT
/*
 * What a boot loader does to a tree: it fills in /memory.
 *
 * Half of the trees in the kernel's source have no memory, or none that is
 * true.  The first node with device_type = "memory" gets the reg that was asked
 * for, as many cells as the root says; without one a node is made.
 */
#include <errno.h>
#include <inttypes.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/dts.h"
#include "host/host.h"

#define ROOM 256			/* bytes that the blob may grow */

/* A number with K, M or G; where it ends, or NULL. */
static char *parse_size(const char *text, uint64_t *value)
{
	static const char units[] = "KMG";
	const char *unit;
	char *end;

	errno = 0;
	*value = strtoull(text, &end, 0);
	if (errno || end == text || *text == '-')
		return NULL;
	unit = *end ? strchr(units, *end) : NULL;
	if (!unit)
		return end;
	if (*value << 10 * (unit - units + 1) >> 10 * (unit - units + 1) !=
	    *value)
		return NULL;
	*value <<= 10 * (unit - units + 1);
	return end + 1;
}

static bool parse(const char *spec, uint64_t *base, uint64_t *size)
{
	char *end = parse_size(spec, size);

	if (!end || *end != '@')
		return false;
	end = parse_size(end + 1, base);
	return end && !*end && *size && !((*base | *size) & 4095) &&
	       *base + *size > *base;
}

static size_t put_cells(fdt32_t *cells, int n, uint64_t value)
{
	for (int i = n - 1; i >= 0; i--, value >>= 32)
		cells[i] = cpu_to_fdt32((uint32_t)value);
	return (size_t)n;
}

static int memory_node(void *blob, uint64_t base)
{
	char name[32];
	int node = fdt_node_offset_by_prop_value(blob, -1, "device_type",
						 "memory", 7);

	if (node >= 0)
		return node;
	snprintf(name, sizeof(name), "memory@%" PRIx64, base);
	node = fdt_add_subnode(blob, 0, name);
	if (node >= 0 && fdt_setprop_string(blob, node, "device_type",
					    "memory"))
		return -FDT_ERR_NOSPACE;
	return node;
}

static int set_memory(void *blob, uint64_t base, uint64_t size)
{
	int address_cells = fdt_address_cells(blob, 0);
	int size_cells = fdt_size_cells(blob, 0);
	int node = memory_node(blob, base);
	fdt32_t reg[2 * FDT_MAX_NCELLS];
	size_t n;

	if (node < 0)
		return node;
	if (address_cells < 1 || size_cells < 1 ||
	    (address_cells == 1 && base >> 32) ||
	    (size_cells == 1 && size >> 32))
		return -FDT_ERR_BADNCELLS;
	n = put_cells(reg, address_cells, base);
	n += put_cells(reg + n, size_cells, size);
	return fdt_setprop(blob, node, "reg", reg, (int)(n * sizeof(*reg)));
}

int host_tree_memory(const char *spec, void **blob, size_t *size)
{
	uint64_t base, length;
	void *larger;
	int err;

	if (!parse(spec, &base, &length)) {
		host_error("--memory=%s: expected SIZE@BASE in whole pages, as "
			   "1G@0x40000000", spec);
		return -EINVAL;
	}
	if (fdt_check_full(*blob, *size))
		return 0;		/* whoever reads the tree says why */
	larger = calloc(1, *size + ROOM);
	if (!larger)
		return -ENOMEM;
	err = fdt_open_into(*blob, larger, (int)(*size + ROOM));
	if (!err)
		err = set_memory(larger, base, length);
	if (err) {
		host_error("--memory=%s: %s", spec,
			   err == -FDT_ERR_BADNCELLS ?
			   "does not fit the cells of the root" :
			   fdt_strerror(err));
		free(larger);
		return -EINVAL;
	}
	free(*blob);
	*blob = larger;
	*size += ROOM;
	return 0;
}
