/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_BOTTOM_HALF_H
#define _LINUX_BOTTOM_HALF_H

/* real: no timer function runs on this CPU in between */
void local_bh_disable(void);
void local_bh_enable(void);

#endif
