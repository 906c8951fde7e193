// SPDX-License-Identifier: Apache-2.0
// What Swift cannot import from libxml2.
#ifndef SECCHI_CXMLSHIM_H
#define SECCHI_CXMLSHIM_H
#include <libxml/parser.h>
#endif
