// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite struct TokenFileTests {
    private func environment(_ text: String, mode: Int = 0o600, in folder: TemporaryFolder) throws -> [String: String] {
        let path = folder.appending("tokens")
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return ["SECCHI_TOKENS": path]
    }

    @Test("each line gives one service its token; comments and empty lines mean nothing")
    func tokens() throws {
        let folder = try TemporaryFolder()
        let text = "# my archives\n\nhttps://archive.example.org  abc\nhttps://other.example.org:8443 def\n"
        let credentials = try TokenFile.credentials(in: environment(text, in: folder))
        #expect("\(credentials)".contains("archive.example.org"))
        #expect("\(credentials)".contains("other.example.org:8443"))
        #expect(!"\(credentials)".contains("abc"))
    }

    @Test("a file that others may read is refused, and so is a line without a token")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let open = try environment("https://a.example.org t\n", mode: 0o644, in: folder)
        #expect { try TokenFile.credentials(in: open) } throws: {
            "\($0)".hasPrefix("HTT018") && "\($0)".contains("chmod 600")
        }
        let short = try environment("https://a.example.org t\nhttps://b.example.org\n", in: folder)
        #expect { try TokenFile.credentials(in: short) } throws: { "\($0)".contains("line 2") }
    }

    @Test("no file is no token")
    func none() throws {
        #expect("\(try TokenFile.credentials(in: ["HOME": "/nonexistent"]))" == "\(Credentials.none)")
    }
}
