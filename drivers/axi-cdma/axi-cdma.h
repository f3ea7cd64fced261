/* SPDX-License-Identifier: (GPL-2.0 OR MIT) */
/* What a program says to /dev/axi-cdmaN. */
#ifndef AXI_CDMA_H
#define AXI_CDMA_H

#include <linux/ioctl.h>
#include <linux/types.h>

/* src, dst are DMA addresses, not the program's own: needs CAP_SYS_RAWIO. */
#define AXI_CDMA_SRC_DMA	(1u << 0)
#define AXI_CDMA_DST_DMA	(1u << 1)

/*
 * Copy len bytes; the ranges may not overlap.  done tells how many were copied
 * from the start, also when the call fails half-way.
 *
 * EINVAL: unknown flag, overlap, an address that the engine does not reach.
 * EFAULT: not the program's memory.  EIO: the engine reported an error.
 * ETIMEDOUT: it did not answer.  ENODEV: it is gone.  EPERM, EINTR, ENOMEM.
 */
struct axi_cdma_copy {
	__u64 src;
	__u64 dst;
	__u64 len;
	__u64 done;
	__u32 flags;
	__u32 reserved;			/* 0 */
};

#define AXI_CDMA_IOC_COPY	_IOWR(0xcd, 1, struct axi_cdma_copy)

#endif
