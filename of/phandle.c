// SPDX-License-Identifier: MIT
/*
 * phandle - lists of references with arguments: <&dma 1>, <&gpio 4 0>.
 *
 * An entry is a phandle and as many cells as the node that it names says
 * (a property such as "#dma-cells"), or as the caller says.
 *
 * Same as Linux: an entry 0 is empty (-ENOENT) but counts, errors are said
 * in the kernel log with the same words.
 */
#define pr_fmt(fmt) "OF: " fmt

#include <linux/errno.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "home/home.h"
#include "of/private.h"

/* 0; -ENOENT: no such property; -EINVAL: cell_count < 0 and no name. */
int of_phandle_iterator_init(struct of_phandle_iterator *it,
			     const struct device_node *np,
			     const char *list_name, const char *cells_name,
			     int cell_count)
{
	const __be32 *list;
	int size;

	memset(it, 0, sizeof(*it));
	if (cell_count < 0 && !cells_name)
		return -EINVAL;
	list = of_get_property(np, list_name, &size);
	if (!list)
		return -ENOENT;
	it->cells_name = cells_name;
	it->cell_count = cell_count;
	it->parent = np;
	it->list_end = list + size / sizeof(*list);
	it->phandle_end = list;
	it->cur = list;
	return 0;
}

/* How many argument cells follow the phandle of it->node; -EINVAL. */
static int entry_cells(const struct of_phandle_iterator *it)
{
	u32 count;

	if (!it->cells_name)
		return it->cell_count;
	if (!it->node) {
		pr_err("%pOF: could not find phandle %d\n", it->parent,
		       it->phandle);
		return -EINVAL;
	}
	if (!of_property_read_u32(it->node, it->cells_name, &count))
		return count > MAX_PHANDLE_ARGS ? -EINVAL : count;
	if (it->cell_count >= 0)
		return it->cell_count;
	pr_err("%pOF: could not get %s for %pOF\n", it->parent,
	       it->cells_name, it->node);
	return -EINVAL;
}

/* 0: it->node, args by of_phandle_iterator_args(); -ENOENT: the end or an
 * empty entry; -EINVAL: the list is wrong. */
int of_phandle_iterator_next(struct of_phandle_iterator *it)
{
	int count = 0;

	it->node = NULL;
	if (!it->cur || it->phandle_end >= it->list_end)
		return -ENOENT;
	it->cur = it->phandle_end;
	it->phandle = of_read_number(it->cur++, 1);
	if (it->phandle) {
		it->node = of_find_node_by_phandle(it->phandle);
		count = entry_cells(it);
		if (count < 0)
			return count;
		if (count > it->list_end - it->cur) {
			pr_err("%pOF: %s = %d found %d\n", it->parent,
			       it->cells_name ? it->cells_name : "(null)",
			       count, (int)(it->list_end - it->cur));
			return -EINVAL;
		}
	}
	it->phandle_end = it->cur + count;
	it->cur_count = count;
	return 0;
}

int of_phandle_iterator_args(struct of_phandle_iterator *it, uint32_t *args,
			     int size)
{
	int count = it->cur_count;

	if (count > size)
		count = size;
	for (int i = 0; i < count; i++)
		args[i] = of_read_number(it->cur++, 1);
	return count;
}

/* Entry index of the list: 0; -ENOENT none or empty; -EINVAL. */
int __of_parse_phandle_with_args(const struct device_node *np,
				 const char *list_name,
				 const char *cells_name, int cell_count,
				 int index, struct of_phandle_args *out_args)
{
	struct of_phandle_iterator it;
	struct of_phandle_args args = { 0 };
	int rc, at = 0;

	if (index < 0)
		return -EINVAL;
	of_for_each_phandle(&it, rc, np, list_name, cells_name, cell_count) {
		if (at++ != index)
			continue;
		if (!it.phandle)
			return -ENOENT;
		if (!out_args)
			return 0;
		args.np = it.node;
		args.args_count = of_phandle_iterator_args(&it, args.args,
							   MAX_PHANDLE_ARGS);
		home_store(out_args, &args, sizeof(args));
		return 0;
	}
	return rc;
}

/* Entries of the list, empty ones too; -ENOENT: no list; -EINVAL. */
int of_count_phandle_with_args(const struct device_node *np,
			       const char *list_name, const char *cells_name)
{
	struct of_phandle_iterator it;
	int rc, count = 0;

	rc = of_phandle_iterator_init(&it, np, list_name, cells_name,
				      cells_name ? -1 : 0);
	if (rc)
		return rc;
	while (!(rc = of_phandle_iterator_next(&it)))
		count++;
	return rc == -ENOENT ? count : rc;
}
