// SPDX-License-Identifier: MIT
/*
 * clk - clocks that a node's `clocks` property names.
 *
 * A struct clk is one consumer's handle on an entry of that list; its counts
 * show unbalanced calls.  Providers: fixed-clock has its rate; what any other
 * provider does is not modelled, and the log says so once per clock.
 *
 * Same as Linux: look-up by clock-names, -ENOENT, NULL clocks, WARN texts of
 * unbalanced calls.
 * Not the same:  a provider needs no driver, so nothing is deferred.
 */
#include <linux/bug.h>
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/of.h>
#include <linux/sched.h>

#include "core/context.h"
#include "home/home.h"
#include "host/host.h"

struct clk {
	struct device_node *provider;
	u32 args[4];			/* which of the provider's */
	u32 rate;			/* Hz; 0: not known */
	unsigned int prepared, enabled;
};

static struct clk *clk_new(struct device_node *np, int index)
{
	struct of_phandle_args spec;
	struct clk *clk;
	int i, ret;

	ret = of_parse_phandle_with_args(np, "clocks", "#clock-cells", index,
					 &spec);
	if (ret)
		return ERR_PTR(ret);
	clk = fault_inject("clk_get") ? NULL : host_alloc(sizeof(*clk));
	if (!clk)
		return ERR_PTR(-ENOMEM);
	clk->provider = spec.np;
	for (i = 0; i < spec.args_count && i < 4; i++)
		clk->args[i] = spec.args[i];
	if (of_device_is_compatible(spec.np, "fixed-clock"))
		of_property_read_u32(spec.np, "clock-frequency", &clk->rate);
	else
		pr_info("clk: %pOF: clock %d of %pOF runs; its provider is not "
			"modelled, its rate is not known\n",
			np, index, spec.np);
	return clk;
}

struct clk *of_clk_get(struct device_node *np, int index)
{
	return np ? clk_new(np, index) : ERR_PTR(-ENOENT);
}

struct clk *of_clk_get_by_name(struct device_node *np, const char *name)
{
	int index = 0;

	if (!np)
		return ERR_PTR(-ENOENT);
	if (name)
		index = of_property_match_string(np, "clock-names", name);
	return index < 0 ? ERR_PTR(-ENOENT) : clk_new(np, index);
}

struct clk *clk_get(struct device *dev, const char *id)
{
	struct clk *clk = of_clk_get_by_name(dev ? dev->of_node : NULL, id);

	/* No clkdev table to ask: what the tree has not is not there. */
	return PTR_ERR_OR_ZERO(clk) == -EINVAL ? ERR_PTR(-ENOENT) : clk;
}

struct clk *clk_get_optional(struct device *dev, const char *id)
{
	struct clk *clk = clk_get(dev, id);

	return clk == ERR_PTR(-ENOENT) ? NULL : clk;
}

void clk_put(struct clk *clk)
{
	if (!IS_ERR_OR_NULL(clk))
		host_free(clk);
}

/* --- using ---------------------------------------------------------------- */

int clk_prepare(struct clk *clk)
{
	if (!clk)
		return 0;
	sched_might_sleep("clk_prepare");
	clk->prepared++;
	return 0;
}

void clk_unprepare(struct clk *clk)
{
	if (IS_ERR_OR_NULL(clk))
		return;
	sched_might_sleep("clk_unprepare");
	if (!WARN(!clk->prepared, "%s already unprepared\n",
		  clk->provider->name))
		clk->prepared--;
}

int clk_enable(struct clk *clk)
{
	if (!clk)
		return 0;
	if (WARN(!clk->prepared, "Enabling unprepared %s\n",
		 clk->provider->name))
		return -ESHUTDOWN;
	clk->enabled++;
	return 0;
}

void clk_disable(struct clk *clk)
{
	if (IS_ERR_OR_NULL(clk))
		return;
	if (!WARN(!clk->enabled, "%s already disabled\n", clk->provider->name))
		clk->enabled--;
}

unsigned long clk_get_rate(struct clk *clk)
{
	return clk ? clk->rate : 0;
}

long clk_round_rate(struct clk *clk, unsigned long rate)
{
	return clk ? clk->rate : 0;
}

int clk_set_rate(struct clk *clk, unsigned long rate)
{
	return !clk || clk->rate == rate ? 0 : -EINVAL;
}

