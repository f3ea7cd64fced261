/* SPDX-License-Identifier: MIT */
/*
 * libfdt's view of its surroundings, for code that has no libc: integer types
 * and the byte order of a device tree, which is big-endian.
 *
 * Debian's libfdt.h includes this file in place of its own.  The library
 * itself was built with the usual types: they have the same size and form.
 */
#ifndef LIBFDT_ENV_H
#define LIBFDT_ENV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint16_t fdt16_t;
typedef uint32_t fdt32_t;
typedef uint64_t fdt64_t;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define FDT_SWAP(bits, x)	__builtin_bswap##bits(x)
#else
#define FDT_SWAP(bits, x)	(x)
#endif

static inline uint16_t fdt16_to_cpu(fdt16_t x)
{
	return FDT_SWAP(16, x);
}

static inline fdt16_t cpu_to_fdt16(uint16_t x)
{
	return FDT_SWAP(16, x);
}

static inline uint32_t fdt32_to_cpu(fdt32_t x)
{
	return FDT_SWAP(32, x);
}

static inline fdt32_t cpu_to_fdt32(uint32_t x)
{
	return FDT_SWAP(32, x);
}

static inline uint64_t fdt64_to_cpu(fdt64_t x)
{
	return FDT_SWAP(64, x);
}

static inline fdt64_t cpu_to_fdt64(uint64_t x)
{
	return FDT_SWAP(64, x);
}

#undef FDT_SWAP
#endif
