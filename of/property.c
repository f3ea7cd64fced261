// SPDX-License-Identifier: MIT
/*
 * property - values of properties: numbers, strings, lists.
 *
 * A value is bytes of the blob, numbers in it are big-endian.  Readers check
 * the length before they read, and a string must end inside of its value.  What
 * the caller asked for may be in board memory, so it is stored as the CPU stores.
 *
 * Same as Linux: names and errors: -EINVAL no such property (or node),
 * -ENODATA no value or no such string, -EOVERFLOW too short (or longer than a
 * given maximum), -EILSEQ a string without end.
 */
#include <linux/errno.h>
#include <linux/err.h>
#include <linux/string.h>

#include "home/home.h"
#include "of/private.h"

struct property *of_find_property(const struct device_node *np,
				  const char *name, int *lenp)
{
	struct property *pp;
	char first;

	if (!np)
		return NULL;
	/* Most names differ there: a call less for each. */
	home_load(name, &first, 1);
	for_each_property_of_node(np, pp) {
		if (*pp->name != first || strcmp(pp->name, name))
			continue;
		if (lenp)
			home_store(lenp, &pp->length, sizeof(*lenp));
		return pp;
	}
	return NULL;
}

const void *of_get_property(const struct device_node *node, const char *name,
			    int *lenp)
{
	struct property *pp = of_find_property(node, name, lenp);

	return pp ? pp->value : NULL;
}

/* --- numbers -------------------------------------------------------------- */

/* The value of at least min and (unless 0) at most max bytes, or ERR_PTR. */
static const u8 *value_of_size(const struct device_node *np, const char *name,
			       size_t min, size_t max, size_t *len)
{
	struct property *prop = of_find_property(np, name, NULL);

	if (!prop)
		return ERR_PTR(-EINVAL);
	if (!prop->length)
		return ERR_PTR(-ENODATA);
	if (prop->length < min || (max && prop->length > max))
		return ERR_PTR(-EOVERFLOW);
	if (len)
		*len = prop->length;
	return prop->value;
}

static u64 number_at(const u8 *value, size_t size)
{
	u64 n = 0;

	while (size--)
		n = n << 8 | *value++;
	return n;
}

/* Element i of out; little-endian as the board is. */
static void put_number(void *out, size_t i, size_t size, u64 n)
{
	home_store(out + i * size, &n, size);
}

/* Between sz_min and sz_max numbers (sz_max 0: exactly sz_min); how many. */
static int read_array(const struct device_node *np, const char *name,
		      void *out, size_t size, size_t sz_min, size_t sz_max)
{
	size_t len, count = sz_min;
	const u8 *value = value_of_size(np, name, sz_min * size,
					sz_max * size, &len);

	if (IS_ERR(value))
		return PTR_ERR(value);
	if (sz_max)
		count = len / size;
	for (size_t i = 0; i < count; i++)
		put_number(out, i, size, number_at(value + i * size, size));
	return count;
}

int of_property_read_variable_u8_array(const struct device_node *np,
				       const char *propname, u8 *out_values,
				       size_t sz_min, size_t sz_max)
{
	return read_array(np, propname, out_values, 1, sz_min, sz_max);
}

int of_property_read_variable_u16_array(const struct device_node *np,
					const char *propname, u16 *out_values,
					size_t sz_min, size_t sz_max)
{
	return read_array(np, propname, out_values, 2, sz_min, sz_max);
}

int of_property_read_variable_u32_array(const struct device_node *np,
					const char *propname, u32 *out_values,
					size_t sz_min, size_t sz_max)
{
	return read_array(np, propname, out_values, 4, sz_min, sz_max);
}

int of_property_read_variable_u64_array(const struct device_node *np,
					const char *propname, u64 *out_values,
					size_t sz_min, size_t sz_max)
{
	return read_array(np, propname, out_values, 8, sz_min, sz_max);
}

int of_property_read_u64(const struct device_node *np, const char *propname,
			 u64 *out_value)
{
	int ret = read_array(np, propname, out_value, 8, 1, 0);

	return ret < 0 ? ret : 0;
}

