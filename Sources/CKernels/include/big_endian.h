// SPDX-License-Identifier: Apache-2.0
// FITS values, big-endian, into native ones: value i starts at bytes + i * stride and gives zero + scale * value.
// Byte 0 to end of the last value must be readable; no alignment is needed; `values` must not overlap the bytes.
#ifndef SECCHI_BIG_ENDIAN_H
#define SECCHI_BIG_ENDIAN_H

#include <stddef.h>
#include <stdint.h>

void secchi_decode_u8_floats(const void *bytes, size_t stride, size_t count, double scale, double zero, float *values);
void secchi_decode_i16_floats(const void *bytes, size_t stride, size_t count, double scale, double zero, float *values);
void secchi_decode_i32_floats(const void *bytes, size_t stride, size_t count, double scale, double zero, float *values);
void secchi_decode_i64_floats(const void *bytes, size_t stride, size_t count, double scale, double zero, float *values);
void secchi_decode_f32_floats(const void *bytes, size_t stride, size_t count, double scale, double zero, float *values);
void secchi_decode_f64_floats(const void *bytes, size_t stride, size_t count, double scale, double zero, float *values);

void secchi_decode_u8_doubles(const void *bytes, size_t stride, size_t count, double scale, double zero, double *values);
void secchi_decode_i16_doubles(const void *bytes, size_t stride, size_t count, double scale, double zero, double *values);
void secchi_decode_i32_doubles(const void *bytes, size_t stride, size_t count, double scale, double zero, double *values);
void secchi_decode_i64_doubles(const void *bytes, size_t stride, size_t count, double scale, double zero, double *values);
void secchi_decode_f32_doubles(const void *bytes, size_t stride, size_t count, double scale, double zero, double *values);
void secchi_decode_f64_doubles(const void *bytes, size_t stride, size_t count, double scale, double zero, double *values);

void secchi_decode_u8_integers(const void *bytes, size_t stride, size_t count, int64_t *values);
void secchi_decode_i16_integers(const void *bytes, size_t stride, size_t count, int64_t *values);
void secchi_decode_i32_integers(const void *bytes, size_t stride, size_t count, int64_t *values);
void secchi_decode_i64_integers(const void *bytes, size_t stride, size_t count, int64_t *values);

// The way back: `count` native values of 8 … 64 bits, big-endian, `stride` bytes apart.
void secchi_encode_8(const void *values, size_t count, void *bytes, size_t stride);
void secchi_encode_16(const void *values, size_t count, void *bytes, size_t stride);
void secchi_encode_32(const void *values, size_t count, void *bytes, size_t stride);
void secchi_encode_64(const void *values, size_t count, void *bytes, size_t stride);

// One's-complement sum of big-endian 32-bit words, going on from `start` (FITS 4.0 appendix J); `length` is a multiple of 4.
uint32_t secchi_fits_checksum(const void *bytes, size_t length, uint32_t start);

#endif
