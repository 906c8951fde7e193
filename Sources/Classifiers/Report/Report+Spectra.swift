// SPDX-License-Identifier: Apache-2.0

import Foundation
import Learning

extension Report {
    var importanceSection: String {
        guard !meanSpectra.classes.isEmpty else { return "" }
        let caption =
            importance.map { importance in
                let peaks = importance.peaks(3).map { $0.brief }.joined(separator: ", ")
                return
                    (importance.values.isEmpty
                    ? "Below: "
                    : "Below, in blue: how much each pixel reduced the impurity of the trees (most near \(peaks)). "
                        + "In orange: ")
                    + "accuracy lost on unseen objects when a band is shuffled among spectra."
            } ?? ""
        return """
            <section>
            <h2>What it looks at</h2>
            <p>Mean spectrum of each class, every spectrum scaled to mean 0 and standard deviation 1.</p>
            \(figure(ImportancePlot.plot(meanSpectra, importance: importance, classNames: classNames), caption: caption))
            </section>
            """
    }

    var exampleSections: String {
        let parts: [(Example.Kind, String, String)] = [
            (
                .mistaken, "Surest mistakes",
                "Known spectra taken for another class with the greatest probability: wrong labels hide here, and rare objects."
            ),
            (.uncertain, "Most doubtful", "Two classes are about equally probable."),
            (.certain, "Clearest of each class", "The most probable spectrum of each class."),
        ]
        return parts.compactMap { kind, heading, text -> String? in
            let chosen = examples.filter { $0.kind == kind }
            guard !chosen.isEmpty else { return nil }
            let cards = chosen.enumerated().map { place, example in
                card(example, name: "spectrum-\(kind.rawValue)-\(place)")
            }
            return """
                <section>
                <h2>\(heading)</h2>
                <p>\(text) In grey the mean of the class it is taken for.</p>
                <div class="grid">
                \(cards.joined(separator: "\n"))
                </div>
                </section>
                """
        }.joined(separator: "\n")
    }

    private func card(_ example: Example, name: String) -> String {
        let plot = SpectrumPlot.plot(example, means: meanSpectra, name: name, classNames: classNames)
        var words =
            "<b>\(example.id.escapedForMarkup)</b><br>\(swatch(example.predicted))"
            + "\(classNames[example.predicted].escapedForMarkup) \(Double(example.probability).score)"
            + ", \(classNames[example.second].escapedForMarkup) \(Double(example.secondProbability).score)"
        if let label = example.label {
            words +=
                label == example.predicted
                ? " · known as such" : " · known as <b>\(classNames[label].escapedForMarkup)</b>"
        }
        if let object = example.object, object != example.id { words += "<br>object \(object.escapedForMarkup)" }
        if let snr = example.snr, snr.isFinite { words += " · S/N \(snr.short)" }
        return "<div class=\"spectrum\">\(plot.svg)<p>\(words)</p></div>"
    }

    var predictionSection: String {
        guard !classNames.isEmpty else { return "" }
        let rows = zip(classNames, counts).enumerated().map { number, entry in
            "<tr><td>\(swatch(number))\(entry.0.escapedForMarkup)</td><td>\(entry.1.labelled)</td>"
                + "<td>\(entry.1.predicted)</td></tr>"
        }
        let none = rejection.map { rejection in
            let promise = rejection.accuracy.map { accuracy in
                " Among objects not seen in the training, \(accuracy.percent) of the answers above it were right, and "
                    + "\((rejection.coverage ?? .nan).percent) of the spectra were answered."
            }
            let doubtful =
                "<p>\(rejection.count) spectra are none of these: no class has a probability of "
                + "\(rejection.threshold.brief) or more.\(promise ?? "")</p>"
            let odd = rejection.odder.map {
                "<p>\(rejection.oddCount ?? 0) spectra are none of these: they are odder than \($0.percent) of the spectra "
                    + "learnt from.</p>"
            }
            return (rejection.threshold > 0 ? doubtful : "") + (odd ?? "")
        }
        return """
            <section>
            <h2>Classes</h2>
            \(none ?? "")
            <p>All spectra, with the probability of every class, are in <code>candidates.vot</code> (opens in TOPCAT) and \
            <code>candidates.csv</code>.</p>
            <div class="scroll"><table>
            <thead><tr><th scope="col">class</th><th scope="col">labelled</th>\
            <th scope="col">predicted among the others</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table></div>
            </section>
            """
    }

    var repeatSection: String {
        let given = (try? JSONSerialization.jsonObject(with: Data(parameters.utf8))) as? [String: Any] ?? [:]
        let rows =
            given.sorted { $0.key < $1.key }.map { ($0.key, Self.text($0.value)) }
            + facts.map { ($0.name, $0.value) }
        let inputs = (inputs ?? ["dataset": dataset]).sorted { $0.key < $1.key }
            .map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ")
        let job = "{\"module\": \"\(module)\", \"inputs\": {\(inputs)}, \"parameters\": \(parameters)}"
        // Components that a step holds as text say nothing to a reader.
        let recipeText =
            recipe.map { $0.replacing(/"[A-Za-z0-9+\/=]{400,}"/, with: "\"…\"") }.map {
                "<h3>Recipe</h3>\n<pre>\($0.escapedForMarkup)</pre>"
            } ?? ""
        return """
            <section>
            <h2>How to repeat it</h2>
            <p>The same dataset, parameters, seed and version (secchi \(version.escapedForMarkup)) give the same bits on any \
            number of threads.</p>
            <div class="scroll"><table><tbody>
            \(rows.map { "<tr><td>\($0.0.escapedForMarkup)</td><td class=\"wide\">\($0.1.escapedForMarkup)</td></tr>" }
                .joined(separator: "\n"))
            </tbody></table></div>
            <h3>Job</h3>
            <pre>\(job.escapedForMarkup)</pre>
            \(recipeText)
            </section>
            """
    }

    private static func text(_ value: Any) -> String {
        switch value {
        case let text as String: text
        case let list as [Any]: list.map(text).joined(separator: ", ")
        case is NSNull: "not set"
        default: "\(value)"
        }
    }
}
