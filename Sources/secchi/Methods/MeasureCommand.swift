// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers

/// `secchi measure --dataset DATASET`
struct MeasureCommand: ModuleCommand {
    static let purpose = ModulePurpose.measure
    static let configuration: CommandConfiguration = described(
        "measure", as: "Measure lines in each spectrum of a dataset.")

    @OptionGroup var options: ModuleOptions
    @OptionGroup var common: CommonOptions
}
