/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_BYTEORDER_LITTLE_ENDIAN_H
#define _LINUX_BYTEORDER_LITTLE_ENDIAN_H

#include <linux/swab.h>
#include <linux/types.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error dmaspace runs on little endian machines only
#endif

#ifndef __LITTLE_ENDIAN
#define __LITTLE_ENDIAN		1234
#endif
#define __LITTLE_ENDIAN_BITFIELD

#define __cpu_to_le16(x)	((__force __le16)(__u16)(x))
#define __cpu_to_le32(x)	((__force __le32)(__u32)(x))
#define __cpu_to_le64(x)	((__force __le64)(__u64)(x))
#define __le16_to_cpu(x)	((__force __u16)(__le16)(x))
#define __le32_to_cpu(x)	((__force __u32)(__le32)(x))
#define __le64_to_cpu(x)	((__force __u64)(__le64)(x))
#define __cpu_to_be16(x)	((__force __be16)__swab16((x)))
#define __cpu_to_be32(x)	((__force __be32)__swab32((x)))
#define __cpu_to_be64(x)	((__force __be64)__swab64((x)))
#define __be16_to_cpu(x)	__swab16((__force __u16)(__be16)(x))
#define __be32_to_cpu(x)	__swab32((__force __u32)(__be32)(x))
#define __be64_to_cpu(x)	__swab64((__force __u64)(__be64)(x))
#define __constant_cpu_to_le16	__cpu_to_le16
#define __constant_cpu_to_le32	__cpu_to_le32
#define __constant_cpu_to_be16	__cpu_to_be16
#define __constant_cpu_to_be32	__cpu_to_be32

#include <linux/byteorder/generic.h>

#endif
