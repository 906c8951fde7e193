// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// What a ``MisbehavingServer`` does with a request.
public indirect enum ServerBehaviour: Sendable {
    /// An answer with the right length.
    case reply(status: Int = 200, headers: [(String, String)] = [], body: Data = Data())
    /// A file as a good server gives it: ETag, Last-Modified, Range, If-Range, If-None-Match.
    case resource(
        Data, tag: String? = "\"v1\"", modified: String? = "Sun, 06 Nov 1994 08:49:37 GMT",
        type: String = "application/fits")
    case redirect(to: String, status: Int = 302)
    /// Takes the request and says nothing.
    case stallBeforeHeader
    /// Says nothing more after `after` bytes of the body.
    case stall(Data, after: Int)
    case resetBeforeHeader
    case reset(Data, after: Int)
    /// Closes after `after` bytes although the header declares all of them.
    case cut(Data, after: Int)
    /// Sends all bytes under a Content-Length that is too long or too short, then closes.
    case wrongLength(Data, declared: Int)
    /// Declares a coding that was not applied, or any other.
    case coded(Data, as: String)
    /// So many bytes at a time, with pauses.
    case drip(Data, bytes: Int, every: Duration)
    /// Zeroes without end, without a length.
    case endless
    case chunked([Data])
    /// A chunked body whose second chunk has no size.
    case brokenChunks(Data)
    /// A chunked body without its end.
    case cutChunks(Data)
    /// Exactly these bytes, header and all, then the end of the connection.
    case raw(Data)
    /// An error page as a success, as archives send it.
    case htmlPage
    case delayed(Duration, ServerBehaviour)
    /// One after the other, a request each; the last one stays.
    case sequence([ServerBehaviour])
    /// Decided by the request.
    case respond(@Sendable (ServerRequest) -> ServerBehaviour)

    public static func text(_ text: String, status: Int = 200) -> ServerBehaviour {
        .reply(status: status, headers: [("Content-Type", "text/plain")], body: Data(text.utf8))
    }

    /// 429 or 503 with `Retry-After`.
    public static func busy(_ status: Int = 503, retryAfter: String? = nil) -> ServerBehaviour {
        .reply(status: status, headers: retryAfter.map { [("Retry-After", $0)] } ?? [], body: Data("busy\n".utf8))
    }
}

/// A request as it arrived.
public struct ServerRequest: Sendable {
    public var method: String
    /// Path and query as sent; the whole address for a request to a proxy.
    public var target: String
    /// Names in lower case.
    public var headers: [String: String]
    public var body: Data
    /// Which connection it came over, from 0.
    public var connection: Int
    public var time: ContinuousClock.Instant

    /// Without query.
    public var path: String { String(target.prefix { $0 != "?" }) }
}
