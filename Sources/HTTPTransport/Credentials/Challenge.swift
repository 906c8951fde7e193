// SPDX-License-Identifier: Apache-2.0

/// One way to log in that a service offers in `WWW-Authenticate` (RFC 9110 §11.6.1; IVOA SSO 2.0 for the `ivoa_` schemes).
public struct Challenge: Sendable, Hashable {
    /// In lower case: "basic", "bearer", "ivoa_bearer", "ivoa_cookie", "ivoa_x509", or one we do not know.
    public var scheme: String
    /// Names in lower case.
    public var parameters: [String: String]

    /// A challenge with the names of its parameters in lower case.
    public init(scheme: String, parameters: [String: String] = [:]) {
        self.scheme = scheme.lowercased()
        self.parameters = parameters
    }

    /// `standard_id`: how to log in.
    public var standardID: String? { parameters["standard_id"] }
    /// `access_url`: where to log in.
    public var accessURL: String? { parameters["access_url"] }

    /// A user name and password sent by POST to ``accessURL`` give a token or cookie.
    public var isPasswordLogin: Bool {
        ["ivoa_bearer", "ivoa_cookie"].contains(scheme) && accessURL != nil
            && standardID?.lowercased() == "ivo://ivoa.net/sso#tls-with-password"
    }

    /// Reads one or several fields joined by commas; what cannot be read is skipped.
    public static func parse(_ text: String) -> [Challenge] {
        var scanner = ChallengeScanner(rest: text.prefix(1 << 16)[...])
        return scanner.challenges()
    }
}

/// Splits `scheme name=value, name="value", scheme token68, …`.
private struct ChallengeScanner {
    var rest: Substring

    mutating func challenges() -> [Challenge] {
        var found: [Challenge] = []
        while skipToToken() {
            let word = token()
            guard !word.isEmpty else {
                rest.removeFirst()
                continue
            }
            let isSpaced = rest.first?.isWhitespace == true
            skipSpace()
            if rest.first == "=", !found.isEmpty, !isTokenPadding {
                rest.removeFirst()
                skipSpace()
                let value = value()
                let name = word.lowercased()
                let last = found.count - 1
                if found[last].parameters[name] == nil { found[last].parameters[name] = value }
            } else {
                found.append(Challenge(scheme: word))
                if isSpaced { skipToken68() }
            }
        }
        return found
    }

    private mutating func skipToToken() -> Bool {
        rest = rest.drop { $0.isWhitespace || $0 == "," }
        return !rest.isEmpty
    }

    private mutating func skipSpace() { rest = rest.drop(while: \.isWhitespace) }

    private mutating func token() -> String {
        let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~/".contains($0)) }
        rest = rest[word.endIndex...]
        return String(word)
    }

    /// The "=" signs at the end of a token68 stand before a comma or the end.
    private var isTokenPadding: Bool {
        let after = rest.drop { $0 == "=" }.drop(while: \.isWhitespace)
        return after.isEmpty || after.first == ","
    }

    /// Credentials in one word, as Negotiate sends them.
    private mutating func skipToken68() {
        let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~+/".contains($0)) }
        let after = rest[word.endIndex...].drop { $0 == "=" }.drop(while: \.isWhitespace)
        if !word.isEmpty, after.isEmpty || after.first == "," { rest = after }
    }

    private mutating func value() -> String {
        guard rest.first == "\"" else { return token() }
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            text.append(character == "\\" ? rest.popFirst() ?? "\\" : character)
        }
        return text
    }
}
