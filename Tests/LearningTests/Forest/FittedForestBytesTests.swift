// SPDX-License-Identifier: Apache-2.0

import Foundation
import Learning
import Testing

@Suite struct FittedForestBytesTests {
    private func small() throws -> FittedForest {
        var forest = RandomForest()
        forest.trees = 3
        let matrix = try FeatureMatrix(rows: 6, columns: 2, values: [0, 5, 1, 4, 2, 3, 3, 2, 4, 1, 5, 0])
        return try forest.fit(matrix, labels: [0, 0, 0, 1, 1, 1], classCount: 2, seed: 1)
    }

    @Test("a forest survives its bytes, with and without its out-of-bag votes")
    func roundTrip() throws {
        let fitted = try small()
        #expect(try FittedForest(bytes: fitted.bytes).bytes == fitted.bytes)
        let bare = fitted.withoutTrainingRows
        #expect(try FittedForest(bytes: bare.bytes) == bare)
        #expect(bare.bytes.count < fitted.bytes.count)
    }

    @Test("every shorter or changed copy is refused, none crashes")
    func damage() throws {
        let bytes = try small().bytes
        for length in 0..<bytes.count {
            #expect(throws: LearningError.self) { try FittedForest(bytes: bytes.prefix(length)) }
        }
        for place in bytes.indices {
            var copy = bytes
            copy[place] ^= 0x41
            #expect(throws: LearningError.self) { try FittedForest(bytes: copy) }
        }
        #expect { try FittedForest(bytes: Data("hello".utf8)) } throws: {
            "\($0)"
                == "LRN011: the stored forest is damaged (it does not start as a forest does); "
                + "train it again or fetch the file again"
        }
    }
}
