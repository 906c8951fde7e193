// SPDX-License-Identifier: Apache-2.0
#include "CFITSShim.h"

#include <fitsio.h>
#include <stdlib.h>
#include <string.h>

// CFITSIO's callback has no user data.
static size_t largest;

static void *resize(void *buffer, size_t size) { return size > largest ? NULL : realloc(buffer, size); }

static int is_true(fitsfile *file, const char *keyword) {
    int value = 0, status = 0;
    fits_write_errmark();
    fits_read_key(file, TLOGICAL, keyword, &value, NULL, &status);
    fits_clear_errmark();
    return status == 0 && value;
}

// Whether HDU 1 is only there because a compressed image cannot be primary.
static int has_placeholder(fitsfile *file, int count, int *status) {
    int axes = 0;
    fits_get_img_dim(file, &axes, status);
    if (*status || axes > 0 || count < 2) return 0;
    fits_movabs_hdu(file, 2, NULL, status);
    return !*status && fits_is_compressed_image(file, status) && is_true(file, "ZSIMPLE");
}

static void unpack(fitsfile *input, fitsfile *output, int *status) {
    int count = 0;
    fits_get_num_hdus(input, &count, status);
    int first = has_placeholder(input, count, status) ? 2 : 1;
    for (int hdu = first; hdu <= count && !*status; hdu++) {
        fits_movabs_hdu(input, hdu, NULL, status);
        if (*status) return;
        if (fits_is_compressed_image(input, status)) {
            fits_img_decompress(input, output, status);
        } else if (is_true(input, "ZTABLE")) {
            fits_uncompress_table(input, output, status);
        } else {
            fits_copy_hdu(input, output, 0, status);
        }
    }
}

int secchi_unpack_here(const void *bytes, size_t size, size_t limit, void **buffer, size_t *length, char *message) {
    fitsfile *input = NULL, *output = NULL;
    int status = 0, closing = 0;
    void *source = (void *)bytes;  // opened for reading only
    largest = limit;
    *length = 2880;
    *buffer = malloc(*length);
    if (*buffer == NULL) return MEMORY_ALLOCATION;
    fits_open_memfile(&input, "packed", READONLY, &source, &size, 0, NULL, &status);
    fits_create_memfile(&output, buffer, length, 1 << 20, resize, &status);
    if (!status) unpack(input, output, &status);
    if (status && (!fits_read_errmsg(message) || !message[0])) fits_get_errstatus(status, message);
    if (status) return status;
    fits_flush_file(output, &status);
    // The buffer is longer than the file in it.
    LONGLONG end = 0;
    fits_get_hduaddrll(output, NULL, NULL, &end, &status);
    fits_close_file(output, &closing);
    fits_close_file(input, &closing);
    if (!status && end >= 0 && (size_t)end <= *length) *length = (size_t)end;
    return status;
}
