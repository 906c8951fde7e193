// SPDX-License-Identifier: Apache-2.0

import CCurl
import CCurlShim
import Execution
import Inflate

/// A hop on its way. Lives on the transfer thread and nowhere else.
final class Transfer {
    let hop: Hop
    let handle: UnsafeMutableRawPointer
    let settings: TransportSettings
    private let answer: @Sendable (HopResult) -> Void

    /// What libcurl keeps the address of while the transfer runs.
    var lines: UnsafeMutablePointer<curl_slist>?
    let excess = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    let message = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    let body: UnsafeMutableBufferPointer<UInt8>

    private var headers = HeaderBlock()
    private var hasBody = false
    private var goesToFile = false
    private var decoder: BodyDecoder?
    private var memory: [UInt8] = []
    private var start: [UInt8] = []
    private var byteCount = 0
    private var limit: Int
    /// Bytes of the body as they travel, and where the stall clock last saw them.
    private var received = 0
    private var mark: (bytes: Int, time: ContinuousClock.Instant)
    private let began: ContinuousClock.Instant
    private var expected: Int?
    private var reported = 0
    /// Why we stopped it ourselves.
    private var failure: HopFailure?
    /// The rest of the body is of no interest.
    private var isEnough = false
    private var refused: IPAddress?

    init(
        _ hop: Hop, handle: UnsafeMutableRawPointer, settings: TransportSettings,
        answer: @escaping @Sendable (HopResult) -> Void
    ) {
        self.hop = hop
        self.handle = handle
        self.settings = settings
        self.answer = answer
        limit = hop.delivery.limit
        began = .now
        mark = (0, began)
        excess.initialize(to: 0)
        message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        body = .allocate(capacity: hop.body?.count ?? 0)
        _ = body.initialize(from: hop.body ?? [])
    }

    deinit {
        curl_slist_free_all(lines)
        excess.deallocate()
        message.deallocate()
        body.deallocate()
    }

    // MARK: what libcurl calls

