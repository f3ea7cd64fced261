/* SPDX-License-Identifier: MIT */
/* Values between the CPU's order and a device's: by value, through a pointer
 * (p), in place (s), and arrays. */
#ifndef _LINUX_BYTEORDER_GENERIC_H
#define _LINUX_BYTEORDER_GENERIC_H

#include <linux/byteorder/little_endian.h>
#include <linux/types.h>

#define cpu_to_le16	__cpu_to_le16
#define le16_to_cpu	__le16_to_cpu
#define cpu_to_le32	__cpu_to_le32
#define le32_to_cpu	__le32_to_cpu
#define cpu_to_le64	__cpu_to_le64
#define le64_to_cpu	__le64_to_cpu
#define cpu_to_be16	__cpu_to_be16
#define be16_to_cpu	__be16_to_cpu
#define cpu_to_be32	__cpu_to_be32
#define be32_to_cpu	__be32_to_cpu
#define cpu_to_be64	__cpu_to_be64
#define be64_to_cpu	__be64_to_cpu

static inline u16 le16_to_cpup(const __le16 *p)
{
	return le16_to_cpu(*p);
}

static inline __le16 cpu_to_le16p(const u16 *p)
{
	return cpu_to_le16(*p);
}

static inline void cpu_to_le16s(u16 *p)
{
	*(__le16 *)p = cpu_to_le16(*p);
}

static inline void le16_to_cpus(u16 *p)
{
	*p = le16_to_cpu(*(__le16 *)p);
}

static inline u32 le32_to_cpup(const __le32 *p)
{
	return le32_to_cpu(*p);
}

static inline __le32 cpu_to_le32p(const u32 *p)
{
	return cpu_to_le32(*p);
}

static inline void cpu_to_le32s(u32 *p)
{
	*(__le32 *)p = cpu_to_le32(*p);
}

static inline void le32_to_cpus(u32 *p)
{
	*p = le32_to_cpu(*(__le32 *)p);
}

static inline u64 le64_to_cpup(const __le64 *p)
{
	return le64_to_cpu(*p);
}

static inline __le64 cpu_to_le64p(const u64 *p)
{
	return cpu_to_le64(*p);
}

static inline void cpu_to_le64s(u64 *p)
{
	*(__le64 *)p = cpu_to_le64(*p);
}

static inline void le64_to_cpus(u64 *p)
{
	*p = le64_to_cpu(*(__le64 *)p);
}

static inline u16 be16_to_cpup(const __be16 *p)
{
	return be16_to_cpu(*p);
}

static inline __be16 cpu_to_be16p(const u16 *p)
{
	return cpu_to_be16(*p);
}

static inline void cpu_to_be16s(u16 *p)
{
	*(__be16 *)p = cpu_to_be16(*p);
}

static inline void be16_to_cpus(u16 *p)
{
	*p = be16_to_cpu(*(__be16 *)p);
}

static inline u32 be32_to_cpup(const __be32 *p)
{
	return be32_to_cpu(*p);
}

static inline __be32 cpu_to_be32p(const u32 *p)
{
	return cpu_to_be32(*p);
}

static inline void cpu_to_be32s(u32 *p)
{
	*(__be32 *)p = cpu_to_be32(*p);
}

static inline void be32_to_cpus(u32 *p)
{
	*p = be32_to_cpu(*(__be32 *)p);
}

static inline u64 be64_to_cpup(const __be64 *p)
{
	return be64_to_cpu(*p);
}

static inline __be64 cpu_to_be64p(const u64 *p)
{
	return cpu_to_be64(*p);
}

static inline void cpu_to_be64s(u64 *p)
{
	*(__be64 *)p = cpu_to_be64(*p);
}

static inline void be64_to_cpus(u64 *p)
{
	*p = be64_to_cpu(*(__be64 *)p);
}

static inline void le16_add_cpu(__le16 *var, u16 val)
{
	*var = cpu_to_le16(le16_to_cpu(*var) + val);
}

static inline void le32_add_cpu(__le32 *var, u32 val)
{
	*var = cpu_to_le32(le32_to_cpu(*var) + val);
}

static inline void le64_add_cpu(__le64 *var, u64 val)
{
	*var = cpu_to_le64(le64_to_cpu(*var) + val);
}

static inline void be16_add_cpu(__be16 *var, u16 val)
{
	*var = cpu_to_be16(be16_to_cpu(*var) + val);
}

static inline void be32_add_cpu(__be32 *var, u32 val)
{
	*var = cpu_to_be32(be32_to_cpu(*var) + val);
}

static inline void be64_add_cpu(__be64 *var, u64 val)
{
	*var = cpu_to_be64(be64_to_cpu(*var) + val);
}

static inline void be16_to_cpu_array(u16 *dst, const __be16 *src,
				     size_t len)
{
	while (len--)
		dst[len] = be16_to_cpu(src[len]);
}

static inline void cpu_to_be16_array(__be16 *dst, const u16 *src,
				     size_t len)
{
	while (len--)
		dst[len] = cpu_to_be16(src[len]);
}

static inline void be32_to_cpu_array(u32 *dst, const __be32 *src,
				     size_t len)
{
	while (len--)
		dst[len] = be32_to_cpu(src[len]);
}

static inline void cpu_to_be32_array(__be32 *dst, const u32 *src,
				     size_t len)
{
	while (len--)
		dst[len] = cpu_to_be32(src[len]);
}

static inline void be64_to_cpu_array(u64 *dst, const __be64 *src,
				     size_t len)
{
	while (len--)
		dst[len] = be64_to_cpu(src[len]);
}

static inline void cpu_to_be64_array(__be64 *dst, const u64 *src,
				     size_t len)
{
	while (len--)
		dst[len] = cpu_to_be64(src[len]);
}

static inline void le32_to_cpu_array(u32 *buf, unsigned int words)
{
	while (words--)
		le32_to_cpus(buf++);
}

static inline void cpu_to_le32_array(u32 *buf, unsigned int words)
{
	while (words--)
		cpu_to_le32s(buf++);
}

static inline void le64_to_cpu_array(u64 *buf, unsigned int words)
{
	while (words--)
		le64_to_cpus(buf++);
}

static inline void cpu_to_le64_array(u64 *buf, unsigned int words)
{
	while (words--)
		cpu_to_le64s(buf++);
}

#define htonl(x)	cpu_to_be32(x)
#define ntohl(x)	be32_to_cpu(x)
#define htons(x)	cpu_to_be16(x)
#define ntohs(x)	be16_to_cpu(x)

#endif
