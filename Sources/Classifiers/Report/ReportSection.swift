// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// A number worth a card at the head of the page, and a line in the terminal.
    public struct Highlight: Sendable, Codable, Hashable {
        /// The number in words: "0.917".
        public var value: String
        /// What it is: "quantisation error".
        public var name: String
        /// What to compare it with, or how it was got; may be empty.
        public var note: String

        public init(_ value: String, _ name: String, note: String = "") {
            self.value = value
            self.name = name
            self.note = note
        }
    }

    /// A part of the page that a module adds: a heading, a paragraph, and what is below it in this order.
    public struct Section: Sendable, Codable, Hashable {
        /// What the part answers: "Which spectra are odd".
        public var heading: String
        /// How to read it, a few sentences.
        public var text: String
        /// Large drawings, one below the other.
        public var figures: [Figure]
        /// Small drawings side by side.
        public var cards: [Card]
        /// A table; `nil` for none.
        public var table: Table?

        public init(
            _ heading: String, text: String, figures: [Figure] = [], cards: [Card] = [], table: Table? = nil
        ) {
            self.heading = heading
            self.text = text
            self.figures = figures
            self.cards = cards
            self.table = table
        }
    }

    /// A drawing with what is to be said of it.
    public struct Figure: Sendable, Codable, Hashable {
        /// Also written as a file of its own.
        public var plot: Plot
        /// May be empty.
        public var caption: String

        public init(_ plot: Plot, caption: String = "") {
            self.plot = plot
            self.caption = caption
        }
    }

    /// One spectrum with words below it.
    public struct Card: Sendable, Codable, Hashable {
        /// A small drawing.
        public var plot: Plot
        /// The first is set in bold.
        public var lines: [String]

        public init(_ plot: Plot, lines: [String]) {
            self.plot = plot
            self.lines = lines
        }
    }

    /// Words and numbers in rows; the first column is set left.
    public struct Table: Sendable, Codable, Hashable {
        /// Names of the columns.
        public var columns: [String]
        /// Rows of `columns.count` cells.
        public var rows: [[String]]

        public init(columns: [String], rows: [[String]]) {
            self.columns = columns
            self.rows = rows
        }
    }
}

extension Report.Section {
    var html: String {
        let figures = figures.map { figure in
            let caption =
                figure.caption.isEmpty ? "" : "<figcaption>\(figure.caption.escapedForMarkup)</figcaption>"
            return "<figure>\(figure.plot.svg)\(caption)</figure>"
        }
        let cards = cards.map { card in
            let words = card.lines.enumerated().map { place, line in
                place == 0 ? "<b>\(line.escapedForMarkup)</b>" : line.escapedForMarkup
            }
            return "<div class=\"spectrum\">\(card.plot.svg)<p>\(words.joined(separator: "<br>"))</p></div>"
        }
        return """
            <section>
            <h2>\(heading.escapedForMarkup)</h2>
            <p>\(text.escapedForMarkup)</p>
            \(figures.joined(separator: "\n"))
            \(cards.isEmpty ? "" : "<div class=\"grid\">\n\(cards.joined(separator: "\n"))\n</div>")
            \(table.map(\.html) ?? "")
            </section>
            """
    }
}

extension Report.Table {
    var html: String {
        func row(_ cells: [String], _ open: String, _ close: String) -> String {
            "<tr>" + cells.map { "\(open)\($0.escapedForMarkup)\(close)" }.joined() + "</tr>"
        }
        return """
            <div class="scroll"><table>
            <thead>\(row(columns, "<th scope=\"col\">", "</th>"))</thead>
            <tbody>
            \(rows.map { row($0, "<td>", "</td>") }.joined(separator: "\n"))
            </tbody>
            </table></div>
            """
    }
}
