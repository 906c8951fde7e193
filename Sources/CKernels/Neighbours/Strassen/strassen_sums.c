// SPDX-License-Identifier: Apache-2.0
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../layout.h"
#include "strassen.h"

#pragma STDC FP_CONTRACT OFF

enum { PARTS = STRASSEN_PARTS, ROWS = STRASSEN_ROWS, BLOCK = SECCHI_NEIGHBOUR_STRASSEN_BLOCK };

// The right factors are columns as published; ours are rows, so that their halves of columns come second, too.
const struct strassen_seventh strassen_seven[7] = {
    {{{1, 0}, {0, 1}}, {{1, 0}, {0, 1}}, {{1, 0}, {0, 1}}},
    {{{0, 0}, {1, 1}}, {{1, 0}, {0, 0}}, {{0, 0}, {1, -1}}},
    {{{1, 0}, {0, 0}}, {{0, 0}, {1, -1}}, {{0, 1}, {0, 1}}},
    {{{0, 0}, {0, 1}}, {{-1, 1}, {0, 0}}, {{1, 0}, {1, 0}}},
    {{{1, 1}, {0, 0}}, {{0, 0}, {0, 1}}, {{-1, 1}, {0, 0}}},
    {{{-1, 0}, {1, 0}}, {{1, 0}, {1, 0}}, {{0, 0}, {0, 1}}},
    {{{0, 1}, {0, -1}}, {{0, 1}, {0, 1}}, {{1, 0}, {0, 0}}},
};

void strassen_products(strassen_product *products) {
    for (size_t k = 0; k < STRASSEN_PRODUCTS; k++) {
        for (size_t i = 0; i < PARTS; i++) {
            for (size_t j = 0; j < PARTS; j++) {
                size_t outer = k / 7, inner = k % 7;
                products[k].left[i][j] = strassen_seven[outer].left[i / 2][j / 2] * strassen_seven[inner].left[i % 2][j % 2];
                products[k].right[i][j] = strassen_seven[outer].right[i / 2][j / 2] * strassen_seven[inner].right[i % 2][j % 2];
                products[k].sum[i][j] = strassen_seven[outer].sum[i / 2][j / 2] * strassen_seven[inner].sum[i % 2][j % 2];
            }
        }
    }
}

enum { LANES = 16 };

// Sums of every 16th square: the same bits from every clone.
SECCHI_CLONES
static double sum_of_squares(const float *values, size_t count) {
    double sums[LANES] = {0}, sum = 0;
    size_t p = 0;
    for (; p + LANES <= count; p += LANES)
        for (size_t i = 0; i < LANES; i++) sums[i] += (double)values[p + i] * (double)values[p + i];
    for (size_t i = 0; p < count; p++, i++) sums[i] += (double)values[p] * (double)values[p];
    for (size_t i = 0; i < LANES; i++) sum += sums[i];
    return sum;
}

SECCHI_CLONES
static void take_values(const float *values, double scale, const secchi_neighbour_layout *layout, size_t count, float *to) {
    for (size_t p = 0; p < count; p++) to[p] = layout_value(values[p], scale, layout, p);
}

// Lays out a row.
static void take_one(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t row, float *to) {
    size_t columns = rows->column_count;
    double scale = rows->scales ? rows->scales[row] : 1;
    take_values(rows->values + row * columns, scale, layout, columns, to);
    if (layout->extra && scale == 0) to[columns] = (float)layout->factor[columns];
}

SECCHI_CLONES
static void multiply_values(float *values, size_t count, float factor) {
    for (size_t p = 0; p < count; p++) values[p] *= factor;
}

static void divide(float *values, size_t count, strassen_rows *taken, size_t place, double norm) {
    int power = norm > 0 ? ilogb(sqrt(norm)) + 1 : 0;
    power = power < -100 ? -100 : power > 100 ? 100 : power;
    taken->scales[place] = (float)ldexp(1, power);
    multiply_values(values, count, (float)ldexp(1, -power));
    size_t quarter = taken->quarter;
    for (size_t i = 0; i < PARTS; i++)
        taken->lengths[place / ROWS][i][place % ROWS] = sqrt(sum_of_squares(values + i * quarter, quarter));
}

int strassen_take(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from, size_t count,
                  float *values, strassen_rows *taken) {
    enum { TOGETHER = 16 };
    size_t depth = secchi_neighbour_depth(rows->column_count, layout);
    float *some = malloc(TOGETHER * depth * sizeof *some);
    memset(taken, 0, sizeof *taken);
    taken->quarter = depth / PARTS;
    taken->values = values;
    for (size_t first = 0; some && first < BLOCK; first += TOGETHER) {
        memset(some, 0, TOGETHER * depth * sizeof *some);
        for (size_t i = 0; i < TOGETHER; i++) {
            if (first + i < count) take_one(rows, layout, from + first + i, some + i * depth);
            double norm = sum_of_squares(some + i * depth, depth);
            taken->norms[first + i] = layout_norm(norm, rows->column_count);
            divide(some + i * depth, depth, taken, first + i, norm);
        }
        float *to = values + first / ROWS * ROWS * depth + first % ROWS;
        for (size_t p = 0; p < depth; p++)
            for (size_t i = 0; i < TOGETHER; i++) to[p * ROWS + i] = some[i * depth + p];
    }
    free(some);
    return some != NULL;
}

