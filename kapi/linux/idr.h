/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_IDR_H
#define _LINUX_IDR_H

#include <linux/gfp.h>
#include <linux/types.h>

/* Small numbers, each given out once.  What is out is kept by core/lib/ida.c. */
struct ida {
	unsigned int initialized;
};

#define IDA_INIT(name)	{ 1 }
#define DEFINE_IDA(name) struct ida name = IDA_INIT(name)

void ida_init(struct ida *ida);
void ida_destroy(struct ida *ida);
bool ida_is_empty(const struct ida *ida);

int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max,
		    gfp_t gfp);
void ida_free(struct ida *ida, unsigned int id);

static inline int ida_alloc(struct ida *ida, gfp_t gfp)
{
	return ida_alloc_range(ida, 0, ~0u, gfp);
}

static inline int ida_alloc_min(struct ida *ida, unsigned int min, gfp_t gfp)
{
	return ida_alloc_range(ida, min, ~0u, gfp);
}

static inline int ida_alloc_max(struct ida *ida, unsigned int max, gfp_t gfp)
{
	return ida_alloc_range(ida, 0, max, gfp);
}

#define ida_simple_get(ida, start, end, gfp)	\
	ida_alloc_range(ida, start, (end) - 1, gfp)
#define ida_simple_remove(ida, id)	ida_free(ida, id)

#endif
