// SPDX-License-Identifier: Apache-2.0

/// A call or an answer of XML-RPC, with the data kinds of SAMP (SAMP 1.3 §4.2).
public enum XMLRPCDocument: Sendable, Hashable {
    case call(method: String, params: [SAMPValue])
    case answer(SAMPValue)
    case fault(code: String, reason: String)
}

/// What a document from outside may cost.
public struct XMLRPCLimits: Sendable, Hashable {
    /// Of the document; a row list of a million rows has 45 MB.
    public var bytes = 64 << 20
    /// Strings, lists and maps together.
    public var values = 4 << 20
    /// Lists and maps within each other.
    public var depth = 60

    public init() {}
}
