// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// What an FTP server lists of a folder: fetch an `ftp://` address that ends in "/".
public enum FTPListing {
    /// A file, folder or link in the folder.
    public struct Entry: Sendable, Hashable {
        /// Without folders.
        public var name: String
        /// Whether it can be listed in turn.
        public var isFolder: Bool
        /// A symbolic link may be either a file or a folder; fetching it with and without "/" tells.
        public var isLink: Bool
        /// Bytes; `nil` where the server does not say.
        public var size: Int?

        /// An entry; a file of unknown size if nothing else is said.
        public init(name: String, isFolder: Bool = false, isLink: Bool = false, size: Int? = nil) {
            self.name = name
            self.isFolder = isFolder
            self.isLink = isLink
            self.size = size
        }
    }

    /// Reads the lines of `ls -l` (most servers), of MS-DOS (IIS) and of MLSD (RFC 3659 §7); "." and "..", names with a "/" or a control
    /// character, and lines that cannot be read are left out.
    public static func entries(in listing: Data) -> [Entry] {
        let text =
            String(validating: listing, as: UTF8.self) ?? String(decoding: listing.map(UInt16.init), as: UTF16.self)
        return text.split(whereSeparator: \.isNewline).compactMap { line in
            (unix(line) ?? dos(line) ?? machine(line)).flatMap { entry in
                let isName = entry.name.unicodeScalars.allSatisfy { $0 != "/" && $0.value >= 0x20 && $0.value != 0x7F }
                return isName && ![".", "..", ""].contains(entry.name) ? entry : nil
            }
        }
    }

    /// The address of an entry of the folder `base`.
    public static func url(of entry: Entry, in base: String) -> String {
        let allowed = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        let name = entry.name.addingPercentEncoding(withAllowedCharacters: allowed) ?? entry.name
        return (base.hasSuffix("/") ? base : base + "/") + name + (entry.isFolder ? "/" : "")
    }

    /// `-rw-r--r-- 1 owner group 2880 Jan 01 12:00 name`; some servers leave out the group or the count of links.
    private static func unix(_ line: Substring) -> Entry? {
        guard let kind = line.first, "-dl".contains(kind), line.prefix(10).count == 10,
            line.dropFirst().prefix(9).allSatisfy({ "rwxsStT-".contains($0) })
        else { return nil }
        var rest = line.drop { !$0.isWhitespace }
        var words: [Substring] = []
        while words.count < 9 {
            rest = rest.drop(while: \.isWhitespace)
            let word = rest.prefix { !$0.isWhitespace }
            guard !word.isEmpty else { return nil }
            words.append(word)
            rest = rest[word.endIndex...]
            // Month, day, then time or year end the fixed part.
            let count = words.count
            if count >= 4, isMonth(words[count - 3]), Int(words[count - 2]) != nil {
                var name = rest.dropFirst()
                if kind == "l", let arrow = name.firstRange(of: " -> ") { name = name[..<arrow.lowerBound] }
                return Entry(
                    name: String(name), isFolder: kind == "d", isLink: kind == "l",
                    size: kind == "-" ? Int(words[count - 4]) : nil)
            }
        }
        return nil
    }

    private static func isMonth(_ word: Substring) -> Bool {
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].contains(word.lowercased())
    }

    /// `01-31-26  02:15PM       2880 name`, `<DIR>` in place of the size.
    private static func dos(_ line: Substring) -> Entry? {
        guard let parts = line.wholeMatch(of: /(\d\d-\d\d-\d{2,4}) +(\d\d:\d\d(?:[AP]M)?) +(<DIR>|\d+) +(.+)/) else {
            return nil
        }
        let isFolder = parts.output.3 == "<DIR>"
        return Entry(name: String(parts.output.4), isFolder: isFolder, size: Int(parts.output.3))
    }

    /// `type=file;size=2880; name`
    private static func machine(_ line: Substring) -> Entry? {
        guard let space = line.firstIndex(of: " "), line[..<space].hasSuffix(";") else { return nil }
        var facts: [String: String] = [:]
        for fact in line[..<space].split(separator: ";") {
            let parts = fact.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { facts[parts[0].lowercased()] = parts[1].lowercased() }
        }
        guard let type = facts["type"], ["file", "dir"].contains(type) || type.contains("slink") else { return nil }
        return Entry(
            name: String(line[line.index(after: space)...]), isFolder: type == "dir", isLink: type.contains("slink"),
            size: facts["size"].flatMap { Int($0) })
    }
}
