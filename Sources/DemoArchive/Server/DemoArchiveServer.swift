// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// A server on loopback that plays an archive over a simulated survey: SSA 1.1, DataLink 1.1, SODA 1.0 and the files.
///
/// ```swift
/// let archive = try await DemoArchiveServer(folder: "survey", port: 0)
/// archive.ssaURL                 // http://127.0.0.1:PORT/ssa?
/// await archive.stop()
/// ```
///
/// It stands in for a data centre in demonstrations and tests; it is not meant to be seen from other machines.
public final class DemoArchiveServer: Sendable {
    /// The port on 127.0.0.1.
    public let port: Int
    /// How many spectra are served.
    public let spectrumCount: Int
    private let task: Task<Void, any Error>

    /// Without a slash at the end.
    public var url: String { "http://127.0.0.1:\(port)" }
    /// Where SSA queries go; parameters can be appended as they are.
    public var ssaURL: String { url + "/ssa?" }

    /// Reads the survey and returns when requests are served.
    ///
    /// - Parameters:
    ///   - folder: what `secchi simulate` wrote.
    ///   - port: 0 for a free one.
    /// - Throws: ``ArchiveError``
    public init(folder: String, port: Int = 0) async throws(ArchiveError) {
        let service = ArchiveService(catalogue: try ArchiveCatalogue(folder: folder))
        spectrumCount = service.catalogue.spectra.count
        let (ports, signal) = AsyncStream<Result<Int, ArchiveError>>.makeStream()
        let responder = CallbackResponder<BasicRequestContext> { request, _ in await Self.answer(request, service) }
        let application = Application(
            responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { signal.yield(.success($0.localAddress?.port ?? 0)) },
            logger: Logger(label: "demo-archive") { _ in SwiftLogNoOpLogHandler() })
        task = Task {
            do {
                try await application.runService(gracefulShutdownSignals: [])
                signal.finish()
            } catch {
                signal.yield(.failure(.cannotListen(port: port, reason: "\(error)")))
                signal.finish()
            }
        }
        var iterator = ports.makeAsyncIterator()
        switch await iterator.next() {
        case .success(let port) where port != 0: self.port = port
        case .failure(let error): throw error
        default: throw .cannotListen(port: port, reason: "the server has ended")
        }
    }

    deinit { task.cancel() }

    /// Closes the port.
    public func stop() async {
        task.cancel()
        _ = try? await task.value
    }

    private static func answer(_ request: Request, _ service: ArchiveService) async -> Response {
        let whole = request.head.path ?? "/"
        let parts = whole.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        var encoded = parts.count > 1 ? [parts[1]] : []
        if request.method == .post {
            guard let body = try? await request.body.collect(upTo: 1 << 20) else {
                return response(.text(413, "UsageFault: the request is too long"))
            }
            encoded.append(String(buffer: body))
        }
        let addresses = ArchiveAddresses(base: "http://" + authority(request))
        return response(service.answer(path: parts[0], parameters: ArchiveParameters(encoded), addresses: addresses))
    }

    /// The name by which the client reached us, if it is one of this machine.
    private static func authority(_ request: Request) -> String {
        let name = request.head.authority ?? "127.0.0.1"
        let host = name.prefix { $0 != ":" }.lowercased()
        return host == "localhost" ? name : "127.0.0.1" + name.drop { $0 != ":" }.filter { $0 == ":" || $0.isNumber }
    }

    private static func response(_ answer: ArchiveService.Answer) -> Response {
        var fields = HTTPFields()
        fields[.contentType] = answer.contentType
        // Pages of other origins may read what the archive gives.
        fields[.accessControlAllowOrigin] = "*"
        return Response(
            status: .init(code: answer.status), headers: fields,
            body: answer.body.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
