// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Answers XML-RPC requests over HTTP.
struct XMLRPCService: Sendable {
    /// - Throws: a ``SAMPError`` or whatever says in words what is wrong: it becomes a fault.
    typealias Methods = @Sendable (_ method: String, _ params: [SAMPValue]) async throws -> SAMPValue

    var methods: Methods

    func answer(_ request: LoopbackRequest) async -> LoopbackResponse {
        guard request.method == "POST" else { return .text(405, "this is an XML-RPC server: POST a call") }
        let document: XMLRPCDocument
        do {
            guard case .call(let method, let params) = try XMLRPCReader.read(request.body, from: "the caller") else {
                throw SAMPError.malformed(place: "the caller", reason: "an answer in place of a call")
            }
            document = .answer(try await methods(method, params))
        } catch let error as SAMPError {
            document = .fault(code: "1", reason: error.description)
        } catch {
            document = .fault(code: "1", reason: "\(error)")
        }
        return LoopbackResponse(
            headers: ["Content-Type": "text/xml"], body: .data(XMLRPCWriter.document(document)))
    }
}
