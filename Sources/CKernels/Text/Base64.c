// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648 §4), 32 digits at a time where no white space intervenes. One digit is mapped by arithmetic on ranges,
// so that the compiler can use whatever vectors the clone has.
#include <string.h>

#include "CKernels.h"
#include "CText.h"

typedef uint8_t bytes32 __attribute__((vector_size(32)));
typedef uint32_t words8 __attribute__((vector_size(32)));

enum { SPACE = 64, OTHER = 65 };

static inline int value_of(uint8_t c) {
    if ((uint8_t)(c - 'A') < 26) return c - 'A';
    if ((uint8_t)(c - 'a') < 26) return c - 'a' + 26;
    if ((uint8_t)(c - '0') < 10) return c - '0' + 52;
    if (c == '+') return 62;
    if (c == '/') return 63;
    return c == '\n' || c == '\r' || c == ' ' || c == '\t' ? SPACE : OTHER;
}

#define BETWEEN(c, low, high) ((bytes32)((bytes32)((c) - (low)) <= (uint8_t)((high) - (low))))

// Returns how many of the next 32 bytes are digits before anything else. All 24 bytes are written; those of the leading
// whole groups are right.
__attribute__((always_inline)) static inline size_t decode_32(const uint8_t *text, uint8_t *out) {
    bytes32 c;
    memcpy(&c, text, 32);
    bytes32 upper = BETWEEN(c, 'A', 'Z'), lower = BETWEEN(c, 'a', 'z'), digit = BETWEEN(c, '0', '9');
    bytes32 plus = (bytes32)(c == '+'), slash = (bytes32)(c == '/');
    bytes32 valid = upper | lower | digit | plus | slash;
    uint64_t parts[4];
    memcpy(parts, &valid, 32);
    bytes32 shift = (upper & (uint8_t)-'A') | (lower & (uint8_t)(26 - 'a')) | (digit & (uint8_t)(52 - '0'))
        | (plus & (uint8_t)(62 - '+')) | (slash & (uint8_t)(63 - '/'));
    words8 w = (words8)(bytes32)(c + shift);
    w = (w & 0x003F003F) << 6 | (w >> 8 & 0x003F003F);
    w = (w & 0xFFF) << 12 | w >> 16;
    bytes32 b = (bytes32)w;
    bytes32 packed = __builtin_shufflevector(b, b, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 18, 17, 16, 22, 21, 20, 26, 25,
                                             24, 30, 29, 28, -1, -1, -1, -1, -1, -1, -1, -1);
    memcpy(out, &packed, 24);
    for (size_t i = 0; i < 4; i++)
        if (parts[i] != UINT64_MAX) return 8 * i + (size_t)__builtin_ctzll(~parts[i]) / 8;
    return 32;
}

SECCHI_CLONES
size_t secchi_base64_decode(const uint8_t *text, size_t size, uint8_t *out, size_t *produced) {
    const uint8_t *start = out;
    size_t used = 0;
    for (;;) {
        while (used < size && value_of(text[used]) == SPACE) used++;
        while (size - used >= 32) {
            size_t groups = decode_32(text + used, out) / 4;
            used += 4 * groups;
            out += 3 * groups;
            if (groups < 8) break;
        }
        uint32_t group = 0;
        int digits = 0;
        size_t at = used;
        while (at < size && digits < 4) {
            int value = value_of(text[at]);
            if (value == OTHER) break;
            at++;
            if (value != SPACE) group = group << 6 | (uint32_t)value, digits++;
        }
        if (digits == 0) used = at;
        if (digits < 4) break;
        used = at;
        out[0] = (uint8_t)(group >> 16);
        out[1] = (uint8_t)(group >> 8);
        out[2] = (uint8_t)group;
        out += 3;
    }
    *produced = (size_t)(out - start);
    return used;
}

SECCHI_CLONES
size_t secchi_base64_count(const uint8_t *text, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++) count += text[i] > ' ';
    return count;
}

size_t secchi_base64_skip(const uint8_t *text, size_t size, size_t skip) {
    size_t at = 0;
    for (; at < size; at++) {
        if (text[at] <= ' ') continue;
        if (skip-- == 0) break;
    }
    return at;
}

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

__attribute__((always_inline)) static inline void encode_24(const uint8_t *bytes, uint8_t *out) {
    bytes32 b = {0};
    memcpy(&b, bytes, 24);
    words8 w = (words8)__builtin_shufflevector(b, b, 2, 1, 0, 31, 5, 4, 3, 31, 8, 7, 6, 31, 11, 10, 9, 31, 14, 13, 12, 31, 17,
                                               16, 15, 31, 20, 19, 18, 31, 23, 22, 21, 31);
    bytes32 v = (bytes32)(w >> 18 | (w >> 4 & 0x3F00) | (w << 10 & 0x3F0000) | (w << 24 & 0x3F000000));
    bytes32 shift = (bytes32)(v < 26) & 'A';
    shift |= BETWEEN(v, 26, 51) & (uint8_t)('a' - 26);
    shift |= BETWEEN(v, 52, 61) & (uint8_t)('0' - 52);
    shift |= (bytes32)(v == 62) & (uint8_t)('+' - 62);
    shift |= (bytes32)(v == 63) & (uint8_t)('/' - 63);
    v += shift;
    memcpy(out, &v, 32);
}

static uint8_t *encode_rest(const uint8_t *bytes, size_t size, uint8_t *out) {
    for (; size > 0; bytes += 3, out += 4) {
        size_t take = size < 3 ? size : 3;
        uint32_t group = (uint32_t)bytes[0] << 16 | (take > 1 ? (uint32_t)bytes[1] << 8 : 0) | (take > 2 ? bytes[2] : 0);
        for (int i = 0; i < 4; i++) out[i] = (uint8_t)alphabet[group >> (18 - 6 * i) & 63];
        if (take < 3) out[3] = '=';
        if (take < 2) out[2] = '=';
        size -= take;
    }
    return out;
}

SECCHI_CLONES
uint8_t *secchi_base64_encode(const uint8_t *bytes, size_t size, uint8_t *out) {
    for (; size >= 48; size -= 48, bytes += 48) {
        encode_24(bytes, out);
        encode_24(bytes + 24, out + 32);
        out[64] = '\n';
        out += 65;
    }
    if (size == 0) return out;
    out = encode_rest(bytes, size, out);
    *out++ = '\n';
    return out;
}
