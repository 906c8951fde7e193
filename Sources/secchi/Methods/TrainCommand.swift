// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers

/// `secchi train --dataset DATASET`
struct TrainCommand: ModuleCommand {
    static let purpose = ModulePurpose.train
    static let configuration: CommandConfiguration = described(
        "train", as: "Train and evaluate a classifier on the labelled spectra of a dataset.")

    @OptionGroup var options: ModuleOptions
    @OptionGroup var common: CommonOptions
}
