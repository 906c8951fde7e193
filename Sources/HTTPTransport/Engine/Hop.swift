// SPDX-License-Identifier: Apache-2.0

import Execution

/// One exchange with one server: no redirect, no repetition.
struct Hop: Sendable {
    var address: RequestAddress
    var method: TransportRequest.Method
    var body: [UInt8]?
    /// Whole header lines, "Name: value".
    var headers: [String] = []
    /// Through which proxy; "" for none.
    var proxy = ""
    /// For FTP; anonymous without.
    var user: String?
    var password: String?
    /// For FTP, which has no Range field: where to begin.
    var offset = 0
    var deadline: ContinuousClock.Instant
    var delivery: Delivery
}

/// Where the body of an answer goes.
struct Delivery: Sendable {
    /// The largest decoded body accepted.
    var limit: Int
    /// Takes the body of 200 and 206 (and of FTP); other bodies stay in memory.
    var file: PartialFile?
    /// The address the caller asked for, to which a partial file belongs.
    var resourceURL = ""
    var progress = ProgressReporter.silent
}

/// What came of a hop.
struct HopAnswer: Sendable {
    var status: Int
    var headers: HeaderBlock
    var body: [UInt8]
    /// The first bytes of the decoded body.
    var start: [UInt8]
    var byteCount: Int
}

/// Why nothing came of it.
struct HopFailure: Error {
    var error: TransportError
    /// Whether any byte of the request went out, so that the service may have acted on it.
    var wasSent = false
    /// The file begun earlier does not fit to what the server has now: start over without it.
    var isStale = false
}

typealias HopResult = Result<HopAnswer, HopFailure>
