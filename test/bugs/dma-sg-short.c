// SPDX-License-Identifier: MIT
/* More entries than there are. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kmalloc(c->dev, 4 * 4096, GFP_KERNEL);
	struct scatterlist sg[4];
	int i;

	if (!buf)
		return -ENOMEM;
	sg_init_table(sg, 4);
	for (i = 0; i < 4; i++)
		sg_set_buf(&sg[i], buf + i * 4096, 4096);
	if (!dma_map_sg(c->dev, sg, 5 /* BUG: of 4 */, DMA_FROM_DEVICE))
		return -ENOMEM;
	return 0;
}

CDMA_DRIVER(run);
