// SPDX-License-Identifier: Apache-2.0
// Candidate lists: adding, and keeping the best.
#ifndef SECCHI_NEIGHBOURS_LISTS_H
#define SECCHI_NEIGHBOURS_LISTS_H

#include <string.h>

#include "CKernels.h"

// Ascending as integers where (bound, number) ascends.
static inline uint64_t list_entry(float bound, uint32_t number) {
    uint32_t bits;
    memcpy(&bits, &bound, sizeof bits);
    bits ^= bits >> 31 ? UINT32_MAX : 0x80000000u;
    return (uint64_t)bits << 32 | number;
}

static inline float list_bound(uint64_t entry) {
    uint32_t bits = (uint32_t)(entry >> 32);
    bits ^= bits >> 31 ? 0x80000000u : UINT32_MAX;
    float bound;
    memcpy(&bound, &bits, sizeof bound);
    return bound;
}

// Drops all but the `keep` least of a full list and sets the threshold.
void list_shrink(secchi_neighbour_lists *lists, size_t row);

static inline void list_add(secchi_neighbour_lists *lists, size_t row, float bound, uint32_t number) {
    if (!(bound <= lists->thresholds[row])) return;
    lists->entries[row * lists->capacity + lists->counts[row]++] = list_entry(bound, number);
    if (lists->counts[row] == lists->capacity) list_shrink(lists, row);
}

void list_lock(secchi_neighbour_lists *lists, size_t block);
void list_unlock(secchi_neighbour_lists *lists, size_t block);

// Sorts ascending.
void list_sort(uint64_t *entries, size_t count);

#endif
