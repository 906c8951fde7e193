// SPDX-License-Identifier: Apache-2.0

/// Many strings in one block of bytes; a `String` is made only of what is looked at.
public struct VOTableTexts: Sendable, Hashable {
    /// UTF-8; where an archive sent something else, Latin-1.
    public private(set) var bytes: [UInt8]
    /// Element i is `bytes[starts[i]..<starts[i + 1]]`.
    public private(set) var starts: [Int]

    /// No strings, to be filled by ``append(_:)``.
    public init() {
        bytes = []
        starts = [0]
    }

    init(bytes: [UInt8], starts: [Int]) {
        self.bytes = bytes
        self.starts = starts
    }

    /// The strings of an array.
    public init(_ strings: [String]) {
        self.init()
        for string in strings { append(string) }
    }

    /// Strings, empty ones counted.
    public var count: Int { starts.count - 1 }

    /// - Complexity: decodes and copies the string at each access; go through ``bytes`` for large columns.
    public subscript(index: Int) -> String {
        VOTableTexts.decode(bytes[starts[index]..<starts[index + 1]])
    }

    /// Adds one string at the end.
    public mutating func append(_ string: String) {
        bytes.append(contentsOf: string.utf8)
        starts.append(bytes.count)
    }

    mutating func append(_ piece: some Sequence<UInt8>) {
        bytes.append(contentsOf: piece)
        starts.append(bytes.count)
    }

    /// UTF-8, else Latin-1: `char` beyond ASCII was illegal before VOTable 1.6 and is common.
    static func decode(_ bytes: some Collection<UInt8>) -> String {
        if let string = String(validating: bytes, as: UTF8.self) { return string }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
