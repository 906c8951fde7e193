// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

extension Report {
    /// Writes the numbers of the report as JSON.
    ///
    /// - Throws: `FileFailure`.
    public func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = Self.encoded
        try WholeFile.write(try encoder.encode(self), to: path)
    }

    /// Reads `report.json` of a finished run.
    ///
    /// - Throws: ``ClassifierError/unreadable(file:reason:)`` or ``ClassifierError/notAReport(file:reason:)``.
    public init(contentsOf path: String) throws(ClassifierError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(file: path, reason: "there is no such file, or it may not be read")
        }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            self = try decoder.decode(Report.self, from: data)
        } catch {
            throw .notAReport(file: path, reason: "it is not what a run writes")
        }
        guard isSound else { throw .notAReport(file: path, reason: "its classes and examples do not fit") }
    }

    private static let encoded = JSONEncoder.NonConformingFloatEncodingStrategy.convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")

    /// Whether every class number has a name, so that drawing cannot go wrong.
    private var isSound: Bool {
        let classes = classNames.indices
        return counts.count == classNames.count
            && meanSpectra.classes.allSatisfy { classes.contains($0.number) }
            && examples.allSatisfy {
                classes.contains($0.predicted) && classes.contains($0.second)
                    && ($0.label.map(classes.contains) ?? true)
            }
            && (evaluation.map {
                $0.confusion.classCount == classNames.count
                    && $0.confusion.counts.count == classNames.count * classNames.count
                    && [$0.scores, $0.majority, $0.proportional].allSatisfy {
                        [$0.f1, $0.precision, $0.recall].allSatisfy { $0.count == classNames.count }
                    }
            } ?? true)
    }
}
