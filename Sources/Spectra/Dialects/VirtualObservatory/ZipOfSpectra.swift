// SPDX-License-Identifier: Apache-2.0

/// Zip archives of data products, as the Gaia archive's DataLink sends them: each member is read by its own dialect.
///
/// Members without a spectrum are passed over, which `warnings` of the first spectrum tell. ``Spectrum/Source/part``
/// goes on counting from member to member.
enum ZipOfSpectra: Dialect {
    static let name = "archive-zip"
    static let summary = "Zip archives of spectra in any of the other layouts (Gaia DataLink products)"

    static func recognises(_ content: FileContent) -> Bool {
        if case .archive = content { true } else { false }
    }

    static func spectra(in content: FileContent) throws(SpectrumError) -> [Spectrum] {
        guard case .archive(let members, let file) = content else { return [] }
        var spectra: [Spectrum] = []
        var reasons: [String] = []
        var firstPart = 0
        for member in members {
            do throws(SpectrumError) {
                let found = try SpectrumReader.spectra(in: member)
                for var spectrum in found {
                    spectrum.source.part += firstPart
                    spectra.append(spectrum)
                }
                firstPart += 1 + (found.map(\.source.part).max() ?? 0)
            } catch {
                reasons.append(memberName(member))
            }
        }
        guard !spectra.isEmpty else {
            throw .noSpectrum(
                file: file, reason: "none of the \(members.count) readable members of the zip archive holds a spectrum")
        }
        if !reasons.isEmpty {
            spectra[0].warnings.append("Members of the archive without a spectrum: \(reasons.joined(separator: ", ")).")
        }
        return spectra
    }

    private static func memberName(_ content: FileContent) -> String {
        content.name.split(separator: "!").last.map(String.init) ?? content.name
    }
}
