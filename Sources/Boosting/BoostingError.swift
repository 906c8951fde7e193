// SPDX-License-Identifier: Apache-2.0

import CXGBoost

/// What XGBoost refused, or stored trees that are not whole.
public enum BoostingError: Error, Sendable, Hashable {
    /// The library's own words.
    case library(String)
    /// Bytes that are not whole stored trees: cut short, changed, or of another format.
    case damaged(reason: String)

    static func check(_ status: Int32) throws(BoostingError) {
        guard status != 0 else { return }
        let text = XGBGetLastError().map { String(cString: $0) } ?? "no reason given"
        throw .library(text.split(separator: "\n").first.map(String.init) ?? text)
    }
}

extension BoostingError: CustomStringConvertible {
    /// The stable code: "BST001".
    public var code: String { String(description.prefix(6)) }

    public var description: String {
        switch self {
        case .library(let words):
            "BST001: boosting: XGBoost stopped with “\(words)”; check the settings, and report it if they are in order"
        case .damaged(let reason):
            "BST002: the stored trees are damaged (\(reason)); train them again or fetch the file again"
        }
    }
}
