// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Which rows are of one object: those that share a name, and those that stand within 2″, linked as friends of friends.
///
/// Names alone miss the object that two surveys, or two releases, name differently; positions alone miss exposures
/// whose position is that of the telescope. A position that more than two named objects share exactly is taken to be
/// the telescope's, and links nothing.
struct ObjectLinks {
    /// Degrees.
    static let linkingLength = 2.0 / 3600

    /// The parent of each name in a forest of links (union-find with path halving).
    private var parents: [Int]
    /// The name number of each row.
    private let names: [Int]

    /// - Complexity: O(n log n + links).
    init(_ rows: [DatasetRow]) {
        var numbers: [String: Int] = [:]
        names = rows.map { row in
            let number = numbers[row.groupName] ?? numbers.count
            numbers[row.groupName] = number
            return number
        }
        parents = Array(0..<numbers.count)
        link(SkyNeighbours(Self.places(of: rows, names: names), within: Self.linkingLength))
    }

    /// Objects numbered in the order of their first row.
    mutating func numbers() -> [Int] {
        var order: [Int: Int] = [:]
        var result: [Int] = []
        result.reserveCapacity(names.count)
        for name in names {
            let root = root(of: name)
            let number = order[root] ?? order.count
            order[root] = number
            result.append(number)
        }
        return result
    }

    private mutating func link(_ neighbours: SkyNeighbours) {
        neighbours.forEachPair { first, second in
            let (a, b) = (root(of: first), root(of: second))
            if a != b { parents[max(a, b)] = min(a, b) }
        }
    }

    private mutating func root(of name: Int) -> Int {
        var name = name
        while parents[name] != name {
            parents[name] = parents[parents[name]]
            name = parents[name]
        }
        return name
    }

    /// One place per name and position; without those that are the telescope's.
    private static func places(of rows: [DatasetRow], names: [Int]) -> [SkyNeighbours.Place] {
        var named: [SIMD2<Double>: Set<Int>] = [:]
        for (row, name) in zip(rows, names) {
            guard let ra = row.ra, let dec = row.dec, ra.isFinite, abs(dec) <= 90 else { continue }
            let turned = ra.truncatingRemainder(dividingBy: 360)
            named[SIMD2(turned < 0 ? turned + 360 : turned, dec), default: []].insert(name)
        }
        return named.filter { $0.value.count <= 2 }.flatMap { position, names in
            names.map { SkyNeighbours.Place(ra: position.x, dec: position.y, number: $0) }
        }
    }
}

extension DatasetRow {
    /// The name that spectra of one object share: its group, else its object, else the spectrum alone.
    public var groupName: String { group ?? object ?? id }
}

extension Dataset {
    /// The object of each row, numbered from 0 in the order of its first row.
    ///
    /// Rows are of one object if they share a ``DatasetRow/groupName``, or stand within 2″ of each other, or are linked
    /// by such rows. So no split parts spectra of one object, whatever its archives call it.
    public var objectNumbers: [Int] {
        var links = ObjectLinks(rows)
        return links.numbers()
    }
}
