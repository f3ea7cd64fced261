/* SPDX-License-Identifier: MIT */
/*
 * Device tree nodes and properties.
 *
 * Nodes live as long as the board: of_node_get() and of_node_put() count
 * nothing.  A property's value points into the tree's blob, big-endian.
 */
#ifndef _LINUX_OF_H
#define _LINUX_OF_H

#include <linux/errno.h>
#include <linux/fwnode.h>
#include <linux/mod_devicetable.h>
#include <linux/types.h>

struct device;

typedef u32 phandle;

struct property {
	char *name;
	int length;
	void *value;
	struct property *next;
};

struct device_node {
	const char *name;		/* without the unit address */
	phandle phandle;
	const char *full_name;		/* with it: "dma@a0000000" */
	struct fwnode_handle fwnode;
	struct property *properties;
	struct device_node *parent;
	struct device_node *child;
	struct device_node *sibling;
	unsigned long _flags;
	void *data;
};

#define OF_POPULATED		3	/* a device was made of it */
#define OF_POPULATED_BUS	4	/* and devices of its children */

#define MAX_PHANDLE_ARGS	16
struct of_phandle_args {
	struct device_node *np;
	int args_count;
	uint32_t args[MAX_PHANDLE_ARGS];
};

struct of_phandle_iterator {
	const char *cells_name;
	int cell_count;
	const struct device_node *parent;
	const __be32 *list_end;
	const __be32 *phandle_end;
	const __be32 *cur;
	uint32_t cur_count;
	phandle phandle;
	struct device_node *node;
};

extern struct device_node *of_root;
extern struct device_node *of_chosen;
extern struct device_node *of_aliases;

/* --- nodes ---------------------------------------------------------------- */

static inline struct device_node *of_node_get(struct device_node *node)
{
	return node;
}

static inline void of_node_put(struct device_node *node)
{
}

extern const struct fwnode_operations of_fwnode_ops;

static inline bool is_of_node(const struct fwnode_handle *fwnode)
{
	return fwnode && fwnode->ops == &of_fwnode_ops;
}

#define to_of_node(__fwnode) ({						\
	const struct fwnode_handle *__f = (__fwnode);			\
	is_of_node(__f) ? (struct device_node *)((char *)__f -		\
		__builtin_offsetof(struct device_node, fwnode)) : NULL;	\
})

#define of_fwnode_handle(node) ({					\
	struct device_node *__n = (struct device_node *)(node);		\
	__n ? &__n->fwnode : NULL;					\
})

static inline bool of_have_populated_dt(void)
{
	return of_root != NULL;
}

static inline bool of_node_is_root(const struct device_node *node)
{
	return node && !node->parent;
}

static inline const char *of_node_full_name(const struct device_node *np)
{
	return np ? np->full_name : "<no-node>";
}

static inline int of_node_check_flag(const struct device_node *n,
				     unsigned long flag)
{
	return (n->_flags >> flag) & 1;
}

static inline int of_node_test_and_set_flag(struct device_node *n,
					    unsigned long flag)
{
	int old = of_node_check_flag(n, flag);

	n->_flags |= 1UL << flag;
	return old;
}

static inline void of_node_set_flag(struct device_node *n, unsigned long flag)
{
	n->_flags |= 1UL << flag;
}

static inline void of_node_clear_flag(struct device_node *n,
				      unsigned long flag)
{
	n->_flags &= ~(1UL << flag);
}

bool of_node_name_eq(const struct device_node *np, const char *name);
bool of_node_name_prefix(const struct device_node *np, const char *prefix);
bool of_node_is_type(const struct device_node *np, const char *type);

struct device_node *of_find_all_nodes(struct device_node *prev);
struct device_node *of_find_node_by_name(struct device_node *from,
					 const char *name);
struct device_node *of_find_node_by_type(struct device_node *from,
					 const char *type);
struct device_node *of_find_compatible_node(struct device_node *from,
					    const char *type,
					    const char *compat);
struct device_node *of_find_matching_node_and_match(
	struct device_node *from, const struct of_device_id *matches,
	const struct of_device_id **match);
struct device_node *of_find_node_opts_by_path(const char *path,
					      const char **opts);
