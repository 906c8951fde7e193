// SPDX-License-Identifier: Apache-2.0

/// One finished drawing.
public struct Plot: Sendable, Hashable, Codable {
    /// File name without suffix: "confusion".
    public var name: String
    /// What it shows, for the heading above it and for screen readers.
    public var title: String
    /// A whole SVG 1.1 document that needs nothing from outside.
    public var svg: String

    public init(name: String, title: String, svg: String) {
        self.name = name
        self.title = title
        self.svg = svg
    }
}
