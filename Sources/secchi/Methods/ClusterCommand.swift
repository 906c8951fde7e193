// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Classifiers

/// `secchi cluster --dataset DATASET`
struct ClusterCommand: ModuleCommand {
    static let purpose = ModulePurpose.cluster
    static let configuration: CommandConfiguration = described(
        "cluster", as: "Find groups among the spectra of a dataset without labels.")

    @OptionGroup var options: ModuleOptions
    @OptionGroup var common: CommonOptions
}
