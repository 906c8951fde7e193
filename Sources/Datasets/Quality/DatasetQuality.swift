// SPDX-License-Identifier: Apache-2.0

/// What is right and wrong with a dataset, in numbers and sentences.
public struct DatasetQuality: Sendable, Hashable, Codable {
    /// One thing worth knowing, as a sentence with its full stop.
    public struct Finding: Sendable, Hashable, Codable {
        public enum Severity: String, Sendable, Hashable, Codable, CaseIterable { case note, warning, problem }

        public var severity: Severity
        public var text: String

        public init(severity: Severity, text: String) {
            self.severity = severity
            self.text = text
        }
    }

    public var rowCount: Int
    public var pixelCount: Int
    /// The worst first.
    public var findings: [Finding]

    public init(of dataset: Dataset) {
        rowCount = dataset.rowCount
        pixelCount = dataset.pixelCount
        findings = []
    }
}
