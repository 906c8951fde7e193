// SPDX-License-Identifier: Apache-2.0

import CCurl
import CCurlShim

/// What libcurl's result codes mean to a user.
enum CurlFailure {
    /// - Returns: `nil` if there is an answer, which may be the refusal of an FTP server.
    static func error(_ code: CURLcode, of transfer: Transfer) -> TransportError? {
        guard code != CURLE_OK else { return nil }
        let url = transfer.url
        let reason = reason(code, of: transfer)
        switch code {
        case CURLE_WRITE_ERROR where transfer.stoppedReading: return nil
        case CURLE_COULDNT_RESOLVE_HOST: return .unknownHost(url: url)
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            if let address = transfer.refusedAddress { return .forbidden(url: url, target: address.description) }
            return .unreachable(url: url, reason: reason)
        case CURLE_OPERATION_TIMEDOUT:
            return .timeOut(
                url: url, waiting: .connection, seconds: transfer.settings.connectTimeOut / .seconds(1))
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_INVALIDCERTSTATUS:
            return .certificate(url: url, reason: reason)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_FILESIZE_EXCEEDED, CURLE_BAD_CONTENT_ENCODING,
            CURLE_FTP_WEIRD_PASS_REPLY, CURLE_FTP_WEIRD_PASV_REPLY, CURLE_FTP_WEIRD_227_FORMAT:
            return .malformed(url: url, reason: reason)
        case CURLE_URL_MALFORMAT:
            return .address(url: url, reason: reason)
        case CURLE_REMOTE_FILE_NOT_FOUND, CURLE_REMOTE_ACCESS_DENIED, CURLE_FTP_COULDNT_RETR_FILE, CURLE_LOGIN_DENIED:
            let reply = secchi_curl_get_long(transfer.handle, CURLINFO_RESPONSE_CODE)
            return reply >= 400 ? nil : .malformed(url: url, reason: reason)
        default:
            return .cut(url: url, received: transfer.bytesReceived, reason: reason)
        }
    }

    private static func reason(_ code: CURLcode, of transfer: Transfer) -> String {
        let detail = String(cString: transfer.message)
        return Redaction.text(detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail)
    }
}
