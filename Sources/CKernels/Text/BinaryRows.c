// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "CKernels.h"
#include "CVOTable.h"

static inline uint16_t big16(const uint8_t *at) {
    uint16_t value;
    memcpy(&value, at, 2);
    return __builtin_bswap16(value);
}

static inline uint32_t big32(const uint8_t *at) {
    uint32_t value;
    memcpy(&value, at, 4);
    return __builtin_bswap32(value);
}

static inline uint64_t big64(const uint8_t *at) {
    uint64_t value;
    memcpy(&value, at, 8);
    return __builtin_bswap64(value);
}

static inline uint64_t size_of(const secchi_binary_field *field, uint64_t count) {
    return field->element ? (uint64_t)field->element * count : (count + 7) / 8;
}

size_t secchi_binary_rows(const uint8_t *bytes, size_t size, const secchi_binary_field *fields, size_t field_count,
                          size_t flag_bytes, size_t capacity, size_t limit, uint32_t *starts, uint32_t *counts, size_t *used,
                          int *too_large) {
    size_t rows = 0, position = 0;
    *too_large = 0;
    for (; rows < capacity; rows++) {
        uint64_t at = position + flag_bytes;
        for (size_t f = 0; f < field_count; f++) {
            uint64_t count = (uint64_t)fields[f].count;
            if (fields[f].count < 0) {
                if (at + 4 > size) goto done;
                count = big32(bytes + at);
                at += 4;
                counts[f] = (uint32_t)count;
            }
            starts[f] = (uint32_t)at;
            uint64_t length = size_of(&fields[f], count);
            if (length > limit) {
                *too_large = (int)f + 1;
                goto done;
            }
            at += length;
            if (at > size) goto done;
        }
        if (at > size) goto done;
        position = at;
        starts += field_count;
        counts += field_count;
    }
done:
    *used = position;
    return rows;
}

#define EACH(type, expression)                                    \
    for (size_t row = 0; row < rows; row++) {                     \
        const uint8_t *at = bytes + starts[row * stride];         \
        ((type *)values)[row] = (expression);                     \
    }                                                             \
    break

static inline double real32(uint32_t bits) {
    float value;
    memcpy(&value, &bits, 4);
    return value;
}

static inline double real64(uint64_t bits) {
    double value;
    memcpy(&value, &bits, 8);
    return value;
}

void secchi_binary_column(const uint8_t *bytes, const uint32_t *starts, size_t stride, size_t rows, int type, void *values) {
    switch (type) {
    case SECCHI_BINARY_UBYTE: EACH(int64_t, *at);
    case SECCHI_BINARY_SHORT: EACH(int64_t, (int16_t)big16(at));
    case SECCHI_BINARY_INT: EACH(int64_t, (int32_t)big32(at));
    case SECCHI_BINARY_LONG: EACH(int64_t, (int64_t)big64(at));
    case SECCHI_BINARY_FLOAT: EACH(double, real32(big32(at)));
    case SECCHI_BINARY_DOUBLE: EACH(double, real64(big64(at)));
    default: break;
    }
}

#define ALL(type, size, expression)                               \
    for (size_t i = 0; i < count; i++) {                          \
        const uint8_t *at = bytes + i * (size);                   \
        ((type *)values)[i] = (expression);                       \
    }                                                             \
    break

SECCHI_CLONES
void secchi_binary_array(const uint8_t *bytes, size_t count, int type, void *values) {
    switch (type) {
    case SECCHI_BINARY_UBYTE: ALL(int64_t, 1, *at);
    case SECCHI_BINARY_SHORT: ALL(int64_t, 2, (int16_t)big16(at));
    case SECCHI_BINARY_INT: ALL(int64_t, 4, (int32_t)big32(at));
    case SECCHI_BINARY_LONG: ALL(int64_t, 8, (int64_t)big64(at));
    case SECCHI_BINARY_FLOAT: ALL(double, 4, real32(big32(at)));
    case SECCHI_BINARY_DOUBLE: ALL(double, 8, real64(big64(at)));
    default: break;
    }
}

size_t secchi_binary_flags(const uint8_t *bytes, const uint32_t *row_starts, size_t rows, size_t field, uint8_t *nulls) {
    size_t count = 0;
    for (size_t row = 0; row < rows; row++) {
        nulls[row] = bytes[row_starts[row] + field / 8] >> (7 - field % 8) & 1;
        count += nulls[row];
    }
    return count;
}
