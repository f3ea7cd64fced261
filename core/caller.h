/* SPDX-License-Identifier: MIT */
/*
 * Who called: two words that cost nothing, made a stack only when somebody
 * asks.  Good until the function that says caller_here() returns.
 */
#ifndef CORE_CALLER_H
#define CORE_CALLER_H

#include <linux/types.h>

#include "host/host.h"

struct caller {
	uintptr_t pc, frame;
};

#define caller_here()							\
	((struct caller) {						\
		(uintptr_t)__builtin_return_address(0),			\
		*(uintptr_t *)__builtin_frame_address(0)		\
	})

static inline u32 caller_stack(struct caller c)
{
	return host_stack_save(c.pc, c.frame);
}

#endif
