// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers

/// `secchi measure --dataset DATASET`
struct MeasureCommand: ModuleCommand {
    static let purpose = ModulePurpose.measure
    static let configuration = configuration("measure", abstract: "Measure lines in each spectrum of a dataset.")

    @OptionGroup var options: ModuleOptions
    @OptionGroup var common: CommonOptions
}
