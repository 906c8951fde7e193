// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Between `Codable` values and loose JSON objects.
enum LooseJSON {
    /// The first element of an encoded one-element array: JSON fragments, on every Foundation.
    static func object<Value: Encodable>(of value: [Value]) throws -> Any {
        let data = try JSONEncoder().encode(value)
        let array = try JSONSerialization.jsonObject(with: data) as! [Any]
        return array[0]
    }

    static func dictionary(of value: some Encodable) throws -> [String: Any] {
        try object(of: [value]) as! [String: Any]
    }

    static func value<Value: Decodable>(_ type: Value.Type, from object: Any) throws -> Value {
        let data = try JSONSerialization.data(withJSONObject: [object])
        return try JSONDecoder().decode([Value].self, from: data)[0]
    }
}
