// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The entries of a folder on a server: the links of an HTML page, or the lines of an FTP listing.
enum FolderIndex {
    /// What lies below a folder; never beside it or above it, never the folder itself in another order.
    ///
    /// - Parameters:
    ///   - page: the page or listing.
    ///   - address: where it came from; ends in "/".
    ///   - start: the beginning of all addresses that the crawl may touch.
    static func seeds(in page: String, at address: String, below start: String, depth: Int) -> [HarvestSeed] {
        let links = address.lowercased().hasPrefix("ftp://") ? listed(in: page) : hypertextLinks(in: page)
        var seen: Set<String> = [address]
        return links.compactMap { link in
            guard let url = Address.absolute(link, base: address), url.hasPrefix(start), url != start,
                url.hasPrefix(address),
                !isOrder(link), seen.insert(url).inserted
            else { return nil }
            if url.hasSuffix("/") { return HarvestSeed(url: url, kind: .folder, depth: depth + 1) }
            return isPage(url) ? nil : HarvestSeed(url: url, depth: depth)
        }
    }

    /// Apache's and nginx' links to the same folder in another order.
    private static func isOrder(_ link: String) -> Bool { link.hasPrefix("?") }

    /// Pages and their decoration are no products; whatever else is there is looked at.
    private static func isPage(_ url: String) -> Bool {
        let path = url.prefix { $0 != "?" }
        let suffix = path.split(separator: "/").last?.split(separator: ".").last?.lowercased() ?? ""
        return [
            "html", "htm", "php", "css", "js", "ico", "png", "jpg", "jpeg", "gif", "svg", "pdf", "md5", "sha256",
            "sha1",
        ].contains(suffix)
    }

    /// The values of all `href` attributes of `<a>` elements, entities resolved.
    static func hypertextLinks(in page: String) -> [String] {
        page.matches(of: /<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/.ignoresCase()).map {
            match -> String in
            let text = String(match.1 ?? match.2 ?? match.3 ?? "")
            return text.replacing("&amp;", with: "&").replacing("&#38;", with: "&").replacing("&quot;", with: "\"")
                .replacing("&#39;", with: "'")
        }
    }

    /// Names in a listing as `ls -l` or MS-DOS write it, or one a line; folders end in "/".
    static func listed(in listing: String) -> [String] {
        listing.split(whereSeparator: \.isNewline).compactMap { line in
            if line.hasPrefix("total ") { return nil }
            let name: Substring
            var isFolder = false
            if let long = line.wholeMatch(of: /([-dl])[-rwxsStT]{9}\S*\s+\d+\s+\S+\s+\S+\s+\d+\s+\S+\s+\S+\s+\S+\s(.+)/)
            {
                isFolder = long.1 == "d"
                name =
                    long.1 == "l"
                    ? long.2.prefix(upTo: long.2.range(of: " -> ")?.lowerBound ?? long.2.endIndex) : long.2
            } else if let dos = line.wholeMatch(of: /[\d\-\/]+\s+\d+:\d+(?:[AP]M)?\s+(<DIR>|\d+)\s+(.+)/) {
                isFolder = dos.1 == "<DIR>"
                name = dos.2
            } else {
                name = line[...]
            }
            let trimmed = name.trimmingCharacters(in: .whitespaces)
            if trimmed.isEmpty || trimmed == "." || trimmed == ".." || trimmed.contains("/") { return nil }
            // A name is a path, not an address: what would begin a query or a fragment is escaped.
            let plain = trimmed.replacing("%", with: "%25").replacing("?", with: "%3F").replacing("#", with: "%23")
                .replacing(":", with: "%3A")
            return isFolder ? plain + "/" : plain
        }
    }
}
