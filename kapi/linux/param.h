/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PARAM_H
#define _LINUX_PARAM_H

/* arm64's usual choice */
#define HZ 250
#define USER_HZ 100

#endif
