// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "CFITSShim.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void limit_resource(int resource, rlim_t most) {
    struct rlimit limits = {most, most};
    setrlimit(resource, &limits);
}

// Private memory that the parent has already.
static rlim_t data_now(void) {
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL) return 0;
    if (fscanf(file, "%*u %*u %*u %*u %*u %llu", &pages) != 1) pages = 0;
    fclose(file);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

// Only such processes ever call CFITSIO, so no lock of it can be held by another thread at the fork.
static void work(const void *bytes, size_t size, size_t limit, struct secchi_unpacked *shared) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // What was inherited would keep locks and pipes of the parent in use after it is gone.
    close_range(3, ~0U, 0);
    signal(SIGSEGV, SIG_DFL);
    signal(SIGBUS, SIG_DFL);
    signal(SIGABRT, SIG_DFL);
    signal(SIGFPE, SIG_DFL);
    limit_resource(RLIMIT_CORE, 0);
    limit_resource(RLIMIT_CPU, 60);
    limit_resource(RLIMIT_DATA, data_now() + 4 * (rlim_t)limit + ((rlim_t)256 << 20));
    void *buffer = NULL;
    size_t length = 0;
    shared->status = secchi_unpack_here(bytes, size, limit, &buffer, &length, shared->message);
    if (shared->status == 0 && length <= limit) {
        memcpy(shared->bytes, buffer, length);
        shared->size = length;
    }
    shared->finished = 1;
    _exit(0);
}

struct secchi_unpacked *secchi_unpack_tiles(const void *bytes, size_t size, size_t limit) {
    size_t mapped = sizeof(struct secchi_unpacked) + limit;
    struct secchi_unpacked *shared =
        mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (shared == MAP_FAILED) return NULL;
    pid_t child = fork();
    if (child == 0) work(bytes, size, limit, shared);
    if (child < 0) {
        munmap(shared, mapped);
        return NULL;
    }
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
    return shared;
}

void secchi_release(struct secchi_unpacked *unpacked, size_t limit) {
    munmap(unpacked, sizeof(struct secchi_unpacked) + limit);
}
