// SPDX-License-Identifier: Apache-2.0
// Large results are written once from end to end: huge pages spare the page faults, which cost more than the arithmetic.
#define _GNU_SOURCE
#include "CKernels.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

void secchi_advise_huge_pages(void *start, size_t bytes) {
#if defined(__linux__)
    const uintptr_t page = 4096;
    uintptr_t first = ((uintptr_t)start + page - 1) & ~(page - 1);
    uintptr_t last = ((uintptr_t)start + bytes) & ~(page - 1);
    if (start && last > first) (void)madvise((void *)first, last - first, MADV_HUGEPAGE);
#else
    (void)start;
    (void)bytes;
#endif
}
