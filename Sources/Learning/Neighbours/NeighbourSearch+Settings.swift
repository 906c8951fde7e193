// SPDX-License-Identifier: Apache-2.0

import CKernels

extension NeighbourSearch {
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)`` or ``LearningError/wrongLength(what:have:need:)``.
    func checkSettings(columns: Int) throws(LearningError) {
        guard (1...4096).contains(count) else {
            throw .badSetting(name: "count", text: "\(count)", allowed: "1 to 4096 neighbours")
        }
        if let approximateAbove, approximateAbove < 0 {
            throw .badSetting(name: "approximateAbove", text: "\(approximateAbove)", allowed: "0 rows or more")
        }
        guard let columnWeights else { return }
        guard columnWeights.count == columns else {
            throw .wrongLength(what: "column weights", have: columnWeights.count, need: columns)
        }
        if let wrong = columnWeights.first(where: { !($0 >= 0 && $0 <= 1e100) }) {
            throw .badSetting(name: "columnWeights", text: "\(wrong)", allowed: "numbers from 0 to 1e100")
        }
    }

    func check(_ matrix: FeatureMatrix) throws(LearningError) {
        guard matrix.rowCount <= 1 << 30 else { throw .tooManyRows(have: matrix.rowCount, limit: 1 << 30) }
        guard matrix.columnCount <= 1 << 20 else { throw .tooManyRows(have: matrix.columnCount, limit: 1 << 20) }
        guard matrix.columnCount > 0 || matrix.rowCount == 0 else { throw .noColumns }
    }

    /// Candidates to keep for k neighbours: bounds in bfloat16 mix up more of them, and so do those by Strassen's scheme of the
    /// longest among many rows, where to search for a row again is dear.
    static func candidates(for count: Int, form: NeighbourForm) -> Int {
        switch form {
        case .float, .byte: count + max(count / 4, 6)
        case .half: count + max(count, 18)
        case .strassen: count + 2 * max(count, 18)
        }
    }
}
