// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers

/// `secchi outliers --dataset DATASET`
struct OutliersCommand: ModuleCommand {
    static let purpose = ModulePurpose.outliers
    static let configuration: CommandConfiguration = described(
        "outliers", as: "Find the odd spectra of a dataset, and say what makes each odd.")

    @OptionGroup var options: ModuleOptions
    @OptionGroup var common: CommonOptions
}
