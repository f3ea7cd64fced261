/* SPDX-License-Identifier: MIT */
/* cred.h - who calls.  capable() is what there is: see capability.h. */
#ifndef _LINUX_CRED_H
#define _LINUX_CRED_H

#include <linux/capability.h>

#endif
