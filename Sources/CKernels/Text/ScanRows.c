// SPDX-License-Identifier: Apache-2.0
#include <math.h>
#include <string.h>

#include "CKernels.h"
#include "CText.h"
#include "CVOTable.h"

struct scanner {
    const uint8_t *text, *end;
    secchi_column *columns;
    size_t column_count;
};

struct cell {
    const uint8_t *start, *end, *after;
};

enum outcome { CELL_READ, CELL_INCOMPLETE, CELL_UNUSUAL, CELL_BAD };

static inline int is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r'; }

static inline const uint8_t *skip_space(const uint8_t *at, const uint8_t *end) {
    while (at < end && is_space(*at)) at++;
    return at;
}

// Whether `word` stands at `at`; -1 when the text ends before that is known.
static inline int stands(const uint8_t *at, const uint8_t *end, const char *word, size_t length) {
    size_t have = (size_t)(end - at);
    if (have >= length) return memcmp(at, word, length) == 0;
    return memcmp(at, word, have) == 0 ? -1 : 0;
}
#define STANDS(at, end, word) stands(at, end, word, sizeof(word) - 1)

// The extent of a cell whose content begins at `at`.
static enum outcome find_end(const struct scanner *s, const uint8_t *at, struct cell *cell) {
    cell->start = at;
    const uint8_t *close = memchr(at, '<', (size_t)(s->end - at));
    if (!close) return CELL_INCOMPLETE;
    cell->end = close;
    int ends = STANDS(close, s->end, "</TD>");
    cell->after = close + 5;
    return ends < 0 ? CELL_INCOMPLETE : ends ? CELL_READ : CELL_UNUSUAL;
}

static int same_word(const uint8_t *start, const uint8_t *end, const char *word) {
    size_t length = strlen(word);
    if ((size_t)(end - start) != length) return 0;
    for (size_t i = 0; i < length; i++)
        if ((start[i] | 0x20) != word[i]) return 0;
    return 1;
}

static enum outcome read_boolean(const uint8_t *start, const uint8_t *end, uint8_t *value, uint8_t *null) {
    *value = 0;
    *null = 0;
    if (same_word(start, end, "t") || same_word(start, end, "true") || (end - start == 1 && *start == '1')) {
        *value = 1;
    } else if (end - start == 1 && *start == '?') {
        *null = 1;
    } else if (!(same_word(start, end, "f") || same_word(start, end, "false") || (end - start == 1 && *start == '0'))) {
        return CELL_BAD;
    }
    return CELL_READ;
}

static void set_null(secchi_column *column, size_t row) {
    column->nulls[row] = 1;
    column->null_count++;
    switch (column->kind) {
    case SECCHI_CELL_TEXT: ((secchi_span *)column->values)[row] = (secchi_span){0, 0, 0}; break;
    case SECCHI_CELL_INTEGER: ((int64_t *)column->values)[row] = 0; break;
    case SECCHI_CELL_BOOLEAN: ((uint8_t *)column->values)[row] = 0; break;
    default: ((double *)column->values)[row] = NAN; break;
    }
}

// The careful way for any cell but text: white space around it, nothing in it, words for null.
static enum outcome read_trimmed(secchi_column *column, size_t row, const uint8_t *start, const uint8_t *end) {
    while (start < end && is_space(*start)) start++;
    while (start < end && is_space(end[-1])) end--;
    if (start == end) return set_null(column, row), CELL_READ;
    if (memchr(start, '&', (size_t)(end - start))) return CELL_UNUSUAL;
    column->nulls[row] = 0;
    const uint8_t *after = NULL;
    double real = 0;
    float single = 0;
    int64_t integer = 0;
    switch (column->kind) {
    case SECCHI_CELL_INTEGER:
        after = secchi_read_integer(start, end, &integer);
        if (after == end && !(column->has_null && integer == column->null)) {
            ((int64_t *)column->values)[row] = integer;
            return CELL_READ;
        }
        if (after != end && !same_word(start, end, "null") && !same_word(start, end, "nan")) return CELL_BAD;
        return set_null(column, row), CELL_READ;
    case SECCHI_CELL_BOOLEAN: {
        uint8_t value, null;
        if (read_boolean(start, end, &value, &null) == CELL_BAD && !same_word(start, end, "null")) return CELL_BAD;
        if (null || same_word(start, end, "null")) return set_null(column, row), CELL_READ;
        ((uint8_t *)column->values)[row] = value;
        return CELL_READ;
    }
    case SECCHI_CELL_FLOAT:
        after = secchi_read_float(start, end, &single);
        real = single;
        break;
    default: after = secchi_read_double(start, end, &real); break;
    }
    if (after != end && !same_word(start, end, "null")) return CELL_BAD;
    if (after != end || (column->has_null && (real == column->null_real || (real != real && column->null_real != column->null_real))))
        return set_null(column, row), CELL_READ;
    ((double *)column->values)[row] = real;
    return CELL_READ;
}

