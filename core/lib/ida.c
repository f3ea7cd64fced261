// SPDX-License-Identifier: MIT
/*
 * ida - numbers that are out, each once (<linux/idr.h>).
 *
 * A struct ida may lie in a driver's memory, so nothing is kept in it: its
 * address names a bitmap of ours, which exists while a number is out.
 *
 * Same as Linux: the lowest free number; -ENOMEM, -ENOSPC; any context.
 * Not the same: no lock, as plain code of the kernel side is not preempted.
 */
#include <linux/errno.h>
#include <linux/idr.h>
#include <linux/limits.h>
#include <linux/printk.h>

#include "core/context.h"
#include "host/host.h"

struct ida_map {
	struct ida_map *next;
	const struct ida *ida;
	unsigned int size;		/* numbers that bits has room for */
	unsigned int out;
	u8 *bits;
};

static struct ida_map *ida_maps;

static struct ida_map **find_map(const struct ida *ida)
{
	struct ida_map **at = &ida_maps;

	while (*at && (*at)->ida != ida)
		at = &(*at)->next;
	return at;
}

static bool is_out(const struct ida_map *map, unsigned int id)
{
	return id < map->size && map->bits[id / 8] & 1 << id % 8;
}

static void drop_map(struct ida_map **at)
{
	struct ida_map *map = *at;

	*at = map->next;
	host_free(map->bits);
	host_free(map);
}

static struct ida_map *new_map(const struct ida *ida)
{
	struct ida_map *map = host_alloc(sizeof(*map));

	if (!map)
		return NULL;
	map->ida = ida;
	map->next = ida_maps;
	ida_maps = map;
	return map;
}

static int grow(struct ida_map *map, unsigned int id)
{
	unsigned int i, size = (id / 64 + 1) * 64;
	u8 *bits;

	if (id < map->size)
		return 0;
	bits = host_realloc(map->bits, size / 8);
	if (!bits)
		return -ENOMEM;
	for (i = map->size / 8; i < size / 8; i++)
		bits[i] = 0;
	map->bits = bits;
	map->size = size;
	return 0;
}

/*
 * The lowest number of [min, max] that is not out.  -EINVAL for a min above
 * INT_MAX, -ENOSPC when all are out, -ENOMEM.
 */
int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max,
		    gfp_t gfp)
{
	struct ida_map *map = *find_map(ida);
	unsigned int id = min;

	if ((int)min < 0)
		return -EINVAL;
	if ((int)max < 0)
		max = INT_MAX;
	if (fault_inject("ida_alloc"))
		return -ENOMEM;
	if (!map)
		map = new_map(ida);
	if (!map)
		return -ENOMEM;
	while (id <= max && is_out(map, id))
		id++;
	if (id > max || grow(map, id)) {
		int err = id > max ? -ENOSPC : -ENOMEM;

		if (!map->out)
			drop_map(find_map(ida));
		return err;
	}
	map->bits[id / 8] |= 1 << id % 8;
	map->out++;
	return id;
}

/* id must be out; Linux warns, too, if not. */
void ida_free(struct ida *ida, unsigned int id)
{
	struct ida_map **at = find_map(ida), *map = *at;

	if (!map || !is_out(map, id)) {
		pr_warn("ida_free called for id=%u which is not allocated.\n",
			id);
		return;
	}
	map->bits[id / 8] &= ~(1 << id % 8);
	if (!--map->out)
		drop_map(at);
}

void ida_init(struct ida *ida)
{
	ida_destroy(ida);
}

void ida_destroy(struct ida *ida)
{
	struct ida_map **at = find_map(ida);

	if (*at)
		drop_map(at);
}

bool ida_is_empty(const struct ida *ida)
{
	return !*find_map(ida);
}
