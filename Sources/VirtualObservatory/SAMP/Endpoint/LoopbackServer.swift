// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// A request to a server of ours on loopback.
struct LoopbackRequest: Sendable {
    var method: String
    /// Without the query, as it came.
    var path: String
    var query: String?
    /// Names in lower case, the host among them.
    var headers: [String: String]
    var body: Data
}

/// What a server of ours answers.
struct LoopbackResponse: Sendable {
    enum Body: Sendable {
        case data(Data)
        case file(String)
    }

    var status = 200
    var headers: [String: String] = [:]
    var body = Body.data(Data())
    /// Called when the whole body has been written.
    var whenSent: (@Sendable () -> Void)?

    static func text(_ status: Int, _ text: String) -> LoopbackResponse {
        LoopbackResponse(status: status, headers: ["Content-Type": "text/plain"], body: .data(Data((text + "\n").utf8)))
    }
}

/// An HTTP server on 127.0.0.1, for programs of this machine only.
///
/// A request that names another host is refused: it is a web page that had its name resolved to loopback.
final class LoopbackServer: Sendable {
    typealias Handler = @Sendable (LoopbackRequest) async -> LoopbackResponse

    let port: Int
    /// "http://127.0.0.1:PORT"
    var url: String { "http://127.0.0.1:\(port)" }
    private let task: Task<Void, Never>

    /// Returns when requests are served.
    ///
    /// - Parameters:
    ///   - port: 0 for a free one.
    ///   - largestBody: bytes of a request.
    /// - Throws: ``SAMPError/cannotListen(address:reason:)``
    init(port: Int = 0, largestBody: Int = 64 << 20, handler: @escaping Handler) async throws(SAMPError) {
        let (running, signal) = AsyncStream<Result<Int, SAMPError>>.makeStream()
        let responder = CallbackResponder<BasicRequestContext> { request, context in
            await Self.answer(request, context, largestBody: largestBody, handler: handler)
        }
        let application = Application(
            responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                signal.yield(.success(channel.localAddress?.port ?? 0))
            }, logger: Logger(label: "loopback") { _ in SwiftLogNoOpLogHandler() })
        task = Task {
            do {
                try await application.run()
                signal.finish()
            } catch {
                let reason = "\(error)"
                signal.yield(.failure(.cannotListen(address: "127.0.0.1:\(port)", reason: reason)))
                signal.finish()
            }
        }
        var iterator = running.makeAsyncIterator()
        switch await iterator.next() {
        case .success(let port) where port != 0: self.port = port
        case .failure(let error): throw error
        default: throw SAMPError.cannotListen(address: "127.0.0.1:\(port)", reason: "the server has ended")
        }
    }

    deinit { task.cancel() }

    /// Closes the port and what is open; returns when that is done.
    func stop() async {
        task.cancel()
        await task.value
    }

    private static func answer(
        _ request: Request, _ context: BasicRequestContext, largestBody: Int, handler: Handler
    ) async -> Response {
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        headers["host"] = request.head.authority ?? headers["host"]
        if let host = headers["host"], !isLocal(host) {
            return await response(.text(403, "this server is for programs of this machine"), context)
        }
        do {
            let buffer = try await request.body.collect(upTo: largestBody)
            let path = request.head.path ?? "/"
            let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let simple = LoopbackRequest(
                method: request.method.rawValue, path: String(parts[0]),
                query: parts.count > 1 ? String(parts[1]) : nil, headers: headers, body: Data(buffer.readableBytesView))
            var answer = await handler(simple)
            if request.method == .head, case .data = answer.body { answer.body = .data(Data()) }
            return await response(answer, context)
        } catch {
            return await response(.text(413, "a request of more than \(largestBody) bytes, or one cut short"), context)
        }
    }

    private static func response(_ answer: LoopbackResponse, _ context: BasicRequestContext) async -> Response {
        var fields = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let body: ResponseBody
        switch answer.body {
        case .data(let data): body = ResponseBody(byteBuffer: ByteBuffer(bytes: data))
        case .file(let path):
            guard let file = try? await FileIO().loadFile(path: path, context: context) else {
                return Response(status: .notFound, body: .init(byteBuffer: ByteBuffer(string: "gone\n")))
            }
            body = file
        }
        let status = HTTPResponse.Status(code: answer.status)
        guard let whenSent = answer.whenSent else { return Response(status: status, headers: fields, body: body) }
        let watched = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            whenSent()
        }
        return Response(status: status, headers: fields, body: watched)
    }

    /// Whether a Host header names this machine.
    static func isLocal(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return ["127.0.0.1", "localhost", "[::1]"].contains(name.lowercased())
    }
}
