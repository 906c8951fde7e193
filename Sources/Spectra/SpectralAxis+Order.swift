// SPDX-License-Identifier: Apache-2.0

extension SpectralAxis {
    /// Whether each value is greater than the one before it.
    public var isAscending: Bool {
        values.withUnsafeBufferPointer { values in
            for index in values.indices.dropFirst() where !(values[index] > values[index - 1]) { return false }
            return true
        }
    }

    /// The pixel numbers in the order of rising values; `nil` if they are so already. NaN comes last, ties keep their
    /// order.
    public var ascendingOrder: [Int]? {
        if isAscending { return nil }
        let descending = zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
        if descending { return values.indices.reversed() }
        return values.indices.sorted { first, second in
            let (a, b) = (values[first], values[second])
            if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? first < second : b.isNaN }
            return a != b ? a < b : first < second
        }
    }

    /// The same pixels by rising values.
    public func ascending() -> SpectralAxis {
        guard let order = ascendingOrder else { return self }
        var axis = self
        axis.values = order.map { values[$0] }
        return axis
    }

    /// The `count + 1` borders between pixels, in ``unit`` and in pixel order.
    ///
    /// A border lies half-way between neighbouring centres (in the logarithm for a logarithmic axis), and the outer
    /// ones as far out as the nearest inner one is in. A single pixel has borders at its centre. Empty for an empty
    /// axis.
    public func edges() -> [Double] {
        guard let first = values.first, let last = values.last else { return [] }
        guard values.count > 1 else { return [first, first] }
        let isLogarithmic = spacing == .logarithmic && values.allSatisfy { $0 > 0 }
        var edges: [Double] = []
        edges.reserveCapacity(values.count + 1)
        edges.append(first)
        for index in values.indices.dropFirst() {
            let (a, b) = (values[index - 1], values[index])
            edges.append(isLogarithmic ? (a * b).squareRoot() : a + (b - a) / 2)
        }
        let (second, beforeLast) = (edges[1], edges[edges.count - 1])
        edges[0] = isLogarithmic ? first * first / second : 2 * first - second
        edges.append(isLogarithmic ? last * last / beforeLast : 2 * last - beforeLast)
        return edges
    }
}

extension Spectrum {
    /// The same spectrum with its pixels by rising values of the axis; flux, error and mask move along.
    public func ascending() -> Spectrum {
        guard let order = axis.ascendingOrder else { return self }
        var spectrum = self
        spectrum.axis.values = order.map { axis.values[$0] }
        spectrum.flux = order.map { flux[$0] }
        spectrum.error = error.map { error in order.map { error[$0] } }
        spectrum.mask = mask.map { mask in order.map { mask[$0] } }
        return spectrum
    }
}