struct device_node *of_find_node_by_phandle(phandle handle);
struct device_node *of_find_node_with_property(struct device_node *from,
					       const char *prop_name);

static inline struct device_node *of_find_node_by_path(const char *path)
{
	return of_find_node_opts_by_path(path, NULL);
}

static inline struct device_node *
of_find_matching_node(struct device_node *from,
		      const struct of_device_id *matches)
{
	return of_find_matching_node_and_match(from, matches, NULL);
}

struct device_node *of_get_parent(const struct device_node *node);
struct device_node *of_get_next_parent(struct device_node *node);
struct device_node *of_get_next_child(const struct device_node *node,
				      struct device_node *prev);
struct device_node *of_get_next_available_child(const struct device_node *node,
						struct device_node *prev);
struct device_node *of_get_next_cpu_node(struct device_node *prev);
struct device_node *of_get_compatible_child(const struct device_node *parent,
					    const char *compatible);
struct device_node *of_get_child_by_name(const struct device_node *node,
					 const char *name);

static inline int of_get_child_count(const struct device_node *np)
{
	struct device_node *child = NULL;
	int num = 0;

	while ((child = of_get_next_child(np, child)))
		num++;
	return num;
}

static inline int of_get_available_child_count(const struct device_node *np)
{
	struct device_node *child = NULL;
	int num = 0;

	while ((child = of_get_next_available_child(np, child)))
		num++;
	return num;
}

int of_n_addr_cells(struct device_node *np);
int of_n_size_cells(struct device_node *np);
int of_device_is_compatible(const struct device_node *device,
			    const char *compat);
int of_device_compatible_match(const struct device_node *device,
			       const char *const *compat);
bool of_device_is_available(const struct device_node *device);
bool of_device_is_big_endian(const struct device_node *device);
bool of_machine_is_compatible(const char *compat);
const struct of_device_id *of_match_node(const struct of_device_id *matches,
					 const struct device_node *node);
const void *of_device_get_match_data(const struct device *dev);
int of_alias_get_id(const struct device_node *np, const char *stem);
int of_alias_get_highest_id(const char *stem);

/* --- properties ----------------------------------------------------------- */

struct property *of_find_property(const struct device_node *np,
				  const char *name, int *lenp);
const void *of_get_property(const struct device_node *node, const char *name,
			    int *lenp);

int of_property_count_elems_of_size(const struct device_node *np,
				    const char *propname, int elem_size);
int of_property_read_u32_index(const struct device_node *np,
			       const char *propname, u32 index,
			       u32 *out_value);
int of_property_read_u64_index(const struct device_node *np,
			       const char *propname, u32 index,
			       u64 *out_value);
int of_property_read_variable_u8_array(const struct device_node *np,
				       const char *propname, u8 *out_values,
				       size_t sz_min, size_t sz_max);
int of_property_read_variable_u16_array(const struct device_node *np,
					const char *propname, u16 *out_values,
					size_t sz_min, size_t sz_max);
int of_property_read_variable_u32_array(const struct device_node *np,
					const char *propname, u32 *out_values,
					size_t sz_min, size_t sz_max);
int of_property_read_variable_u64_array(const struct device_node *np,
					const char *propname, u64 *out_values,
					size_t sz_min, size_t sz_max);
int of_property_read_u64(const struct device_node *np, const char *propname,
			 u64 *out_value);
int of_property_read_string(const struct device_node *np,
			    const char *propname, const char **out_string);
int of_property_match_string(const struct device_node *np,
			     const char *propname, const char *string);
int of_property_read_string_helper(const struct device_node *np,
				   const char *propname,
				   const char **out_strs, size_t sz,
				   int index);
const __be32 *of_prop_next_u32(const struct property *prop, const __be32 *cur,
			       u32 *pu);
const char *of_prop_next_string(const struct property *prop, const char *cur);

/* n of the array readers is exact: 0, or -EINVAL (no such property),
 * -ENODATA (no value), -EOVERFLOW (too short). */
static inline int of_property_read_u8_array(const struct device_node *np,
					    const char *propname, u8 *out,
					    size_t sz)
{
	int ret = of_property_read_variable_u8_array(np, propname, out, sz, 0);

	return ret < 0 ? ret : 0;
}

