/* SPDX-License-Identifier: MIT */
/* va_list and its macros: the compiler's own. */
#ifndef _LINUX_STDARG_H
#define _LINUX_STDARG_H

#include <stdarg.h>

#endif