bool clk_is_match(const struct clk *p, const struct clk *q)
{
	if (p == q)
		return true;
	return p && q && p->provider == q->provider &&
	       !__builtin_memcmp(p->args, q->args, sizeof(p->args));
}

/* --- by device ------------------------------------------------------------ */

struct clk_res {
	struct clk *clk;
	void (*undo)(struct clk *clk);
};

static void clk_release(struct device *dev, void *res)
{
	struct clk_res *r = res;

	if (r->undo)
		r->undo(r->clk);
	clk_put(r->clk);
}

static int clk_match(struct device *dev, void *res, void *clk)
{
	return ((struct clk_res *)res)->clk == clk;
}

static struct clk *devm_get(struct device *dev, const char *id,
			    struct clk *(*get)(struct device *, const char *),
			    int (*begin)(struct clk *),
			    void (*undo)(struct clk *))
{
	struct clk_res *r;
	struct clk *clk;
	int ret;

	r = devres_alloc(clk_release, sizeof(*r), GFP_KERNEL);
	if (!r)
		return ERR_PTR(-ENOMEM);
	clk = get(dev, id);
	if (IS_ERR(clk))
		goto out_free;
	ret = begin ? begin(clk) : 0;
	if (ret) {
		clk_put(clk);
		clk = ERR_PTR(ret);
		goto out_free;
	}
	r->clk = clk;
	r->undo = undo;
	devres_add(dev, r);
	return clk;
out_free:
	devres_free(r);
	return clk;
}

struct clk *devm_clk_get(struct device *dev, const char *id)
{
	return devm_get(dev, id, clk_get, NULL, NULL);
}

struct clk *devm_clk_get_optional(struct device *dev, const char *id)
{
	return devm_get(dev, id, clk_get_optional, NULL, NULL);
}

struct clk *devm_clk_get_prepared(struct device *dev, const char *id)
{
	return devm_get(dev, id, clk_get, clk_prepare, clk_unprepare);
}

struct clk *devm_clk_get_enabled(struct device *dev, const char *id)
{
	return devm_get(dev, id, clk_get, clk_prepare_enable,
			clk_disable_unprepare);
}

struct clk *devm_clk_get_optional_enabled(struct device *dev, const char *id)
{
	return devm_get(dev, id, clk_get_optional, clk_prepare_enable,
			clk_disable_unprepare);
}

void devm_clk_put(struct device *dev, struct clk *clk)
{
	WARN_ON(devres_release(dev, clk_release, clk_match, clk));
}

/* --- several at once ------------------------------------------------------ */

static struct clk *bulk_at(const struct clk_bulk_data *clks, int i)
{
	struct clk_bulk_data one;

	home_load(&clks[i], &one, sizeof(one));
	return one.clk;
}

static int bulk_get(struct device *dev, int num, struct clk_bulk_data *clks,
		    struct clk *(*get)(struct device *, const char *))
{
	struct clk_bulk_data one;
	int i;

	for (i = 0; i < num; i++) {
		home_load(&clks[i], &one, sizeof(one));
		one.clk = get(dev, one.id);
		if (IS_ERR(one.clk)) {
			dev_err_probe(dev, PTR_ERR(one.clk),
				      "Failed to get clk '%s'\n", one.id);
			while (get == clk_get && i--)
				clk_put(bulk_at(clks, i));
			return PTR_ERR(one.clk);
		}
		home_store(&clks[i], &one, sizeof(one));
	}
	return 0;
}

int clk_bulk_get(struct device *dev, int num_clks, struct clk_bulk_data *clks)
{
	return bulk_get(dev, num_clks, clks, clk_get);
}

int devm_clk_bulk_get(struct device *dev, int num_clks,
		      struct clk_bulk_data *clks)
{
	return bulk_get(dev, num_clks, clks, devm_clk_get);
}

void clk_bulk_put(int num_clks, struct clk_bulk_data *clks)
{
	while (num_clks--)
		clk_put(bulk_at(clks, num_clks));
}

int clk_bulk_prepare_enable(int num_clks, const struct clk_bulk_data *clks)
{
	int i, ret;

	for (i = 0; i < num_clks; i++) {
		ret = clk_prepare_enable(bulk_at(clks, i));
		if (ret) {
			clk_bulk_disable_unprepare(i, clks);
			return ret;
		}
	}
	return 0;
}

void clk_bulk_disable_unprepare(int num_clks, const struct clk_bulk_data *clks)
{
	while (num_clks--)
		clk_disable_unprepare(bulk_at(clks, num_clks));
}