    func takeHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        // Fields after the body are trailers; the lines of an FTP dialogue are no fields.
        if hasBody || hop.address.isFTP { return true }
        guard headers.take(line) else { return stop(.malformed(url: url, reason: "its header is too long")) }
        return true
    }

    func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if failure != nil || isEnough { return false }
        if !hasBody {
            hasBody = true
            guard beginBody() else { return false }
        }
        received += bytes.count
        guard let decoder else { return deliver(bytes) }
        do throws(InflateError) {
            return try decoder.decode(bytes, to: deliver)
        } catch {
            return stop(unpackingFailure(error))
        }
    }

    func permits(_ address: IPAddress) -> Bool {
        // Through a proxy, it is the proxy that is connected to, and the user chose it.
        if !hop.proxy.isEmpty || settings.addresses.permits(address, for: hop.address.origin) { return true }
        refused = address
        return false
    }

    // MARK: the body

    private func beginBody() -> Bool {
        let status = hop.address.isFTP ? 226 : headers.status
        let isWanted = [200, 203, 206, 226].contains(status)
        if !isWanted { limit = min(limit, Self.errorLimit) }
        let codings = headers.codings
        if !codings.isEmpty {
            guard codings == ["gzip"] || codings == ["x-gzip"] else {
                return stop(.encoding(url: url, reason: "the coding \(codings.joined(separator: ", ").prefix(40))"))
            }
            // One byte more than allowed, so that the limit is noticed here and not there.
            decoder = BodyDecoder(limit: limit < Int.max ? limit + 1 : limit)
        }
        let declared = hop.address.isFTP ? ftpLength : headers.contentLength
        if isWanted, decoder == nil, let declared, declared > limit - hop.resumeOffset(status) {
            return stop(.tooLarge(url: url, limit: hop.delivery.limit))
        }
        expected = decoder == nil ? declared.map { $0 + hop.resumeOffset(status) } : nil
        guard isWanted, let file = hop.delivery.file else { return true }
        return begin(file, status: status, declared: declared)
    }

    private func begin(_ file: PartialFile, status: Int, declared: Int?) -> Bool {
        var info = PartialInfo(url: hop.resourceURL)
        var offset = 0
        if hop.address.isFTP {
            let time = secchi_curl_get_size(handle, CURLINFO_FILETIME_T)
            info.fileTime = time > 0 ? Int(time) : nil
            offset = hop.offset
            if offset > 0, info.fileTime != file.info?.fileTime { return startOver("the file has changed") }
            info.length = declared.map { $0 + offset }
        } else {
            if decoder == nil {
                info.entityTag = headers["etag"].flatMap { $0.hasPrefix("W/") ? nil : $0 }
                info.lastModified = headers["last-modified"]
            }
            info.length = declared
            if status == 206 {
                guard let range = headers["content-range"].flatMap(ContentRange.init), range.first == file.offset,
                    file.offset > 0, decoder == nil,
                    range.total == nil || range.total == file.info?.length ?? range.total
                else { return startOver("the part that came is not the one asked for") }
                offset = range.first
                info = file.info ?? info
                info.length = range.total ?? info.length
                expected = info.length
            }
        }
        goesToFile = true
        byteCount = offset
        do throws(FileFailure) { try file.begin(at: offset, info: info) } catch { return stop(.file(error)) }
        return true
    }

    private var ftpLength: Int? {
        let length = secchi_curl_get_size(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        return length >= 0 ? Int(length) : nil
    }

    private func deliver(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= limit - byteCount else {
            let isAnswer = hop.address.isFTP || (200..<300).contains(headers.status)
            if isAnswer { return stop(.tooLarge(url: url, limit: hop.delivery.limit)) }
            // The explanation of an error need not be read to its end.
            memory += bytes.prefix(limit - byteCount)
            byteCount = limit
            isEnough = true
            return false
        }
        byteCount += bytes.count
        if start.count < Self.startSize { start += bytes.prefix(Self.startSize - start.count) }
        if goesToFile, let file = hop.delivery.file {
            do throws(FileFailure) { try file.write(bytes) } catch { return stop(.file(error)) }
        } else {
            memory += bytes
        }
        if byteCount - reported >= Self.reportInterval { report() }
        return true
    }

    private func report() {
        reported = byteCount
        hop.delivery.progress.report(
            ProgressUpdate(stage: "downloading", completed: byteCount, total: expected, unit: "bytes"))
    }

    // MARK: the end

    /// When the clocks must be looked at next; stops the transfer when one of them has run out.
    func checkClocks(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        func out(_ wait: TransportError.Wait, _ time: Duration) -> ContinuousClock.Instant? {
            _ = stop(.timeOut(url: url, waiting: wait, seconds: time / .seconds(1)))
            return nil
        }
        if now >= hop.deadline { return out(.end, settings.totalTimeOut) }
        let isAnswered = hasBody || headers.isComplete
        if !isAnswered {
            let end = began + settings.connectTimeOut + settings.answerTimeOut
            // The name and the connection have a clock of their own in libcurl.
            return now >= end ? out(.answer, settings.answerTimeOut) : min(end, hop.deadline)
        }
        let needed = max(1, Int(Double(settings.slowest) * (settings.stallTimeOut / .seconds(1))))
        if received - mark.bytes >= needed || mark.time == began { mark = (received, now) }
        let end = mark.time + settings.stallTimeOut
        return now >= end ? out(.bytes, settings.stallTimeOut) : min(end, hop.deadline)
    }

    var isStopped: Bool { failure != nil }

    func cancel() { _ = stop(.cancelled(url: url)) }

    /// Hands the answer on; the handle must already be out of libcurl's hands.
    func finish(_ code: CURLcode) {
        let wasSent = hop.address.isFTP || secchi_curl_get_long(handle, CURLINFO_REQUEST_SIZE) > 0
        if failure == nil { endBody(code) }
        if failure == nil, let error = CurlFailure.error(code, of: self) { failure = HopFailure(error: error) }
        if let file = hop.delivery.file, goesToFile, failure != nil, failure?.isStale == false {
            do throws(FileFailure) { try file.interrupt() } catch { failure = HopFailure(error: .file(error)) }
        }
        if var failure {
            failure.wasSent = wasSent
            return answer(.failure(failure))
        }
        if byteCount > reported || hasBody { report() }
        answer(
            .success(
                HopAnswer(status: finalStatus, headers: headers, body: memory, start: start, byteCount: byteCount)))
    }

    private func endBody(_ code: CURLcode) {
        guard code == CURLE_OK else { return }
        if let decoder {
            do throws(InflateError) {
                if try !decoder.finish(to: deliver) { return }
            } catch {
                _ = stop(unpackingFailure(error))
            }
        }
        if excess.pointee != 0, let declared = headers.contentLength {
            _ = stop(.wrongLength(url: url, declared: declared))
        } else if goesToFile, let expected, byteCount < expected {
            _ = stop(.cut(url: url, received: byteCount, reason: "\(expected) bytes were announced"))
        } else if !hasBody, hop.address.isFTP || [200, 203].contains(headers.status), let file = hop.delivery.file {
            do throws(FileFailure) {
                try file.begin(at: 0, info: PartialInfo(url: hop.resourceURL))
            } catch {
                _ = stop(.file(error))
            }
        }
    }

    private var finalStatus: Int {
        guard hop.address.isFTP else { return headers.status }
        let reply = secchi_curl_get_long(handle, CURLINFO_RESPONSE_CODE)
        return hasBody || (200..<300).contains(reply) ? 226 : reply
    }

    private func unpackingFailure(_ error: InflateError) -> TransportError {
        switch error {
        case .truncated: .cut(url: url, received: received, reason: "the compressed data are not complete")
        case .tooLarge: .tooLarge(url: url, limit: hop.delivery.limit)
        default: .encoding(url: url, reason: "damaged gzip data")
        }
    }

    private func stop(_ error: TransportError) -> Bool {
        if failure == nil { failure = HopFailure(error: error) }
        return false
    }

    private func startOver(_ reason: String) -> Bool {
        failure = HopFailure(error: .malformed(url: url, reason: reason), isStale: true)
        return false
    }

    // MARK: for messages

    var url: String { Redaction.url(hop.address.url) }
    var bytesReceived: Int { received }
    var stoppedReading: Bool { isEnough }
    var refusedAddress: IPAddress? { refused }

    private static let startSize = 4096
    private static let errorLimit = 1 << 20
    private static let reportInterval = 1 << 20
}

extension Hop {
    /// Where the body of an answer begins in the whole.
    fileprivate func resumeOffset(_ status: Int) -> Int {
        address.isFTP ? offset : status == 206 ? delivery.file?.offset ?? 0 : 0
    }

    /// The address a partial file belongs to.
    var resourceURL: String { delivery.resourceURL }
}
