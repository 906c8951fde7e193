// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Datasets

@Suite struct ObjectLinksTests {
    private func row(_ id: String, _ ra: Double?, _ dec: Double?, group: String? = nil) -> DatasetRow {
        var row = DatasetRow(id: id, source: "\(id).fits")
        (row.ra, row.dec, row.group) = (ra, dec, group)
        return row
    }

    private func numbers(_ rows: [DatasetRow]) -> [Int] {
        var links = ObjectLinks(rows)
        return links.numbers()
    }

    @Test("spectra of one position that archives round into two cells are one object")
    func cellEdge() {
        // 0.4″ apart, on both sides of an edge of cells of 0.001°.
        let rows = [
            row("a", 150.00045, 2.0, group: "position:150.0,2.0"),
            row("b", 150.00055, 2.0, group: "position:150.001,2.0"),
            row("c", 150.01, 2.0, group: "position:150.01,2.0"),
        ]
        #expect(numbers(rows) == [0, 0, 1])
    }

    @Test("a chain of friends is one object, and a name joins what is far apart")
    func chain() {
        let step = 1.5 / 3600
        let rows = [
            row("a", 10, 0), row("b", 10, step), row("c", 10, 2 * step), row("d", 10, 5 * step),
            row("e", 200, 40, group: "star"), row("f", 20, -40, group: "star"),
        ]
        #expect(numbers(rows) == [0, 0, 0, 1, 2, 2])
    }

    @Test("neighbours are found across 0 h, at the poles, and at high declination")
    func edges() {
        let small = 0.9 / 3600
        let rows = [
            row("a", 360 - small / 2, 5), row("b", small / 2, 5),
            row("c", 10, 90 - small / 2), row("d", 190, 90 - small / 2),
            row("e", 30, 85), row("f", 30 + 1.9 / 3600 / 0.08716, 85), row("g", 30 + 10.0 / 3600 / 0.08716, 85),
            row("h", 0, -90), row("i", 77, -90 + small),
        ]
        #expect(numbers(rows) == [0, 0, 1, 1, 2, 2, 3, 4, 4])
    }

    @Test("a position that many names share is the telescope's and joins none of them")
    func pointing() {
        let rows = (0..<4).map { row("star \($0)", 83.8, -5.4) } + [row("x", nil, nil), row("y", .nan, 3)]
        #expect(numbers(rows) == [0, 1, 2, 3, 4, 5])
        // Two archives' names for one star are joined.
        #expect(numbers([row("SDSS J1", 83.8, -5.4), row("LAMOST J1", 83.8, -5.4)]) == [0, 0])
    }

    @Test("links are those of all pairs, for a thousand places in a small field")
    func brute() {
        var state: UInt64 = 3
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        let rows = (0..<1000).map { row("\($0)", 359.99 + next() * 0.02, 59.99 + next() * 0.02) }
        // Closed form: components of the graph of all pairs within the linking length, by repeated relabelling.
        func near(_ a: DatasetRow, _ b: DatasetRow) -> Bool {
            let x = ((a.ra ?? 0) - (b.ra ?? 0)) * 0.5 * 3600
            let y = ((a.dec ?? 0) - (b.dec ?? 0)) * 3600
            return (x * x + y * y).squareRoot() <= 2
        }
        var labels = Array(rows.indices)
        var changed = true
        while changed {
            changed = false
            for a in rows.indices {
                for b in rows.indices where b > a && near(rows[a], rows[b]) && labels[a] != labels[b] {
                    let low = min(labels[a], labels[b])
                    (labels[a], labels[b]) = (low, low)
                    changed = true
                }
            }
        }
        var order: [Int: Int] = [:]
        let expected = labels.map { label in
            let number = order[label] ?? order.count
            order[label] = number
            return number
        }
        #expect(numbers(rows) == expected)
        #expect(Set(expected).count < 1000)
    }
}
