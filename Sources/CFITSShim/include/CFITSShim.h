// SPDX-License-Identifier: Apache-2.0
// What Swift cannot import from CFITSIO: its open calls are version-checking macros.
#ifndef SECCHI_CFITSSHIM_H
#define SECCHI_CFITSSHIM_H
#include <fitsio.h>
#endif
