// SPDX-License-Identifier: Apache-2.0
// Products of bfloat16, where the CPU has them.
#ifndef SECCHI_NEIGHBOURS_HALF_H
#define SECCHI_NEIGHBOURS_HALF_H

#include "../Matrix/tiles.h"

enum { HALF_TILE_ROWS = 12 };

// As `matrix_tile`, with two bfloat16 in the place of each float of `a` and `b`.
matrix_tile half_tile;

#endif
