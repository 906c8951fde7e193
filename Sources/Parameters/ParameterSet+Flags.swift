// SPDX-License-Identifier: Apache-2.0

extension ParameterSet {
    /// Reads command-line flags: `--trees 200`, `--trees=200`, and for booleans also `--bootstrap` and `--no-bootstrap`.
    ///
    /// - Throws: ``ParameterError``.
    public init(flags: [String]) throws {
        let declarations = Self.declarations
        var texts: [String: String] = [:]
        var rest = flags[...]
        while let word = rest.popFirst() {
            let halves = word.split(separator: "=", maxSplits: 1).map(String.init)
            if let declaration = declarations.first(where: { $0.flag == halves[0] }) {
                if halves.count == 2 {
                    texts[declaration.name] = halves[1]
                } else if declaration.kind == .boolean {
                    texts[declaration.name] = "true"
                } else if let value = rest.popFirst() {
                    texts[declaration.name] = value
                } else {
                    throw ParameterError.missingValue(flag: halves[0])
                }
            } else if let declaration = declarations.first(where: {
                $0.kind == .boolean && word == "--no-" + $0.flag.dropFirst(2)
            }) {
                texts[declaration.name] = "false"
            } else {
                throw ParameterError.unknown(name: word, known: declarations.map(\.flag))
            }
        }
        try self.init(texts: texts)
    }

    /// The flags as `--help` shows them, one paragraph each.
    public static var flagHelp: String {
        declarations.map { declaration in
            let unit = declaration.unit.map { " [\($0)]" } ?? ""
            let notes = [
                declaration.defaultText.map { "default: \($0.isEmpty ? "none" : $0)" }, declaration.rangeText,
            ].compactMap(\.self).joined(separator: "; ")
            return "  \(declaration.flag)\(unit)\n      \(declaration.help).\(notes.isEmpty ? "" : " (\(notes))")"
        }.joined(separator: "\n")
    }
}
