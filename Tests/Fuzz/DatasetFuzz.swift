// SPDX-License-Identifier: Apache-2.0
// fuzz-target: Datasets
// fuzz-libraries: libxml-2.0 zlib cfitsio

import Datasets
import Execution
import Foundation

private let path = "/dev/shm/secchi-dataset-fuzz-\(getpid())"

/// Any bytes are a dataset, a recipe, a label list, or one error; and a dataset that is read is whole.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let data = Data(bytes: start, count: count)
    _ = try? JSONDecoder().decode(Recipe.self, from: data)
    guard FileManager.default.createFile(atPath: path, contents: data) else { return 0 }
    defer { unlink(path) }
    _ = try? LabelList(contentsOf: path)
    guard let dataset = try? Dataset.read(from: path, context: ExecutionContext(threads: 1)) else { return 0 }
    let size = dataset.rowCount * dataset.pixelCount
    precondition(dataset.rowCount > 0 && dataset.flux.count == size)
    precondition(dataset.mask.map { $0.count == size } ?? true)
    precondition(dataset.inverseVariance.map { $0.count == size } ?? true)
    precondition(dataset.flux.allSatisfy(\.isFinite))
    return 0
}
