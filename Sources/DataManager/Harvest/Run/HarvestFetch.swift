// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport

/// Fetches one item and says what came.
struct HarvestFetch: Sendable {
    let fetcher: any HarvestFetching
    let folder: HarvestFolder
    let options: HarvestOptions
    /// What all addresses of a crawl begin with.
    let start: String?

    func fetch(_ job: HarvestJob) async -> HarvestOutcome {
        do throws(TransportError) {
            let result = job.seed.kind == .folder ? try await list(job) : try await product(job)
            return HarvestOutcome(job: job, result: result)
        } catch {
            if case .cancelled = error { return HarvestOutcome(job: job, result: .notTried) }
            return HarvestOutcome(
                job: job, result: .failed("\(error)", isFinal: Self.isFinal(error), isOfHost: error.isOfHost))
        }
    }

    private func product(_ job: HarvestJob) async throws(TransportError) -> HarvestOutcome.Result {
        guard Address.isRemote(job.target) else {
            throw .address(url: job.target, reason: "it is no http, https or ftp address")
        }
        let path = folder.product(job.id)
        let answer = try await fetcher.product(job.target, to: path, limit: options.maximumSize)
        if answer.isEmpty {
            unlink(path)
            return .empty(answer.status == 204 ? "the service has no data there (204)" : "not a byte came")
        }
        do {
            try answer.requireData()
        } catch {
            unlink(path)
            throw error
        }
        if answer.content == .voTable, answer.byteCount <= LinksDocument.largest, job.link == nil,
            let bytes = try? SourceFile(path: path).bytes(),
            let links = LinksDocument.datasets(in: bytes, url: answer.url)
        {
            unlink(path)
            if links.isEmpty {
                return .failed("\(job.target): the links there lead to no dataset (#this)", isFinal: true)
            }
            return .links(links)
        }
        return .received(path: path, url: answer.url)
    }

    private func list(_ job: HarvestJob) async throws(TransportError) -> HarvestOutcome.Result {
        let answer = try await fetcher.page(job.target, limit: 64 << 20)
        try answer.requireSuccess()
        let page = String(decoding: answer.body, as: UTF8.self)
        // A folder that redirects out of the start is not ours.
        let address = answer.url.hasSuffix("/") ? answer.url : Address.folder(of: answer.url)
        let start = start ?? address
        guard address.hasPrefix(start) else { return .folder([]) }
        let seeds = FolderIndex.seeds(in: page, at: address, below: start, depth: job.seed.depth)
        return .folder(seeds.filter { $0.kind == .product || $0.depth <= options.maximumDepth })
    }

    /// What will be so next time too.
    private static func isFinal(_ error: TransportError) -> Bool {
        switch error {
        case .address, .forbidden, .tooLarge, .login: true
        case .status(_, let status, _): [400, 401, 403, 404, 405, 406, 410, 414, 422, 501, 530, 550].contains(status)
        default: false
        }
    }
}

extension TransportError {
    /// Whether it is the host that is not there, and not the product.
    var isOfHost: Bool {
        switch self {
        case .unknownHost, .unreachable: true
        default: false
        }
    }
}
