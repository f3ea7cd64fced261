/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_STDDEF_H
#define _LINUX_STDDEF_H

#include <stdbool.h>
#include <stddef.h>

#include <linux/compiler_types.h>

#undef offsetof
#define offsetof(type, member)	__builtin_offsetof(type, member)
#define sizeof_field(type, member)	sizeof((((type *)0)->member))
#define offsetofend(type, member) \
	(offsetof(type, member) + sizeof_field(type, member))

/* The members by their own names and, as a whole, by the group's name. */
#define __struct_group(tag, name, attrs, members...)	\
	union {						\
		struct { members } attrs;		\
		struct tag { members } attrs name;	\
	} attrs
#define struct_group(name, members...) \
	__struct_group(, name, , members)
#define struct_group_attr(name, attrs, members...) \
	__struct_group(, name, attrs, members)
#define struct_group_tagged(tag, name, members...) \
	__struct_group(tag, name, , members)

#define __DECLARE_FLEX_ARRAY(type, name)	\
	struct {				\
		struct { } __empty_##name;	\
		type name[];			\
	}
#define DECLARE_FLEX_ARRAY(type, name)	__DECLARE_FLEX_ARRAY(type, name)

#endif
