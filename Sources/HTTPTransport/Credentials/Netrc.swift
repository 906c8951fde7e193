// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Logins by host name from a netrc file, as ftp, curl and wget keep them.
struct Netrc: Sendable {
    private var machines: [String: Login] = [:]
    /// The `default` entry: for FTP only, since it would hand a login to every host.
    private var otherwise: Login?

    init(text: String) {
        var tokens = Self.tokens(of: text)[...]
        var machine: String?
        var isDefault = false
        var user: String?
        var password = ""
        func value() -> String { tokens.popFirst() ?? "" }
        func keep(in netrc: inout Netrc) {
            guard let user else { return }
            let login = Login.password(user: user, password: password)
            if let machine, netrc.machines[machine] == nil { netrc.machines[machine] = login }
            if isDefault { netrc.otherwise = login }
        }
        while let word = tokens.popFirst() {
            switch word {
            case "machine", "default":
                keep(in: &self)
                (user, password) = (nil, "")
                isDefault = word == "default"
                machine = isDefault ? nil : value().lowercased()
            case "login": user = value()
            case "password": password = value()
            case "account": _ = value()
            default: continue
            }
        }
        keep(in: &self)
    }

    /// The file that `NETRC` names, else `.netrc` in `HOME`; no file is no login.
    static func fromEnvironment(_ environment: [String: String]) -> Netrc {
        let path = environment["NETRC"] ?? environment["HOME"].map { $0 + "/.netrc" }
        let limit = 1 << 20
        guard let path, let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: limit)
        else { return Netrc(text: "") }
        return Netrc(text: String(decoding: data, as: UTF8.self))
    }

    func login(for origin: Origin) -> Login? {
        machines[origin.host] ?? (origin.scheme.hasPrefix("ftp") ? otherwise : nil)
    }

    /// Words; `macdef` and its lines up to an empty one are left out, "#" begins a comment, quotes hold spaces.
    private static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var isInMacro = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if isInMacro {
                isInMacro = !line.allSatisfy(\.isWhitespace)
                continue
            }
            var rest = line.drop(while: \.isWhitespace)
            while let first = rest.first {
                if first == "#" { break }
                if first == "\"" {
                    rest.removeFirst()
                    tokens.append(quoted(&rest))
                } else {
                    let word = rest.prefix { !$0.isWhitespace }
                    rest = rest[word.endIndex...]
                    if word == "macdef" {
                        isInMacro = true
                        break
                    }
                    tokens.append(String(word))
                }
                rest = rest.drop(while: \.isWhitespace)
            }
        }
        return tokens
    }

    private static func quoted(_ rest: inout Substring) -> String {
        var word = ""
        while let character = rest.popFirst(), character != "\"" {
            word.append(character == "\\" ? rest.popFirst() ?? "\\" : character)
        }
        return word
    }
}
