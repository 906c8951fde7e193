// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers

/// `secchi propagate --dataset DATASET`
struct PropagateCommand: ModuleCommand {
    static let purpose = ModulePurpose.propagate
    static let configuration: CommandConfiguration = described(
        "propagate", as: "Spread the labels of some spectra of a dataset over all.")

    @OptionGroup var options: ModuleOptions
    @OptionGroup var common: CommonOptions
}
