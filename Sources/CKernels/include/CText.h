// SPDX-License-Identifier: Apache-2.0
// Numbers and bytes to and from text.
#ifndef SECCHI_CTEXT_H
#define SECCHI_CTEXT_H

#include <stddef.h>
#include <stdint.h>

/// Reads the decimal number at the start of [text, end), correctly rounded: optional sign, digits with an optional point, an
/// optional exponent (e, E, d or D), or nan, inf, infinity in any case. Returns what follows it, NULL if there is no number.
/// Lemire 2021, doi:10.1002/spe.2984; numbers it cannot decide go to strtod.
const uint8_t *secchi_read_double(const uint8_t *text, const uint8_t *end, double *value);

/// The same, rounded once to single precision.
const uint8_t *secchi_read_float(const uint8_t *text, const uint8_t *end, float *value);

/// Reads the integer at the start of [text, end): decimal, or hexadecimal after 0x; also with a fraction or exponent if the
/// value is whole ("12.0"). Returns what follows it, NULL if there is none or it does not fit.
const uint8_t *secchi_read_integer(const uint8_t *text, const uint8_t *end, int64_t *value);

/// Writes the shortest decimal that reads back as the same number, at most 25 bytes; returns the end.
/// Giulietti 2020, "The Schubfach way to render doubles". NaN, +Inf and -Inf are spelled as VOTable 1.4 §5.1 wants.
uint8_t *secchi_write_double(double value, uint8_t *out);
uint8_t *secchi_write_float(float value, uint8_t *out);
uint8_t *secchi_write_integer(int64_t value, uint8_t *out);

/// Number of bytes in [text, text + size) that are not XML white space.
size_t secchi_base64_count(const uint8_t *text, size_t size);

/// Where the base64 digit number `skip` (counted from 0, white space not counted) stands; `size` if there are fewer.
size_t secchi_base64_skip(const uint8_t *text, size_t size, size_t skip);

/// Decodes base64 with white space in it, whole groups of four digits only. Stops at the end, at '=' or at anything else.
/// `out` needs room for size / 4 * 3 + 32 bytes. Returns how many bytes of text were used: those of a group begun but not
/// ended are not.
size_t secchi_base64_decode(const uint8_t *text, size_t size, uint8_t *out, size_t *produced);

/// Encodes `size` bytes as lines of 64 digits, each ended by a newline. A multiple of 48 bytes gives whole lines only.
/// `out` needs room for (size + 47) / 48 * 65 bytes. Returns the end.
uint8_t *secchi_base64_encode(const uint8_t *bytes, size_t size, uint8_t *out);

/// How often `byte` occurs.
size_t secchi_count_byte(const uint8_t *bytes, size_t size, uint8_t byte);

/// Where `word` first stands; `size` if nowhere.
size_t secchi_find(const uint8_t *bytes, size_t size, const char *word);

#endif
