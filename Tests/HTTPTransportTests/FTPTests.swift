// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite struct FTPTests {
    let bytes = fitsBytes(700_000)

    @Test("a file and a folder come over FTP")
    func fileAndFolder() async throws {
        let server = try TinyFTPServer(files: ["/pub/a b.fits": bytes, "/pub/sub/c.fits": bytes])
        let transport = Transport(.quick)
        let folder = try await transport.fetch(TransportRequest(server.url("/pub/")))
        #expect(folder.status == 226)
        let entries = FTPListing.entries(in: folder.body)
        #expect(entries == [.init(name: "a b.fits", size: 700_000), .init(name: "sub", isFolder: true)])
        let file = try #require(entries.first)
        let answer = try await transport.fetch(TransportRequest(FTPListing.url(of: file, in: server.url("/pub/"))))
        #expect(answer.body == bytes)
        #expect(answer.content == .fits)
    }

    @Test("a missing file and a refused login are answers with the server's code")
    func refusals() async throws {
        let server = try TinyFTPServer(files: ["/a": bytes], user: "ada", password: "x")
        let anonymous = Transport(.quick { $0.retries = 0 })
        #expect(try await anonymous.fetch(TransportRequest(server.url("/a"))).status == 530)
        var credentials = Credentials()
        try credentials.add(.password(user: "ada", password: "x"), for: server.url("/"))
        let known = Transport(.quick { $0.retries = 0 }, credentials: credentials)
        #expect(try await known.fetch(TransportRequest(server.url("/a"))).byteCount == 700_000)
        #expect(try await known.fetch(TransportRequest(server.url("/b"))).status == 550)
    }

    @Test("a broken FTP transfer goes on where it stopped, unless the file has changed")
    func resume() async throws {
        let server = try TinyFTPServer(files: ["/a.fits": bytes])
        let folder = try TemporaryFolder()
        let transport = Transport(.quick)
        server.cutNext(after: 400_000)
        let answer = try await transport.download(TransportRequest(server.url("/a.fits")), to: folder.appending("a"))
        #expect(answer.status == 226)
        #expect(FileManager.default.contents(atPath: folder.appending("a")) == bytes)
        #expect(server.commands.contains("REST 400000"))

        let impatient = Transport(.quick { $0.retries = 0 })
        server.cutNext(after: 400_000)
        await #expect(throws: TransportError.self) {
            try await impatient.download(TransportRequest(server.url("/a.fits")), to: folder.appending("b"))
        }
        let other = Data(bytes.reversed())
        server.replace("/a.fits", with: other, modified: "20260202120000")
        _ = try await impatient.download(TransportRequest(server.url("/a.fits")), to: folder.appending("b"))
        #expect(FileManager.default.contents(atPath: folder.appending("b")) == other)
    }

    @Test("listings of Unix, MS-DOS and MLSD servers are read, and nothing leads out of the folder")
    func listings() {
        let text = """
            total 12
            -rw-r--r--    1 501  20      2880 Feb  3  2024 plain.fits
            drwxr-xr-x    2 501  20      4096 Dec 31 23:59 two words
            lrwxrwxrwx    1 501  20         9 Feb  3 10:00 latest -> dr9/final
            -rw-r--r--    1 501            77 Feb  3  2024 nogroup.txt
            drwxr-xr-x    2 501  20      4096 Dec 31 23:59 ..
            -rw-r--r--    1 501  20         1 Feb  3  2024 ../../etc/passwd
            01-31-26  02:15PM                 2880 dos.fits
            01-31-26  02:15PM       <DIR>          dosdir
            type=file;size=99;modify=20260101120000; machine.fits
            type=cdir;modify=20260101120000; .
            type=dir; machines
            what is this
            """
        #expect(
            FTPListing.entries(in: Data(text.utf8)) == [
                .init(name: "plain.fits", size: 2880), .init(name: "two words", isFolder: true),
                .init(name: "latest", isLink: true), .init(name: "nogroup.txt", size: 77),
                .init(name: "dos.fits", size: 2880), .init(name: "dosdir", isFolder: true),
                .init(name: "machine.fits", size: 99), .init(name: "machines", isFolder: true),
            ])
    }
}
