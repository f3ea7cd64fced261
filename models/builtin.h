/* SPDX-License-Identifier: MIT */
#ifndef MODELS_BUILTIN_H
#define MODELS_BUILTIN_H

struct model_ops;

extern const struct model_ops model_axi_cdma;

/* Ends with NULL. */
extern const struct model_ops *const model_builtin[];

#endif