static inline int closes_cell(const uint8_t *at, const uint8_t *end) { return end - at >= 5 && memcmp(at, "</TD>", 5) == 0; }

static inline enum outcome read_cell(const struct scanner *s, secchi_column *column, size_t row, struct cell *cell) {
    const uint8_t *at = cell->start, *after;
    if ((column->kind == SECCHI_CELL_DOUBLE || column->kind == SECCHI_CELL_FLOAT) && !column->has_null) {
        double value;
        float single;
        if (column->kind == SECCHI_CELL_DOUBLE) after = secchi_read_double(at, s->end, &value);
        else after = secchi_read_float(at, s->end, &single), value = single;
        if (after && closes_cell(after, s->end)) {
            ((double *)column->values)[row] = value;
            column->nulls[row] = 0;
            cell->after = after + 5;
            return CELL_READ;
        }
    } else if (column->kind == SECCHI_CELL_INTEGER) {
        // Plain short integers, the usual case.
        const uint8_t *digits = at + (at < s->end && *at == '-');
        int64_t value = 0;
        for (after = digits; after < s->end && (uint8_t)(*after - '0') < 10 && after - digits < 18; after++)
            value = value * 10 + (*after - '0');
        if (digits != at) value = -value;
        if (after != digits && closes_cell(after, s->end) && !(column->has_null && value == column->null)) {
            ((int64_t *)column->values)[row] = value;
            column->nulls[row] = 0;
            cell->after = after + 5;
            return CELL_READ;
        }
    }
    enum outcome found = find_end(s, at, cell);
    if (found != CELL_READ) return found;
    if (column->kind != SECCHI_CELL_TEXT) return read_trimmed(column, row, at, cell->end);
    if (cell->end == at) return set_null(column, row), CELL_READ;
    size_t length = (size_t)(cell->end - at);
    int escaped = memchr(at, '&', length) != NULL || memchr(at, '\r', length) != NULL;
    ((secchi_span *)column->values)[row] = (secchi_span){(uint32_t)(at - s->text), (uint32_t)length, (uint32_t)escaped};
    column->nulls[row] = 0;
    return CELL_READ;
}

// One row that begins behind its <TR>. `at` becomes the place behind its </TR>.
static enum outcome read_row(const struct scanner *s, size_t row, const uint8_t **at, secchi_scan *scan) {
    const uint8_t *here = *at;
    for (size_t column = 0;; column++) {
        here = skip_space(here, s->end);
        struct cell cell;
        int starts = STANDS(here, s->end, "<TD>");
        if (starts == 1) {
            cell.start = here + 4;
            enum outcome outcome =
                column < s->column_count ? read_cell(s, &s->columns[column], row, &cell) : find_end(s, cell.start, &cell);
            if (outcome == CELL_BAD) {
                scan->column = column;
                scan->cell_start = (size_t)(cell.start - s->text);
                scan->cell_length = (size_t)(cell.end - cell.start);
            }
            if (outcome != CELL_READ) return outcome;
            here = cell.after;
            continue;
        }
        int empty = STANDS(here, s->end, "<TD/>");
        if (empty == 1) {
            if (column < s->column_count) set_null(&s->columns[column], row);
            here += 5;
            continue;
        }
        int ends = STANDS(here, s->end, "</TR>");
        if (ends != 1) return starts < 0 || empty < 0 || ends < 0 ? CELL_INCOMPLETE : CELL_UNUSUAL;
        scan->short_rows += column < s->column_count;
        scan->long_rows += column > s->column_count;
        for (; column < s->column_count; column++) set_null(&s->columns[column], row);
        *at = here + 5;
        return CELL_READ;
    }
}

void secchi_scan_rows(const uint8_t *text, size_t size, secchi_column *columns, size_t column_count, size_t capacity,
                      secchi_scan *scan) {
    struct scanner s = {text, text + size, columns, column_count};
    const uint8_t *at = text;
    memset(scan, 0, sizeof *scan);
    for (;;) {
        at = skip_space(at, s.end);
        scan->position = (size_t)(at - text);
        if (scan->rows == capacity) {
            scan->end = SECCHI_SCAN_FULL;
            return;
        }
        int starts = STANDS(at, s.end, "<TR>");
        if (starts != 1) {
            int ends = STANDS(at, s.end, "</TABLEDATA");
            scan->end = ends == 1 ? SECCHI_SCAN_END : starts < 0 || ends < 0 ? SECCHI_SCAN_MORE : SECCHI_SCAN_UNUSUAL;
            return;
        }
        at += 4;
        enum outcome outcome = read_row(&s, scan->rows, &at, scan);
        if (outcome != CELL_READ) {
            scan->end = outcome == CELL_INCOMPLETE ? SECCHI_SCAN_MORE : outcome == CELL_BAD ? SECCHI_SCAN_BAD : SECCHI_SCAN_UNUSUAL;
            return;
        }
        scan->rows++;
    }
}
