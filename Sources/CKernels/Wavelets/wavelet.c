// SPDX-License-Identifier: Apache-2.0
// Mallat 1989, doi:10.1109/34.192463. Values are sorted into even and odd ones, so that the filters run over vectors side by
// side; a row stays in the nearest caches through all its levels.
#include "wavelet.h"

#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "CKernels.h"

#pragma STDC FP_CONTRACT ON

enum { LANES = 16, MOST_LEVELS = 48 };

typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(4)));

size_t secchi_wavelet_count(const secchi_wavelet *wavelet, size_t n) {
    return wavelet->edge == SECCHI_WAVELET_PERIODIC ? n / 2 + n % 2 : (n + wavelet->taps - 1) / 2;
}

// Of each of four buffers: a signal, its ends, and whole vectors behind it.
static size_t room_of(const secchi_wavelet *wavelet, size_t n) {
    return (n + 3 * wavelet->taps + 4 * LANES) & ~(size_t)(LANES - 1);
}

size_t secchi_wavelet_scratch(const secchi_wavelet *wavelet, size_t n) { return 4 * room_of(wavelet, n) + LANES; }

// MARK: - Boundaries

// The value at `place`, which may lie anywhere.
static float value_at(const float *x, size_t n, ptrdiff_t place, int edge) {
    ptrdiff_t count = (ptrdiff_t)n;
    if (edge == SECCHI_WAVELET_ZERO) return 0;
    ptrdiff_t period = edge == SECCHI_WAVELET_PERIODIC ? count + count % 2 : 2 * count;
    while (place < 0) place += period;
    while (place >= period) place -= period;
    if (place < count) return x[place];
    return edge == SECCHI_WAVELET_PERIODIC ? x[count - 1] : x[2 * count - 1 - place];
}

// Puts what stands beyond the ends around the n values at `signal + before`, `size` values in all.
static void put_ends(float *signal, size_t before, size_t n, size_t size, int edge) {
    const float *x = signal + before;
    for (size_t i = 0; i < before; i++) signal[i] = value_at(x, n, (ptrdiff_t)i - (ptrdiff_t)before, edge);
    for (size_t i = before + n; i < size; i++) signal[i] = value_at(x, n, (ptrdiff_t)(i - before), edge);
}

// MARK: - Forward

// A level's signal with what stands beyond its ends, beginning on a multiple of 64 bytes, and the filters back to front:
// coefficient o is the sum over k of filter[k] * signal[2 * o + k].
typedef struct {
    const float *signal;
    size_t count;
    float low[SECCHI_WAVELET_TAPS], high[SECCHI_WAVELET_TAPS];
    float *even, *odd;
} analysis;

// Every other one of the 32 values at x. Macros, since vectors cannot be handed between functions of different clones.
#define EVENS(x)                                                                                                      \
    __builtin_shufflevector(*(const lanes *)(x), *(const lanes *)((x) + LANES), 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, \
                            22, 24, 26, 28, 30)
#define ODDS(x)                                                                                                       \
    __builtin_shufflevector(*(const lanes *)(x), *(const lanes *)((x) + LANES), 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, \
                            23, 25, 27, 29, 31)

// Writes a vector, or what of it there is room for.
#define PUT(value, out, room)                         \
    if ((room) >= LANES) {                            \
        *(lanes *)(out) = value;                      \
    } else {                                          \
        memcpy(out, &(value), (room) * sizeof(float)); \
    }

