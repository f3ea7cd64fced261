/* SPDX-License-Identifier: MIT */
/*
 * reset.h - reset lines.  Real where the tree names none: then optional ones
 * are NULL, and NULL is a line that needs nothing.  A line that the tree does
 * name is refused: no reset controller is modelled.
 */
#ifndef _LINUX_RESET_H_
#define _LINUX_RESET_H_

#include <linux/err.h>
#include <linux/types.h>

struct device;
struct reset_control;

struct reset_control *__reset_control_lookup(struct device *dev,
					     const char *id, bool optional);

static inline struct reset_control *
devm_reset_control_get(struct device *dev, const char *id)
{
	return __reset_control_lookup(dev, id, false);
}

static inline struct reset_control *
devm_reset_control_get_exclusive(struct device *dev, const char *id)
{
	return __reset_control_lookup(dev, id, false);
}

static inline struct reset_control *
devm_reset_control_get_shared(struct device *dev, const char *id)
{
	return __reset_control_lookup(dev, id, false);
}

static inline struct reset_control *
devm_reset_control_get_optional(struct device *dev, const char *id)
{
	return __reset_control_lookup(dev, id, true);
}

static inline struct reset_control *
devm_reset_control_get_optional_exclusive(struct device *dev, const char *id)
{
	return __reset_control_lookup(dev, id, true);
}

static inline struct reset_control *
devm_reset_control_get_optional_shared(struct device *dev, const char *id)
{
	return __reset_control_lookup(dev, id, true);
}

/* rstc is NULL: see above. */
static inline int reset_control_reset(struct reset_control *rstc)
{
	return 0;
}

static inline int reset_control_assert(struct reset_control *rstc)
{
	return 0;
}

static inline int reset_control_deassert(struct reset_control *rstc)
{
	return 0;
}

static inline int reset_control_status(struct reset_control *rstc)
{
	return 0;
}

#endif
