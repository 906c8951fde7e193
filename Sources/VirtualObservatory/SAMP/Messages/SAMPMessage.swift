// SPDX-License-Identifier: Apache-2.0

/// What a program says to another: an MType and its parameters (SAMP 1.3 §3.8).
public struct SAMPMessage: Sendable, Hashable, Codable {
    /// "table.load.votable"
    public var mtype: String
    public var params: [String: SAMPValue]
    /// Keys beside `samp.mtype` and `samp.params`, passed on untouched.
    public var extra: [String: SAMPValue] = [:]

    public init(_ mtype: String, _ params: [String: SAMPValue] = [:]) {
        self.mtype = mtype
        self.params = params
    }

    /// `nil` if there is no MType; parameters that are left out are none.
    public init?(_ value: SAMPValue) {
        guard var map = value.map, let mtype = map.removeValue(forKey: "samp.mtype")?.string, !mtype.isEmpty
        else { return nil }
        let params = map.removeValue(forKey: "samp.params") ?? .map([:])
        // Some XML-RPC libraries cannot tell an empty map from an empty string or list.
        guard let params = params.map ?? (params == .string("") || params == .list([]) ? [:] : nil) else { return nil }
        self.mtype = mtype
        self.params = params
        extra = map
    }

    public var value: SAMPValue {
        .map(extra.merging(["samp.mtype": .string(mtype), "samp.params": .map(params)]) { $1 })
    }
}

/// What became of a message that was called, not notified (SAMP 1.3 §3.9).
public struct SAMPResponse: Sendable, Hashable, Codable {
    public enum Status: String, Sendable, Hashable, Codable {
        case ok = "samp.ok"
        /// Done in part, or not acted on: no failure.
        case warning = "samp.warning"
        case error = "samp.error"
    }

    public var status: Status
    public var result: [String: SAMPValue] = [:]
    /// samp.errortxt, if something went wrong.
    public var errorText: String?

    public init(_ status: Status = .ok, result: [String: SAMPValue] = [:], errorText: String? = nil) {
        self.status = status
        self.result = result
        self.errorText = errorText
    }

    /// Reads whatever came; a status that is not known counts as an error.
    public init(_ value: SAMPValue) {
        status = value["samp.status"]?.string.flatMap(Status.init) ?? .error
        result = value["samp.result"]?.map ?? [:]
        errorText = value["samp.error"]?["samp.errortxt"]?.string
    }

    public var value: SAMPValue {
        var map: [String: SAMPValue] = ["samp.status": .string(status.rawValue)]
        if status != .error { map["samp.result"] = .map(result) }
        if status != .ok { map["samp.error"] = ["samp.errortxt": .string(errorText ?? "failed")] }
        return .map(map)
    }
}
