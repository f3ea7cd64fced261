/* SPDX-License-Identifier: MIT */
#ifndef CORE_MISC_H
#define CORE_MISC_H

int misc_init(void);

#endif
