// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import Testing

// The packed files are made by
//     d = (np.arange(64*4).reshape(4, 64) % 50).astype('i2')
//     fits.HDUList([fits.PrimaryHDU(), fits.CompImageHDU(d, compression_type=TYPE)]).writeto('x.fits.fz')
//     base64.b64encode(gzip.compress(open('x.fits.fz', 'rb').read()))
// with astropy 7; gzip because headers are mostly blanks. So a gzip wrapper around tiles is tested, too.
@Suite("compressed files")
struct UnpackingTests {
    @Test("tile-compressed images come out as they went in", arguments: ["RICE_1", "GZIP_2", "HCOMPRESS_1"])
    func tiles(_ type: String) throws {
        let packed = try #require(Data(base64Encoded: Self.files[type] ?? ""))
        let file = try FITSFile(bytes: Array(packed), name: type)
        #expect(file.hdus.count == 2)
        #expect(file.hdus[1].kind == .image)
        #expect(file.hdus[1].imageShape == [64, 4])
        #expect(try file.hdus[1].pixels() == (0..<256).map { Float($0 % 50) })
    }

    @Test("a tile description that would need too much memory is refused before anything is unpacked")
    func hugeTiles() {
        let bytes = FITSBytes.table(
            8, rows: 1,
            [
                "TFIELDS = 1", "TTYPE1  = 'COMPRESSED_DATA'", "TFORM1  = '1PB'", "ZIMAGE  = T", "ZCMPTYPE= 'RICE_1'",
                "ZBITPIX = 32", "ZNAXIS  = 2", "ZNAXIS1 = 100000", "ZNAXIS2 = 100000",
            ], data: [UInt8](repeating: 0, count: 8))
        #expect(throws: FITSError.tooLarge(file: "x", what: "an unpacked image", limit: 64 << 20)) {
            try FITSFile(bytes: bytes, name: "x")
        }
    }

    // CFITSIO 4.2 reads beyond the end of such a tile, which may end its process but not ours.
    @Test(
        "a tile that ends early is an error or noise, and the next file is read", arguments: [0, 0x55, 0xFF] as [UInt8])
    func damagedTile(_ filler: UInt8) throws {
        let bytes = FITSBytes.table(
            8, rows: 1,
            [
                "TFIELDS = 1", "TTYPE1  = 'COMPRESSED_DATA'", "TFORM1  = '1PB(4)'", "ZIMAGE  = T", "ZCMPTYPE= 'RICE_1'",
                "ZBITPIX = 16", "ZNAXIS  = 1", "ZNAXIS1 = 1000000", "ZTILE1  = 1000000", "ZNAME1  = 'BLOCKSIZE'",
                "ZVAL1   = 32", "ZNAME2  = 'BYTEPIX'", "ZVAL2   = 2",
            ], data: bigEndian([Int32(4), 0]) + [UInt8](repeating: filler, count: 4), pcount: 4)
        do throws(FITSError) {
            #expect(try FITSFile(bytes: bytes, name: "x").hdus[1].imageShape == [1_000_000])
        } catch {
            #expect(error.code == "FIT008")
        }
        try tiles("RICE_1")
    }

    // Made by a few lines of LZW in Python and checked with `gzip -dc`.
    @Test("a file from the Unix program compress is read")
    func compress() throws {
        let packed = try #require(Data(base64Encoded: Self.lzw))
        let file = try FITSFile(bytes: Array(packed), name: "x.Z")
        #expect(try file.hdus[0].pixels() == (0..<2000).map { Float($0 % 77) })
    }

    @Test("packed data that end early are refused", arguments: ["BZh9", "BZh91AY&SY", "\u{1F}"])
    func early(_ start: String) {
        #expect(throws: FITSError.self) { try FITSFile(bytes: Array(start.utf8), name: "x") }
    }

    private static let files = [
        "RICE_1": """
        H4sIAAAAAAACA+2Y32rbMBSHxW4Hux+McgYDt6O0cxJCC+tF/jhBLE5MrI3UN52SqI1YbAfZpc2u9gx7mD7LIM+wd5hlO2vS\
        2U6TjTGYPmwI2P44js5Psm1j0+oYAGeQAYFjGPnepS/cAEIfWpjYEITUG1MxhkzqmFh4kOM7iXxUCDqHMQ0phPMZgw10awNs\
        Q47vTeTzrt0hE+BfLs3cZV7AfS/I9BkDYnSbufe7NbFMoVAoFAqFQvHfIB8nbdzrnoFWx11Sq3cMbeXwMQy5R8UcQjqcMmC3\
        YfJwmuv7q8/Ppe2fn2OfXlDfDR+HE6lL7ph7MJyHLCisr5Tjq6zVJ/ybQPoScQ5Wo/e+SzJ9eqm85rsS/vUMZlRQl4VMZJfY\
        zvdFxl99wYbxIC1sdJr2Y3yXnE3H8R0zOprI28/ykXPLiMdDa/RMq2/YttG8aNZITdupn0mr1zcTn27V98vlA9B+Jx8ONmvt\
        ovfL+0hEb5oh5VHfjXx3JlgQsDFwl16tjbVzn7fUDOt5w/EVm4O29KWBy6pPr26fNycN3J/Km5MGLstXrewwHmngcvK2vS8N\
        3CPezzckLfW1C3w75M0huGPkzFdVOb8E/DOLpys+ZfFHjiFbbcBMX6lgPtjW1zAtGeGon/u4YVzoD/t5ea3sZTq98gUPJ27h\
        +JrpfFDv9BrvbOysLkjrvuHUH31KKs71fah19Jz1oyz7ecZv2TSAWTQmiW5j/5nJ/6fVz4kho/dgvYxXC6mLzbCvH0LpECqH\
        4As4Ociqr1S0vm3pMwZEVvhgPo2nGi2uz4t6OB7fCQ8esbir70MKRT4IoT2UsLeyv432l9HuIPT81Ve83Hru3SLaPiL0VP74\
        hp6tH/2C0NEiOUcefXH68yd68v1uQVdOxuj16b1JbqOVK+XpSKFQKBQKhUKh+Nf4Ae/iTtLAIQAA
        """,
        "GZIP_2": """
        H4sIAAAAAAACA+2Yu2/TQBzHDVN5DGwgIcFvIi0MbdwqIKEOSeOGo3lYtZFCQCqX5BIfje1wdlXC1BHowMDAWsHCY+HxTxSQ\
        +ANYWaBdCggxgu24at3YefEY4D6LI0X3ye90v+/lfArKyVkJYBpCUGEcKqZRM5lugW3CLFIVsGxsVDGrQigppMqoGOE75/gw\
        Y7gFVWxjsFtNAj3IJ4tIgQjfhOMzlvQyYWDWts1UJ4ZFTcMK9UlFVcqnI+c7MJ6Mw+FwOBwOh/Pf4B4nFVTIT0MshfJqMpWV\
        Yru+HocyNTBrgY3LDQLkpt0+nEb6/ur5WRz8/Oz54l3qW6ZVW3N17RlTA8otm1hd6xMjfFOB+pi5bLm+tjgCeaZwKa+G+iYn\
        JgO+OjOXmtDEDOvEJiy8xEy0DyDe6bN6rIc6i6RsWunHV6OkUfVmTHBFc6cf5lMvy5K3HrGZQk6elxRFSi+kk2oyNlQ/q7OF\
        +VzbF5dTo2cTYxD7lXyUUC6Z6fZ+uRMJ503TxtTpu4qpNxmxLFIFquN6YK1LO3nzzRDMG/JG9A7ats8PXFh98cTgeSv5gftd\
        eSv5gQvzJaaGWA8/cBF5G9znB66P9/MeSfN9mS6+IfJWUlFWitivEu7+YtFbxNuuaIN4lxxlsrsBQ31il/1gUN9MTnYj7PRz\
        poTkBXFvP2+PdXsZN+omo7amd7mPKKr5ZE7asx94UYl5PsNZA68+jVp9/Dnx+w0Oh/OnEARhTmiT9T+7zwf+88PJ1RHh3pV9\
        i/t/VK6tHZkQ46+ev3xhNdmNr1tfPh8aOXhg9fbdO3MXLqK3629enxk9Pfbs8dMni9p1uvlx49PxYw83BOHEu2/fVxxXQHV4\
        q4/RYuD3XNf7yn2x07Xex+hgtY8c19XzR+udLq2P0cFq3bomN9dOrQgcDofD4XA4nH+en17OxZrAIQAA
        """,
        "HCOMPRESS_1": """
        H4sIAAAAAAACA+2YT2vTYBzHn1FlQ4QJehE8PIiQedrS6RBhYNpmW6BpwxJHreB82jxtA02e8uQZs17mTQ++AIcXX4JHj3sB\
        ewMyxrx6GV78c5k1SdNtnUn6xyGCzwfSQ0M++T15nu+T54muqFpehnARRmDAWVglTo1Q24WMwCXF0KHLkGMiasJIMoqhKaUY\
        3z3PhyhFbWgihiBrtzAcQEEqKTqM8c15PmfDrmAKSa1ntmzsuBZx3EifXDLkQi62vSMTyDgcDofD4XA4/w3+clJXioVFKGSU\
        giFl8rJw6vQsrFgOom3IUKWJIX7GuovTWN9fXT+nR18/Bz4xob5Ny2QNX9dtseXASpthN7G+dIxP7KuPkk3X93XFMWjZ4sOC\
        EekT7/a3t07JRgu2EEU2ZphGl7gc7ztbX+BzB/SHsaTI+Zw+jK9m4aYZtBijasNvfpTPeKTJQX8I2aKqrcq6LufWc5IhCWON\
        Z2OpuKp2faKWmfGe2W3hT/JRVlRpOWl/eRIJb6fJkOWNuyqxWxS7LjahZaN6X1+XT/IWmmF/3pTgisFB6/nCwEXVJy6Mnrdy\
        GLjzyls5DFyUb+HOGP0RBi6yvnF8YeCG2J8PSFroW07wjZG3sqHk5Zj5ynt+s9C1nuNgurKaOPjIUcGnB2CkL32Ovqyq+RH2\
        xvNKL8DronAynnvX+mMZNeuEWqxhJ/avGs4HelbK/56P47tAt4q8ebSGqozQeN+alBeTvr+M6vPrS3frU4tFYyWhPpsQ/1XS\
        Ygk59utLD1nfMD65ZPgVnplPg6lGCOpzvDEc9G/Dcod4ufPvQxxOPACAN94B9re9nwve8QAcc/nF1CT4tvfk8HD/4+e9Dyn5\
        tQwugkvv5lIzN8AVcBPMz7+/sbu7u5OCVye8C199tR7f2jr4ftTZOviy1QnZATUTXN8GQmfyZ410tt92nvbOvQz/qB91wP21\
        qWv+TacnuhVMf0r9ABM7gMPhcDgcDofD+Yf4BUSiWMPAIQAA
        """,
    ]

    private static let lzw = """
        H52QU5I0gcKkCAgQPQ4qXMiwIRUQL0CMeePGzBs5beaAoPMGhJEkVKaAmEMnjBsyYeSQaciyJQghIKEkwXIwoUuXMWxABJFS\
        Tpg8IFCW3JgHTpmbSJE6CYIliciaSVvG2OmmThsxZeSAeGOGpxyfQMmkaVPGzZw0FDVGZbm06ZSpCNcqlAGjrty7eA8WwUKl\
        iBMiUPOCeCi48E2/gA0rXsy4sePHkCNLnky5suXLmDNr3sy5s+fPoEOLHk26tOnTqFOrXs26tevXsGPLnk27tu3buHPr3s3b\
        NYDfAQAIADAAAAEABQAYAHAAAAIACQAoALAAAAMADQA4APAAAAQAEQBIADABAAUAFQBYAHABAAYAGQBoALABAAcAHQB4APAB\
        AAgAIQAgAgAjAEACACUAYAIAJwCAAgApAKACACsAwAIALQDgAgAvAAADADEAIAMAMwBAAwA1AGADADcAgAMAOQCgAwA7AMAD\
        AD0A4AMAPwAABABBACAEAEMAQAQARQBgBABHAIAEAEkAoAQASwDAxG8ABDdcccclt1xzz0U3XXXXZbddd9+FN15556W3Xnvv\
        xTdfffflt19//wU4YIEHJrhggw9GOGGFF2a4YYcfhjhiiSemuGKLL8Y4Y4035rhjjz8GOWSRRya5ZJNPRjlllVcCJxxxxiGn\
        HHPOQScdddZhpx133oEnHnnmoacee+7BJx999uGnH3/+ASgggQYiqCCDDkIoIYUWYqghhx6CKCKJJqKoIosuwigjjTbiqCOP\
        PgIpJJFGIqkkk05CKSWVVmKpJapdrgqmq2PGaiatad7Kpq5v9ionsHUOi6exeybrJ7OBPkuotIdWqyi2jW4LqbeThmspuZme\
        y6m6n7YrKrylZnkql6p+2aqYsJY5K5q2rpmrm7zG+Sudwt5ZrJ7I9rksoM4OGq2h1CZ6LaPaPtqtpOBWOi6m5m6arqfshvou\
        qfKenKqXrIb5Kpmynlmrmri2uSucvs4ZrJ3E5nksn8r+2ayg0BY6LaLWLpqto9xG+i2l4l5arqbodrouqO6OGq+pW25t78pf\
        6/vy2P7OfLbAN69t8M5vK/zz3A4PfbfER+9t8dJ/a/z04B5PfbjIVy9ucuP1qux1vi6L3a/MZgdss9oF6+x2wj7L3bDQdkds\
        tN4VK+13xk4L3rHUhodsteIlz4sy1/eyDPa+MJP9L81oD4wz2wfzDPfCQNP9MNF4T4w03xczDfjGUBP+MdWIj4w14/RKWdfw\
        1bKw8StmZQNYzdJGsJy1DWE9ixvDglY3iBUtbxRLWt8w1rTAcSxqhQNZ1RJHsqzRToDdi1zuDig+y/mOgefb3PAiyD7QIc+C\
        8Std8zZoP9VJD4T7e931SgjA7T3udgUEH+V4p8DyZS54D1Sf54xHwfeNbnkZpB/qoOfB/LWueiP0n+y05zjbEfB7k9tdAsmH\
        OeA5MH2dK94E3Sc65WFwfqd7XgfxxzrqibB/scue1mo3QO9JTncIHN/lftdA9HGOeBJsX+iSd0H5mc55HLzf6qYXQv7BDnsm\
        DCD3IIc7A4avcr1boPk0JzwIru9zx6sg/EjHPA3WL3XR+6D+XGc9Ev5vdqI84hkPyUJUNrGNjZShK6c4x0nikJZZzGMmfajL\
        L/7xk0QEphHNaMgVnpKJbGRkDFspRTlK8oazxCIeMdnDXHrRj54c4i/JSMgUllKJalTkC1cJRThCsoaxtKIdLbnDW3KRj5wM\
        Yi/FKMgTjhKJaERkC1PpRDc6coavpCIdKZnDWmpRj5r84S7BCEhQFrGMhVShKZe4xkXCkJVRjGMkbSjLK97xkjzEZRf72Ekh\
        +nKMg0QhKZOYxkS6UJVPfOMjaQjLKtaxkjq05Rb3uEkg8jKMgQzlNlN6z6JO9JjihKk/mapRZ6bzpgWdakirCU+fMlSrKLUn\
        USVqzHC+tJ9LzWgz0WlTgkoVpNR8Z08XmtWT1nOoES0mOF3KT6VilJnnrOlAo/rRabqTpwrFqkm1GVfEEvObLd1nUi+6THPS\
        VKBQ9ag027nThF61pNmkp1Ah+lmW6hOpFlVmOWca0Kd2NJrs1ClCrUpSbGLpuMhNrnKXy9zmOve50I2udKdL3epa97rYza52\
        t8vd7nr3u+ANr3jHS97ymve86E2vetfL3va6973wja9850vf+tr3vvjNr373y9/+2hc=
        """
}
