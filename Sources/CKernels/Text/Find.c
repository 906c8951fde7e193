// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <string.h>

#include "CKernels.h"
#include "CText.h"
#include "CVOTable.h"

SECCHI_CLONES
size_t secchi_count_byte(const uint8_t *bytes, size_t size, uint8_t byte) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++) count += bytes[i] == byte;
    return count;
}

size_t secchi_find(const uint8_t *bytes, size_t size, const char *word) {
    const uint8_t *found = memmem(bytes, size, word, strlen(word));
    return found ? (size_t)(found - bytes) : size;
}

static int is_name(uint8_t byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }

size_t secchi_find_data(const uint8_t *text, size_t size) {
    const uint8_t *end = text + size;
    for (const uint8_t *at = text; at < end && (at = memchr(at, '<', (size_t)(end - at)));) {
        const uint8_t *name = ++at;
        for (; at < end && *at > ' ' && *at != '>' && *at != '/' && *at != '<'; at++)
            if (*at == ':') name = at + 1;
        size_t length = (size_t)(at - name);
        if (name == end || !is_name(*name)) continue;
        if (!(length == 9 && memcmp(name, "TABLEDATA", 9) == 0) && !(length == 6 && memcmp(name, "STREAM", 6) == 0)) continue;
        const uint8_t *close = memchr(at, '>', (size_t)(end - at));
        return close ? (size_t)(close - text) + 1 : 0;
    }
    return 0;
}
