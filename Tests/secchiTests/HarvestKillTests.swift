// SPDX-License-Identifier: Apache-2.0

import DataManager
import Execution
import Foundation
import TestSupport
import Testing

/// Kills `secchi harvest` at random moments while it fetches from a server that does much wrong.
///
/// `SECCHI_KILLS` sets how many kills; 5 by default.
@Suite struct HarvestKillTests {
    @Test("a harvest killed again and again ends with every item there exactly once, with the right bytes")
    func killed() throws {
        let kills = Int(ProcessInfo.processInfo.environment["SECCHI_KILLS"] ?? "") ?? 5
        let products = (0..<60 + 15 * kills).map(Product.init)
        let server = try MisbehavingServer()
        server.keepLog(false)
        for product in products {
            server.on(product.path, product.behaviour(server))
            server.on("/moved" + product.path, .resource(product.bytes))
        }
        let folder = try TemporaryFolder()
        let home = folder.appending("home")
        let list = folder.appending("list.vot")
        try Self.votable(products.map { server.url($0.path) }).write(to: URL(filePath: list))
        let command = ["harvest", list, "--collection", "c", "--attempts", "5"]
        var random = SeededGenerator(seed: 9)
        var interrupted = 0
        var settled = 0
        for _ in 0..<kills {
            let log = try TemporaryFolder()
            let process = try SecchiProgram.start(command, home: home, log: log)
            // From 10 ms, before the list is read, to 2.5 s, evenly in the logarithm.
            usleep(UInt32(10_000 * pow(250, random.uniform())))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { interrupted += 1 }
            let now = try check(home: home, products)
            #expect(now >= settled)
            settled = now
        }
        #expect(interrupted > 0)
        let last = try SecchiProgram.run(command, home: home)
        #expect(last.status == 0, "\(last.errors)")
        #expect(try check(home: home, products) == products.count)
        let good = products.filter { $0.expected == .done }
        let opened = try Home(path: home)
        #expect(try opened.collection(named: "c").summary().originals == Set(good.map(\.bytes)).count)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home + "/incoming") == ["lock"])
        let harvests = try opened.harvests()
        let items = try opened.items(ofHarvest: harvests[0].id, limit: .max)
        #expect(items.map(\.state) == products.map(\.expected))
        withExtendedLifetime(server) {}
    }

    /// What stands in the data directory must be whole at any time: each spectrum once, with the bytes that were served.
    ///
    /// - Returns: how many items need nothing more.
    private func check(home path: String, _ products: [Product]) throws -> Int {
        let home = try Home(path: path)
        guard let harvest = try home.harvests().first else { return 0 }
        let collection = try home.collection(named: "c")
        let reader = try collection.reader(includingTwins: true)
        let entries = try (0..<reader.partCount).flatMap { try reader.entries(part: $0) }
        #expect(Set(entries.map(\.file)).count == entries.count)
        #expect(try collection.verify(in: ExecutionContext(threads: 2)).damage == [])
        let items = try home.items(ofHarvest: harvest.id, in: [.done], limit: .max)
        let byPath = Dictionary(uniqueKeysWithValues: products.map { ($0.path, $0) })
        for item in items {
            let product = try #require(byPath[URL(string: item.url)?.path ?? ""])
            let original = path + "/originals/" + String((item.checksum ?? "").prefix(2)) + "/" + (item.checksum ?? "")
            #expect(FileManager.default.contents(atPath: original) == product.bytes)
        }
        // A row stands there if and only if its item is done.
        #expect(Set(entries.map(\.file)) == Set(items.map(\.url)))
        return harvest.counts.settled
    }

    private static func votable(_ urls: [String]) -> Data {
        let rows = urls.map { "<TR><TD>\($0)</TD></TR>" }.joined(separator: "\n")
        return Data(
            """
            <VOTABLE version="1.4"><RESOURCE type="results"><TABLE>
            <FIELD name="accref" datatype="char" arraysize="*" utype="ssa:Access.Reference"/>
            <DATA><TABLEDATA>\(rows)</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
            """.utf8)
    }
}

/// One product of the server, and what should become of it.
private struct Product {
    let number: Int
    let bytes: Data
    var path: String { "/p/\(number).fits" }

    init(_ number: Int) {
        self.number = number
        // Every twelfth is large enough to be broken off and gone on with.
        let pixels = number % 12 == 7 ? 250_000 : 50
        bytes = TinyFITS.spectrum(object: "Star \(number)", flux: (0..<pixels).map { Float($0 % 1000 + number) })
    }

    var expected: HarvestItemState {
        switch number % 12 {
        case 3: .empty
        case 5: .unreadable
        case 9: .gaveUp
        default: .done
        }
    }

    /// Good answers come after a moment, so that a harvest takes seconds; bad ones mend, unless nothing can be expected.
    func behaviour(_ server: MisbehavingServer) -> ServerBehaviour {
        let good = ServerBehaviour.delayed(.milliseconds(20), .resource(bytes))
        switch number % 12 {
        case 1: return .sequence([.resetBeforeHeader, good])
        case 2: return .sequence([.busy(503, retryAfter: "0"), .text("down for a moment", status: 502), good])
        case 3: return .reply(status: 204)
        case 4: return .sequence([.htmlPage, good])
        case 5: return .text("this is no spectrum")
        case 6: return .sequence([.cut(bytes, after: 100), .wrongLength(bytes, declared: bytes.count + 7), good])
        case 7:
            return .sequence([
                .reset(bytes, after: 600_000), .drip(bytes, bytes: 300_000, every: .milliseconds(150)), good,
            ])
        case 8: return .redirect(to: server.url("/moved" + path))
        case 9: return .text("gone", status: 404)
        case 10: return .sequence([.brokenChunks(bytes), .cutChunks(bytes), good])
        default: return good
        }
    }
}
