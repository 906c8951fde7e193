// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "CFileShim.h"

#include <unistd.h>

int secchi_synchronise_file_system(int descriptor) {
    return syncfs(descriptor);
}
