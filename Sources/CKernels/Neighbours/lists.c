// SPDX-License-Identifier: Apache-2.0
#include "lists.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

static inline void swap(uint64_t *a, uint64_t *b) {
    uint64_t held = *a;
    *a = *b;
    *b = held;
}

// Hoare's selection: afterwards the `keep` least come first. Entries differ, since row numbers do.
static void select_least(uint64_t *entries, size_t count, size_t keep) {
    size_t low = 0, high = count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (entries[middle] < entries[low]) swap(entries + middle, entries + low);
        if (entries[high] < entries[low]) swap(entries + high, entries + low);
        if (entries[high] < entries[middle]) swap(entries + high, entries + middle);
        uint64_t pivot = entries[middle];
        size_t i = low, j = high;
        while (i <= j) {
            while (entries[i] < pivot) i++;
            while (entries[j] > pivot) j--;
            if (i > j) break;
            swap(entries + i, entries + j);
            i++;
            if (j == 0) break;
            j--;
        }
        if (keep - 1 <= j) {
            high = j;
        } else if (keep - 1 >= i) {
            low = i;
        } else {
            return;
        }
    }
}

void list_shrink(secchi_neighbour_lists *lists, size_t row) {
    uint64_t *entries = lists->entries + row * lists->capacity;
    uint32_t count = lists->counts[row];
    if (count < lists->keep) return;
    if (count > lists->keep) select_least(entries, count, lists->keep);
    uint64_t last = 0;
    for (uint32_t i = 0; i < lists->keep; i++) last = entries[i] > last ? entries[i] : last;
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
