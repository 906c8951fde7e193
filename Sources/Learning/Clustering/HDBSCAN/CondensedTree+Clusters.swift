// SPDX-License-Identifier: Apache-2.0

extension CondensedTree {
    /// Chooses clusters and gives each row its label, probability and outlier score.
    func clusters(_ selection: HDBSCAN.Selection, allowsSingleCluster: Bool) -> DensityClusters {
        let chosen = selection == .leaf ? leaves(allowsSingleCluster) : mostMass(allowsSingleCluster)
        // The chosen cluster that each cluster lies in.
        var owners = [Int?](repeating: nil, count: clusters.count)
        for cluster in clusters.indices {
            owners[cluster] = chosen.contains(cluster) ? cluster : clusters[cluster].parent.flatMap { owners[$0] }
        }
        var members = homes.map { owners[$0] }
        if chosen == [0] {
            // All rows lie in the root: only those at least as dense as where it splits or ends are of the cluster.
            let limit = clusters[0].children.isEmpty ? clusters[0].death : clusters[clusters[0].children[0]].birth
            for row in members.indices where homes[row] == 0 && exits[row] < limit { members[row] = nil }
        }
        return result(members: members, chosen: chosen)
    }

    private func result(members: [Int?], chosen: Set<Int>) -> DensityClusters {
        var sizes: [Int: (count: Int, first: Int)] = [:]
        for (row, cluster) in members.enumerated() {
            guard let cluster else { continue }
            sizes[cluster, default: (0, row)].count += 1
        }
        let order = sizes.keys.sorted { a, b in
            let x = sizes[a] ?? (0, 0), y = sizes[b] ?? (0, 0)
            return x.count == y.count ? x.first < y.first : x.count > y.count
        }
        let labels = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        // The greatest λ in a cluster and all below it.
        var deaths = clusters.map(\.death)
        for cluster in clusters.indices.reversed() {
            if let parent = clusters[cluster].parent { deaths[parent] = max(deaths[parent], deaths[cluster]) }
        }
        let probabilities = members.indices.map { row -> Double in
            guard let cluster = members[row] else { return 0 }
            let death = clusters[cluster].death
            return death > 0 ? min(exits[row], death) / death : 1
        }
        let scores = homes.indices.map { row -> Double in
            let death = deaths[homes[row]]
            return death > 0 ? (death - exits[row]) / death : 0
        }
        return DensityClusters(
            labels: members.map { $0.flatMap { labels[$0] } }, probabilities: probabilities, outlierScores: scores,
            sizes: order.map { sizes[$0]?.count ?? 0 }, stabilities: order.map { clusters[$0].stability })
    }

    private func leaves(_ allowsSingleCluster: Bool) -> Set<Int> {
        let found = clusters.indices.filter { $0 > 0 && clusters[$0].children.isEmpty }
        return found.isEmpty && allowsSingleCluster ? [0] : Set(found)
    }

    /// The clusters, none within another, whose stabilities add up to most.
    private func mostMass(_ allowsSingleCluster: Bool) -> Set<Int> {
        var best = clusters.map(\.stability)
        var isChosen = [Bool](repeating: true, count: clusters.count)
        if !allowsSingleCluster { isChosen[0] = false }
        for cluster in clusters.indices.reversed() where cluster > 0 || allowsSingleCluster {
            let below = clusters[cluster].children.reduce(0) { $0 + best[$1] }
            if below > best[cluster] {
                best[cluster] = below
                isChosen[cluster] = false
            }
        }
        // Of a chain of chosen ones the uppermost counts.
        var chosen: Set<Int> = []
        var isCovered = [Bool](repeating: false, count: clusters.count)
        for cluster in clusters.indices {
            let above = clusters[cluster].parent.map { isCovered[$0] } ?? false
            if isChosen[cluster], !above { chosen.insert(cluster) }
            isCovered[cluster] = above || isChosen[cluster]
        }
        return chosen
    }
}
