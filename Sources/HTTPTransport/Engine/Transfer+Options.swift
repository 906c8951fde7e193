// SPDX-License-Identifier: Apache-2.0

import CCurl
import CCurlShim
import Foundation

extension Transfer {
    /// Tells libcurl what to do. Redirects, cookies, logins and repetitions are not left to it.
    func prepare() {
        let address = hop.address
        text(CURLOPT_URL, address.url)
        text(CURLOPT_PROTOCOLS_STR, "http,https,ftp,ftps")
        number(CURLOPT_NOSIGNAL, 1)
        number(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings.connectTimeOut))
        number(CURLOPT_TCP_KEEPALIVE, 1)
        number(CURLOPT_BUFFERSIZE, 128 << 10)
        text(CURLOPT_USERAGENT, settings.userAgent)
        text(CURLOPT_PROXY, hop.proxy)
        secchi_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, message)
        secchi_curl_watch_excess(handle, excess)
        if let file = settings.environment["SSL_CERT_FILE"] ?? settings.environment["CURL_CA_BUNDLE"], !file.isEmpty {
            text(CURLOPT_CAINFO, file)
        }
        if address.isFTP { prepareFTP() } else { prepareHTTP() }
        setCallbacks()
    }

    private func prepareHTTP() {
        switch hop.method {
        case .get: number(CURLOPT_HTTPGET, 1)
        case .post: number(CURLOPT_POST, 1)
        case .delete:
            if hop.body != nil { number(CURLOPT_POST, 1) }
            text(CURLOPT_CUSTOMREQUEST, "DELETE")
        }
        if hop.method == .post || hop.body != nil {
            secchi_curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            secchi_curl_set_pointer(handle, CURLOPT_POSTFIELDS, body.baseAddress)
        }
        // An empty Expect keeps libcurl from waiting for "100 Continue", which old servers do not send.
        for line in hop.headers + ["Expect:"] { lines = curl_slist_append(lines, line) ?? lines }
        secchi_curl_set_pointer(handle, CURLOPT_HTTPHEADER, lines)
    }

    private func prepareFTP() {
        number(CURLOPT_FILETIME, 1)
        if let user = hop.user {
            text(CURLOPT_USERNAME, user)
            text(CURLOPT_PASSWORD, hop.password ?? "")
        }
        if hop.offset > 0 { secchi_curl_set_size(handle, CURLOPT_RESUME_FROM_LARGE, curl_off_t(hop.offset)) }
    }

    private func setCallbacks() {
        secchi_curl_set_callbacks(
            handle,
            { bytes, size, count, user in
                Transfer.at(user).takeBody(Transfer.buffer(bytes, size * count)) ? size * count : 0
            },
            { bytes, size, count, user in
                Transfer.at(user).takeHeader(Transfer.buffer(bytes, size * count)) ? size * count : 0
            },
            { user, _, address in
                guard let address else { return curl_socket_t(-1) }
                var bytes = [UInt8](repeating: 0, count: 16)
                let count = Int(secchi_curl_address(address, &bytes))
                guard let ip = IPAddress(bytes: Array(bytes[..<count])), Transfer.at(user).permits(ip) else {
                    return curl_socket_t(-1)
                }
                return secchi_curl_socket(address)
            },
            Unmanaged.passUnretained(self).toOpaque())
    }

    /// The engine holds the transfer for as long as libcurl has this pointer.
    private static func at(_ user: UnsafeMutableRawPointer?) -> Transfer {
        Unmanaged<Transfer>.fromOpaque(user!).takeUnretainedValue()
    }

    private static func buffer(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self), count: count)
    }

    private func number(_ option: CURLoption, _ value: Int) { secchi_curl_set_long(handle, option, value) }
    private func text(_ option: CURLoption, _ value: String) { secchi_curl_set_text(handle, option, value) }

    private func milliseconds(_ duration: Duration) -> Int {
        max(1, Int(min(duration / .milliseconds(1), 1e9)))
    }
}
