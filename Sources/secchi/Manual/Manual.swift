// SPDX-License-Identifier: Apache-2.0

import Datasets
import Jobs
import Parameters
import Spectra

/// The reference in Markdown; `Docs/reference.md` is this text.
enum Manual {
    static var text: String {
        """
        # Reference

        Printed by `secchi manual`, from the declarations in the code.

        ## Dialects

        In the order in which they are tried; the content of a file decides, never its name.

        \(table(["dialect", "is"], Dialects.all.map { ["`\($0.name)`", $0.summary] }))

        ## Recipe steps

        \(RecipeSteps.all.map { section($0.name, $0.summary, $0.declarations, named: \.name) }.joined(separator: "\n\n"))

        ## Modules

        What a job document can name. Command-line flags are the names in kebab case: `minimumLeafSize` is `--minimum-leaf-size`.

        \(JobModules.all.map { section($0.name, $0.summary, $0.declarations, named: \.name) }.joined(separator: "\n\n"))

        ## Simulation

        The flags of `secchi simulate`.

        \(parameters(SimulationParameters.declarations, named: \.flag))

        """
    }

    private static func section(
        _ name: String, _ summary: String, _ declarations: [ParameterDeclaration],
        named: (ParameterDeclaration) -> String
    ) -> String {
        let sentence = summary.prefix(1).uppercased() + summary.dropFirst() + (summary.hasSuffix(".") ? "" : ".")
        let parameters = declarations.isEmpty ? "No parameters." : parameters(declarations, named: named)
        return "### \(name)\n\n\(sentence)\n\n\(parameters)"
    }

    private static func parameters(
        _ declarations: [ParameterDeclaration], named: (ParameterDeclaration) -> String
    ) -> String {
        table(
            ["parameter", "default", "allowed", "is"],
            declarations.map { declaration in
                let unit = declaration.unit.map { " [\($0)]" } ?? ""
                let byDefault = declaration.defaultText.map { $0.isEmpty ? "none" : "`\($0)`" } ?? "none"
                let kind = declaration.kind.rawValue
                return [
                    "`\(named(declaration))`", byDefault, declaration.rangeText ?? kind, declaration.help + unit,
                ]
            })
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
        }
        return ([line(header), "|" + header.map { _ in "---|" }.joined()] + rows.map(line)).joined(separator: "\n")
    }
}
