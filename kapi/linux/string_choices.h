/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_STRING_CHOICES_H_
#define _LINUX_STRING_CHOICES_H_
#include <linux/string_helpers.h>
#endif
