// SPDX-License-Identifier: Apache-2.0

/// Which messages a client takes: MTypes or patterns "*", "table.*" with an annotation each (SAMP 1.3 §3.6).
public struct SAMPSubscriptions: Sendable, Hashable, Codable {
    public var patterns: [String: SAMPValue]

    public init(_ patterns: [String: SAMPValue] = [:]) {
        self.patterns = patterns
    }

    public init(_ mtypes: [String]) {
        patterns = Dictionary(mtypes.map { ($0, .map([:])) }, uniquingKeysWith: { $1 })
    }

    /// The annotation of the pattern that fits best, `nil` if the client does not take it.
    ///
    /// The MType itself goes before the longest pattern.
    public func annotation(for mtype: String) -> SAMPValue? {
        if let exact = patterns[mtype] { return exact }
        if patterns.count == 1, let everything = patterns["*"] { return everything }
        var parts = mtype.split(separator: ".", omittingEmptySubsequences: false)
        while !parts.isEmpty {
            parts.removeLast()
            let pattern = parts.isEmpty ? "*" : parts.joined(separator: ".") + ".*"
            if let found = patterns[pattern] { return found }
        }
        return nil
    }

    public func contains(_ mtype: String) -> Bool { annotation(for: mtype) != nil }
}

/// What a client tells of itself (SAMP 1.3 §3.7).
public struct SAMPMetadata: Sendable, Hashable, Codable {
    public var values: [String: SAMPValue]

    public init(_ values: [String: SAMPValue] = [:]) {
        self.values = values
    }

    public init(name: String, description: String, more: [String: String] = [:]) {
        values = more.mapValues { .string($0) }
        values["samp.name"] = .string(name)
        values["samp.description.text"] = .string(description)
    }

    public var name: String? { values["samp.name"]?.string.flatMap { $0.isEmpty ? nil : $0 } }
}

/// A program that is registered with the hub.
public struct SAMPPeer: Sendable, Hashable, Codable, Identifiable {
    /// The hub's name for it, public: "c1", "hub".
    public var id: String
    public var metadata: SAMPMetadata
    public var subscriptions: SAMPSubscriptions

    /// What it calls itself, else its id.
    public var name: String { metadata.name ?? id }

    public init(id: String, metadata: SAMPMetadata, subscriptions: SAMPSubscriptions) {
        self.id = id
        self.metadata = metadata
        self.subscriptions = subscriptions
    }
}
