// SPDX-License-Identifier: Apache-2.0
#include "CText.h"

#include <math.h>
#include <string.h>

#include "PowersOfFive.h"

static const char pairs[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960"
    "616263646566676869707172737475767778798081828384858687888990919293949596979899";

static int digit_count(uint64_t value) {
    int count = 1;
    while (value >= 10000) value /= 10000, count += 4;
    return count + (value >= 10) + (value >= 100) + (value >= 1000);
}

static void write_digits(uint64_t value, int count, uint8_t *out) {
    while (count >= 2) {
        count -= 2;
        memcpy(out + count, pairs + value % 100 * 2, 2);
        value /= 100;
    }
    if (count) out[0] = (uint8_t)('0' + value);
}

uint8_t *secchi_write_integer(int64_t value, uint8_t *out) {
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    if (value < 0) *out++ = '-';
    int count = digit_count(magnitude);
    write_digits(magnitude, count, out);
    return out + count;
}

// digits × 10^exponent, as 123.4 where that is short and 1.234E-12 elsewhere.
static uint8_t *write_decimal(uint64_t digits, int exponent, uint8_t *out) {
    while (digits % 10 == 0 && digits) digits /= 10, exponent++;
    int count = digit_count(digits);
    int point = count + exponent;  // digits before the point
    if (point > 0 && point <= 17) {
        if (exponent >= 0) {
            write_digits(digits, count, out);
            memset(out + count, '0', (size_t)exponent);
            memcpy(out + point, ".0", 2);
            return out + point + 2;
        }
        write_digits(digits, count, out + 1);
        memmove(out, out + 1, (size_t)point);
        out[point] = '.';
        return out + count + 1;
    }
    if (point <= 0 && point > -4) {
        memcpy(out, "0.0000", 6);
        write_digits(digits, count, out + 2 - point);
        return out + 2 - point + count;
    }
    write_digits(digits, count, out + 1);
    out[0] = out[1];
    uint8_t *at = out + 1;
    if (count > 1) {
        *at = '.';
        at += count;
    }
    *at++ = 'E';
    return secchi_write_integer(point - 1, at);
}

static uint8_t *write_special(int negative, int infinite, uint8_t *out) {
    memcpy(out, infinite ? (negative ? "-Inf" : "+Inf") : "NaN", 4);
    return out + (infinite ? 4 : 3);
}

static uint64_t round_to_odd(uint64_t high, uint64_t low, uint64_t factor) {
    unsigned __int128 x = (unsigned __int128)low * factor;
    unsigned __int128 y = (unsigned __int128)high * factor + (uint64_t)(x >> 64);
    return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

static inline int floor_log2_power_of_ten(int e) { return (e * 1741647) >> 19; }

// The shortest decimal in the rounding interval of mantissa × 2^exponent. `regular`: the interval is symmetric.
static uint8_t *write_shortest(uint64_t mantissa, int exponent, int regular, uint8_t *out) {
    int even = !(mantissa & 1);
    int k = regular ? (exponent * 1262611) >> 22 : (exponent * 1262611 - 524031) >> 22;
    int h = exponent + floor_log2_power_of_ten(-k) + 1;
    uint64_t high = secchi_power_of_five[-k - SECCHI_SMALLEST_POWER].high;
    uint64_t low = secchi_power_of_five[-k - SECCHI_SMALLEST_POWER].low;
    if (-k > 55 || -k < -27) high += ++low == 0;  // Schubfach wants the powers rounded up
    uint64_t centre = 4 * mantissa;
    uint64_t lower = round_to_odd(high, low, (centre - 2 + !regular) << h) + !even;
    uint64_t value = round_to_odd(high, low, centre << h);
    uint64_t upper = round_to_odd(high, low, (centre + 2) << h) - !even;
    uint64_t digits = value / 4;
    if (digits >= 10) {
        uint64_t tens = digits / 10;
        int below = lower <= 40 * tens, above = 40 * tens + 40 <= upper;
        if (below != above) return write_decimal(tens + (uint64_t)above, k + 1, out);
    }
    int below = lower <= 4 * digits, above = 4 * digits + 4 <= upper;
    if (below != above) return write_decimal(digits + (uint64_t)above, k, out);
    uint64_t middle = 4 * digits + 2;
    int up = value > middle || (value == middle && (digits & 1));
    return write_decimal(digits + (uint64_t)up, k, out);
}

uint8_t *secchi_write_double(double value, uint8_t *out) {
    uint64_t bits;
    memcpy(&bits, &value, 8);
    int negative = (int)(bits >> 63), biased = (int)(bits >> 52 & 0x7FF);
    uint64_t fraction = bits & 0xFFFFFFFFFFFFFull;
    if (biased == 0x7FF) return write_special(negative, fraction == 0, out);
    if (negative) *out++ = '-';
    if (biased == 0 && fraction == 0) return memcpy(out, "0.0", 3), out + 3;
    uint64_t mantissa = biased ? fraction | 1ull << 52 : fraction;
    int exponent = (biased ? biased : 1) - 1075;
    if (exponent <= 0 && exponent > -53 && (mantissa & ((1ull << -exponent) - 1)) == 0)
        return write_decimal(mantissa >> -exponent, 0, out);
    return write_shortest(mantissa, exponent, !(fraction == 0 && biased > 1), out);
}

uint8_t *secchi_write_float(float value, uint8_t *out) {
    uint32_t bits;
    memcpy(&bits, &value, 4);
    int negative = (int)(bits >> 31), biased = (int)(bits >> 23 & 0xFF);
    uint32_t fraction = bits & 0x7FFFFF;
    if (biased == 0xFF) return write_special(negative, fraction == 0, out);
    if (negative) *out++ = '-';
    if (biased == 0 && fraction == 0) return memcpy(out, "0.0", 3), out + 3;
    uint64_t mantissa = biased ? fraction | 1u << 23 : fraction;
    int exponent = (biased ? biased : 1) - 150;
    if (exponent <= 0 && exponent > -24 && (mantissa & ((1u << -exponent) - 1)) == 0)
        return write_decimal(mantissa >> -exponent, 0, out);
    return write_shortest(mantissa, exponent, !(fraction == 0 && biased > 1), out);
}
