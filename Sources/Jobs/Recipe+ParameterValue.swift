// SPDX-License-Identifier: Apache-2.0

public import Datasets
import Foundation
public import Parameters

/// A recipe as a parameter: a JSON object in documents, the same as text on a command line.
extension Recipe: ParameterValue {
    public static var kind: ParameterDeclaration.Kind { .text }
    public var parameterText: String? { String(decoding: json, as: UTF8.self) }
    public static func parse(_ text: String) -> Recipe? { try? Recipe(json: Data(text.utf8)) }
}
