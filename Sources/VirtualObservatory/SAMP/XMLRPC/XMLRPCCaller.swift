// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Calls methods of other programs by XML-RPC over HTTP.
public struct XMLRPCCaller: Sendable {
    /// Posts a body to an address and gives the body of the answer.
    typealias Post = @Sendable (_ url: String, _ body: Data) async throws -> Data

    private let post: Post
    private let limits = XMLRPCLimits()

    init(post: @escaping Post) {
        self.post = post
    }

    /// - Throws: ``SAMPError/refused(method:by:reason:)``, ``SAMPError/unreachable(url:reason:)``,
    ///   ``SAMPError/malformed(place:reason:)``
    public func call(_ method: String, _ params: [SAMPValue], at url: String) async throws(SAMPError) -> SAMPValue {
        let body = XMLRPCWriter.document(.call(method: method, params: params))
        let answer: Data
        do {
            answer = try await post(url, body)
        } catch let error as SAMPError {
            throw error
        } catch {
            throw SAMPError.unreachable(url: url, reason: String(describing: error))
        }
        switch try XMLRPCReader.read(answer, from: url, limits: limits) {
        case .answer(let value): return value
        case .fault(_, let reason): throw SAMPError.refused(method: method, by: url, reason: reason)
        case .call: throw SAMPError.malformed(place: url, reason: "a call in place of an answer")
        }
    }
}
