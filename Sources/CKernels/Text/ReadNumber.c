// SPDX-License-Identifier: Apache-2.0
#include "CText.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "PowersOfFive.h"

// A decimal number as it stands in the text: digits × 10^exponent.
struct decimal {
    uint64_t digits;
    int64_t exponent;
    int cut;  // more digits followed than fit
    const uint8_t *start, *end;  // of the significand
};

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static inline int eight_digits(const uint8_t *text, uint64_t *digits) {
    uint64_t word;
    memcpy(&word, text, 8);
    if (((word & (word + 0x0606060606060606u)) & 0xF0F0F0F0F0F0F0F0u) != 0x3030303030303030u) return 0;
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    word -= 0x3030303030303030u;
    word = word * 10 + (word >> 8);
    word = ((word & 0x000000FF000000FFu) * 0x000F424000000064u + ((word >> 16) & 0x000000FF000000FFu) * 0x0000271000000001u) >> 32;
    *digits = word & 0xFFFFFFFFu;
    return 1;
}

static const uint8_t *read_digits(const uint8_t *text, const uint8_t *end, uint64_t *digits) {
    uint64_t eight;
    uint64_t sum = *digits;
    while (end - text >= 8 && eight_digits(text, &eight)) {
        sum = sum * 100000000u + eight;  // may wrap: the caller counts digits
        text += 8;
    }
    for (; text < end && is_digit(*text); text++) sum = sum * 10 + (*text - '0');
    *digits = sum;
    return text;
}

// Keeps the first 19 significant digits when there are more.
static void cut_digits(struct decimal *number) {
    int kept = 0;
    int seen_point = 0;
    int64_t dropped = 0;
    uint64_t digits = 0;
    for (const uint8_t *at = number->start; at < number->end; at++) {
        if (*at == '.') {
            seen_point = 1;
            continue;
        }
        if (kept == 0 && *at == '0') {
            dropped -= seen_point;
        } else if (kept < 19) {
            digits = digits * 10 + (*at - '0');
            kept++;
            dropped -= seen_point;
        } else {
            dropped += !seen_point;
            number->cut |= *at != '0';
        }
    }
    number->digits = digits;
    number->exponent = dropped;
}

static const uint8_t *read_decimal(const uint8_t *text, const uint8_t *end, struct decimal *number) {
    number->digits = 0;
    number->cut = 0;
    number->start = text;
    text = read_digits(text, end, &number->digits);
    int64_t count = text - number->start;
    int64_t fraction = 0;
    if (text < end && *text == '.') {
        const uint8_t *point = ++text;
        text = read_digits(text, end, &number->digits);
        fraction = text - point;
        count += fraction;
    }
    if (count == 0) return NULL;
    number->end = text;
    number->exponent = -fraction;
    if (count > 19) cut_digits(number);
    if (text < end && ((*text | 0x20) == 'e' || (*text | 0x20) == 'd')) {
        const uint8_t *at = text + 1;
        int negative = at < end && *at == '-';
        if (at < end && (*at == '-' || *at == '+')) at++;
        if (at == end || !is_digit(*at)) return NULL;
        int64_t written = 0;
        for (; at < end && is_digit(*at); at++)
            if (written < 1000000000) written = written * 10 + (*at - '0');
        number->exponent += negative ? -written : written;
        text = at;
    }
    return text;
}

// Lemire's algorithm. Returns 0 when 128 bits cannot decide.
static int from_powers(uint64_t digits, int64_t exponent, double *value) {
    if (digits == 0 || exponent < SECCHI_SMALLEST_POWER) return *value = 0, 1;
    if (exponent > SECCHI_LARGEST_POWER) return *value = HUGE_VAL, 1;
    int q = (int)exponent;
    int zeros = __builtin_clzll(digits);
    digits <<= zeros;
    unsigned __int128 first = (unsigned __int128)digits * secchi_power_of_five[q - SECCHI_SMALLEST_POWER].high;
    uint64_t high = (uint64_t)(first >> 64), low = (uint64_t)first;
    if ((high & 0x1FF) == 0x1FF) {
        unsigned __int128 second = (unsigned __int128)digits * secchi_power_of_five[q - SECCHI_SMALLEST_POWER].low;
        low += (uint64_t)(second >> 64);
        high += low < (uint64_t)(second >> 64);
    }
    if (low == UINT64_MAX && (q < -27 || q > 55)) return 0;
    int upper = (int)(high >> 63);
    uint64_t mantissa = high >> (upper + 9);
    int power = (((152170 + 65536) * q) >> 16) + 63 + upper - zeros + 1023;
    if (power <= 0) {
        if (1 - power >= 64) return *value = 0, 1;
        mantissa >>= 1 - power;
        mantissa += mantissa & 1;
        mantissa >>= 1;
        power = mantissa >> 52 ? 1 : 0;
    } else {
        if (low <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 && mantissa << (upper + 9) == high) mantissa &= ~1ull;
        mantissa += mantissa & 1;
        mantissa >>= 1;
        if (mantissa >> 53) {
            mantissa = 1ull << 52;
            power++;
        }
        if (power >= 0x7FF) return *value = HUGE_VAL, 1;
    }
    uint64_t bits = (mantissa & 0xFFFFFFFFFFFFFull) | (uint64_t)power << 52;
    memcpy(value, &bits, 8);
    return 1;
}

enum { PLENTY = 800 };  // more significant digits than any halfway case of a double has (767)

