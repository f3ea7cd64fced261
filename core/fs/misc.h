/* SPDX-License-Identifier: MIT */
#ifndef CORE_FS_MISC_H
#define CORE_FS_MISC_H

int misc_init(void);

#endif
