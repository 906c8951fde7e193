// SPDX-License-Identifier: Apache-2.0
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

#include "CKernels.h"

static inline _Atomic(uint32_t) *limit_of(const secchi_descent_lists *lists, size_t row) {
    return (_Atomic(uint32_t) *)(lists->limits + row);
}

// Under the row's lock.
static void insert(const secchi_descent_lists *lists, size_t row, uint64_t entry) {
    uint64_t *entries = lists->entries + row * lists->keep;
    uint32_t count = lists->counts[row], low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (entries[middle] >> 1 < entry >> 1) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == lists->keep || (low < count && entries[low] >> 1 == entry >> 1)) return;
    if (count < lists->keep) lists->counts[row] = ++count;
    memmove(entries + low + 1, entries + low, (count - 1 - low) * sizeof *entries);
    entries[low] = entry;
    if (count == lists->keep) {
        atomic_store_explicit(limit_of(lists, row), (uint32_t)(entries[count - 1] >> 32), memory_order_relaxed);
    }
}

void secchi_descent_offer(const secchi_descent_lists *lists, size_t row, uint32_t key, uint32_t number, int fresh) {
    if (key > atomic_load_explicit(limit_of(lists, row), memory_order_relaxed)) return;
    _Atomic(uint8_t) *lock = (_Atomic(uint8_t) *)(lists->locks + row);
    while (atomic_exchange_explicit(lock, 1, memory_order_acquire)) sched_yield();
    insert(lists, row, (uint64_t)key << 32 | (uint64_t)number << 1 | (fresh ? 1 : 0));
    atomic_store_explicit(lock, 0, memory_order_release);
}

static int holds(const secchi_descent_lists *lists, size_t row, uint32_t number) {
    const uint64_t *entries = lists->entries + row * lists->keep;
    for (uint32_t i = 0; i < lists->counts[row]; i++) {
        if ((uint32_t)entries[i] >> 1 == number) return 1;
    }
    return 0;
}

void secchi_descent_settle(const secchi_descent_lists *lists, const secchi_descent_lists *sampled, size_t first,
                           size_t last) {
    for (size_t row = first; row < last; row++) {
        uint64_t *entries = lists->entries + row * lists->keep;
        for (uint32_t i = 0; i < lists->counts[row]; i++) {
            if (entries[i] & 1 && holds(sampled, row, (uint32_t)entries[i] >> 1)) entries[i] ^= 1;
        }
    }
}

size_t secchi_descent_fresh(const secchi_descent_lists *lists, size_t first, size_t last) {
    size_t fresh = 0;
    for (size_t row = first; row < last; row++) {
        const uint64_t *entries = lists->entries + row * lists->keep;
        for (uint32_t i = 0; i < lists->counts[row]; i++) fresh += entries[i] & 1;
    }
    return fresh;
}
