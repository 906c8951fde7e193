// SPDX-License-Identifier: Apache-2.0
#include "lists.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

// How many entries are at most `limit`.
static inline size_t rank_of(const uint64_t *entries, size_t count, uint64_t limit) {
    size_t rank = 0;
    for (size_t i = 0; i < count; i++) rank += entries[i] <= limit;
    return rank;
}

// Brings the `keep` least of more entries to the front, in their order, and returns the greatest of them.
//
// The value that parts them is found by bisection: counting takes eight entries at a time and never mispredicts, which a
// selection that swaps does at every other entry.
SECCHI_CLONES
static uint64_t keep_least(uint64_t *entries, size_t count, size_t keep) {
    uint64_t low = UINT64_MAX, high = 0;
    for (size_t i = 0; i < count; i++) {
        low = entries[i] < low ? entries[i] : low;
        high = entries[i] > high ? entries[i] : high;
    }
    // At most `high` are at least `keep`, and below `low` are fewer: the first value of the range is the answer.
    size_t rank = count;
    while (rank != keep && low < high) {
        uint64_t middle = low + (high - low) / 2;
        size_t below = rank_of(entries, count, middle);
        if (below >= keep) {
            high = middle;
            rank = below;
        } else {
            low = middle + 1;
        }
    }
    uint64_t greatest = 0;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t entry = entries[i];
        entries[kept] = entry;
        uint64_t stays = entry <= high && kept < keep;
        kept += stays;
        greatest = stays && entry > greatest ? entry : greatest;
    }
    return greatest;
}

void list_shrink(secchi_neighbour_lists *lists, size_t row) {
    uint64_t *entries = lists->entries + row * lists->capacity;
    uint32_t count = lists->counts[row];
    if (count < lists->keep || lists->keep == 0) return;
    uint64_t last = keep_least(entries, count, lists->keep);
    lists->counts[row] = lists->keep;
    lists->thresholds[row] = list_bound(last);
}

void list_lock(secchi_neighbour_lists *lists, size_t block) {
    _Atomic(uint8_t) *lock = (_Atomic(uint8_t) *)(lists->locks + block);
    while (atomic_exchange_explicit(lock, 1, memory_order_acquire)) sched_yield();
}

void list_unlock(secchi_neighbour_lists *lists, size_t block) {
    atomic_store_explicit((_Atomic(uint8_t) *)(lists->locks + block), 0, memory_order_release);
}

static int compare(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

void list_sort(uint64_t *entries, size_t count) {
    if (count > 64) {
        qsort(entries, count, sizeof *entries, compare);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        uint64_t entry = entries[i];
        size_t at = i;
        for (; at > 0 && entries[at - 1] > entry; at--) entries[at] = entries[at - 1];
        entries[at] = entry;
    }
}

void secchi_neighbour_merge(secchi_neighbour_lists *lists, const secchi_neighbour_lists *other, size_t first,
                            size_t last) {
    for (size_t row = first; row < last; row++) {
        const uint64_t *entries = other->entries + row * other->capacity;
        for (uint32_t i = 0; i < other->counts[row]; i++) {
            list_add(lists, row, list_bound(entries[i]), (uint32_t)entries[i]);
        }
        // What the other dropped is no nearer than its threshold: neither may this list promise more.
        list_shrink(lists, row);
    }
}
