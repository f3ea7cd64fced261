// SPDX-License-Identifier: MIT
/* An allocation that fails is not looked at. */
#include "plain.h"

struct card {
	int id, irq;
};

static int wanted = 1;

static struct card *find_card(int id)
{
	return id == 0 ? kzalloc(sizeof(struct card), GFP_KERNEL) : NULL;
}

static int run(void)
{
	struct card *card = find_card(READ_ONCE(wanted));

	return card->irq;		/* BUG: it may be NULL */
}

PLAIN_DRIVER(run);
