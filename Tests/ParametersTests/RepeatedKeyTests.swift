// SPDX-License-Identifier: Apache-2.0

import Foundation
import Parameters
import Testing

@Suite struct RepeatedKeyTests {
    @Test(
        "a key that stands twice in one object is found, and only such a key",
        arguments: [
            (#"{"a": 1, "a": 2}"#, "a"), (#"{"a": [{"b": 1}, {"b": 2, "c": {"b": 3}}], "b": 4}"#, nil),
            (#"[{"x": 0, "y": {"x": 0}, "x" : 1}]"#, "x"), (#"{"a": "a", "b": "a\": 1, \"a"}"#, nil),
            (#"{"\u0061": 1, "a": 2}"#, "a"), (#"{"a\\": 1, "a\\": 2}"#, #"a\"#), ("[1, 2]", nil),
        ])
    func found(json: String, key: String?) {
        #expect(JSONValue.repeatedKey(in: Data(json.utf8)) == key)
    }
}
