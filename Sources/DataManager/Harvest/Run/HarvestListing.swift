// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import HTTPTransport

/// Puts the items of a source into the queue. The list is copied first, so that a restart reads on where it was.
struct HarvestListing {
    let queue: HarvestQueue
    let folder: HarvestFolder
    let options: HarvestOptions
    let fetcher: any HarvestFetching
    let context: ExecutionContext

    func run(_ source: HarvestSource) async throws {
        switch source {
        case .seeds(let seeds, _, let service, let note):
            let done = try queue.listedRows()
            for start in stride(from: min(done, seeds.count), to: seeds.count, by: 4096) {
                let part = Array(seeds[start..<min(start + 4096, seeds.count)])
                try queue.add(part, rows: part.count)
            }
            try queue.finishListing(service: service, note: note)
        case .named(let name): try await list(name)
        }
    }

    private func list(_ name: String) async throws {
        if Address.isRemote(name), name.lowercased().hasPrefix("ftp://"), name.hasSuffix("/") { return try crawl(name) }
        var base = name
        var content: ContentKind?
        if !FileManager.default.fileExists(atPath: folder.list) {
            if name == "-" {
                try Self.copy(FileHandle.standardInput, to: folder.list)
            } else if Address.isRemote(name) {
                let answer = try await fetcher.product(name, to: folder.list, limit: 16 << 30)
                base = answer.url
                content = answer.content
                if answer.content == .html { return try crawl(answer.url) }
                try answer.requireData()
                if answer.isEmpty { throw DataError.badSource(source: name, reason: "the service has nothing there") }
            } else {
                let file: FileHandle
                do { file = try FileHandle(forReadingFrom: URL(filePath: name)) } catch {
                    throw DataError.noSuchSource(path: name)
                }
                try Self.copy(file, to: folder.list)
            }
        }
        if content == nil, Address.isRemote(name), Self.isPage(folder.list) { return try crawl(name) }
        try readList(ListReader(path: folder.list, name: base, column: options.column), name)
    }

    private func readList(_ reader: ListReader, _ name: String) throws {
        let done = try queue.listedRows()
        func add(_ seeds: [HarvestSeed], rows: Int) throws {
            try context.cancellation.check()
            try queue.add(seeds, rows: rows)
        }
        var note: String?
        switch try reader.kind() {
        case .table: note = try reader.readTable(skipping: done, add)
        case .text: try reader.readText(skipping: done, add)
        case .neither:
            guard Address.isRemote(name) else {
                throw DataError.badSource(source: name, reason: "it holds no addresses")
            }
            // What the address leads to is the product itself.
            if done == 0 { try queue.add([HarvestSeed(url: name)], rows: 1) }
        }
        try queue.finishListing(service: Address.isRemote(name) ? Address.folder(of: name) : nil, note: note)
        unlink(folder.list)
    }

    private func crawl(_ address: String) throws {
        if try queue.listedRows() == 0 {
            try queue.add([HarvestSeed(url: Address.folder(of: address), kind: .folder)], rows: 1)
        }
        try queue.finishListing(service: Address.folder(of: address), note: nil)
        unlink(folder.list)
    }

    private static func isPage(_ path: String) -> Bool {
        guard let file = try? FileHandle(forReadingFrom: URL(filePath: path)) else { return false }
        defer { try? file.close() }
        return ContentKind(sniffing: (try? file.read(upToCount: 4096)) ?? Data()) == .html
    }

    private static func copy(_ source: FileHandle, to path: String) throws {
        let file = try WholeFile(path: path)
        while let piece = try source.read(upToCount: 1 << 20), !piece.isEmpty { try file.write(piece) }
        try file.commit()
    }
}
