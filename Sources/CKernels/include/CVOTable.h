// SPDX-License-Identifier: Apache-2.0
// The rows of a VOTable into columns: TABLEDATA text and BINARY/BINARY2 bytes (VOTable 1.4 §5).
#ifndef SECCHI_CVOTABLE_H
#define SECCHI_CVOTABLE_H

#include <stddef.h>
#include <stdint.h>

/// The end of the first start tag in `text` that looks like TABLEDATA or STREAM, with or without prefix; 0 if there is none.
size_t secchi_find_data(const uint8_t *text, size_t size);

enum secchi_cell_kind {
    SECCHI_CELL_TEXT,     // where the text of the cell stands; offsets from `text`, see secchi_span
    SECCHI_CELL_INTEGER,  // int64_t
    SECCHI_CELL_DOUBLE,   // double
    SECCHI_CELL_FLOAT,    // float, widened to double
    SECCHI_CELL_BOOLEAN,  // uint8_t 0 or 1
};

typedef struct {
    uint32_t start, length;
    uint32_t escaped;  // has & or a carriage return in it
} secchi_span;

/// Where one column of a batch goes. `nulls` has one byte per row; `values` as the kind says.
typedef struct {
    int kind;
    int has_null;  // `null` is a magic value that stands for null
    int64_t null;
    double null_real;
    void *values;
    uint8_t *nulls;
    size_t null_count;
} secchi_column;

enum secchi_scan_end {
    SECCHI_SCAN_FULL,     // `capacity` rows were read, more may follow
    SECCHI_SCAN_MORE,     // the text ends here, perhaps within a row
    SECCHI_SCAN_END,      // </TABLEDATA stands here
    SECCHI_SCAN_UNUSUAL,  // something only a whole XML parser should read
    SECCHI_SCAN_BAD,      // a cell that is not what its column says
};

typedef struct {
    size_t rows;       // complete rows read
    size_t position;   // behind the last of them
    size_t short_rows, long_rows;
    // of a bad cell
    size_t column, cell_start, cell_length;
    int end;
} secchi_scan;

/// Reads <TR><TD>…</TD></TR> rows. `text` has at most 2^32 - 1 bytes.
void secchi_scan_rows(const uint8_t *text, size_t size, secchi_column *columns, size_t column_count, size_t capacity,
                      secchi_scan *scan);

/// How one field lies in a binary row.
typedef struct {
    int32_t element;  // bytes of an element, 0 for bits
    int64_t count;    // elements, -1 for a 4-byte count before them
} secchi_binary_field;

/// Finds the fields of the rows in [bytes, bytes + size), at most `capacity` of them: `starts[row * field_count + f]` is where
/// the elements of field f begin, `counts[…]` how many there are (variable fields only). A row begins with `flag_bytes`
/// flags. `size` is below 2^32. Returns the number of complete rows; `used` is where the next one begins; `too_large` is the
/// number + 1 of a field that claims more than `limit` bytes, else 0.
size_t secchi_binary_rows(const uint8_t *bytes, size_t size, const secchi_binary_field *fields, size_t field_count,
                          size_t flag_bytes, size_t capacity, size_t limit, uint32_t *starts, uint32_t *counts, size_t *used,
                          int *too_large);

enum secchi_binary_type {
    SECCHI_BINARY_UBYTE, SECCHI_BINARY_SHORT, SECCHI_BINARY_INT, SECCHI_BINARY_LONG, SECCHI_BINARY_FLOAT, SECCHI_BINARY_DOUBLE,
};

/// Big-endian numbers at bytes + starts[row * stride], one a row, into int64_t or double.
void secchi_binary_column(const uint8_t *bytes, const uint32_t *starts, size_t stride, size_t rows, int type, void *values);

/// `count` big-endian numbers in a row.
void secchi_binary_array(const uint8_t *bytes, size_t count, int type, void *values);

/// The flag of field `field`: nulls[row] = 1 where it is set. Row r begins at row_starts[r]. Returns how many are set.
size_t secchi_binary_flags(const uint8_t *bytes, const uint32_t *row_starts, size_t rows, size_t field, uint8_t *nulls);

// Writing: cells are formatted column by column, then woven into rows.

/// The cells of one column as bytes: cell r ends at ends[r]; without `ends`, each has `size` bytes.
typedef struct {
    const uint8_t *bytes;
    const uint32_t *ends;
    uint32_t size;
} secchi_cells;

/// Numbers as text, nothing where nulls[r] is set (`nulls` may be NULL). `out` needs 32 bytes a row.
void secchi_format_doubles(const double *values, const uint8_t *nulls, size_t rows, uint8_t *out, uint32_t *ends);
void secchi_format_floats(const double *values, const uint8_t *nulls, size_t rows, uint8_t *out, uint32_t *ends);
void secchi_format_integers(const int64_t *values, const uint8_t *nulls, size_t rows, uint8_t *out, uint32_t *ends);

/// Big-endian numbers of a `secchi_binary_type` from int64_t or double. Returns how many do not fit the type.
size_t secchi_to_binary(const void *values, size_t count, int type, uint8_t *out);

/// Rows as <TR><TD>…</TD></TR> and a newline, or as bytes one behind the other. Returns the size written. `bytes` of the
/// columns can be read, and `out` written, 32 bytes past their ends.
size_t secchi_weave_text(const secchi_cells *columns, size_t column_count, size_t rows, uint8_t *out);
size_t secchi_weave_bytes(const secchi_cells *columns, size_t column_count, size_t rows, uint8_t *out);

#endif
