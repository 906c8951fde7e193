// SPDX-License-Identifier: Apache-2.0

import Classifiers
import Foundation
import Parameters
import Testing

@Suite struct ClassifierModulesTests {
    @Test("every module says what it is, declares a seed, and completes its parameters")
    func modules() throws {
        #expect(Set(ClassifierModules.all.map(\.name)).count == ClassifierModules.all.count)
        for module in ClassifierModules.all {
            #expect(!module.summary.isEmpty && !module.summary.hasSuffix("."))
            #expect(module.declarations.contains { $0.name == "seed" })
            let text = String(decoding: try module.parameterJSON(completing: Data("{}".utf8)), as: UTF8.self)
            #expect(try text == String(decoding: module.parameterJSON(flags: []), as: UTF8.self))
            for declaration in module.declarations where declaration.defaultText != nil {
                #expect(text.contains("\"\(declaration.name)\":"))
            }
        }
    }

    @Test("an unknown name lists the known ones")
    func unknown() {
        let names = ClassifierModules.all.map(\.name).joined(separator: ", ")
        #expect(names.hasPrefix("forest, "))
        #expect { try ClassifierModules.named("oracle") } throws: {
            "\($0)" == "CLS001: there is no classifier oracle; there are: \(names)"
        }
    }
}
