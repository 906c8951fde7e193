// SPDX-License-Identifier: Apache-2.0
// FITS values, big-endian and possibly far apart, into native floats and doubles.
#include "CKernels.h"

#include <string.h>

static inline uint16_t swap16(uint16_t bits) { return __builtin_bswap16(bits); }
static inline uint32_t swap32(uint32_t bits) { return __builtin_bswap32(bits); }
static inline uint64_t swap64(uint64_t bits) { return __builtin_bswap64(bits); }
static inline uint8_t swap8(uint8_t bits) { return bits; }

// One native value of type RAW from the bytes at `source`.
#define LOAD(RAW, BITS, SWAP)                          \
    BITS bits;                                         \
    memcpy(&bits, source + i * stride, sizeof bits);   \
    bits = SWAP(bits);                                 \
    RAW raw;                                           \
    memcpy(&raw, &bits, sizeof raw)

#define PLAIN(RAW, BITS, SWAP, OUT)                    \
    for (size_t i = 0; i < count; i++) {               \
        LOAD(RAW, BITS, SWAP);                         \
        values[i] = (OUT)raw;                          \
    }

#define SCALED(RAW, BITS, SWAP, OUT)                   \
    for (size_t i = 0; i < count; i++) {               \
        LOAD(RAW, BITS, SWAP);                         \
        values[i] = (OUT)(zero + scale * (double)raw); \
    }

// With the stride a constant the compiler can use whole vectors.
#define DECODER(NAME, RAW, BITS, SWAP, OUT)                                                             \
    SECCHI_CLONES                                                                                       \
    void NAME(const void *bytes, size_t stride, size_t count, double scale, double zero, OUT *values) { \
        const uint8_t *source = bytes;                                                                  \
        if (scale == 1 && zero == 0) {                                                                  \
            if (stride == sizeof(BITS)) {                                                               \
                const size_t stride = sizeof(BITS);                                                     \
                PLAIN(RAW, BITS, SWAP, OUT)                                                             \
            } else {                                                                                    \
                PLAIN(RAW, BITS, SWAP, OUT)                                                             \
            }                                                                                           \
        } else if (stride == sizeof(BITS)) {                                                            \
            const size_t stride = sizeof(BITS);                                                         \
            SCALED(RAW, BITS, SWAP, OUT)                                                                \
        } else {                                                                                        \
            SCALED(RAW, BITS, SWAP, OUT)                                                                \
        }                                                                                               \
    }

DECODER(secchi_decode_u8_floats, uint8_t, uint8_t, swap8, float)
DECODER(secchi_decode_i16_floats, int16_t, uint16_t, swap16, float)
DECODER(secchi_decode_i32_floats, int32_t, uint32_t, swap32, float)
DECODER(secchi_decode_i64_floats, int64_t, uint64_t, swap64, float)
DECODER(secchi_decode_f32_floats, float, uint32_t, swap32, float)
DECODER(secchi_decode_f64_floats, double, uint64_t, swap64, float)
DECODER(secchi_decode_u8_doubles, uint8_t, uint8_t, swap8, double)
DECODER(secchi_decode_i16_doubles, int16_t, uint16_t, swap16, double)
DECODER(secchi_decode_i32_doubles, int32_t, uint32_t, swap32, double)
DECODER(secchi_decode_i64_doubles, int64_t, uint64_t, swap64, double)
DECODER(secchi_decode_f32_doubles, float, uint32_t, swap32, double)
DECODER(secchi_decode_f64_doubles, double, uint64_t, swap64, double)

#define INTEGERS(NAME, RAW, BITS, SWAP)                                               \
    SECCHI_CLONES                                                                     \
    void NAME(const void *bytes, size_t stride, size_t count, int64_t *values) {      \
        const uint8_t *source = bytes;                                                \
        PLAIN(RAW, BITS, SWAP, int64_t)                                               \
    }

INTEGERS(secchi_decode_u8_integers, uint8_t, uint8_t, swap8)
INTEGERS(secchi_decode_i16_integers, int16_t, uint16_t, swap16)
INTEGERS(secchi_decode_i32_integers, int32_t, uint32_t, swap32)
INTEGERS(secchi_decode_i64_integers, int64_t, uint64_t, swap64)

#define ENCODER(NAME, BITS, SWAP)                                                      \
    SECCHI_CLONES                                                                      \
    void NAME(const void *values, size_t count, void *bytes, size_t stride) {          \
        const uint8_t *source = values;                                                \
        uint8_t *target = bytes;                                                       \
        for (size_t i = 0; i < count; i++) {                                           \
            BITS bits;                                                                 \
            memcpy(&bits, source + i * sizeof bits, sizeof bits);                      \
            bits = SWAP(bits);                                                         \
            memcpy(target + i * stride, &bits, sizeof bits);                           \
        }                                                                              \
    }

ENCODER(secchi_encode_8, uint8_t, swap8)
ENCODER(secchi_encode_16, uint16_t, swap16)
ENCODER(secchi_encode_32, uint32_t, swap32)
ENCODER(secchi_encode_64, uint64_t, swap64)

SECCHI_CLONES
uint32_t secchi_fits_checksum(const void *bytes, size_t length, uint32_t start) {
    const uint8_t *source = bytes;
    uint64_t sum = start;
    for (size_t i = 0; i < length / 4; i++) {
        uint32_t word;
        memcpy(&word, source + 4 * i, sizeof word);
        sum += swap32(word);
    }
    while (sum >> 32) sum = (sum & 0xFFFFFFFF) + (sum >> 32);
    return (uint32_t)sum;
}
