// SPDX-License-Identifier: Apache-2.0
// What Swift cannot do with CFITSIO: its memory files want a C function that makes their buffer larger, and a damaged tile
// can make it read beyond its memory, so it runs in a process of its own.
#ifndef SECCHI_CFITSSHIM_H
#define SECCHI_CFITSSHIM_H

#include <stddef.h>

#define SECCHI_MESSAGE_LENGTH 96

/// What came of unpacking; lies at the beginning of memory shared with the process that does it, so check `size`.
struct secchi_unpacked {
    int finished;  ///< 0 if the process ended before its time
    int status;    ///< of CFITSIO, 0 without error
    char message[SECCHI_MESSAGE_LENGTH];
    size_t size;
    unsigned char bytes[];  ///< `size` of them
};

/// Writes the FITS file at `bytes` again with its tile-compressed images and tables unpacked, as funpack does: an empty
/// primary HDU before a compressed primary image is left out.
///
/// CFITSIO works in a child process with limits on memory, `limit` bytes of result, and time; what it does to itself is an
/// error here. Returns NULL only if the system has no memory or process to give.
struct secchi_unpacked *secchi_unpack_tiles(const void *bytes, size_t size, size_t limit);

/// With the same `limit`.
void secchi_release(struct secchi_unpacked *unpacked, size_t limit);

/// The work of the child: a CFITSIO status. `*buffer` is from malloc.
int secchi_unpack_here(const void *bytes, size_t size, size_t limit, void **buffer, size_t *length, char *message);

#endif