static inline int of_property_read_u16_array(const struct device_node *np,
					     const char *propname, u16 *out,
					     size_t sz)
{
	int ret = of_property_read_variable_u16_array(np, propname, out, sz, 0);

	return ret < 0 ? ret : 0;
}

static inline int of_property_read_u32_array(const struct device_node *np,
					     const char *propname, u32 *out,
					     size_t sz)
{
	int ret = of_property_read_variable_u32_array(np, propname, out, sz, 0);

	return ret < 0 ? ret : 0;
}

static inline int of_property_read_u64_array(const struct device_node *np,
					     const char *propname, u64 *out,
					     size_t sz)
{
	int ret = of_property_read_variable_u64_array(np, propname, out, sz, 0);

	return ret < 0 ? ret : 0;
}

static inline int of_property_read_u8(const struct device_node *np,
				      const char *propname, u8 *out)
{
	return of_property_read_u8_array(np, propname, out, 1);
}

static inline int of_property_read_u16(const struct device_node *np,
				       const char *propname, u16 *out)
{
	return of_property_read_u16_array(np, propname, out, 1);
}

static inline int of_property_read_u32(const struct device_node *np,
				       const char *propname, u32 *out)
{
	return of_property_read_u32_array(np, propname, out, 1);
}

static inline int of_property_read_s32(const struct device_node *np,
				       const char *propname, s32 *out)
{
	return of_property_read_u32(np, propname, (u32 *)out);
}

static inline int of_property_count_u8_elems(const struct device_node *np,
					     const char *propname)
{
	return of_property_count_elems_of_size(np, propname, sizeof(u8));
}

static inline int of_property_count_u16_elems(const struct device_node *np,
					      const char *propname)
{
	return of_property_count_elems_of_size(np, propname, sizeof(u16));
}

static inline int of_property_count_u32_elems(const struct device_node *np,
					      const char *propname)
{
	return of_property_count_elems_of_size(np, propname, sizeof(u32));
}

static inline int of_property_count_u64_elems(const struct device_node *np,
					      const char *propname)
{
	return of_property_count_elems_of_size(np, propname, sizeof(u64));
}

static inline int of_property_read_string_array(const struct device_node *np,
						const char *propname,
						const char **out_strs,
						size_t sz)
{
	return of_property_read_string_helper(np, propname, out_strs, sz, 0);
}

static inline int of_property_count_strings(const struct device_node *np,
					    const char *propname)
{
	return of_property_read_string_helper(np, propname, NULL, 0, 0);
}

static inline int of_property_read_string_index(const struct device_node *np,
						const char *propname,
						int index, const char **output)
{
	int rc = of_property_read_string_helper(np, propname, output, 1, index);

	return rc < 0 ? rc : 0;
}

static inline bool of_property_present(const struct device_node *np,
				       const char *propname)
{
	return of_find_property(np, propname, NULL) != NULL;
}

static inline bool of_property_read_bool(const struct device_node *np,
					 const char *propname)
{
	return of_property_present(np, propname);
}

/* size cells, big-endian, as one number; the top is lost past 64 bits. */
static inline u64 of_read_number(const __be32 *cell, int size)
{
	u64 r = 0;

	for (; size-- > 0; cell++)
		r = (r << 32) | __builtin_bswap32((__force u32)*cell);
	return r;
}

static inline unsigned long of_read_ulong(const __be32 *cell, int size)
{
	return of_read_number(cell, size);
}

/* --- phandles ------------------------------------------------------------- */

int of_phandle_iterator_init(struct of_phandle_iterator *it,
			     const struct device_node *np,
			     const char *list_name, const char *cells_name,
			     int cell_count);
int of_phandle_iterator_next(struct of_phandle_iterator *it);
int of_phandle_iterator_args(struct of_phandle_iterator *it, uint32_t *args,
			     int size);
int __of_parse_phandle_with_args(const struct device_node *np,
				 const char *list_name,
				 const char *cells_name, int cell_count,
				 int index, struct of_phandle_args *out_args);
int of_count_phandle_with_args(const struct device_node *np,
			       const char *list_name, const char *cells_name);

/* The node that entry index of a list of phandles names; NULL: none. */
static inline struct device_node *
of_parse_phandle(const struct device_node *np, const char *phandle_name,
		 int index)
{
	struct of_phandle_args args;

	if (__of_parse_phandle_with_args(np, phandle_name, NULL, 0, index,
					 &args))
		return NULL;
	return args.np;
}

