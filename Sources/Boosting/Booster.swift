// SPDX-License-Identifier: Apache-2.0

import CXGBoost
import Foundation
import Learning

/// Rows as XGBoost keeps them.
final class BoosterRows {
    let handle: DMatrixHandle
    let rowCount: Int

    init(_ matrix: FeatureMatrix, threads: Int) throws(BoostingError) {
        var handle: DMatrixHandle?
        let limit = Float.greatestFiniteMagnitude
        let values =
            matrix.values.contains(where: \.isInfinite)
            ? matrix.values.map { $0.isInfinite ? ($0 > 0 ? limit : -limit) : $0 } : matrix.values
        try BoostingError.check(
            XGDMatrixCreateFromMat_omp(
                values, UInt64(matrix.rowCount), UInt64(matrix.columnCount), .nan, &handle,
                Int32(clamping: threads)))
        guard let handle else { throw BoostingError.library("no rows were made") }
        self.handle = handle
        rowCount = matrix.rowCount
    }

    deinit { XGDMatrixFree(handle) }
}

/// XGBoost's learner; one thread at a time.
final class Booster {
    private let handle: BoosterHandle

    private init(rows: BoosterRows?) throws(BoostingError) {
        var handle: BoosterHandle?
        let list: [DMatrixHandle?] = rows.map { [$0.handle] } ?? []
        try BoostingError.check(XGBoosterCreate(list, UInt64(list.count), &handle))
        guard let handle else { throw BoostingError.library("no learner was made") }
        self.handle = handle
    }

    /// For learning from some rows.
    ///
    /// - Parameter model: the trees to go on from, as ``model()`` gave them; `nil` for none.
    convenience init(
        learningFrom rows: BoosterRows, goingOnFrom model: [UInt8]? = nil, parameters: [(String, String)]
    ) throws(BoostingError) {
        try self.init(rows: rows)
        if let model {
            try BoostingError.check(XGBoosterLoadModelFromBuffer(handle, model, UInt64(model.count)))
        }
        for (name, value) in parameters { try set(name, value) }
    }

    /// From ``model``; the bytes must be those that a learner gave.
    convenience init(model: [UInt8], threads: Int) throws(BoostingError) {
        try self.init(rows: nil)
        try BoostingError.check(XGBoosterLoadModelFromBuffer(handle, model, UInt64(model.count)))
        try set("nthread", "\(threads)")
    }

    deinit { XGBoosterFree(handle) }

    private func set(_ name: String, _ value: String) throws(BoostingError) {
        try BoostingError.check(XGBoosterSetParam(handle, name, value))
    }

    /// Grows one tree per class on gradients and hessians, rows × classes each.
    func boost(_ rows: BoosterRows, gradients: inout [Float], hessians: inout [Float]) throws(BoostingError) {
        try BoostingError.check(
            XGBoosterBoostOneIter(handle, rows.handle, &gradients, &hessians, UInt64(gradients.count)))
    }

    /// The sums of the leaves, rows × classes, without any start.
    func scores(_ rows: BoosterRows, rounds: Int = 0, isTraining: Bool = false) throws(BoostingError) -> [Float] {
        let configuration = """
            {"type": 1, "training": \(isTraining), "iteration_begin": 0, "iteration_end": \(rounds), "strict_shape": true}
            """
        var shape: UnsafePointer<UInt64>?, dimensions: UInt64 = 0, result: UnsafePointer<Float>?
        try BoostingError.check(
            XGBoosterPredictFromDMatrix(handle, rows.handle, configuration, &shape, &dimensions, &result))
        guard let shape, let result, dimensions > 0 else { throw .library("no scores were given") }
        // The library's buffer lasts until its next call.
        return Array(UnsafeBufferPointer(start: result, count: Int((0..<Int(dimensions)).reduce(1) { $0 * shape[$1] })))
    }

    /// The first rounds as bytes.
    func model(rounds: Int) throws(BoostingError) -> [UInt8] {
        var sliced: BoosterHandle?
        try BoostingError.check(XGBoosterSlice(handle, 0, Int32(clamping: rounds), 1, &sliced))
        defer { if let sliced { XGBoosterFree(sliced) } }
        return try Self.model(of: sliced)
    }

    /// All rounds as bytes.
    func model() throws(BoostingError) -> [UInt8] { try Self.model(of: handle) }

    private static func model(of handle: BoosterHandle?) throws(BoostingError) -> [UInt8] {
        var count: UInt64 = 0, bytes: UnsafePointer<CChar>?
        try BoostingError.check(XGBoosterSaveModelToBuffer(handle, #"{"format": "ubj"}"#, &count, &bytes))
        guard let bytes else { throw .library("no bytes were given") }
        return UnsafeRawBufferPointer(start: bytes, count: Int(count)).map { $0 }
    }

    func columnCount() throws(BoostingError) -> Int {
        var count: UInt64 = 0
        try BoostingError.check(XGBoosterGetNumFeature(handle, &count))
        return Int(clamping: count)
    }

    /// Gain of all splits by column.
    func gains(columns: Int) throws(BoostingError) -> [Double] {
        var count: UInt64 = 0, dimensions: UInt64 = 0
        var names: UnsafeMutablePointer<UnsafePointer<CChar>?>?, shape: UnsafePointer<UInt64>?
        var values: UnsafePointer<Float>?
        try BoostingError.check(
            XGBoosterFeatureScore(
                handle, #"{"importance_type": "total_gain"}"#, &count, &names, &dimensions, &shape, &values))
        var gains = [Double](repeating: 0, count: columns)
        guard let names, let values else { return gains }
        for number in 0..<Int(count) {
            // The library calls column 7 "f7".
            guard let name = names[number], let column = Int(String(cString: name).dropFirst()), column < columns
            else { continue }
            gains[column] = Double(values[number])
        }
        return gains
    }
}