// By way of two arrays, from which any 16 values in a row can be read.
static inline __attribute__((always_inline)) void analyse(const analysis *task, size_t half, float *approximation,
                                                          float *detail) {
    float *even = task->even, *odd = task->odd;
    for (size_t i = 0; i < task->count + half; i += LANES) {
        *(lanes *)(even + i) = EVENS(task->signal + 2 * i);
        *(lanes *)(odd + i) = ODDS(task->signal + 2 * i);
    }
    for (size_t o = 0; o < task->count; o += LANES) {
        lanes a[2] = {{0}}, d[2] = {{0}};
#pragma clang loop unroll(full)
        for (size_t t = 0; t < half; t++) {
            lanes x = *(const lanes *)(even + o + t), y = *(const lanes *)(odd + o + t);
            a[0] += task->low[2 * t] * x;
            d[0] += task->high[2 * t] * x;
            a[1] += task->low[2 * t + 1] * y;
            d[1] += task->high[2 * t + 1] * y;
        }
        lanes sum = a[0] + a[1], other = d[0] + d[1];
        *(lanes *)(approximation + o) = sum;
        PUT(other, detail + o, task->count - o)
    }
}

#define EACH_HALF(CASE) CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10)

SECCHI_CLONES
static void analyse_any(const analysis *task, size_t half, float *approximation, float *detail) {
    switch (half) {
#define CASE(h) \
    case h: analyse(task, h, approximation, detail); return;
        EACH_HALF(CASE)
#undef CASE
    }
}

#if defined(__x86_64__)
// Values t … t + 15 of the 32 in two registers.
#define SHIFTED(first, second, t) \
    _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(second), _mm512_castps_si512(first), t))

// Without the arrays: every value is read once, and neighbours are shifted in registers.
#define TAP(t)                                                                                                        \
    if (t < half) {                                                                                                   \
        __m512 x = SHIFTED(even, even_next, t), y = SHIFTED(odd, odd_next, t);                                        \
        a0 = _mm512_fmadd_ps(low[2 * t], x, a0);                                                                      \
        d0 = _mm512_fmadd_ps(high[2 * t], x, d0);                                                                     \
        a1 = _mm512_fmadd_ps(low[2 * t + 1], y, a1);                                                                  \
        d1 = _mm512_fmadd_ps(high[2 * t + 1], y, d1);                                                                 \
    }

__attribute__((target("avx512f"), always_inline)) static inline void analyse_512(const analysis *task, size_t half,
                                                                                 float *approximation, float *detail) {
    const __m512i evens = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const __m512i odds = _mm512_add_epi32(evens, _mm512_set1_epi32(1));
    const float *signal = task->signal;
    size_t count = task->count;
    __m512 low[SECCHI_WAVELET_TAPS], high[SECCHI_WAVELET_TAPS];
#pragma clang loop unroll(full)
    for (size_t k = 0; k < 2 * half; k++) {
        low[k] = _mm512_set1_ps(task->low[k]);
        high[k] = _mm512_set1_ps(task->high[k]);
    }
    __m512 first = _mm512_load_ps(signal), second = _mm512_load_ps(signal + LANES);
    __m512 even = _mm512_permutex2var_ps(first, evens, second), odd = _mm512_permutex2var_ps(first, odds, second);
    for (size_t o = 0; o < count; o += LANES) {
        first = _mm512_load_ps(signal + 2 * o + 2 * LANES);
        second = _mm512_load_ps(signal + 2 * o + 3 * LANES);
        __m512 even_next = _mm512_permutex2var_ps(first, evens, second);
        __m512 odd_next = _mm512_permutex2var_ps(first, odds, second);
        __m512 a0 = _mm512_setzero_ps(), a1 = a0, d0 = a0, d1 = a0;
        TAP(0) TAP(1) TAP(2) TAP(3) TAP(4) TAP(5) TAP(6) TAP(7) TAP(8) TAP(9)
        __mmask16 within = count - o >= LANES ? 0xffff : (__mmask16)((1u << (count - o)) - 1);
        _mm512_storeu_ps(approximation + o, _mm512_add_ps(a0, a1));
        _mm512_mask_storeu_ps(detail + o, within, _mm512_add_ps(d0, d1));
        even = even_next;
        odd = odd_next;
    }
}
#undef TAP
#undef SHIFTED

__attribute__((target("avx512f"))) static void analyse_any_512(const analysis *task, size_t half, float *approximation,
                                                               float *detail) {
    switch (half) {
#define CASE(h) \
    case h: analyse_512(task, h, approximation, detail); return;
        EACH_HALF(CASE)
#undef CASE
    }
}
#endif

