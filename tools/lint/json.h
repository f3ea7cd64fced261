/* SPDX-License-Identifier: MIT */
#ifndef TOOLS_LINT_JSON_H
#define TOOLS_LINT_JSON_H

#include <jansson.h>

/* A string of a tree, in UTF-8 whatever it has; NULL: null. */
json_t *lint_json_string(const char *s);

#endif
