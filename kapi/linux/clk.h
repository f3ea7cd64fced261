/* SPDX-License-Identifier: MIT */
/*
 * clk.h - clocks by the node's `clocks` property.
 *
 * Real: look-up, counts of prepare and enable, the rate of a fixed-clock.
 * A provider of another kind is not modelled: its clock runs, its rate is not
 * known (0) and cannot be set; the log says so.
 */
#ifndef __LINUX_CLK_H
#define __LINUX_CLK_H

#include <linux/err.h>
#include <linux/types.h>

struct clk;
struct device;
struct device_node;

struct clk_bulk_data {
	const char *id;
	struct clk *clk;
};

/* ERR_PTR(-ENOENT): the node has no such clock; the optional ones: NULL. */
struct clk *clk_get(struct device *dev, const char *id);
struct clk *clk_get_optional(struct device *dev, const char *id);
struct clk *of_clk_get(struct device_node *np, int index);
struct clk *of_clk_get_by_name(struct device_node *np, const char *name);
void clk_put(struct clk *clk);
struct clk *devm_clk_get(struct device *dev, const char *id);
struct clk *devm_clk_get_optional(struct device *dev, const char *id);
struct clk *devm_clk_get_prepared(struct device *dev, const char *id);
struct clk *devm_clk_get_enabled(struct device *dev, const char *id);
struct clk *devm_clk_get_optional_enabled(struct device *dev, const char *id);
void devm_clk_put(struct device *dev, struct clk *clk);

int __must_check clk_bulk_get(struct device *dev, int num_clks,
			      struct clk_bulk_data *clks);
void clk_bulk_put(int num_clks, struct clk_bulk_data *clks);
int __must_check devm_clk_bulk_get(struct device *dev, int num_clks,
				   struct clk_bulk_data *clks);
int __must_check clk_bulk_prepare_enable(int num_clks,
					 const struct clk_bulk_data *clks);
void clk_bulk_disable_unprepare(int num_clks,
				const struct clk_bulk_data *clks);

/* A NULL clk is a clock that is always on: 0. */
int clk_prepare(struct clk *clk);
void clk_unprepare(struct clk *clk);
int clk_enable(struct clk *clk);
void clk_disable(struct clk *clk);
unsigned long clk_get_rate(struct clk *clk);
long clk_round_rate(struct clk *clk, unsigned long rate);
/* 0: it has this rate; -EINVAL: it cannot. */
int clk_set_rate(struct clk *clk, unsigned long rate);
bool clk_is_match(const struct clk *p, const struct clk *q);

static inline int clk_prepare_enable(struct clk *clk)
{
	int ret = clk_prepare(clk);

	if (ret)
		return ret;
	ret = clk_enable(clk);
	if (ret)
		clk_unprepare(clk);
	return ret;
}

static inline void clk_disable_unprepare(struct clk *clk)
{
	clk_disable(clk);
	clk_unprepare(clk);
}

#endif
