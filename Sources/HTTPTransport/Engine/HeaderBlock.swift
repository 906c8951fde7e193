// SPDX-License-Identifier: Apache-2.0

/// Status line and fields of one answer, collected line by line.
struct HeaderBlock: Sendable {
    private(set) var status = 0
    /// Names in lower case, in the order they came.
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var isComplete = false
    private var byteCount = 0

    /// A proxy's or an interim answer (100) before the real one begins anew.
    ///
    /// - Returns: `false` if the header is unreasonably long.
    mutating func take(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        byteCount += line.count
        guard byteCount <= Self.limit else { return false }
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            self = HeaderBlock()
            byteCount = line.count
            let words = text.split(separator: " ", maxSplits: 2)
            status = words.count > 1 ? Int(words[1].prefix { $0.isNumber }) ?? 0 : 0
        } else if text.allSatisfy(\.isWhitespace) {
            isComplete = true
        } else if !isComplete, let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].split(whereSeparator: \.isNewline).first ?? ""
            fields.append((text[..<colon].lowercased(), Self.trimmed(value)))
        }
        return true
    }

    /// The first value of a field.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The declared length of the body as it travels.
    var contentLength: Int? { self["content-length"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }

    /// The codings of the body, the outermost last, without "identity".
    var codings: [String] {
        let words = all("content-encoding").joined(separator: ",").lowercased().split { $0 == "," || $0 == " " }
        return words.map(String.init).filter { !Self.noCoding.contains($0) }
    }

    /// Values that servers send where nothing was done to the body.
    private static let noCoding: Set<String> = ["identity", "none", "utf-8", "binary", "8bit"]

    /// As handed to callers, without the fields that carry secrets.
    var visible: [String: String] {
        var result: [String: String] = [:]
        for (name, value) in fields where !["set-cookie", "x-vo-bearer"].contains(name) {
            result[name] = result[name].map { $0 + ", " + value } ?? value
        }
        return result
    }

    private static let limit = 256 << 10

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
