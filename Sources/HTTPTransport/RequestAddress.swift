// SPDX-License-Identifier: Apache-2.0

import CCurl

/// A parsed absolute address: read by libcurl's own parser, so that what is checked is what is connected to.
struct RequestAddress: Sendable, Hashable {
    /// Percent-encoded where needed, without user name, password and fragment.
    let url: String
    let origin: Origin
    /// Path and query.
    let target: String
    /// What stood before the "@", taken out of ``url``.
    let user: String?
    let password: String?

    var isFTP: Bool { origin.scheme == "ftp" || origin.scheme == "ftps" }

    /// Reads `text`, relative to `base` if it is given.
    init(_ text: String, relativeTo base: RequestAddress? = nil) throws(TransportError) {
        func failure(_ reason: String) -> TransportError { .address(url: Redaction.url(text), reason: reason) }
        guard let handle = curl_url() else { throw failure("no memory") }
        defer { curl_url_cleanup(handle) }
        if let base { _ = curl_url_set(handle, CURLUPART_URL, base.url, 0) }
        let trimmed = text.drop(while: \.isWhitespace)
        let flags = UInt32(CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME)
        let status = curl_url_set(handle, CURLUPART_URL, Self.withoutTrailingSpace(trimmed), flags)
        guard status == CURLUE_OK else {
            throw failure(status == CURLUE_BAD_SCHEME || !text.contains("://") ? "it has no scheme" : "it is malformed")
        }
        func part(_ what: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var pointer: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, what, &pointer, flags) == CURLUE_OK, let pointer else { return nil }
            defer { curl_free(pointer) }
            return String(cString: pointer)
        }
        let scheme = (part(CURLUPART_SCHEME) ?? "").lowercased()
        guard ["http", "https", "ftp", "ftps"].contains(scheme) else {
            throw failure("\(scheme.isEmpty ? "no scheme" : scheme + "://") is not supported")
        }
        guard let host = part(CURLUPART_HOST), !host.isEmpty,
            let port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap(Int.init)
        else { throw failure("it names no host") }
        user = part(CURLUPART_USER, UInt32(CURLU_URLDECODE))
        password = part(CURLUPART_PASSWORD, UInt32(CURLU_URLDECODE))
        for secret in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT] {
            _ = curl_url_set(handle, secret, nil, 0)
        }
        guard let whole = part(CURLUPART_URL) else { throw failure("it is malformed") }
        url = whole
        origin = Origin(scheme: scheme, host: host, port: port)
        target = (part(CURLUPART_PATH) ?? "/") + (part(CURLUPART_QUERY).map { "?" + $0 } ?? "")
    }

    private static func withoutTrailingSpace(_ text: Substring) -> String {
        var text = text
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
