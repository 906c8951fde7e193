// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation

extension Model {
    /// - Throws: `FileFailure`.
    public func write(to path: String) throws {
    }

    /// - Throws: ``ClassifierError`` if the file cannot be read, is damaged, or of a newer format.
    public init(contentsOf path: String) throws(ClassifierError) {
        throw .unreadable(file: path, reason: "not yet written")
    }

    /// Says what the model makes of rows prepared by its recipe, through the module that trained it.
    ///
    /// - Throws: ``ClassifierError``.
    public func apply(to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        try ClassifierModules.named(module).apply(self, to: dataset, context: context)
    }
}
