// SPDX-License-Identifier: Apache-2.0
// What Swift cannot do with CFITSIO: its memory files want a C function that makes their buffer larger.
#ifndef SECCHI_CFITSSHIM_H
#define SECCHI_CFITSSHIM_H

#include <stddef.h>

/// Writes the FITS file at `bytes` again with its tile-compressed images and tables unpacked, as funpack does: an empty
/// primary HDU before a compressed primary image is left out.
///
/// `*unpacked` is to be freed by the caller, also after a failure. Returns a CFITSIO status, 0 without error, and its text in
/// `message`, which has room for 81 characters.
int secchi_unpack_tiles(
    const void *bytes, size_t size, size_t limit, void **unpacked, size_t *unpacked_size, char *message);

#endif
