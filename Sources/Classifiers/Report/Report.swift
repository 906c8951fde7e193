// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// All that the report of a run shows: numbers, not drawings, so that the page can be made again.
public struct Report: Sendable, Codable, Hashable {
    public var title: String

    public init(title: String) {
        self.title = title
    }

    /// The page: one self-contained HTML 5 document with inline SVG, without scripts or anything from outside.
    public var html: String { "" }

    /// The key plots on their own.
    public var plots: [Plot] { [] }

    /// The scores, or for a run without labels the number of spectra per class, one fact a line.
    public var summaryLines: [String] { [] }

    /// - Throws: `FileFailure`.
    public func write(to path: String) throws {
    }

    /// Reads `report.json` of a finished run.
    ///
    /// - Throws: ``ClassifierError/unreadable(file:reason:)`` or ``ClassifierError/notAReport(file:reason:)``.
    public init(contentsOf path: String) throws(ClassifierError) {
        throw .unreadable(file: path, reason: "not yet written")
    }
}
