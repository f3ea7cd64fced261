// SPDX-License-Identifier: MIT
/* Code of a driver, without a module_init(). */
#include <linux/module.h>

int no_init_answer(void);

int no_init_answer(void)
{
	return 42;
}

MODULE_LICENSE("Dual MIT/GPL");