static inline int of_parse_phandle_with_args(const struct device_node *np,
					     const char *list_name,
					     const char *cells_name, int index,
					     struct of_phandle_args *out_args)
{
	/* No property that tells a count: then the count has to be zero. */
	return __of_parse_phandle_with_args(np, list_name, cells_name,
					    cells_name ? -1 : 0, index,
					    out_args);
}

static inline int
of_parse_phandle_with_fixed_args(const struct device_node *np,
				 const char *list_name, int cell_count,
				 int index, struct of_phandle_args *out_args)
{
	return __of_parse_phandle_with_args(np, list_name, NULL, cell_count,
					    index, out_args);
}

/* --- loops ---------------------------------------------------------------- */

#define of_for_each_phandle(it, err, np, ln, cn, cc)			\
	for (of_phandle_iterator_init((it), (np), (ln), (cn), (cc)),	\
	     err = of_phandle_iterator_next(it);			\
	     err == 0; err = of_phandle_iterator_next(it))

#define for_each_property_of_node(dn, pp)				\
	for (pp = (dn)->properties; pp; pp = pp->next)

#define of_property_for_each_u32(np, propname, u)			\
	for (const struct property *__prop =				\
		     of_find_property(np, propname, NULL),		\
	     *__once = (void *)1; __once; __once = NULL)		\
		for (const __be32 *__item =				\
			     of_prop_next_u32(__prop, NULL, &(u));	\
		     __item;						\
		     __item = of_prop_next_u32(__prop, __item, &(u)))

#define of_property_for_each_string(np, propname, prop, s)		\
	for (prop = of_find_property(np, propname, NULL),		\
	     s = of_prop_next_string(prop, NULL); s;			\
	     s = of_prop_next_string(prop, s))

#define for_each_of_allnodes_from(from, dn)				\
	for (dn = of_find_all_nodes(from); dn; dn = of_find_all_nodes(dn))
#define for_each_of_allnodes(dn)	for_each_of_allnodes_from(NULL, dn)

#define for_each_node_by_name(dn, name)					\
	for (dn = of_find_node_by_name(NULL, name); dn;			\
	     dn = of_find_node_by_name(dn, name))
#define for_each_node_by_type(dn, type)					\
	for (dn = of_find_node_by_type(NULL, type); dn;			\
	     dn = of_find_node_by_type(dn, type))
#define for_each_compatible_node(dn, type, compatible)			\
	for (dn = of_find_compatible_node(NULL, type, compatible); dn;	\
	     dn = of_find_compatible_node(dn, type, compatible))
#define for_each_matching_node(dn, matches)				\
	for (dn = of_find_matching_node(NULL, matches); dn;		\
	     dn = of_find_matching_node(dn, matches))
#define for_each_matching_node_and_match(dn, matches, match)		\
	for (dn = of_find_matching_node_and_match(NULL, matches, match); \
	     dn;							\
	     dn = of_find_matching_node_and_match(dn, matches, match))
#define for_each_node_with_property(dn, prop_name)			\
	for (dn = of_find_node_with_property(NULL, prop_name); dn;	\
	     dn = of_find_node_with_property(dn, prop_name))

#define for_each_child_of_node(parent, child)				\
	for (child = of_get_next_child(parent, NULL); child;		\
	     child = of_get_next_child(parent, child))
#define for_each_child_of_node_scoped(parent, child)			\
	for (struct device_node *child = of_get_next_child(parent, NULL); \
	     child; child = of_get_next_child(parent, child))
#define for_each_available_child_of_node(parent, child)			\
	for (child = of_get_next_available_child(parent, NULL); child;	\
	     child = of_get_next_available_child(parent, child))
#define for_each_available_child_of_node_scoped(parent, child)		\
	for (struct device_node *child =				\
		     of_get_next_available_child(parent, NULL);		\
	     child; child = of_get_next_available_child(parent, child))
#define for_each_of_cpu_node(cpu)					\
	for (cpu = of_get_next_cpu_node(NULL); cpu;			\
	     cpu = of_get_next_cpu_node(cpu))

#endif
