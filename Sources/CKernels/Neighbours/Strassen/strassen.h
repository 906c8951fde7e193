// SPDX-License-Identifier: Apache-2.0
// Strassen's product, applied twice: rows in four parts and four quarters each, and 49 products of sums of them where 64 would
// be needed. The sums are made once a row, so that they cost nothing beside the products of all pairs.
// V. Strassen 1969, doi:10.1007/BF02165411; on its rounding N. J. Higham 2002, Accuracy and Stability of Numerical Algorithms,
// section 23.2.2.
#ifndef SECCHI_NEIGHBOURS_STRASSEN_H
#define SECCHI_NEIGHBOURS_STRASSEN_H

#include "CKernels.h"

enum {
    STRASSEN_PARTS = 4,
    STRASSEN_ROWS = SECCHI_NEIGHBOUR_STRASSEN_BLOCK / STRASSEN_PARTS,  // rows of a part
    STRASSEN_PRODUCTS = 49,
};

// What rounding counts: the steps of a product, the additions of up to 16 products, and something for the forming of sums.
static inline size_t strassen_steps(size_t quarter) { return quarter + 32; }

// The scheme for halves: the signs of the halves of rows (first index), and of each of these halves of its columns, in the sums that
// are multiplied, and of the product in the products of left half and right half.
typedef int8_t strassen_halves[2][2];

extern const struct strassen_seventh {
    strassen_halves left, right, sum;
} strassen_seven[7];

// One of the products of the scheme applied twice: the signs of the parts (first index) and quarters (second index) of the left and of the right rows in
// its sums, and its sign in the products of left part and right part.
typedef struct {
    int8_t left[STRASSEN_PARTS][STRASSEN_PARTS], right[STRASSEN_PARTS][STRASSEN_PARTS];
    int8_t sum[STRASSEN_PARTS][STRASSEN_PARTS];
} strassen_product;

void strassen_products(strassen_product *products);

// A block of rows, each divided by a power of two such that its length is from 1/2 to 1: sums of rows of unlike lengths would
// lose the shorter ones.
typedef struct {
    size_t quarter;  // steps of a quarter
    float *values;   // part after part, quarter after quarter, step after step: STRASSEN_ROWS values
    float norms[SECCHI_NEIGHBOUR_STRASSEN_BLOCK];   // before the division, as in `secchi_neighbour_side`
    float scales[SECCHI_NEIGHBOUR_STRASSEN_BLOCK];  // the powers of two
    double lengths[STRASSEN_PARTS][STRASSEN_PARTS][STRASSEN_ROWS];  // of quarters
} strassen_rows;

// Takes `count` rows from row `from` on; others are 0. `values` has room for a block of rows. Returns 0 without memory.
int strassen_take(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from, size_t count,
                  float *values, strassen_rows *taken);

// The sum with these signs, in groups of `width` rows, a group step after step. Of each row the length of its sum, raised by
// what making the sum may have lost.
void strassen_add(const strassen_rows *taken, const int8_t signs[STRASSEN_PARTS][STRASSEN_PARTS], size_t width, float *sum,
                  double *lengths);

// From the lengths of all sums, STRASSEN_PRODUCTS * STRASSEN_ROWS, what rounding counts for each row: products of the sums that make
// the product of two rows are wrong by at most a share of what rounding counts for the one, times what it counts for the other.
void strassen_growth(const strassen_product *products, int of_left, const double *lengths, const strassen_rows *taken,
                     float *growth);

int strassen_lay_out(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from, size_t first,
                     size_t count, const secchi_neighbour_side *side);

#endif
