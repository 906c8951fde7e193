// SPDX-License-Identifier: Apache-2.0

/// How a query whose answer is cut off becomes several that together find the same.
///
/// The parts overlap at their edges, so what they find must be de-duplicated; nothing that the query finds is outside all of them.
enum SSASplit {
    /// The parts; empty if there is no way that surely loses nothing.
    ///
    /// - Parameter records: what came of the query so far; where they are on the sky and in time decides what is cut.
    static func parts(of query: SSAQuery, seen records: [SSARecord]) -> [SSAQuery] {
        guard query.publisherDID == nil, records.count > 1 else { return [] }
        let ways: [(spread: Double, parts: () -> [SSAQuery])] = [
            (skySpread(query, records), { bySky(query) }),
            (timeSpread(query, records), { byTime(query, records) }),
            (bandSpread(query, records), { byBand(query) }),
        ]
        guard let best = ways.max(by: { $0.spread < $1.spread }), best.spread > 0 else { return [] }
        return best.parts()
    }

    // MARK: - Sky

    /// How much smaller the pieces would be than where the records lie: 0 if cutting the sky is of no use or would lose records
    /// without position.
    private static func skySpread(_ query: SSAQuery, _ records: [SSARecord]) -> Double {
        let points = records.compactMap(\.position)
        guard let first = points.first else { return 0 }
        guard let position = query.position else {
            // Without a position in the query a record without one would be lost.
            guard points.count == records.count else { return 0 }
            return points.contains { $0.distance(to: first) > 10 } ? 1.5 : 0
        }
        guard let size = query.size, size > 1.0 / 3600 else { return 0 }
        let farthest = points.map { position.distance(to: $0) }.max() ?? 0
        let nearest = points.map { position.distance(to: $0) }.min() ?? 0
        return farthest > size / 20 && farthest > nearest ? 3 : 0
    }

    private static func bySky(_ query: SSAQuery) -> [SSAQuery] {
        let circles: [SkyCircle] =
            if let centre = query.position, let size = query.size, size <= 80 {
                SkyCircle(centre: centre, radius: size / 2).parts
            } else {
                SkyCircle.wholeSky
            }
        return circles.map { circle in
            var part = query
            part.position = circle.centre
            part.size = 2 * circle.radius
            return part
        }
    }

    // MARK: - Time

    private static func timeSpread(_ query: SSAQuery, _ records: [SSARecord]) -> Double {
        let times = records.compactMap(\.time)
        // A query without TIME also finds what has no date.
        guard query.time != nil || times.count == records.count, let first = times.min(), let last = times.max() else {
            return 0
        }
        return last - first > 2.0 / 86_400 ? 2 : 0
    }

    private static func byTime(_ query: SSAQuery, _ records: [SSARecord]) -> [SSAQuery] {
        let times = records.compactMap(\.time).sorted()
        guard let first = times.first, let last = times.last else { return [] }
        var middle = times[times.count / 2]
        // An archive often answers in order of date: the rest is then before or after all that came.
        if middle <= first || middle >= last { middle = (first + last) / 2 }
        let start = query.time?.start
        let end = query.time?.end
        guard start.map({ $0 < middle }) ?? true, end.map({ $0 > middle }) ?? true else { return [] }
        var ranges = [TimeRange(from: start, to: middle), TimeRange(from: middle, to: end)]
        if start == nil { ranges = [TimeRange(from: nil, to: first), TimeRange(from: first, to: middle), ranges[1]] }
        if end == nil { ranges[ranges.count - 1] = TimeRange(from: middle, to: last) }
        if end == nil { ranges.append(TimeRange(from: last, to: nil)) }
        return ranges.map { range in
            var part = query
            part.time = range
            return part
        }
    }

    // MARK: - Band

    private static func bandSpread(_ query: SSAQuery, _ records: [SSARecord]) -> Double {
        guard let lower = query.band?.lower, let upper = query.band?.upper, upper > lower * 1.001 else { return 0 }
        let middles = records.compactMap { record in
            record.bandStart.flatMap { a in record.bandStop.map { (a + $0) / 2 } }
        }
        guard let least = middles.min(), let most = middles.max() else { return 0 }
        return most > least * 1.001 ? 1 : 0
    }

    private static func byBand(_ query: SSAQuery) -> [SSAQuery] {
        guard let lower = query.band?.lower, let upper = query.band?.upper else { return [] }
        let middle = (lower * upper).squareRoot()
        return [NumberRange(lower, middle), NumberRange(middle, upper)].map { range in
            var part = query
            part.band = range
            return part
        }
    }
}
