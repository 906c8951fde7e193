// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The tree of clusters as the density λ = 1 / distance rises: where clusters split, and where rows fall out of them.
struct CondensedTree {
    struct Cluster {
        let parent: Int?
        /// λ at which it split off.
        let birth: Double
        /// Rows when it was born.
        let size: Int
        var children: [Int] = []
        /// Σ (λ − birth) over its rows, λ being where each leaves it.
        var stability = 0.0
        /// The greatest λ at which something leaves it.
        var death = 0.0
    }

    /// Parents before children; the first holds all rows.
    private(set) var clusters: [Cluster]
    /// The cluster that each row falls out of.
    private(set) var homes: [Int]
    /// λ at which it does.
    private(set) var exits: [Double]

    /// Distances of 0 count as this λ.
    private static let greatest = 1e30

    init(_ edges: [SpanningTree.Edge], rows: Int, minimumClusterSize: Int) {
        clusters = [Cluster(parent: nil, birth: 0, size: rows)]
        homes = [Int](repeating: 0, count: rows)
        exits = [Double](repeating: 0, count: rows)
        let merges = Merges(edges, rows: rows)
        // A merge still to be taken apart, and the cluster that it stands for.
        var waiting = rows > 1 ? [(node: 2 * rows - 2, cluster: 0)] : []
        while let (node, cluster) = waiting.popLast() {
            let distance = merges[node].distance
            let exit = distance > 0 ? min(1 / Double(distance), Self.greatest) : Self.greatest
            let sides = merges.parts(of: node, at: distance)
            let great = sides.filter { merges.size($0) >= minimumClusterSize }
            for side in sides where merges.size(side) < minimumClusterSize {
                for row in merges.rows(of: side) { leave(row, cluster, exit) }
            }
            if great.count == 1 {
                waiting.append((great[0], cluster))
            } else {
                for side in great {
                    clusters[cluster].children.append(clusters.count)
                    split(cluster, size: merges.size(side), exit)
                    waiting.append((side, clusters.count - 1))
                }
            }
        }
    }

    private mutating func leave(_ row: Int, _ cluster: Int, _ exit: Double) {
        homes[row] = cluster
        exits[row] = exit
        clusters[cluster].stability += exit - clusters[cluster].birth
        clusters[cluster].death = max(clusters[cluster].death, exit)
    }

    private mutating func split(_ cluster: Int, size: Int, _ exit: Double) {
        clusters[cluster].stability += (exit - clusters[cluster].birth) * Double(size)
        clusters[cluster].death = max(clusters[cluster].death, exit)
        clusters.append(Cluster(parent: cluster, birth: exit, size: size))
    }
}

/// The hierarchy of single linkage: nodes below n are rows, the others merges from the nearest to the farthest.
private struct Merges {
    struct Merge {
        var first: Int
        var second: Int
        var distance: Float
        var size: Int
    }

    private var merges: [Merge] = []
    private let rowCount: Int

    /// - Parameter edges: from the shortest to the longest.
    init(_ edges: [SpanningTree.Edge], rows: Int) {
        rowCount = rows
        merges.reserveCapacity(edges.count)
        var roots = Array(0..<max(2 * rows - 1, 1))
        func root(_ node: Int) -> Int {
            var node = node
            while roots[node] != node {
                roots[node] = roots[roots[node]]
                node = roots[node]
            }
            return node
        }
        for edge in edges {
            let a = root(Int(edge.from)), b = root(Int(edge.to)), node = rows + merges.count
            merges.append(
                Merge(first: min(a, b), second: max(a, b), distance: edge.distance, size: size(a) + size(b)))
            roots[a] = node
            roots[b] = node
        }
    }

    subscript(node: Int) -> Merge { merges[node - rowCount] }

    func size(_ node: Int) -> Int { node < rowCount ? 1 : self[node].size }

    /// What remains of a merge when all its links of a distance are cut. Unlike the two sides of one link, these are the same
    /// whatever order links of equal distance were taken in.
    func parts(of node: Int, at distance: Float) -> [Int] {
        var found: [Int] = []
        var waiting = [node]
        while let next = waiting.popLast() {
            if next < rowCount || self[next].distance < distance {
                found.append(next)
            } else {
                waiting += [self[next].first, self[next].second]
            }
        }
        return found
    }

    func rows(of node: Int) -> [Int] {
        var found: [Int] = []
        var waiting = [node]
        while let next = waiting.popLast() {
            if next < rowCount {
                found.append(next)
            } else {
                waiting += [self[next].first, self[next].second]
            }
        }
        return found
    }
}
