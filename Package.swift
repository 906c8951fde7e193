// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// Targets with hot loops are optimised in debug builds too, so that the tests stay fast.
let optimised = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
let optimisedC: [CSetting] = [.unsafeFlags(["-O2"], .when(configuration: .debug))]

let package = Package(
    name: "secchi",
    products: [.executable(name: "secchi", targets: ["secchi"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    // From the outside to the inside; a target imports only what stands below it.
    targets: [
        .executableTarget(
            name: "secchi",
            dependencies: [
                "Jobs", "DataManager", "VirtualObservatory", "HTTPTransport", "VOTable", "Classifiers", "Datasets",
                "Spectra", "DemoArchive", "Parameters",
                "Execution",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(
            name: "Jobs",
            dependencies: ["Classifiers", "DataManager", "Datasets", "Spectra", "Parameters", "Execution"],
            swiftSettings: strict),
        .target(
            name: "DataManager",
            dependencies: [
                "Spectra", "VirtualObservatory", "HTTPTransport", "VOTable", "FITS", "Execution", "CFileShim",
                "CCrypto",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "Classifiers",
            dependencies: ["Datasets", "Boosting", "Learning", "Spectra", "Parameters", "Execution", "VOTable"],
            swiftSettings: strict),
        .target(
            name: "DemoArchive",
            dependencies: [
                "Spectra", "VOTable", "FITS", "Execution", .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: strict),
        .target(
            name: "Datasets", dependencies: ["Spectra", "Learning", "VOTable", "FITS", "Execution", "Parameters"],
            swiftSettings: optimised),
        .target(
            name: "Spectra", dependencies: ["VOTable", "FITS", "Inflate", "CKernels", "Execution", "Parameters"],
            swiftSettings: optimised),
        .target(
            name: "VirtualObservatory",
            dependencies: [
                "VOTable", "HTTPTransport", "Execution", "CLibXML2", "CXMLShim",
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: strict),
        .target(
            name: "HTTPTransport", dependencies: ["CCurl", "CCurlShim", "Execution", "Inflate"], swiftSettings: strict),
        .target(name: "Boosting", dependencies: ["Learning", "CXGBoost", "Execution"], swiftSettings: optimised),
        .target(name: "Learning", dependencies: ["CKernels", "Execution", "Parameters"], swiftSettings: optimised),
        .target(
            name: "VOTable", dependencies: ["CLibXML2", "CXMLShim", "CKernels", "Execution", "Inflate"],
            swiftSettings: optimised),
        .target(
            name: "FITS", dependencies: ["CBZip2", "CFITSIO", "CFITSShim", "CKernels", "Execution", "Inflate"],
            swiftSettings: optimised),
        .target(name: "Inflate", dependencies: ["CZlib"], swiftSettings: optimised),
        .target(name: "Parameters", swiftSettings: strict),
        .target(name: "Execution", swiftSettings: strict),
        .target(name: "CKernels", cSettings: optimisedC),
        .target(name: "CFileShim", cSettings: optimisedC),
        .target(name: "CXMLShim", dependencies: ["CLibXML2"], cSettings: optimisedC),
        .target(name: "CCurlShim", dependencies: ["CCurl"], cSettings: optimisedC),
        .target(name: "CFITSShim", dependencies: ["CFITSIO"], cSettings: optimisedC),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CFITSIO", pkgConfig: "cfitsio", providers: [.apt(["libcfitsio-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CXGBoost", pkgConfig: "xgboost", providers: [.apt(["libxgboost-dev"])]),
        .systemLibrary(name: "CBZip2", providers: [.apt(["libbz2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .executableTarget(
            name: "secchi-bench",
            dependencies: [
                "Jobs", "DataManager", "HTTPTransport", "Datasets", "Spectra", "VOTable", "FITS", "Learning",
                "Boosting", "Execution",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Peers"],
            swiftSettings: strict),

        .target(name: "TestSupport", dependencies: ["Execution"], path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "secchiTests",
            dependencies: ["DataManager", "DemoArchive", "Spectra", "Execution", "secchi", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "JobsTests",
            dependencies: ["Jobs", "DataManager", "Datasets", "Parameters", "Execution", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "DataManagerTests",
            dependencies: [
                "DataManager", "HTTPTransport", "VirtualObservatory", "Spectra", "VOTable", "Execution", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ClassifiersTests",
            dependencies: [
                "Classifiers", "Datasets", "Learning", "Spectra", "VOTable", "Parameters", "Execution", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DatasetsTests",
            dependencies: ["Datasets", "Spectra", "FITS", "Parameters", "Execution", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SpectraTests", dependencies: ["Spectra", "FITS", "Parameters", "Execution", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LearningTests", dependencies: ["Learning", "CKernels", "Execution", "TestSupport"],
            exclude: ["Data"],
            swiftSettings: strict),
        .testTarget(
            name: "BoostingTests", dependencies: ["Boosting", "Learning", "Execution", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "DemoArchiveTests",
            dependencies: ["DemoArchive", "Spectra", "VOTable", "HTTPTransport", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "VirtualObservatoryTests",
            dependencies: ["VirtualObservatory", "HTTPTransport", "VOTable", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HTTPTransportTests", dependencies: ["HTTPTransport", "Execution", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "VOTableTests", dependencies: ["VOTable", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "FITSTests", dependencies: ["FITS", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "InflateTests", dependencies: ["Inflate", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "ParametersTests", dependencies: ["Parameters", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "ExecutionTests", dependencies: ["Execution", "TestSupport"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
