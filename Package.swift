// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Every border between targets is one of four: seen by cells, touches C, lives in the kernel
// process, lives in the tool. Everything else is folders. `ArchitectureTests` holds the rules.

/// A compiled cell is loaded with dlopen and finds Tensors, Plotting, … in the kernel's symbols.
let exportsSymbols: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))
]

/// The engine's own vector code. Without `-march=native` a SIMD16 multiply-add is 32 calls to
/// fmaf; without `-fno-math-errno` a square root is a call.
let vectorCode: [SwiftSetting] = [
  .unsafeFlags(["-Xcc", "-march=native", "-Xcc", "-fno-math-errno"])
]

/// SwiftSyntax as the toolchain ships it, compiled, in exactly the version of its compiler.
/// Whatever imports it, or stands above a target that does, gets these settings.
let swiftSyntax = ToolchainLibraries(["SwiftIDEUtils", "SwiftParser", "SwiftSyntax"])

let package = Package(
  name: "notebook",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "notebook", targets: ["notebook"]),
    .executable(name: "notebook-kernel", targets: ["notebook-kernel"]),
    // What packages made by `notebook export` build on.
    .library(name: "NotebookProgram", targets: ["NotebookPrelude", "NotebookProgram"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
  ],
  targets: [
    // MARK: C libraries. Each is imported by exactly one Swift target.
    .systemLibrary(
      name: "CCommonMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(name: "CDuktape", providers: [.apt(["duktape-dev"])]),
    .systemLibrary(name: "CEpoll"),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CNarrowProduct"),
    .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
    .systemLibrary(name: "CStreaming"),
    .systemLibrary(name: "CSourceKit"),
    .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    // MARK: Seen by cells. Law: standard library and libc only; no Foundation, no C target.
    .target(name: "MarkupTree"),
    .target(name: "NotebookDisplay", dependencies: ["MarkupTree"]),
    .target(name: "Tensors", swiftSettings: vectorCode),
    .target(name: "SystemBasics"),
    .target(name: "DatasetCatalog", dependencies: ["SystemBasics"]),
    .target(
      name: "Datasets",
      dependencies: ["SystemBasics", "DatasetCatalog", "Tensors", "NotebookDisplay"]),
    .target(
      name: "NeuralNetworks",
      dependencies: ["SystemBasics", "Tensors", "Datasets", "NotebookDisplay"]),
    .target(name: "Plotting", dependencies: ["MarkupTree", "Tensors", "NotebookDisplay"]),
    .target(
      name: "NotebookPrelude",
      dependencies: [
        "MarkupTree", "NotebookDisplay", "Tensors", "NeuralNetworks", "Datasets", "Plotting",
      ]),

    // MARK: Kernel process.
    .target(
      name: "TensorsOneDNN", dependencies: ["Tensors", "CNarrowProduct", "COneDNN", "CStreaming"]),
    .target(name: "KernelMessages", dependencies: ["NotebookDisplay"]),
    .target(
      name: "KernelRuntime",
      dependencies: [
        "SystemBasics", "KernelMessages", "NotebookDisplay", "DatasetCatalog", "Datasets",
        "Tensors", "NeuralNetworks", "CLinux", "CZlib",
      ]),
    .executableTarget(
      name: "notebook-kernel",
      dependencies: ["NotebookPrelude", "TensorsOneDNN", "KernelRuntime"],
      linkerSettings: exportsSymbols),

    // MARK: The process of an exported note.
    .target(
      name: "NotebookProgram",
      dependencies: [
        "NotebookPrelude", "NotebookDisplay", "Tensors", "TensorsOneDNN", "Datasets",
        "KernelRuntime",
      ]),
    .executableTarget(
      name: "notebook-benchmark",
      dependencies: ["NeuralNetworks", "Datasets", "Tensors", "TensorsOneDNN", "KernelRuntime"],
      path: "Benchmarks/notebook-benchmark"),

    // MARK: Tool process.
    .target(
      name: "NotebookDocument",
      dependencies: ["CCommonMark", .product(name: "Yams", package: "Yams")]),
    .target(name: "RunResults", dependencies: ["NotebookDocument", "NotebookDisplay"]),
    .target(
      name: "CellCompilation",
      dependencies: [
        "SystemBasics", "NotebookDocument", "KernelMessages", "NotebookDisplay",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "KernelSupervision",
      dependencies: ["NotebookDocument", "KernelMessages", "NotebookDisplay", "CEpoll"]),
    .target(
      name: "ReportRendering",
      dependencies: [
        "SystemBasics", "NotebookDocument", "NotebookDisplay", "RunResults", "MarkupTree",
        "CDuktape",
      ],
      resources: [
        .embedInCode("Resources/index.js"), .embedInCode("Resources/page.css"),
        .embedInCode("Resources/page.js"),
      ]),
    .target(
      name: "NotebookSession",
      dependencies: [
        "NotebookDocument", "RunResults", "CellCompilation", "KernelSupervision", "KernelMessages",
        "NotebookDisplay", "SourceKitService",
      ]),
    .target(
      name: "Sweeps",
      dependencies: [
        "SystemBasics", "NotebookDocument", "NotebookDisplay", "RunResults",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "NotebookWorkflow",
      dependencies: [
        "SystemBasics", "Sweeps", "DatasetCatalog", "KernelMessages", "NotebookDocument",
        "RunResults",
        "CellCompilation", "NotebookSession", "ReportRendering", "NotebookDisplay", "MarkupTree",
        "PreviewServer", "JupyterDocuments",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .target(
      name: "JupyterDocuments",
      dependencies: [
        "SystemBasics", "CellCompilation", "MarkupTree", "NotebookDisplay", "NotebookDocument",
        "RunResults",
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "SourceKitService", dependencies: ["SystemBasics", "CellCompilation", "CSourceKit"]),
    .target(
      name: "JupyterMessaging", dependencies: ["SystemBasics", "CZeroMQ", "JupyterDocuments"]),
    .target(
      name: "JupyterKernel",
      dependencies: [
        "CellCompilation", "JupyterDocuments", "JupyterMessaging", "NotebookDisplay",
        "NotebookSession", "RunResults", "SourceKitService",
      ]),
    .target(
      name: "PreviewServer",
      dependencies: [
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .target(
      name: "NotebookCommands",
      dependencies: [
        "SystemBasics", "JupyterDocuments", "JupyterKernel", "JupyterMessaging",
        "NotebookDocument", "NotebookSession", "NotebookWorkflow", "NotebookDisplay",
        "PreviewServer",
        "RunResults", "Sweeps",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "notebook", dependencies: ["NotebookCommands"], exclude: ["launcher"]),

    // MARK: Tests.
    .target(name: "CAllocationCount", path: "Tests/AllocationCount"),
    .target(name: "TestSupport", path: "Tests/Support"),
    .testTarget(
      name: "AllocationTests",
      dependencies: [
        "CAllocationCount", "NeuralNetworks", "Datasets", "Tensors", "TensorsOneDNN",
      ]),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "CellCompilationTests",
      dependencies: [
        "TestSupport",
        "CellCompilation", "NotebookDocument", "NotebookDisplay",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      exclude: ["Support/FixtureLoader.swift.txt", "Support/FixturePrelude.swift.txt"]),
    .testTarget(
      name: "DatasetCatalogTests", dependencies: ["DatasetCatalog"], exclude: ["Fixtures"]),
    .testTarget(
      name: "DatasetsTests",
      dependencies: [
        "SystemBasics", "DatasetCatalog", "Datasets", "NotebookDisplay", "Tensors",
      ]),
    .testTarget(
      name: "JupyterTests",
      dependencies: [
        "TestSupport",
        "JupyterDocuments", "JupyterKernel", "JupyterMessaging", "NotebookDisplay",
        "NotebookDocument", "RunResults",
      ]),
    .testTarget(
      name: "SourceKitServiceTests",
      dependencies: [
        "CellCompilation", "NotebookDocument", "NotebookPrelude", "SourceKitService",
      ]),
    .testTarget(name: "KernelMessagesTests", dependencies: ["KernelMessages", "NotebookDisplay"]),
    .target(
      name: "GoldenValues", dependencies: ["Tensors"], path: "Tests/Goldens",
      exclude: ["values", "make_goldens.py"]),
    .testTarget(
      name: "KernelRuntimeTests",
      dependencies: ["KernelRuntime", "KernelMessages", "NeuralNetworks", "NotebookDisplay"]),
    .testTarget(
      name: "KernelSupervisionTests",
      dependencies: [
        "KernelSupervision", "NotebookDocument", "NotebookDisplay", "KernelMessages",
        "notebook-kernel",
      ]),
    .testTarget(name: "SystemBasicsTests", dependencies: ["SystemBasics"]),
    .testTarget(name: "MarkupTreeTests", dependencies: ["MarkupTree"]),
    .testTarget(
      name: "NeuralNetworksTests",
      dependencies: ["NeuralNetworks", "Datasets", "NotebookDisplay", "Tensors", "GoldenValues"]),
    .testTarget(name: "NotebookDisplayTests", dependencies: ["NotebookDisplay"]),
    .testTarget(
      name: "NotebookDocumentTests", dependencies: ["NotebookDocument", "TestSupport"]),
    .testTarget(
      name: "NotebookPreludeTests",
      dependencies: [
        "NotebookPrelude", "Plotting", "NeuralNetworks", "Datasets", "Tensors", "NotebookDisplay",
      ]),
    .testTarget(
      name: "NotebookToolTests",
      dependencies: [
        "SystemBasics", "DatasetCatalog", "KernelMessages", "NotebookCommands", "NotebookWorkflow",
        "NotebookDocument", "NotebookDisplay", "ReportRendering", "RunResults",
        "CellCompilation", "NotebookSession", "notebook", "notebook-kernel",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    .testTarget(
      name: "PlottingTests",
      dependencies: ["TestSupport", "Plotting", "MarkupTree", "Tensors", "NotebookDisplay"],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "ReportRenderingTests",
      dependencies: [
        "TestSupport",
        "ReportRendering", "RunResults", "NotebookDocument", "NotebookDisplay", "MarkupTree",
      ]),
    .testTarget(
      name: "SweepsTests",
      dependencies: ["Sweeps", "NotebookDocument", "NotebookDisplay", "RunResults"]),
    .testTarget(name: "TensorsOneDNNTests", dependencies: ["TensorsOneDNN", "Tensors"]),
    .testTarget(
      name: "TensorsTests",
      dependencies: ["TestSupport", "Tensors", "TensorsOneDNN", "GoldenValues"]),
  ],
  swiftLanguageModes: [.v6]
)

let aboveSwiftSyntax: Set = [
  "CellCompilation", "ReportRendering", "NotebookSession",
  "NotebookWorkflow", "NotebookCommands", "notebook", "CellCompilationTests", "JupyterKernel",
  "JupyterDocuments", "JupyterMessaging", "JupyterTests", "SourceKitService",
  "SourceKitServiceTests",
  "NotebookToolTests", "ReportRenderingTests",
]
for target in package.targets where aboveSwiftSyntax.contains(target.name) {
  target.swiftSettings = (target.swiftSettings ?? []) + swiftSyntax.swiftSettings
  target.linkerSettings = (target.linkerSettings ?? []) + swiftSyntax.linkerSettings
}

// What tests measure is the code of others; optimizing their own doubles the time to build them.
for target in package.targets where target.type == .test {
  target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-Onone"])]
}

let cTargets: Set = [
  "CAllocationCount", "CCommonMark", "CDuktape", "CEpoll", "CLinux", "CNarrowProduct",
  "COneDNN", "CSourceKit", "CStreaming", "CZeroMQ", "CZlib",
]
for target in package.targets where !cTargets.contains(target.name) {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),  // SE-0335
      .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
      .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    ]
}

/// Libraries that the toolchain in use brings for its own compiler's host.
struct ToolchainLibraries {
  let names: [String]
  let folder: String

  init(_ names: [String]) {
    self.names = names
    folder = Self.resourceFolder() + "/host"
    for name in names where !FileManager.default.fileExists(atPath: "\(folder)/lib\(name).so") {
      fatalError(
        """
        the Swift toolchain has no \(folder)/lib\(name).so
          notebook reads cells with the SwiftSyntax that comes with the compiler: install the whole \
        toolchain of Swift 6.3 from https://www.swift.org/install
        """)
    }
  }

  var swiftSettings: [SwiftSetting] { [.unsafeFlags(["-I", folder])] }

  var linkerSettings: [LinkerSetting] {
    [.unsafeFlags(["-L", folder, "-Xlinker", "-rpath", "-Xlinker", folder])]
      + names.map { .linkedLibrary($0) }
  }

  /// `usr/lib/swift` of the compiler that `swiftc` starts, asked of itself: `swiftc` may be a link
  /// or a launcher that chooses among toolchains.
  private static func resourceFolder() -> String {
    let compiler = Process()
    let output = Pipe()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = ["swiftc", "-print-target-info"]
    compiler.standardOutput = output
    do { try compiler.run() } catch { fatalError("swiftc cannot be started: \(error)") }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    compiler.waitUntilExit()
    guard
      let description = try? JSONSerialization.jsonObject(with: text) as? [String: Any],
      let paths = description["paths"] as? [String: Any],
      let resources = paths["runtimeResourcePath"] as? String
    else { fatalError("'swiftc -print-target-info' does not name its runtimeResourcePath") }
    return resources
  }
}
