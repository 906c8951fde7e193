// SPDX-License-Identifier: Apache-2.0

extension Collection where Element: Comparable, Index == Int {
    /// Places of the elements, the greatest element first; of equal ones the first.
    var placesFromGreatest: [Int] {
        indices.sorted { (self[$1], $0) < (self[$0], $1) }
    }

    /// The rank of each element: 1 for the greatest, of equal ones for the first.
    var ranksFromGreatest: [Int] {
        var ranks = [Int](repeating: 0, count: count)
        for (place, index) in placesFromGreatest.enumerated() { ranks[index] = place + 1 }
        return ranks
    }
}
