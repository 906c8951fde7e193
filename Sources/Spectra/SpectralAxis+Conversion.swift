// SPDX-License-Identifier: Apache-2.0

extension SpectralAxis {
    /// The same pixels with wavelengths in vacuum.
    ///
    /// Frequencies, energies and wavenumbers do not depend on the medium and only change their ``medium``. Formula and
    /// limits: ``AirVacuum``.
    ///
    /// - Throws: ``SpectrumError/unknownMedium`` if the medium is unknown; set ``medium`` first to decide it.
    public func inVacuum() throws(SpectrumError) -> SpectralAxis { try inMedium(.vacuum) }

    /// The same pixels with wavelengths in air; see ``inVacuum()``.
    ///
    /// - Throws: ``SpectrumError/unknownMedium``.
    public func inAir() throws(SpectrumError) -> SpectralAxis { try inMedium(.air) }

    private func inMedium(_ target: SpectralMedium) throws(SpectrumError) -> SpectralAxis {
        if medium == target { return self }
        guard medium != .unknown else { throw .unknownMedium }
        let (unit, quantity) = try spectralUnit()
        var axis = self
        axis.medium = target
        guard quantity == .wavelength else { return axis }
        let toAngstrom = unit.scale * 1e10
        let convert = target == .vacuum ? AirVacuum.vacuum(air:) : AirVacuum.air(vacuum:)
        for index in axis.values.indices { axis.values[index] = convert(axis.values[index] * toAngstrom) / toAngstrom }
        axis.spacing = .irregular
        return axis
    }

    /// The same pixels in another unit of wavelength, frequency, energy or wavenumber, in the same order.
    ///
    /// Wavelengths in air go through vacuum to the other quantities, whose medium is then vacuum.
    ///
    /// - Parameter target: any spelling that ``PhysicalUnit`` understands.
    /// - Throws: ``SpectrumError/notSpectralUnit(unit:)`` if either unit is not one of a spectral axis.
    public func converted(to target: String) throws(SpectrumError) -> SpectralAxis {
        let (unit, quantity) = try spectralUnit()
        guard let newUnit = PhysicalUnit(target), let newQuantity = SpectralQuantity(newUnit), !newUnit.isLogarithmic
        else {
            throw .notSpectralUnit(unit: target)
        }
        if quantity == newQuantity {
            let factor = unit.scale / newUnit.scale
            var axis = self
            axis.unit = newUnit.spelling
            if factor != 1 { for index in values.indices { axis.values[index] *= factor } }
            return axis
        }
        var axis = quantity == .wavelength && medium == .air ? try inVacuum() : self
        for index in axis.values.indices {
            axis.values[index] = newQuantity.metres(quantity.metres(axis.values[index] * unit.scale)) / newUnit.scale
        }
        axis.unit = newUnit.spelling
        // Frequencies and energies know no medium; wavelengths made from them are those in vacuum.
        axis.medium = .vacuum
        // An even logarithmic grid stays one under a reciprocal.
        axis.spacing =
            spacing == .logarithmic && (quantity != .wavelength || medium != .air) ? .logarithmic : .irregular
        return axis
    }

    private func spectralUnit() throws(SpectrumError) -> (PhysicalUnit, SpectralQuantity) {
        guard let unit = PhysicalUnit(unit), let quantity = SpectralQuantity(unit), !unit.isLogarithmic else {
            throw .notSpectralUnit(unit: unit)
        }
        return (unit, quantity)
    }
}