typedef void analyse_level(const analysis *task, size_t half, float *approximation, float *detail);

static analyse_level *best_analysis(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) return analyse_any_512;
#endif
    return analyse_any;
}

// Copies n values; says whether all are finite.
SECCHI_CLONES
static int copy_finite(const float *x, size_t n, float *out) {
    typedef int32_t integers __attribute__((vector_size(LANES * sizeof(int32_t)), aligned(4)));
    integers wild = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        integers bits = *(const integers *)(x + i);
        *(integers *)(out + i) = bits;
        wild |= (bits & 0x7f800000) == 0x7f800000;
    }
    int32_t any = 0;
    for (size_t lane = 0; lane < LANES; lane++) any |= wild[lane];
    for (; i < n; i++) {
        out[i] = x[i];
        any |= !isfinite(x[i]);
    }
    return !any;
}

static unsigned level_lengths(const secchi_wavelet *wavelet, size_t n, unsigned levels, size_t *lengths) {
    if (levels > MOST_LEVELS) levels = MOST_LEVELS;
    lengths[0] = n;
    for (unsigned level = 0; level < levels; level++) {
        lengths[level + 1] = secchi_wavelet_count(wavelet, lengths[level]);
    }
    return levels;
}

// The next multiple of 64 bytes.
static float *aligned(float *memory) { return (float *)(((uintptr_t)memory + 63) & ~(uintptr_t)63); }

size_t secchi_wavelet_forward(const secchi_wavelet *wavelet, const float *values, size_t stride, size_t rows, size_t n,
                              unsigned levels, float *out, size_t out_stride, float *scratch) {
    size_t lengths[MOST_LEVELS + 1], taps = wavelet->taps, total = 0;
    levels = level_lengths(wavelet, n, levels, lengths);
    for (unsigned level = 1; level <= levels; level++) total += lengths[level];
    size_t room = room_of(wavelet, n);
    scratch = aligned(scratch);
    analysis task = {.even = scratch, .odd = scratch + room};
    float *buffers[2] = {scratch + 2 * room, scratch + 3 * room};
    memset(scratch, 0, 4 * room * sizeof *scratch);
    for (size_t k = 0; k < taps; k++) {
        task.low[k] = wavelet->low[taps - 1 - k];
        task.high[k] = wavelet->high[taps - 1 - k];
    }
    size_t before = wavelet->edge == SECCHI_WAVELET_PERIODIC ? taps / 2 - 1 : taps - 2;
    analyse_level *analyse_level = best_analysis();
    for (size_t row = 0; row < rows; row++) {
        float *signal = buffers[0], *next = buffers[1];
        if (!copy_finite(values + row * stride, n, signal + before)) return row;
        float *end = out + row * out_stride + total + lengths[levels];
        for (unsigned level = 0; level < levels; level++) {
            size_t count = lengths[level + 1];
            put_ends(signal, before, lengths[level], 2 * count + taps - 2, wavelet->edge);
            task.signal = signal;
            task.count = count;
            end -= count;
            analyse_level(&task, taps / 2, next + before, end);
            float *done = signal;
            signal = next;
            next = done;
        }
        memcpy(out + row * out_stride, signal + before, lengths[levels] * sizeof *out);
    }
    return rows;
}

// MARK: - Inverse

// Where the filters begin for values 2i and 2i + 1: x[2i + b] is the sum over t of low[2t + phase[b]] * a[i + t + shift[b]].
typedef struct {
    size_t phase[2];
    ptrdiff_t shift[2];
} synthesis;

static synthesis synthesis_of(const secchi_wavelet *wavelet) {
    if (wavelet->edge != SECCHI_WAVELET_PERIODIC) return (synthesis){{1, 0}, {0, 0}};
    ptrdiff_t h = (ptrdiff_t)(wavelet->taps / 4);
    return wavelet->taps / 2 % 2 == 0 ? (synthesis){{0, 1}, {-h, 1 - h}} : (synthesis){{1, 0}, {-h, -h}};
}

