// SPDX-License-Identifier: Apache-2.0
#include "CKernels.h"

#include <string.h>

// Every multiply-add below is fused where the CPU can, which all that have AVX2 do.
#pragma STDC FP_CONTRACT ON

enum { TILE = SECCHI_LABEL_TILE, LANES = 16, ROWS = 2, CLASSES = 8 };

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));
typedef float loose_lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(4)));
typedef int32_t integers __attribute__((vector_size(LANES * sizeof(int32_t))));

#define LOAD(p) (*(const loose_lanes *)(p))
#define STORE(p, v) (*(loose_lanes *)(p) = (v))

// MARK: - exp(-gamma d^2)

// e^x = 2^n e^r with r = x - n ln 2 in [-0.35, 0.35], e^r by its series to r^7: within 1e-7 of the value.
SECCHI_CLONES
void secchi_label_kernel(float *tile, size_t rows, size_t columns, const float *row_squares, const float *column_squares,
                         float gamma) {
    float squares[TILE] = {0};
    memcpy(squares, column_squares, columns * sizeof *squares);
    for (size_t i = 0; i < rows; i++) {
        float *row = tile + i * TILE;
        memset(row + columns, 0, (TILE - columns) * sizeof *row);
        for (size_t j = 0; j < columns; j += LANES) {
            lanes distance = (row_squares[i] + LOAD(squares + j)) - 2 * LOAD(row + j);
            integers above = distance > 0;
            distance = (lanes)((integers)distance & above);
            lanes x = -gamma * distance;
            integers known = x > -87.0f;
            x = (lanes)((integers)x & known);
            // Adding 1.5 * 2^23 rounds to an integer, which is then in the low bits.
            lanes shifted = x * 1.44269504f + 12582912.0f;
            lanes n = shifted - 12582912.0f;
            lanes r = x - n * 0.693145752f;
            r = r - n * 1.42860677e-6f;
            lanes p = r * (1.0f / 5040) + 1.0f / 720;
            p = p * r + 1.0f / 120;
            p = p * r + 1.0f / 24;
            p = p * r + 1.0f / 6;
            p = p * r + 0.5f;
            p = p * r + 1.0f;
            p = p * r + 1.0f;
            integers power = (__builtin_convertvector(n, integers) + 127) << 23;
            lanes value = p * (lanes)power;
            STORE(row + j, (lanes)((integers)value & known));
        }
        for (size_t j = columns; j < TILE && j < columns + LANES; j++) row[j] = 0;
    }
    memset(tile + rows * TILE, 0, (TILE - rows) * TILE * sizeof *tile);
}

// MARK: - Tile times class values

// COUNT classes from one reading of the tile, two rows at a time.
#define APPLY(COUNT)                                                                                          \
    for (size_t i = 0; i < TILE; i += ROWS) {                                                                 \
        const float *first = tile + i * TILE, *second = first + TILE;                                         \
        lanes left[COUNT], right[COUNT];                                                                      \
        float one[COUNT], two[COUNT];                                                                         \
        for (size_t c = 0; c < (COUNT); c++) {                                                                \
            left[c] = (lanes){0};                                                                             \
            right[c] = (lanes){0};                                                                            \
            one[c] = f[c * stride + row + i];                                                                 \
            two[c] = f[c * stride + row + i + 1];                                                             \
        }                                                                                                     \
        for (size_t j = 0; j < TILE; j += LANES) {                                                            \
            lanes a = LOAD(first + j), b = LOAD(second + j);                                                  \
            for (size_t c = 0; c < (COUNT); c++) {                                                            \
                lanes values = LOAD(f + c * stride + column + j);                                             \
                left[c] = a * values + left[c];                                                               \
                right[c] = b * values + right[c];                                                             \
                if (mirrored) {                                                                               \
                    float *target = sums + c * stride + column + j;                                           \
                    lanes sum = a * one[c] + LOAD(target);                                                    \
                    STORE(target, b * two[c] + sum);                                                          \
                }                                                                                             \
            }                                                                                                 \
        }                                                                                                     \
        for (size_t c = 0; c < (COUNT); c++) {                                                                \
            float l = 0, r = 0;                                                                               \
            for (int lane = 0; lane < LANES; lane++) {                                                        \
                l += left[c][lane];                                                                           \
                r += right[c][lane];                                                                          \
            }                                                                                                 \
            sums[c * stride + row + i] += l;                                                                  \
            sums[c * stride + row + i + 1] += r;                                                              \
        }                                                                                                     \
    }

#define APPLY_CASE(COUNT)                                                   \
    case COUNT:                                                             \
        if (mirrored) {                                                     \
            APPLY(COUNT)                                                    \
        } else {                                                            \
            APPLY(COUNT)                                                    \
        }                                                                   \
        break;

SECCHI_CLONES
void secchi_label_apply(const float *tile, const float *f, float *sums, size_t stride, size_t classes, size_t row,
                        size_t column, int mirrored) {
    for (size_t from = 0; from < classes; from += CLASSES) {
        size_t count = classes - from < CLASSES ? classes - from : CLASSES;
        switch (count) {
            APPLY_CASE(1)
            APPLY_CASE(2)
            APPLY_CASE(3)
            APPLY_CASE(4)
            APPLY_CASE(5)
            APPLY_CASE(6)
            APPLY_CASE(7)
            APPLY_CASE(8)
        }
        f += CLASSES * stride;
        sums += CLASSES * stride;
    }
}
