/* SPDX-License-Identifier: MIT */
#ifndef CORE_PRINT_H
#define CORE_PRINT_H

/* The kernel stops: log what no newline ended yet. */
void print_flush(void);

#endif