// `a` and `d` may be read up to LANES values behind what is needed; whole vectors are written to `x`.
static inline __attribute__((always_inline)) void inverse_level_of(const secchi_wavelet *wavelet, size_t half,
                                                                   synthesis place, const float *a, const float *d,
                                                                   size_t n, float *x) {
    float low[2][SECCHI_WAVELET_TAPS / 2], high[2][SECCHI_WAVELET_TAPS / 2];
    for (size_t t = 0; t < half; t++) {
        for (size_t b = 0; b < 2; b++) {
            low[b][t] = wavelet->low[2 * t + place.phase[b]];
            high[b][t] = wavelet->high[2 * t + place.phase[b]];
        }
    }
    const float *a0 = a + place.shift[0], *a1 = a + place.shift[1], *d0 = d + place.shift[0], *d1 = d + place.shift[1];
    for (size_t i = 0; 2 * i < n; i += LANES) {
        lanes coarse[2] = {{0}}, fine[2] = {{0}};
#pragma clang loop unroll(full)
        for (size_t t = 0; t < half; t++) {
            coarse[0] += low[0][t] * *(const lanes *)(a0 + i + t);
            coarse[1] += low[1][t] * *(const lanes *)(a1 + i + t);
            fine[0] += high[0][t] * *(const lanes *)(d0 + i + t);
            fine[1] += high[1][t] * *(const lanes *)(d1 + i + t);
        }
        lanes even = coarse[0] + fine[0], odd = coarse[1] + fine[1];
        *(lanes *)(x + 2 * i) =
            __builtin_shufflevector(even, odd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        *(lanes *)(x + 2 * i + LANES) =
            __builtin_shufflevector(even, odd, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
}

SECCHI_CLONES
static void inverse_level(const secchi_wavelet *w, synthesis place, const float *a, const float *d, size_t n, float *x) {
    switch (w->taps / 2) {
#define CASE(h) \
    case h: inverse_level_of(w, h, place, a, d, n, x); return;
        EACH_HALF(CASE)
#undef CASE
    }
}

// Copies `count` coefficients to `to` and puts their neighbours beyond the ends on, in both directions.
static void extend(const float *from, size_t count, int edge, size_t taps, float *to) {
    memcpy(to, from, count * sizeof *to);
    ptrdiff_t reach = (ptrdiff_t)taps, size = (ptrdiff_t)count;
    for (ptrdiff_t place = 1; place <= reach; place++) {
        ptrdiff_t low = -place % size, high = (size - 1 + place) % size;
        int periodic = edge == SECCHI_WAVELET_PERIODIC;
        to[-place] = periodic ? from[low < 0 ? low + size : low] : 0;
        to[size - 1 + place] = periodic ? from[high] : 0;
    }
}

void secchi_wavelet_inverse(const secchi_wavelet *wavelet, const float *coefficients, size_t stride, size_t rows, size_t n,
                            unsigned levels, float *out, size_t out_stride, float *scratch) {
    size_t lengths[MOST_LEVELS + 1], taps = wavelet->taps, room = room_of(wavelet, n);
    levels = level_lengths(wavelet, n, levels, lengths);
    synthesis place = synthesis_of(wavelet);
    memset(scratch, 0, 4 * room * sizeof *scratch);
    float *a = scratch + taps, *d = a + room, *x = scratch + 2 * room;
    for (size_t row = 0; row < rows; row++) {
        const float *from = coefficients + row * stride, *detail = from + lengths[levels];
        memcpy(x, from, lengths[levels] * sizeof *x);
        for (unsigned level = levels; level > 0; level--) {
            size_t count = lengths[level];
            extend(x, count, wavelet->edge, taps, a);
            extend(detail, count, wavelet->edge, taps, d);
            inverse_level(wavelet, place, a, d, lengths[level - 1], x);
            detail += count;
        }
        memcpy(out + row * out_stride, x, n * sizeof *x);
    }
}
