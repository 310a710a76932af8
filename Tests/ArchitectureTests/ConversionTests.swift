import Foundation
import Testing

/// Whether a number that is no integer, or far too large, could end the program.
///
/// `Int(x)` of a floating-point number stops the program for 1e300 and NaN. Which of the many
/// conversions in the sources are of this kind, only the compiler knows: it leaves the reason of
/// each such stop in the debug information of the object file. So the object files are read.
@Suite struct ConversionTests {
  /// Targets whose numbers come from notes and files, and go to a console, a page or a message.
  private static let targets = [
    "SystemBasics", "CellCompilation", "DatasetCatalog", "Datasets", "JupyterDocuments",
    "JupyterKernel",
    "JupyterMessaging", "KernelMessages", "KernelRuntime", "KernelSupervision", "MarkupTree",
    "NeuralNetworks", "NotebookCommands", "NotebookDisplay", "NotebookDocument",
    "NotebookPrelude", "NotebookProgram", "NotebookSession", "NotebookWorkflow", "ReportRendering",
    "RunResults",
  ]

  /// What the compiler writes for a conversion that may stop the program.
  private static let reason = Data("value cannot be converted to ".utf8)

  @Test func noFloatingPointNumberIsConvertedUnchecked() throws {
    let products = try #require(Self.products, "the object files lie beside the test bundle")
    var read = 0
    for target in Self.targets {
      for file in try SourceTree.files(below: "Sources/\(target)") {
        let name = try #require(file.path.split(separator: "/").last)
        let object = products.appending(path: "\(target).build/\(name).o")
        guard let bytes = try? Data(contentsOf: object) else { continue }
        read += 1
        #expect(
          bytes.firstRange(of: Self.reason) == nil,
          "\(file.path) converts a floating-point number with Int(…); use Int(clamping:)")
      }
    }
    #expect(read > 100, "only \(read) object files were found in \(products.path)")
  }

  /// The test reads what it means to: a file with such a conversion has the reason in it.
  @Test func theCompilerNamesUncheckedConversions() throws {
    let products = try #require(Self.products)
    let here = products.appending(path: "ArchitectureTests.build/ConversionTests.swift.o")
    let bytes = try Data(contentsOf: here)
    #expect(bytes.firstRange(of: Data("Double value cannot be converted to Int16".utf8)) != nil)
    #expect(Self.unchecked(3.7) == 3)
  }

  @inline(never)
  private static func unchecked(_ number: Double) -> Int16 { Int16(number) }

  private static let products: URL? = [CommandLine.arguments[0], "/proc/self/exe"].lazy
    .map { URL(filePath: $0).resolvingSymlinksInPath().deletingLastPathComponent() }
    .first { FileManager.default.fileExists(atPath: $0.appending(path: "Tensors.build").path) }
}
