// SPDX-License-Identifier: Apache-2.0
// Distances between a few rows in single precision. They are taken from differences, not from products: so rows close to
// one another are told apart however far from the centre they are.
#include <string.h>

#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

enum { LANES = 16, WIDTH = 4 };

// Sixteen sums side by side, in as many registers as the clone has for them.
typedef float __attribute__((vector_size(LANES * 4), aligned(4), may_alias)) lanes;
typedef float __attribute__((vector_size(LANES * 2), aligned(4))) half_lanes;
typedef float __attribute__((vector_size(LANES), aligned(4))) quarter_lanes;

// Adds the lanes up pairwise: the same bits from every clone.
static inline __attribute__((always_inline)) float total(const lanes *sums) {
    lanes all = *sums;
    half_lanes half = __builtin_shufflevector(all, all, 0, 1, 2, 3, 4, 5, 6, 7) +
                      __builtin_shufflevector(all, all, 8, 9, 10, 11, 12, 13, 14, 15);
    quarter_lanes rest =
        __builtin_shufflevector(half, half, 0, 1, 2, 3) + __builtin_shufflevector(half, half, 4, 5, 6, 7);
    return (rest[0] + rest[2]) + (rest[1] + rest[3]);
}

SECCHI_CLONES
static void squares(const float *x, const float *const *others, size_t stride, float *out) {
    const float *a = others[0], *b = others[1], *c = others[2], *d = others[3];
    lanes to_a = {0}, to_b = {0}, to_c = {0}, to_d = {0};
    for (size_t p = 0; p < stride; p += LANES) {
        lanes value = *(const lanes *)(x + p), difference = value - *(const lanes *)(a + p);
        to_a += difference * difference;
        difference = value - *(const lanes *)(b + p);
        to_b += difference * difference;
        difference = value - *(const lanes *)(c + p);
        to_c += difference * difference;
        difference = value - *(const lanes *)(d + p);
        to_d += difference * difference;
    }
    out[0] = total(&to_a);
    out[1] = total(&to_b);
    out[2] = total(&to_c);
    out[3] = total(&to_d);
}

void secchi_descent_join(const secchi_descent_rows *rows, const uint32_t *numbers, size_t fresh, size_t count,
                         const secchi_descent_lists *lists) {
    for (size_t i = 0; i < fresh; i++) {
        const float *x = rows->values + numbers[i] * rows->stride;
        for (size_t j = i + 1; j < count; j += WIDTH) {
            const float *others[WIDTH];
            float found[WIDTH];
            size_t width = count - j < WIDTH ? count - j : WIDTH;
            for (size_t l = 0; l < WIDTH; l++) {
                others[l] = rows->values + numbers[l < width ? j + l : j] * rows->stride;
            }
            squares(x, others, rows->stride, found);
            for (size_t l = 0; l < width; l++) {
                uint32_t other = numbers[j + l], key;
                if (other == numbers[i]) continue;
                // Squares are at least 0, and their bits ascend with them.
                memcpy(&key, found + l, sizeof key);
                secchi_descent_offer(lists, numbers[i], key, other, 1);
                secchi_descent_offer(lists, other, key, numbers[i], 1);
            }
        }
    }
}

SECCHI_CLONES
static float margin(const float *x, const float *a, const float *b, size_t stride) {
    lanes sums = {0};
    for (size_t p = 0; p < stride; p += LANES) {
        lanes first = *(const lanes *)(a + p), second = *(const lanes *)(b + p);
        sums += (*(const lanes *)(x + p) - 0.5f * (first + second)) * (first - second);
    }
    return total(&sums);
}

void secchi_descent_margins(const secchi_descent_rows *rows, uint32_t a, uint32_t b, const uint32_t *numbers,
                            size_t count, float *margins) {
    const float *first = rows->values + a * rows->stride, *second = rows->values + b * rows->stride;
    for (size_t i = 0; i < count; i++) {
        margins[i] = margin(rows->values + numbers[i] * rows->stride, first, second, rows->stride);
    }
}

void secchi_descent_lay_out(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t first,
                            size_t count, float *out, size_t stride) {
    size_t columns = rows->column_count;
    for (size_t row = first; row < first + count; row++) {
        const float *values = rows->values + row * columns;
        float *to = out + row * stride;
        double scale = rows->scales ? rows->scales[row] : 1;
        for (size_t p = 0; p < columns; p++) {
            to[p] = (float)(((double)values[p] * scale - layout->centre[p]) * layout->factor[p]);
        }
        memset(to + columns, 0, (stride - columns) * sizeof *to);
        if (layout->extra && scale == 0) to[columns] = (float)layout->factor[columns];
    }
}
