// SPDX-License-Identifier: Apache-2.0

/// What a web page may say to the programs of a desktop (SAMP 1.3 §5.6).
enum WebRestriction {
    /// Messages that show things and start nothing.
    private static let harmless = SAMPSubscriptions([
        "samp.app.*", "samp.msg.progress", "table.*", "image.*", "coord.*", "spectrum.*", "bibcode.*", "voresource.*",
        "coverage.*",
    ])

    /// - Parameter annotation: of the recipient's subscription; it can open or close itself to web pages.
    static func permits(_ mtype: String, from profile: HubCore.Profile, annotation: SAMPValue) -> Bool {
        guard profile == .web else { return true }
        switch annotation["samp.mostly-harmless"]?.bool ?? annotation["x-samp.mostly-harmless"]?.bool {
        case true: return true
        case false: return false
        default: return harmless.contains(mtype)
        }
    }
}

/// Which addresses web pages may fetch through the hub: those that others sent to a page, never one that a page named first.
///
/// (Else a page could have its own message echoed to it, and read any file of the user.)
struct AddressTracker: Sendable {
    private var permitted: Set<String> = []
    private var blocked: Set<String> = []
    private static let most = 20_000

    /// A page was told this.
    mutating func note(received value: SAMPValue) {
        Self.each(value) { address in
            if !blocked.contains(address), permitted.count < Self.most { permitted.insert(address) }
        }
    }

    /// A page said this.
    mutating func note(sent value: SAMPValue) {
        Self.each(value) { address in
            guard !permitted.contains(address) else { return }
            // A page that floods us ends up with nothing permitted any more, never with too much.
            if blocked.count >= Self.most { permitted = [] }
            blocked.insert(address)
        }
    }

    func permits(_ address: String) -> Bool { permitted.contains(address) && !blocked.contains(address) }

    private static func each(_ value: SAMPValue, _ body: (String) -> Void) {
        switch value {
        case .string(let text): if text.contains(":/") { body(text) }
        case .list(let values): values.forEach { each($0, body) }
        case .map(let values): values.values.forEach { each($0, body) }
        }
    }
}