static int read_index(const struct device_node *np, const char *name,
		      u32 index, void *out, size_t size)
{
	const u8 *value = value_of_size(np, name, ((size_t)index + 1) * size,
					0, NULL);

	if (IS_ERR(value))
		return PTR_ERR(value);
	put_number(out, 0, size, number_at(value + index * size, size));
	return 0;
}

int of_property_read_u32_index(const struct device_node *np,
			       const char *propname, u32 index,
			       u32 *out_value)
{
	return read_index(np, propname, index, out_value, 4);
}

int of_property_read_u64_index(const struct device_node *np,
			       const char *propname, u32 index,
			       u64 *out_value)
{
	return read_index(np, propname, index, out_value, 8);
}

int of_property_count_elems_of_size(const struct device_node *np,
				    const char *propname, int elem_size)
{
	struct property *prop = of_find_property(np, propname, NULL);

	if (!prop)
		return -EINVAL;
	if (!prop->length)
		return -ENODATA;
	if (prop->length % elem_size)
		return -EINVAL;
	return prop->length / elem_size;
}

const __be32 *of_prop_next_u32(const struct property *prop, const __be32 *cur,
			       u32 *pu)
{
	const char *at;
	u32 u;

	if (!prop)
		return NULL;
	at = cur ? (const char *)(cur + 1) : prop->value;
	if (at + 4 > (const char *)prop->value + prop->length)
		return NULL;
	u = of_read_number((const __be32 *)at, 1);
	home_store(pu, &u, sizeof(u));
	return (const __be32 *)at;
}

/* --- strings -------------------------------------------------------------- */

/* The string at s if it ends before the value does. */
static const char *string_in(const struct property *prop, const char *s)
{
	const char *end = (const char *)prop->value + prop->length;

	return s < end && memchr(s, 0, end - s) ? s : NULL;
}

const char *of_prop_next_string(const struct property *prop, const char *cur)
{
	if (!prop)
		return NULL;
	return string_in(prop, cur ? cur + strlen(cur) + 1 : prop->value);
}

int of_property_read_string(const struct device_node *np,
			    const char *propname, const char **out_string)
{
	const struct property *prop = of_find_property(np, propname, NULL);

	if (!prop)
		return -EINVAL;
	if (!prop->length)
		return -ENODATA;
	if (!string_in(prop, prop->value))
		return -EILSEQ;
	home_store(out_string, &prop->value, sizeof(*out_string));
	return 0;
}

/* The index of string in a list of strings. */
int of_property_match_string(const struct device_node *np,
			     const char *propname, const char *string)
{
	const struct property *prop = of_find_property(np, propname, NULL);
	const char *s = NULL;
	int i = 0;

	if (!prop)
		return -EINVAL;
	if (!prop->length)
		return -ENODATA;
	while ((s = of_prop_next_string(prop, s))) {
		if (!strcmp(s, string))
			return i;
		i++;
	}
	s = (const char *)prop->value + prop->length - 1;
	return *s ? -EILSEQ : -ENODATA;
}

/*
 * Strings from number skip on, at most sz into out_strs (NULL: only count);
 * how many there were.  -ENODATA when there is none.
 */
int of_property_read_string_helper(const struct device_node *np,
				   const char *propname,
				   const char **out_strs, size_t sz, int skip)
{
	const struct property *prop = of_find_property(np, propname, NULL);
	const char *s = NULL, *end;
	int i = 0;

	if (!prop)
		return -EINVAL;
	if (!prop->length)
		return -ENODATA;
	end = (const char *)prop->value + prop->length;
	for (; !out_strs || i < skip + (int)sz; i++) {
		const char *at = s ? s + strlen(s) + 1 : prop->value;

		if (at >= end)
			break;
		s = string_in(prop, at);
		if (!s)
			return -EILSEQ;
		if (out_strs && i >= skip)
			home_store(out_strs++, &s, sizeof(s));
	}
	i -= skip;
	return i <= 0 ? -ENODATA : i;
}
