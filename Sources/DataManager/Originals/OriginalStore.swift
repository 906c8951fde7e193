// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// The originals: every file that was accepted, byte for byte, once, named by its SHA-256.
///
/// `originals/9f/9f86d0…`: 256 folders, so that ten million files make 40,000 names a folder, which ext4 and XFS find in a
/// few microseconds, and a batch of new files needs at most 256 folders synchronised. Bytes are copied, never linked: a
/// link would change with the user's file.
struct OriginalStore: Sendable {
    let folder: String
    let incoming: String

    init(home: String) throws {
        folder = home + "/originals"
        incoming = home + "/incoming"
        for folder in [folder, incoming] {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw DataError.home(path: folder, reason: (error as NSError).localizedDescription)
            }
        }
    }

    func folder(of hash: String) -> String { "\(folder)/\(hash.prefix(2))" }
    func path(of hash: String) -> String { "\(folder)/\(hash.prefix(2))/\(hash)" }
    func contains(_ hash: String) -> Bool { access(path(of: hash), F_OK) == 0 }

    /// The bytes of an original, as received.
    ///
    /// - Parameter name: where it came from, for the message.
    /// - Throws: ``DataError/originalMissing(hash:name:)``, ``DataError/file(_:)``
    func bytes(of hash: String, name: String) throws -> [UInt8] {
        do {
            return try SourceFile(path: path(of: hash)).bytes()
        } catch {
            throw missing(error, hash, name)
        }
    }

    /// Whether the bytes are still those that were received.
    ///
    /// - Throws: ``DataError/originalMissing(hash:name:)``, ``DataError/originalDamaged(hash:name:)``, ``DataError/file(_:)``
    func verify(_ hash: String, name: String) throws {
        let digest: Digest
        do {
            digest = try SourceFile(path: path(of: hash)).digest()
        } catch {
            throw missing(error, hash, name)
        }
        if digest.description != hash { throw DataError.originalDamaged(hash: hash, name: name) }
    }

    private func missing(_ failure: FileFailure, _ hash: String, _ name: String) -> DataError {
        failure.code == ENOENT ? .originalMissing(hash: hash, name: name) : .file(failure)
    }
}
