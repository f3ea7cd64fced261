/* SPDX-License-Identifier: MIT */
/* Free what a variable holds when its scope ends. */
#ifndef _LINUX_CLEANUP_H
#define _LINUX_CLEANUP_H

#include <linux/compiler.h>
#include <linux/stddef.h>

#define DEFINE_FREE(name, type, free)					\
	static inline void __free_##name(void *p)			\
	{ type _T = *(type *)p; free; }
#define __free(name)	__cleanup(__free_##name)

#define no_free_ptr(p) ({						\
	__typeof__(p) *__nfp_where = &(p);				\
	__typeof__(p) __nfp_val = *__nfp_where;				\
	*__nfp_where = NULL;						\
	__nfp_val; })
#define return_ptr(p)	return no_free_ptr(p)

#define DEFINE_CLASS(name, type, exit, init, init_args...)		\
	typedef type class_##name##_t;					\
	static inline void class_##name##_destructor(type *p)		\
	{ type _T = *p; exit; }						\
	static inline type class_##name##_constructor(init_args)	\
	{ type t = init; return t; }
#define CLASS(name, var)						\
	class_##name##_t var __cleanup(class_##name##_destructor) =	\
		class_##name##_constructor
#define DEFINE_GUARD(name, type, lock, unlock)				\
	DEFINE_CLASS(name, type, if (_T) { unlock; },			\
		     ({ lock; _T; }), type _T)				\
	static inline void *class_##name##_lock_ptr(class_##name##_t *t)\
	{ return *t; }
#define guard(name)	CLASS(name, __UNIQUE_ID(guard))
#define scoped_guard(name, args...)					\
	for (CLASS(name, scope)(args), *__sg_done = NULL;		\
	     class_##name##_lock_ptr(&scope) && !__sg_done;		\
	     __sg_done = (void *)8)

#endif
