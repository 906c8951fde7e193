// SPDX-License-Identifier: Apache-2.0

import VOTable
import VirtualObservatory

/// What `secchi search ssa --metadata` prints of a service.
struct ServiceForm: Encodable {
    struct Input: Encodable {
        var name: String
        var unit: String?
        var description: String?
        var value: String?
        var minimum: String?
        var maximum: String?
        var options: [String]

        init(_ input: InputParameter) {
            name = input.name
            unit = input.unit
            description = input.description
            value = input.value
            minimum = input.minimum
            maximum = input.maximum
            options = input.options
        }

        var words: [String] {
            var about: [String] = []
            if minimum != nil || maximum != nil { about.append("\(minimum ?? "") … \(maximum ?? "")") }
            if !options.isEmpty { about.append(options.joined(separator: ", ")) }
            if let description { about.append(description) }
            return [name, unit ?? "-", String(about.joined(separator: "; ").prefix(160))]
        }
    }

    var service: String
    var title: String?
    var description: String?
    var inputs: [Input]
    var columns: [String]

    init(service: String, form: SSAForm) {
        self.service = service
        title = form.title
        description = form.description
        inputs = form.inputs.map(Input.init)
        columns = form.columns.map(\.name)
    }

    var text: String {
        let head = [service, title, description].compactMap { $0 }.joined(separator: "\n")
        return head + "\n\n" + Output.table([["parameter", "unit", ""]] + inputs.map(\.words))
            + "\n\ncolumns: " + columns.joined(separator: ", ")
    }
}
