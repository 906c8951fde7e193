// SPDX-License-Identifier: Apache-2.0

/// A picture in the making: shapes and text in SVG 1.1, y downwards, in pixels.
struct Drawing {
    let width: Double
    let height: Double
    private var body = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    enum Anchor: String { case start, middle, end }

    mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, fill: String, stroke: String = "none", opacity: Double = 1,
        corner: Double = 0
    ) {
        body += "<rect x=\"\(x.pixel)\" y=\"\(y.pixel)\" width=\"\(width.pixel)\" height=\"\(height.pixel)\""
        body += " fill=\"\(fill)\"\(attribute("stroke", stroke, unless: "none"))"
        body += "\(attribute("opacity", opacity.pixel, unless: "1"))\(attribute("rx", corner.pixel, unless: "0"))/>\n"
    }

    mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String, width: Double = 1, dash: String = ""
    ) {
        body += "<line x1=\"\(x1.pixel)\" y1=\"\(y1.pixel)\" x2=\"\(x2.pixel)\" y2=\"\(y2.pixel)\""
        body +=
            " stroke=\"\(stroke)\" stroke-width=\"\(width.pixel)\"\(attribute("stroke-dasharray", dash, unless: ""))/>\n"
    }

    mutating func circle(x: Double, y: Double, radius: Double, fill: String, stroke: String = "none") {
        body += "<circle cx=\"\(x.pixel)\" cy=\"\(y.pixel)\" r=\"\(radius.pixel)\" fill=\"\(fill)\""
        body += "\(attribute("stroke", stroke, unless: "none"))/>\n"
    }

    /// Many dots of one colour, as one shape; half see-through, so that crowds show.
    mutating func dots(_ points: [(x: Double, y: Double)], radius: Double, fill: String) {
        guard !points.isEmpty else { return }
        let path = points.map { "M\($0.x.pixel) \($0.y.pixel)h0" }.joined()
        body += "<path d=\"\(path)\" fill=\"none\" stroke=\"\(fill)\" stroke-width=\"\((2 * radius).pixel)\""
        body += " stroke-linecap=\"round\" stroke-opacity=\"0.6\"/>\n"
    }

    /// A line through points; it is broken where a coordinate is not finite.
    mutating func curve(_ points: [(x: Double, y: Double)], stroke: String, width: Double = 1.2, opacity: Double = 1) {
        let path = Self.path(points)
        guard !path.isEmpty else { return }
        body += "<path d=\"\(path)\" fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"\(width.pixel)\""
        body += " stroke-linejoin=\"round\"\(attribute("opacity", opacity.pixel, unless: "1"))/>\n"
    }

    /// The area between a line and a level.
    mutating func area(_ points: [(x: Double, y: Double)], to level: Double, fill: String, opacity: Double = 1) {
        let known = points.filter { $0.x.isFinite && $0.y.isFinite }
        guard let first = known.first, let last = known.last else { return }
        body += "<path d=\"\(Self.path(known))L\(last.x.pixel) \(level.pixel)L\(first.x.pixel) \(level.pixel)Z\""
        body += " fill=\"\(fill)\"\(attribute("opacity", opacity.pixel, unless: "1"))/>\n"
    }

    mutating func text(
        _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start, fill: String = Palette.ink,
        bold: Bool = false, rotated: Bool = false
    ) {
        body += "<text x=\"\(x.pixel)\" y=\"\(y.pixel)\" font-size=\"\(size.pixel)\" fill=\"\(fill)\""
        body += attribute("text-anchor", anchor.rawValue, unless: "start")
        if bold { body += " font-weight=\"600\"" }
        if rotated { body += " transform=\"rotate(-90 \(x.pixel) \(y.pixel))\"" }
        body += ">\(text.escapedForMarkup)</text>\n"
    }

    /// The whole document, with a title and a description for those who cannot see it.
    func plot(name: String, title: String, description: String) -> Plot {
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width.pixel) \(height.pixel)" width="\(width.pixel)" \
            height="\(height.pixel)" role="img" aria-labelledby="\(name)-title \(name)-desc" \
            font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif">
            <title id="\(name)-title">\(title.escapedForMarkup)</title>
            <desc id="\(name)-desc">\(description.escapedForMarkup)</desc>
            <rect width="100%" height="100%" fill="\(Palette.paper)"/>
            \(body)</svg>

            """
        return Plot(name: name, title: title, svg: svg)
    }

    private static func path(_ points: [(x: Double, y: Double)]) -> String {
        var path = ""
        var drawing = false
        for point in points {
            let known = point.x.isFinite && point.y.isFinite
            if known { path += "\(drawing ? "L" : "M")\(point.x.pixel) \(point.y.pixel)" }
            drawing = known
        }
        return path
    }

    private func attribute(_ name: String, _ value: String, unless usual: String) -> String {
        value == usual ? "" : " \(name)=\"\(value)\""
    }
}

extension Double {
    /// With two decimals at most; what is not finite, or far outside any picture, becomes 0.
    fileprivate var pixel: String {
        guard isFinite, abs(self) < 1e6 else { return "0" }
        let rounded = (self * 100).rounded() / 100
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}

extension String {
    /// Safe as text and inside double quotes in HTML and XML; control characters are dropped.
    var escapedForMarkup: String {
        var escaped = ""
        for character in unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default:
                let printable = character.value >= 0x20 || character == "\n" || character == "\t"
                if printable, character.value & 0xFFFE != 0xFFFE { escaped.unicodeScalars.append(character) }
            }
        }
        return escaped
    }
}
