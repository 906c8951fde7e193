// SPDX-License-Identifier: Apache-2.0
// Up to 64 rows: the rows left of a threshold are the bits of one word, and the weight of a class among them is a count of
// bits. Needs AVX-512; elsewhere forest_sweep finds the same splits.
#include <string.h>

#include "Split.h"

#pragma STDC FP_CONTRACT OFF

enum { GREATEST_WEIGHT = 15, WORDS = 48 };

#if defined(__x86_64__)
#include <immintrin.h>

int forest_few_allowed(const secchi_forest_task *task, const forest_node_rows *node) {
    return !task->entropy && task->minimum_leaf == 1 && node->count <= FOREST_FEW &&
           node->greatest_weight <= GREATEST_WEIGHT && node->present_count <= WORDS / 4 && task->class_count <= 256 &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vpopcntdq");
}

// Rows of one class with one bit of their weight set.
typedef struct {
    uint64_t rows[4];
    double total;
} class_words;

__attribute__((target("avx512f,avx512bw,avx512dq,avx512vpopcntdq,popcnt"))) int forest_few(
    const forest_node_rows *node, const uint8_t *bins, forest_split *best) {
    size_t count = node->count;
    uint64_t all = count == 64 ? ~(uint64_t)0 : ((uint64_t)1 << count) - 1;
    __m512i values = _mm512_maskz_loadu_epi8(all, bins);
    if (_mm512_mask_cmpneq_epi8_mask(all, values, _mm512_set1_epi8((char)bins[0])) == 0) return 0;

    class_words words[WORDS / 4];
    int bits = 32 - __builtin_clz((unsigned)node->greatest_weight);
    uint64_t weight_bits[4];
    uint8_t weights[64], classes[64];
    for (size_t i = 0; i < count; i++) {
        weights[i] = (uint8_t)node->rows[i].weight;
        classes[i] = (uint8_t)node->rows[i].answer;
    }
    __m512i weight_values = _mm512_maskz_loadu_epi8(all, weights);
    __m512i class_values = _mm512_maskz_loadu_epi8(all, classes);
    for (int bit = 0; bit < bits; bit++)
        weight_bits[bit] = _mm512_mask_test_epi8_mask(all, weight_values, _mm512_set1_epi8((char)(1 << bit)));
    for (uint32_t p = 0; p < node->present_count; p++) {
        uint64_t members =
            _mm512_mask_cmpeq_epi8_mask(all, class_values, _mm512_set1_epi8((char)node->present[p]));
        for (int bit = 0; bit < bits; bit++) words[p].rows[bit] = members & weight_bits[bit];
        words[p].total = (double)node->class_weights[node->present[p]];
    }

    uint64_t sides[64];
    size_t padded = (count + 7) / 8 * 8;
    for (size_t i = 0; i < count; i++)
        sides[i] = _mm512_mask_cmple_epu8_mask(all, values, _mm512_set1_epi8((char)bins[i]));
    for (size_t i = count; i < padded; i++) sides[i] = all;

    __m512d total = _mm512_set1_pd((double)node->total);
    double found = best->score;
    size_t at = 64;
    for (size_t start = 0; start < padded; start += 8) {
        __m512i side = _mm512_loadu_si512(sides + start);
        __m512d left = _mm512_setzero_pd(), left_squares = left, right_squares = left;
        for (uint32_t p = 0; p < node->present_count; p++) {
            __m512i weight = _mm512_popcnt_epi64(_mm512_and_si512(side, _mm512_set1_epi64((long long)words[p].rows[0])));
            for (int bit = 1; bit < bits; bit++) {
                __m512i part =
                    _mm512_popcnt_epi64(_mm512_and_si512(side, _mm512_set1_epi64((long long)words[p].rows[bit])));
                weight = _mm512_add_epi64(weight, _mm512_slli_epi64(part, (unsigned)bit));
            }
            __m512d here = _mm512_cvtepi64_pd(weight), beyond = _mm512_sub_pd(_mm512_set1_pd(words[p].total), here);
            left = _mm512_add_pd(left, here);
            left_squares = _mm512_add_pd(left_squares, _mm512_mul_pd(here, here));
            right_squares = _mm512_add_pd(right_squares, _mm512_mul_pd(beyond, beyond));
        }
        __m512d right = _mm512_sub_pd(total, left);
        __mmask8 proper = _mm512_cmp_pd_mask(right, _mm512_setzero_pd(), _CMP_GT_OQ);
        __m512d score = _mm512_maskz_div_pd(
            proper, _mm512_add_pd(_mm512_mul_pd(left_squares, right), _mm512_mul_pd(right_squares, left)),
            _mm512_mul_pd(left, right));
        unsigned better = _mm512_mask_cmp_pd_mask(proper, score, _mm512_set1_pd(found), _CMP_GE_OQ);
        if (!better) continue;
        double scores[8];
        _mm512_storeu_pd(scores, score);
        for (; better; better &= better - 1) {
            size_t lane = (size_t)__builtin_ctz(better);
            if (scores[lane] > found || (scores[lane] == found && at < 64 && bins[start + lane] < bins[at])) {
                found = scores[lane];
                at = start + lane;
            }
        }
    }
    if (at == 64) return 1;
    best->score = found;
    best->low = bins[at];
    int high = FOREST_BINS;
    uint64_t beyond = all & ~sides[at];
    for (; beyond; beyond &= beyond - 1) {
        int bin = bins[__builtin_ctzll(beyond)];
        high = bin < high ? bin : high;
    }
    best->high = high;
    return 1;
}

#else

int forest_few_allowed(const secchi_forest_task *task, const forest_node_rows *node) {
    (void)task;
    (void)node;
    return 0;
}

int forest_few(const forest_node_rows *node, const uint8_t *bins, forest_split *best) {
    (void)node;
    (void)bins;
    (void)best;
    return 0;
}

#endif
