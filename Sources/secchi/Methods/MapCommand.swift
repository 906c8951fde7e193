// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers

/// `secchi map --dataset DATASET`
struct MapCommand: ModuleCommand {
    static let purpose = ModulePurpose.map
    static let configuration: CommandConfiguration = described(
        "map", as: "Lay the spectra of a dataset out so that alike ones are near.")

    @OptionGroup var options: ModuleOptions
    @OptionGroup var common: CommonOptions
}
