// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How a ``Transport`` behaves towards the services it talks to.
public struct TransportSettings: Sendable {
    /// Requests at once to one host.
    public var perHost = 3
    /// Least time between the starts of two requests to one host.
    public var politeness: Duration = .zero

    /// How often a failed request is tried again: after 429, 502, 503 and 504, and after lost connections.
    public var retries = 4
    /// The pause before the first repetition; it doubles each time, and a seeded part of up to half is taken off.
    public var firstPause: Duration = .milliseconds(500)
    /// The longest pause before a repetition that the service has not asked for.
    public var longestPause: Duration = .seconds(60)
    /// A `Retry-After` that asks for more than this ends the attempts; the answer is handed on.
    public var longestRetryAfter: Duration = .seconds(300)
    /// Seed of the jitter.
    public var seed: UInt64 = 0

    /// Finding the host, connecting, and the start of encryption.
    public var connectTimeOut: Duration = .seconds(20)
    /// From the connection to the first byte of the answer: archives may compute for a while.
    public var answerTimeOut: Duration = .seconds(120)
    /// The longest that fewer than ``slowest`` bytes per second may come.
    public var stallTimeOut: Duration = .seconds(45)
    /// Bytes per second below which an answer counts as stalled.
    public var slowest = 1
    /// One attempt with its redirects, from the first connection to the last byte.
    public var totalTimeOut: Duration = .seconds(3600)

    /// More redirects in a row than this are an error.
    public var longestRedirectChain = 10
    /// Where addresses may lead; open by default, see ``AddressPolicy/strict``.
    public var addresses = AddressPolicy.open
    /// Sends credentials over plain http to 127.0.0.1, ::1 and localhost: for tests.
    public var sendsCredentialsToPlainLoopback = false
    /// Asks for gzip in transport.
    public var asksForCompression = true
    /// The field `User-Agent`, by which operators can tell who asks.
    public var userAgent = "Secchi (Virtual Observatory client; libcurl)"

    /// Where proxies (`http_proxy`, `https_proxy`, `ftp_proxy`, `all_proxy`, `no_proxy`) and the netrc file (`NETRC`, else `.netrc` in
    /// `HOME`) are looked up; empty for neither.
    public var environment = ProcessInfo.processInfo.environment

    /// What a user at a terminal wants.
    public init() {}
}
