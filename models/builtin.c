// SPDX-License-Identifier: MIT
/*
 * The models that every board has: they play the nodes that their compatible
 * names, unless another model was given for the node.
 */
#include "dmaspace/device.h"

extern const struct model_ops model_axi_cdma;

const struct model_ops *const model_builtin[] = {
	&model_axi_cdma,
	NULL,
};
