// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation
public import Learning

/// What the methods of an ensemble learnt; stored, each is the bytes that its own module reads.
public struct FittedEnsemble: FittedClassification {
    /// One method.
    public struct Part: Sendable, Codable, Hashable {
        /// Its module.
        public var module: String
        /// What its probabilities count, relative to the others'.
        public var weight: Double
        /// What it learnt, in the module's own form.
        public var payload: Data
        /// The size of what it learnt, in words.
        public var description: String
    }

    public let classCount: Int
    public let columnCount: Int
    /// The methods, in the order in which they were named.
    public let parts: [Part]
    /// What the bytes of each part say.
    private let members: [any FittedClassification]

    /// - Parameter members: what the bytes of the parts say; `nil` to read them.
    /// - Throws: ``ClassifierError`` or `LearningError` for bytes that are not of their method, or do not fit the others.
    init(classCount: Int, columnCount: Int, parts: [Part], members: [any FittedClassification]? = nil) throws {
        self.classCount = classCount
        self.columnCount = columnCount
        self.parts = parts
        self.members = try members ?? parts.map { try EnsembleModule.module($0.module).fitted(from: $0.payload) }
        for (part, member) in zip(parts, self.members)
        where member.classCount != classCount || member.columnCount != columnCount {
            throw ClassifierError.notAModel(
                file: "its payload", reason: "its \(part.module) does not fit the other methods")
        }
    }

    /// The weighted mean of what the methods say.
    ///
    /// - Throws: `LearningError` for another number of columns; `CancellationError`.
    public func probabilities(of matrix: FeatureMatrix, context: ExecutionContext) throws -> ClassProbabilities {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        var sum = [Double](repeating: 0, count: matrix.rowCount * classCount)
        let total = parts.reduce(0) { $0 + $1.weight }
        for (part, member) in zip(parts, members) {
            let said = try member.probabilities(of: matrix, context: context.reporting(part.module))
            for place in sum.indices { sum[place] += part.weight / total * Double(said.values[place]) }
        }
        return ClassProbabilities(classCount: classCount, values: sum.map(Float.init))
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.classCount == right.classCount && left.columnCount == right.columnCount && left.parts == right.parts
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(parts) }
}

extension FittedEnsemble {
    private enum CodingKeys: String, CodingKey { case classCount, columnCount, parts }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            classCount: container.decode(Int.self, forKey: .classCount),
            columnCount: container.decode(Int.self, forKey: .columnCount),
            parts: container.decode([Part].self, forKey: .parts))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(classCount, forKey: .classCount)
        try container.encode(columnCount, forKey: .columnCount)
        try container.encode(parts, forKey: .parts)
    }
}
