// SPDX-License-Identifier: Apache-2.0
// What Swift does not see of Linux's calls for files.
#ifndef CFILESHIM_H
#define CFILESHIM_H

/// Brings all that was written to the file system of an open file onto the disk; 0, or -1 with errno (syncfs(2)).
int secchi_synchronise_file_system(int descriptor);

#endif
