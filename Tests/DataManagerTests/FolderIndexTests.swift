// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DataManager

@Suite("Folder index")
struct FolderIndexTests {
    @Test("FTP listings of Unix and MS-DOS kind give names and folders")
    func listings() {
        let unix = """
            total 12
            drwxr-xr-x    2 ftp      ftp          4096 Mar 01  2024 .
            drwxr-xr-x    2 ftp      ftp          4096 Mar 01  2024 spectra
            -rw-r--r--    1 ftp      ftp          2880 Mar 01 12:30 a b#1.fits
            lrwxrwxrwx    1 ftp      ftp             9 Mar 01  2024 latest.fits -> x/new.fits
            """
        #expect(FolderIndex.listed(in: unix) == ["spectra/", "a b%231.fits", "latest.fits"])
        let dos = "03-01-24  12:30PM       <DIR>          data\r\n03-01-24  12:31PM             2880 c.fits\r\n"
        #expect(FolderIndex.listed(in: dos) == ["data/", "c.fits"])
        let seeds = FolderIndex.seeds(in: unix, at: "ftp://h/pub/", below: "ftp://h/pub/", depth: 0)
        #expect(seeds.map(\.url) == ["ftp://h/pub/spectra/", "ftp://h/pub/a%20b%231.fits", "ftp://h/pub/latest.fits"])
        #expect(seeds.map(\.kind) == [.folder, .product, .product])
    }

    @Test(
        "addresses are made absolute like a browser does",
        arguments: [
            ("x.fits", "http://h/a/x.fits"), ("/x", "http://h/x"), ("../x", "http://h/x"), ("//g/x", "http://g/x"),
            ("x y.fits", "http://h/a/x%20y.fits"), ("é", "http://h/a/%C3%A9"), ("x?q=<1>", "http://h/a/x?q=%3C1%3E"),
            ("x#part", "http://h/a/x"), ("https://g/", "https://g/"),
        ])
    func absolute(link: String, expected: String) {
        #expect(Address.absolute(link, base: "http://h/a/index.html") == expected)
    }

    @Test(
        "what cannot be fetched is no address",
        arguments: ["mailto:a@b", "javascript:void(0)", "file:///etc/passwd", "data:,x"])
    func refused(link: String) { #expect(Address.absolute(link, base: "http://h/a/") == nil) }

    @Test("links below the start are kept, others are not")
    func below() {
        let page = "<a href=\"http://h/a/b/x\">1</a><A HREF=http://h/a/y>2</A><a href='http://h/abc/z'>3</a>"
        let seeds = FolderIndex.seeds(in: page, at: "http://h/a/b/", below: "http://h/a/b/", depth: 2)
        #expect(seeds.map(\.url) == ["http://h/a/b/x"])
        #expect(seeds.first?.depth == 2)
    }
}
