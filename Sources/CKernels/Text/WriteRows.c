// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "CKernels.h"
#include "CText.h"
#include "CVOTable.h"

#define FORMAT(call)                                              \
    const uint8_t *start = out;                                   \
    for (size_t row = 0; row < rows; row++) {                     \
        if (!nulls || !nulls[row]) out = (call);                  \
        ends[row] = (uint32_t)(out - start);                      \
    }

void secchi_format_doubles(const double *values, const uint8_t *nulls, size_t rows, uint8_t *out, uint32_t *ends) {
    FORMAT(secchi_write_double(values[row], out))
}

void secchi_format_floats(const double *values, const uint8_t *nulls, size_t rows, uint8_t *out, uint32_t *ends) {
    FORMAT(secchi_write_float((float)values[row], out))
}

void secchi_format_integers(const int64_t *values, const uint8_t *nulls, size_t rows, uint8_t *out, uint32_t *ends) {
    FORMAT(secchi_write_integer(values[row], out))
}

#define STORE(type, swapped)                                      \
    for (size_t i = 0; i < count; i++, out += sizeof(type)) {     \
        type bits = (swapped);                                    \
        memcpy(out, &bits, sizeof bits);                          \
    }                                                             \
    break

static inline uint32_t bits32(double value) {
    float single = (float)value;
    uint32_t bits;
    memcpy(&bits, &single, 4);
    return bits;
}

static inline uint64_t bits64(double value) {
    uint64_t bits;
    memcpy(&bits, &value, 8);
    return bits;
}

static size_t outside(const int64_t *values, size_t count, int64_t low, int64_t high) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) found += values[i] < low || values[i] > high;
    return found;
}

size_t secchi_to_binary(const void *values, size_t count, int type, uint8_t *out) {
    const int64_t *integers = values;
    const double *reals = values;
    size_t wrong = 0;
    switch (type) {
    case SECCHI_BINARY_UBYTE:
        wrong = outside(integers, count, 0, UINT8_MAX);
        STORE(uint8_t, (uint8_t)integers[i]);
    case SECCHI_BINARY_SHORT:
        wrong = outside(integers, count, INT16_MIN, INT16_MAX);
        STORE(uint16_t, __builtin_bswap16((uint16_t)integers[i]));
    case SECCHI_BINARY_INT:
        wrong = outside(integers, count, INT32_MIN, INT32_MAX);
        STORE(uint32_t, __builtin_bswap32((uint32_t)integers[i]));
    case SECCHI_BINARY_LONG: STORE(uint64_t, __builtin_bswap64((uint64_t)integers[i]));
    case SECCHI_BINARY_FLOAT: STORE(uint32_t, __builtin_bswap32(bits32(reals[i])));
    case SECCHI_BINARY_DOUBLE: STORE(uint64_t, __builtin_bswap64(bits64(reals[i])));
    default: break;
    }
    return wrong;
}

static inline uint8_t *append_cell(const secchi_cells *column, size_t row, uint8_t *out) {
    size_t from = column->ends ? (row ? column->ends[row - 1] : 0) : row * column->size;
    size_t size = column->ends ? column->ends[row] - from : column->size;
    // Both sides have 32 bytes to spare: one plain vector copy for the usual short cell.
    if (size <= 32) memcpy(out, column->bytes + from, 32);
    else memcpy(out, column->bytes + from, size);
    return out + size;
}

size_t secchi_weave_text(const secchi_cells *columns, size_t column_count, size_t rows, uint8_t *out) {
    const uint8_t *start = out;
    for (size_t row = 0; row < rows; row++) {
        memcpy(out, "<TR>", 4);
        out += 4;
        for (size_t c = 0; c < column_count; c++) {
            memcpy(out, "<TD>", 4);
            out = append_cell(&columns[c], row, out + 4);
            memcpy(out, "</TD>", 5);
            out += 5;
        }
        memcpy(out, "</TR>\n", 6);
        out += 6;
    }
    return (size_t)(out - start);
}

size_t secchi_weave_bytes(const secchi_cells *columns, size_t column_count, size_t rows, uint8_t *out) {
    const uint8_t *start = out;
    for (size_t row = 0; row < rows; row++)
        for (size_t c = 0; c < column_count; c++) out = append_cell(&columns[c], row, out);
    return (size_t)(out - start);
}
