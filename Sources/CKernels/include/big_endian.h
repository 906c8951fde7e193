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

#endif
