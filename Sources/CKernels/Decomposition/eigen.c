// SPDX-License-Identifier: Apache-2.0
// Symmetric eigenvalue problem: Householder's reduction to three diagonals, then the QL method with implicit shifts
// (Martin, Reinsch & Wilkinson 1968, doi:10.1007/BF02161998; Dubrulle, Martin & Wilkinson 1968, doi:10.1007/BF02165404).
// Vectors are rows throughout, so that every inner loop runs along memory.
#include "CKernels.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

enum { LANES = 8 };

SECCHI_CLONES
static double dot(const double *a, const double *b, size_t n) {
    double lane[LANES] = {0};
    size_t whole = n / LANES * LANES;
    for (size_t i = 0; i < whole; i += LANES) {
        for (size_t l = 0; l < LANES; l++) lane[l] += a[i + l] * b[i + l];
    }
    double sum = 0;
    for (size_t l = 0; l < LANES; l++) sum += lane[l];
    for (size_t i = whole; i < n; i++) sum += a[i] * b[i];
    return sum;
}

SECCHI_CLONES
static void subtract(double *a, const double *b, double factor, size_t n) {
    for (size_t i = 0; i < n; i++) a[i] -= factor * b[i];
}

SECCHI_CLONES
static void rank_two(double *a, size_t lda, const double *v, const double *w, size_t n) {
    for (size_t i = 0; i < n; i++) {
        double *row = a + i * lda, x = v[i], y = w[i];
        for (size_t j = 0; j < n; j++) row[j] -= x * w[j] + y * v[j];
    }
}

SECCHI_CLONES
static void rotate(double *a, double *b, double cosine, double sine, size_t n) {
    for (size_t i = 0; i < n; i++) {
        double x = a[i], y = b[i];
        a[i] = cosine * x - sine * y;
        b[i] = sine * x + cosine * y;
    }
}

// Reflections v with I - v v' / scale go into the rows of `a` above the diagonal; the matrix becomes its three diagonals.
static void tridiagonal(double *a, size_t n, double *diagonal, double *side, double *scales, double *w) {
    for (size_t k = 0; k + 1 < n; k++) {
        double *v = a + k * n + k + 1, *rest = a + (k + 1) * n + k + 1;
        size_t m = n - k - 1;
        diagonal[k] = a[k * n + k];
        double length = sqrt(dot(v, v, m));
        side[k] = v[0] > 0 ? -length : length;
        scales[k] = 0;
        if (m == 1 || length == 0 || dot(v + 1, v + 1, m - 1) == 0) {
            side[k] = v[0];
            continue;
        }
        double scale = length * length - v[0] * side[k];
        v[0] -= side[k];
        scales[k] = scale;
        for (size_t i = 0; i < m; i++) w[i] = dot(rest + i * n, v, m) / scale;
        subtract(w, v, dot(w, v, m) / (2 * scale), m);
        rank_two(rest, n, v, w, m);
    }
    diagonal[n - 1] = a[n * n - 1];
    side[n - 1] = 0;
}

static int implicit_ql(double *d, double *e, double *z, size_t width, size_t n) {
    for (size_t l = 0; l < n; l++) {
        for (int step = 0;; step++) {
            size_t m = l;
            while (m + 1 < n && fabs(e[m]) > 0x1p-52 * (fabs(d[m]) + fabs(d[m + 1]))) m++;
            if (m == l) break;
            if (step == 60) return -1;
            double g = (d[l + 1] - d[l]) / (2 * e[l]), r = hypot(g, 1);
            g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
            double s = 1, c = 1, p = 0;
            size_t i = m;
            while (i-- > l) {
                double f = s * e[i], b = c * e[i];
                r = hypot(f, g);
                e[i + 1] = r;
                if (r == 0) {
                    d[i + 1] -= p;
                    e[m] = 0;
                    break;
                }
                s = f / r;
                c = g / r;
                g = d[i + 1] - p;
                r = (d[i] - g) * s + 2 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
                rotate(z + i * width, z + (i + 1) * width, c, s, width);
            }
            if (r == 0 && i + 1 > l) continue;
            d[l] -= p;
            e[l] = g;
            e[m] = 0;
        }
        if (!isfinite(d[l])) return -1;
    }
    return 0;
}

int secchi_symmetric_eigen(double *a, size_t n, double *values, int vectors, double *scratch) {
    if (n == 0) return 0;
    double *z = scratch, *side = z + n * n, *scales = side + n, *w = scales + n;
    tridiagonal(a, n, values, side, scales, w);
    if (!vectors) return implicit_ql(values, side, z, 0, n);
    memset(z, 0, n * n * sizeof *z);
    for (size_t i = 0; i < n; i++) z[i * n + i] = 1;
    if (implicit_ql(values, side, z, n, n)) return -1;
    for (size_t i = 0; i < n; i++) {
        double *vector = z + i * n;
        for (size_t k = n - 1; k-- > 0;) {
            if (scales[k] == 0) continue;
            const double *v = a + k * n + k + 1;
            subtract(vector + k + 1, v, dot(vector + k + 1, v, n - k - 1) / scales[k], n - k - 1);
        }
    }
    memcpy(a, z, n * n * sizeof *a);
    return 0;
}