// Digits without a point and an exponent, so that no locale matters; digits past PLENTY only as "not zero".
static void spell(const struct decimal *number, int64_t written_exponent, char *text) {
    int count = 0;
    int seen_point = 0, more = 0;
    int64_t exponent = written_exponent;
    for (const uint8_t *at = number->start; at < number->end; at++) {
        if (*at == '.') {
            seen_point = 1;
        } else if (count == 0 && *at == '0') {
            exponent -= seen_point;
        } else if (count < PLENTY) {
            text[count++] = (char)*at;
            exponent -= seen_point;
        } else {
            exponent += !seen_point;
            more |= *at != '0';
        }
    }
    if (more) {
        text[count++] = '1';
        exponent--;
    }
    if (count == 0) text[count++] = '0';
    if (exponent > 99999) exponent = 99999;
    if (exponent < -99999) exponent = -99999;
    text[count++] = 'e';
    if (exponent < 0) text[count++] = '-', exponent = -exponent;
    char reversed[8];
    int length = 0;
    do reversed[length++] = (char)('0' + exponent % 10);
    while ((exponent /= 10) > 0);
    while (length > 0) text[count++] = reversed[--length];
    text[count] = 0;
}

static int64_t exponent_written(const struct decimal *number) {
    // What stood behind the e: the exponent less what the point and the cut added.
    struct decimal plain = *number;
    int64_t fraction = 0, count = 0;
    for (const uint8_t *at = number->start; at < number->end; at++) {
        if (*at == '.') fraction = number->end - at - 1;
        else count++;
    }
    plain.exponent = -fraction;
    if (count > 19) cut_digits(&plain);
    return number->exponent - plain.exponent;
}

static const uint8_t *read_special(const uint8_t *text, const uint8_t *end, double *value) {
    static const struct {
        const char *name;
        double value;
    } specials[] = {{"infinity", INFINITY}, {"inf", INFINITY}, {"nan", NAN}};
    for (size_t i = 0; i < 3; i++) {
        size_t length = strlen(specials[i].name), at = 0;
        if ((size_t)(end - text) < length) continue;
        while (at < length && (text[at] | 0x20) == specials[i].name[at]) at++;
        if (at == length) return *value = specials[i].value, text + length;
    }
    return NULL;
}

static const double small_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static const uint8_t *read_unsigned(const uint8_t *text, const uint8_t *end, struct decimal *number, double *value) {
    const uint8_t *after = read_decimal(text, end, number);
    if (!after) return read_special(text, end, value);
    if (!number->cut && number->digits <= 1ull << 53 && number->exponent >= -22 && number->exponent <= 22) {
        // Both are exact, so one operation rounds once (Clinger 1990, doi:10.1145/93542.93557).
        double digits = (double)number->digits;
        *value = number->exponent < 0 ? digits / small_powers[-number->exponent] : digits * small_powers[number->exponent];
        return after;
    }
    double other;
    if (from_powers(number->digits, number->exponent, value)
        && (!number->cut || (from_powers(number->digits + 1, number->exponent, &other) && other == *value)))
        return after;
    char spelled[PLENTY + 16];
    spell(number, exponent_written(number), spelled);
    *value = strtod(spelled, NULL);
    return after;
}

const uint8_t *secchi_read_double(const uint8_t *text, const uint8_t *end, double *value) {
    if (text == end) return NULL;
    int negative = *text == '-';
    if (negative || *text == '+') text++;
    struct decimal number;
    double magnitude = 0;
    const uint8_t *after = read_unsigned(text, end, &number, &magnitude);
    *value = negative ? -magnitude : magnitude;
    return after;
}

const uint8_t *secchi_read_float(const uint8_t *text, const uint8_t *end, float *value) {
    if (text == end) return NULL;
    int negative = *text == '-';
    if (negative || *text == '+') text++;
    struct decimal number = {0, 0, 0, NULL, NULL};
    double magnitude = 0;
    const uint8_t *after = read_unsigned(text, end, &number, &magnitude);
    if (!after) return NULL;
    uint64_t bits;
    memcpy(&bits, &magnitude, 8);
    float single = (float)magnitude;
    // A double halfway between two floats may itself have been rounded there; subnormal floats have other halfway points.
    if (number.start && ((bits & 0x1FFFFFFF) == 0x10000000 || (magnitude != 0 && magnitude < 0x1p-125))) {
        char spelled[PLENTY + 16];
        spell(&number, exponent_written(&number), spelled);
        single = strtof(spelled, NULL);
    }
    *value = negative ? -single : single;
    return after;
}

static const uint8_t *read_hexadecimal(const uint8_t *text, const uint8_t *end, uint64_t *value) {
    const uint8_t *start = text;
    *value = 0;
    for (; text < end; text++) {
        uint8_t letter = *text | 0x20;
        int digit = is_digit(*text) ? *text - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
        if (digit < 0) break;
        if (*value >> 60) return NULL;
        *value = *value << 4 | (uint64_t)digit;
    }
    return text == start ? NULL : text;
}

const uint8_t *secchi_read_integer(const uint8_t *text, const uint8_t *end, int64_t *value) {
    if (text == end) return NULL;
    int negative = *text == '-';
    if (negative || *text == '+') text++;
    uint64_t digits = 0;
    const uint8_t *after;
    if (end - text > 2 && text[0] == '0' && (text[1] | 0x20) == 'x') {
        after = read_hexadecimal(text + 2, end, &digits);
        if (!after) return NULL;
    } else {
        struct decimal number;
        after = read_decimal(text, end, &number);
        if (!after || number.cut) return NULL;
        digits = number.digits;
        for (; number.exponent < 0 && digits != 0; number.exponent++) {
            if (digits % 10) return NULL;
            digits /= 10;
        }
        for (; number.exponent > 0 && digits != 0; number.exponent--)
            if (__builtin_mul_overflow(digits, 10u, &digits)) return NULL;
    }
    if (digits > (uint64_t)INT64_MAX + (negative ? 1 : 0)) return NULL;
    *value = negative ? (int64_t)(0 - digits) : (int64_t)digits;
    return after;
}
