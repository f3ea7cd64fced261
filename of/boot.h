/* SPDX-License-Identifier: MIT */
/*
 * A tree without a machine; of_boot() itself and /proc/iomem are in core/boot.h.
 */
#ifndef OF_BOOT_H
#define OF_BOOT_H

#include <linux/types.h>

/*
 * All of of_boot() but the machine: check the blob, make the tree, take
 * /memory, /memreserve/ and /reserved-memory, print the kernel's lines.  0;
 * -EINVAL (the reason was said by host_error()); -ENOMEM.
 */
int of_scan(const void *dtb, size_t size);
/* Say where the DMA zone of this tree ends: zone_dma_limit. */
void of_limit_dma_zone(void);
/* Forget all of it. */
void of_reset(void);

#endif
