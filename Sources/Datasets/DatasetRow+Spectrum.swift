// SPDX-License-Identifier: Apache-2.0

public import Spectra

extension DatasetRow {
    /// What a dataset keeps of a spectrum beside its flux.
    public init(id: String, spectrum: Spectrum) {
        self.init(id: id, source: spectrum.source.text)
        object = spectrum.target.name
        ra = finite(spectrum.target.ra)
        dec = finite(spectrum.target.dec)
        label = spectrum.label
        group = spectrum.group ?? spectrum.target.name ?? id
        snr = finite(spectrum.observation.snr)
        mjd = finite(spectrum.observation.mjd)
        redshift = finite(spectrum.target.redshift)
    }
}

private func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }

extension Spectrum.Source {
    /// `file`, with `#part/row` where these are not both 0.
    var text: String { part == 0 && row == 0 ? file : "\(file)#\(part)/\(row)" }
}
