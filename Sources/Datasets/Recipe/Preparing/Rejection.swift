// SPDX-License-Identifier: Apache-2.0

/// Why a recipe leaves a spectrum out.
public struct Rejection: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The step that refused it ("coverage"); empty if it was refused before the first or after the last.
    public var step: String
    /// Half a sentence: "covers 12 % of the grid, less than 80 %".
    public var reason: String

    public init(step: String = "", reason: String) {
        self.step = step
        self.reason = reason
    }

    public var description: String { step.isEmpty ? reason : "\(step): \(reason)" }
}

/// A spectrum that did not get into a dataset, and why.
public struct RejectedSpectrum: Sendable, Hashable, Codable {
    /// Identifier it would have had in the dataset; for a file without a spectrum its name.
    public var id: String
    /// File or URL of the original, with `#part/row` where it holds several.
    public var source: String
    /// The step and half a sentence, or the error of reading the file.
    public var reason: String

    public init(id: String, source: String, reason: String) {
        self.id = id
        self.source = source
        self.reason = reason
    }
}
