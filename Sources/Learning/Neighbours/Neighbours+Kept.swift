// SPDX-License-Identifier: Apache-2.0

import Execution

extension Neighbours {
    func write(to draft: inout KeptState.Draft) {
        draft.append([count, repeated, recall == nil ? 0 : 1])
        draft.append([recall ?? 0])
        draft.append(numbers)
        draft.append(distances)
    }

    /// - Throws: `KeptState.Refusal` for numbers that no row has.
    init(_ contents: inout KeptState.Contents, rowCount: Int, limit: Int) throws {
        let count = try contents.integer(in: 0...limit)
        let repeated = try contents.integer(in: 0...rowCount), isApproximate = try contents.integer(in: 0...1) == 1
        let recall = try contents.array(of: Double.self, count: 1)[0]
        let numbers = try contents.array(of: Int32.self, count: rowCount * count)
        guard numbers.allSatisfy({ (0..<rowCount).contains(Int($0)) }) else {
            throw KeptState.Refusal("it names other rows")
        }
        self.init(
            rowCount: rowCount, count: count, numbers: numbers,
            distances: try contents.array(of: Float.self, count: rowCount * count), repeated: repeated)
        self.recall = isApproximate ? recall : nil
    }
}
