import Testing

/// Who may import whom. SwiftPM accepts whatever is reachable transitively, so this test reads the
/// sources.
@Suite struct ImportTests {
  private static let standard: Set = ["Swift", "Synchronization", "Glibc", "Musl", "Darwin"]
  private static let foundation: Set = ["FoundationEssentials", "Foundation", "Dispatch"]

  /// Modules of ours and of others, besides the standard library, that a target may import.
  private static let allowed: [String: Set<String>] = [
    "MarkupTree": [],
    "NotebookDisplay": ["MarkupTree"],
    "Tensors": [],
    "NeuralNetworks": ["SystemBasics", "Tensors", "Datasets", "NotebookDisplay"],
    "SystemBasics": [],
    "DatasetCatalog": ["SystemBasics"],
    "Datasets": ["SystemBasics", "DatasetCatalog", "Tensors", "NotebookDisplay"],
    "Plotting": ["MarkupTree", "Tensors", "NotebookDisplay"],
    "NotebookPrelude": [
      "MarkupTree", "NotebookDisplay", "Tensors", "NeuralNetworks", "Datasets", "Plotting",
    ],
    "TensorsOneDNN": ["Tensors", "CNarrowProduct", "COneDNN", "CStreaming"],
    "KernelMessages": ["NotebookDisplay"],
    "KernelRuntime": [
      "SystemBasics", "KernelMessages", "NotebookDisplay", "DatasetCatalog", "Datasets",
      "Tensors", "NeuralNetworks", "CLinux", "CZlib",
    ],
    "notebook-kernel": [
      "NotebookPrelude", "TensorsOneDNN", "KernelRuntime", "Tensors", "Datasets",
    ],
    "NotebookProgram": [
      "NotebookPrelude", "NotebookDisplay", "Tensors", "TensorsOneDNN", "Datasets", "KernelRuntime",
    ],
    "NotebookDocument": ["CCommonMark", "Yams"],
    "RunResults": ["NotebookDocument", "NotebookDisplay"],
    "KernelSupervision": [
      "NotebookDocument", "KernelMessages", "NotebookDisplay", "CEpoll",
    ],
    "CellCompilation": [
      "SystemBasics", "NotebookDocument", "KernelMessages", "NotebookDisplay", "Subprocess",
      "SwiftParser",
      "SwiftSyntax", "SwiftParserDiagnostics", "SwiftDiagnostics", "SystemPackage",
      "SwiftOperators", "System",
    ],
    "ReportRendering": [
      "SystemBasics", "NotebookDocument", "NotebookDisplay", "RunResults", "MarkupTree",
      "CDuktape",
      "SwiftIDEUtils", "SwiftParser", "SwiftSyntax",
    ],
    "NotebookSession": [
      "NotebookDocument", "RunResults", "CellCompilation", "KernelSupervision", "KernelMessages",
      "NotebookDisplay", "SourceKitService",
    ],
    "Sweeps": [
      "SystemBasics", "NotebookDocument", "NotebookDisplay", "RunResults", "Subprocess", "System",
      "SystemPackage",
    ],
    "NotebookWorkflow": [
      "SystemBasics", "Sweeps", "DatasetCatalog", "KernelMessages", "NotebookDocument",
      "RunResults",
      "CellCompilation", "NotebookSession", "ReportRendering", "NotebookDisplay", "MarkupTree",
      "PreviewServer", "JupyterDocuments", "Subprocess", "System", "SystemPackage",
    ],
    "NotebookCommands": [
      "SystemBasics", "NotebookDocument", "NotebookSession", "NotebookWorkflow",
      "NotebookDisplay", "PreviewServer",
      "RunResults", "Sweeps", "JupyterDocuments", "JupyterKernel", "JupyterMessaging",
      "ArgumentParser",
    ],
    "PreviewServer": ["FlyingFox", "FlyingSocks"],
    "JupyterDocuments": [
      "SystemBasics", "CellCompilation", "MarkupTree", "NotebookDisplay", "NotebookDocument",
      "RunResults", "Yams",
    ],
    "SourceKitService": ["SystemBasics", "CellCompilation", "CSourceKit"],
    "JupyterMessaging": ["CZeroMQ", "SystemBasics", "JupyterDocuments"],
    "JupyterKernel": [
      "CellCompilation", "JupyterDocuments", "JupyterMessaging", "NotebookDisplay",
      "NotebookSession", "RunResults", "SourceKitService",
    ],
    "notebook": ["NotebookCommands"],
  ]

  /// Targets that cells see: Foundation is slow to load, and any C module below them breaks cells.
  private static let seenByCells: Set = [
    "SystemBasics", "MarkupTree", "NotebookDisplay", "Tensors", "NeuralNetworks", "DatasetCatalog",
    "Datasets",
    "Plotting", "NotebookPrelude",
  ]

  @Test func targetsImportOnlyWhatTheirBordersAllow() throws {
    for file in try SourceTree.files(below: "Sources") {
      let allowed = try #require(Self.allowed[file.target], "\(file.target) has no rule here")
      let base =
        Self.seenByCells.contains(file.target)
        ? Self.standard : Self.standard.union(Self.foundation)
      for (module, line) in file.imports {
        #expect(
          allowed.contains(module) || base.contains(module),
          "\(file.path):\(line): \(file.target) must not import \(module)")
      }
    }
  }

  @Test func everyCLibraryHasOneImporter() throws {
    let libraries = [
      "CCommonMark", "CDuktape", "CEpoll", "CLinux", "CNarrowProduct", "COneDNN", "CSourceKit",
      "CStreaming",
      "CZeroMQ",
      "CZlib",
    ]
    for library in libraries {
      let importers = Set(
        try SourceTree.files(below: "Sources")
          .filter { $0.imports.contains { $0.module == library } }.map(\.target))
      #expect(importers.count == 1, "\(library) is imported by \(importers.sorted())")
    }
  }
}
