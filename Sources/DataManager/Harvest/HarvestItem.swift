// SPDX-License-Identifier: Apache-2.0

/// What is to be fetched: an address, and what the list said about it.
public struct HarvestSeed: Sendable, Hashable {
    public enum Kind: Int, Sendable { case product = 0, folder = 1 }

    public var url: String
    public var kind: Kind
    /// Folders between this and the start of a crawl.
    public var depth: Int
    public var facts: HarvestFacts

    public init(url: String, kind: Kind = .product, depth: Int = 0, facts: HarvestFacts = HarvestFacts()) {
        self.url = url
        self.kind = kind
        self.depth = depth
        self.facts = facts
    }
}

/// An item of the queue, in the hands of a run.
struct HarvestJob: Sendable {
    var id: Int64
    var seed: HarvestSeed
    /// Where the spectrum is, if the address led to a list of links (DataLink).
    var link: String?
    var attempts: Int

    var target: String { link ?? seed.url }
}

/// One item of a harvest, for showing.
public struct HarvestItem: Sendable, Hashable, Codable {
    public var id: Int64
    public var url: String
    public var state: HarvestItemState
    /// How often it was tried in vain.
    public var attempts: Int
    /// Why it is in its state, where that needs a reason.
    public var reason: String?
    /// SHA-256 of the bytes that came, in 64 hexadecimal digits.
    public var checksum: String?
    /// Of these bytes.
    public var size: Int?
    /// When it reached its state, ISO 8601.
    public var date: String?
}
