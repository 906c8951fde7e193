// SPDX-License-Identifier: Apache-2.0

extension ParameterSet {
    /// Reads command-line flags: `--trees 200`, `--trees=200`, and for booleans also `--bootstrap` and
    /// `--no-bootstrap`.
    ///
    /// - Throws: ``ParameterError``.
    public init(flags: [String]) throws {
        let (set, rest) = try Self.extracted(from: flags)
        if let word = rest.first { throw Self.unknownFlag(word) }
        self = set
    }

    /// Takes this set's flags out of a command line and gives back the other words, in order.
    ///
    /// - Throws: ``ParameterError``, also for a word that begins with a dash and is none of the flags.
    public static func extracted(from words: [String]) throws -> (set: Self, rest: [String]) {
        let declarations = Self.declarations
        var texts: [String: String] = [:]
        var others: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            let halves = word.split(separator: "=", maxSplits: 1).map(String.init)
            if let declaration = declarations.first(where: { $0.flag == halves.first }) {
                if halves.count == 2 {
                    texts[declaration.name] = halves[1]
                } else if declaration.kind == .boolean {
                    texts[declaration.name] = "true"
                } else if let value = rest.popFirst() {
                    texts[declaration.name] = value
                } else {
                    throw ParameterError.missingValue(flag: word)
                }
            } else if let declaration = declarations.first(where: {
                $0.kind == .boolean && word == "--no-" + $0.flag.dropFirst(2)
            }) {
                texts[declaration.name] = "false"
            } else if word.hasPrefix("-"), word != "-" {
                throw unknownFlag(word)
            } else {
                others.append(word)
            }
        }
        return (try Self(texts: texts), others)
    }

    private static func unknownFlag(_ word: String) -> ParameterError {
        .unknown(name: word, known: declarations.map(\.flag))
    }

    /// The flags as `--help` shows them, one paragraph each.
    public static var flagHelp: String {
        declarations.map { declaration in
            let unit = declaration.unit.map { " [\($0)]" } ?? ""
            let notes = [
                declaration.defaultText.map { "default: \($0.isEmpty ? "none" : $0)" }, declaration.rangeText,
            ].compactMap(\.self).joined(separator: "; ")
            let text = "\(declaration.help).\(notes.isEmpty ? "" : " (\(notes))")"
            return "  \(declaration.flag)\(unit)\n" + wrapped(text, width: 70, indent: "      ")
        }.joined(separator: "\n")
    }

    private static func wrapped(_ text: String, width: Int, indent: String) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + 1 + word.count > width {
                lines.append("")
            }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines.map { indent + $0 }.joined(separator: "\n")
    }
}