typedef struct {
    size_t count;
    const float *values[PARTS];
    float signs[PARTS];
} terms;

// Adds some steps of up to four terms, and their squares to those of the rows.
SECCHI_CLONES
static void add_terms(const terms *terms, size_t step, float *sum, double *squares) {
    for (size_t i = 0; i < ROWS; i++) sum[i] = terms->signs[0] * terms->values[0][step * ROWS + i];
    for (size_t t = 1; t < terms->count; t++)
        for (size_t i = 0; i < ROWS; i++) sum[i] += terms->signs[t] * terms->values[t][step * ROWS + i];
    for (size_t i = 0; i < ROWS; i++) squares[i] += (double)sum[i] * (double)sum[i];
}

void strassen_add(const strassen_rows *taken, const int8_t signs[PARTS][PARTS], size_t width, float *sum,
                  double *lengths) {
    size_t quarter = taken->quarter;
    double squares[ROWS] = {0}, all[ROWS] = {0};
    terms terms = {0};
    for (size_t part = 0; part < PARTS; part++) {
        for (size_t place = 0; place < PARTS; place++) {
            if (!signs[part][place]) continue;
            terms.values[terms.count] = taken->values + (part * PARTS + place) * quarter * ROWS;
            terms.signs[terms.count++] = signs[part][place];
            for (size_t i = 0; i < ROWS; i++) all[i] += taken->lengths[part][place][i];
        }
    }
    for (size_t p = 0; p < quarter; p++) {
        float step[ROWS];
        add_terms(&terms, p, step, squares);
        for (size_t first = 0; first < ROWS; first += width)
            memcpy(sum + (first * quarter + p * width), step + first, width * sizeof *sum);
    }
    // Up to three additions lose less than 4 units of all terms' lengths, where a product counts a unit for each of its steps.
    double share = 4 / (double)strassen_steps(quarter);
    for (size_t i = 0; i < ROWS; i++) lengths[i] = sqrt(squares[i]) + share * all[i];
}

void strassen_growth(const strassen_product *products, int of_left, const double *lengths, const strassen_rows *taken,
                     float *growth) {
    for (size_t part = 0; part < PARTS; part++) {
        for (size_t i = 0; i < ROWS; i++) {
            double most = 0;
            for (size_t other = 0; other < PARTS; other++) {
                double sum = 0;
                for (size_t k = 0; k < STRASSEN_PRODUCTS; k++) {
                    int8_t sign = of_left ? products[k].sum[part][other] : products[k].sum[other][part];
                    double length = lengths[k * ROWS + i];
                    sum += sign ? length * length : 0;
                }
                most = sum > most ? sum : most;
            }
            size_t row = part * ROWS + i;
            growth[row] = nextafterf((float)(sqrt(most) * taken->scales[row]), INFINITY);
        }
    }
}

static int lay_out_block(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from,
                         size_t first, size_t count, const secchi_neighbour_side *side) {
    strassen_product products[STRASSEN_PRODUCTS];
    strassen_products(products);
    strassen_rows *taken = malloc(sizeof *taken);
    double *lengths = malloc(STRASSEN_PRODUCTS * ROWS * sizeof *lengths);
    float *values = malloc(BLOCK * side->depth * sizeof *values);
    int ready = taken && lengths && values && strassen_take(rows, layout, from, count, values, taken);
    if (ready) {
        size_t size = ROWS * taken->quarter;
        float *sums = (float *)side->panels + first / BLOCK * STRASSEN_PRODUCTS * size;
        for (size_t k = 0; k < STRASSEN_PRODUCTS; k++)
            strassen_add(taken, products[k].right, 32, sums + k * size, lengths + k * ROWS);
        strassen_growth(products, 0, lengths, taken, side->lengths + first);
        memcpy(side->norms + first, taken->norms, BLOCK * sizeof *side->norms);
        memcpy(side->steps + first, taken->scales, BLOCK * sizeof *side->steps);
        memset(side->errors + first, 0, BLOCK * sizeof *side->errors);
    }
    free(taken);
    free(lengths);
    free(values);
    return ready;
}

int strassen_lay_out(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from, size_t first,
                     size_t count, const secchi_neighbour_side *side) {
    for (size_t i = 0; i < count; i += BLOCK) {
        size_t some = count - i < BLOCK ? count - i : BLOCK;
        if (!lay_out_block(rows, layout, from + i, first + i, some, side)) return 0;
    }
    return 1;
}
