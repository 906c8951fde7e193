// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Loose JSON of VO-CLOUD's configurations, whose keys are taken in any case.
enum ConfigurationKeys {
    /// An object with keys in lower case.
    static func object(_ value: Any?) -> [String: Any]? {
        (value as? [String: Any]).map { object in
            Dictionary(object.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// A string or number as text.
    static func text(_ value: Any?) -> String? { (value as? String) ?? (value as? NSNumber).map { "\($0)" } }
}
