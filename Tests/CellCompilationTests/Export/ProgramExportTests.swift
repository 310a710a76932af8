import Foundation
import NotebookDocument
import Subprocess
import Testing

@testable import CellCompilation

@Suite("A note as a package")
struct ProgramExportTests {
  private static let note = """
    ---
    seed: 5
    params:
      rate: 0.5
    ---
    ```swift
    // Where it begins.
    struct Point { var x = 1.0 }
    var p = Point()
    let (a, b) = (1, "two")
    p.x = rate
    ```
    ```swift
    func slow(_ i: Int) async throws -> Int { await Task.yield(); return i * 2 }
    let s = try await slow(4)
    guard let half = Optional(s / 2), half > 1 else { fatalError() }
    s + half
    ```
    ```swift
    struct Point { var y = 5; static func + (l: Point, r: Point) -> Int { l.y + r.y } }
    func old() -> Double { p.x }
    let text = \"\"\"
      two
        lines
      \"\"\"
    print(text, old())
    ```
    ```swift
    //| runtime-error: true
    fatalError("as planned")
    ```
    ```swift
    //| compile-error: true
    let wrong: Int = "text"
    ```
    ```swift
    async let one = slow(1)
    extension Point: Shape { var area: Double { Double(y) } }
    if try await one == 2 { "sum \\(Point() + Point()) \\(Point().area)" } else { b }
    ```
    ```swift
    //| label: last
    let size: Int, wide: Bool
    if try await slow(1) == 2 { size = try await slow(3) } else { size = 0 }
    wide = true
    let half = half + size
    let rate = rate * 2
    print(size, wide, half, rate)
    ```
    """

  private func export(checkout: String = "/somewhere/notebook") -> [String: String] {
    let notebook = Notebook.parse(source: Self.note, path: "notes/demo.md")
    let files = ProgramExport(notebook, name: "demo", checkout: checkout).files
    return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) })
  }

  @Test("declarations stay at the top of a module, and its function keeps the order")
  func dividesCells() throws {
    let files = export()
    #expect(
      files["Sources/Cell1/Cell1.swift"] == """
        // Cell 1 of demo.md, line 7.
        import NotebookPrelude
        import let Parameters.rate

        /// Later cells import it to reach this cell's extensions.
        enum NotebookCell1 {}

        // Where it begins.
        struct Point { var x = 1.0 }

        var p = Point()

        let (a, b) = (1, "two")

        /// What the cell does, in its order.
        public func runCell1() throws {
          NotebookPrelude.beginCell("cell 1")
          _ = p
          _ = a
          _ = b
          p.x = rate
        }

        """)
    #expect(files["Sources/Parameters/Parameters.swift"]?.contains("rate: Double = 0.5") == true)
  }

  @Test("names of earlier cells and variables without a value keep their meaning")
  func keepsMeanings() throws {
    let text = try #require(export()["Sources/Cell7/Cell7.swift"])
    #expect(text.contains("import let Parameters.rate"))
    #expect(text.contains("let half = Cell2.half + size"))
    #expect(text.contains("let rate = Parameters.rate * 2"))
    #expect(text.contains("private var size_value: Int?\nvar size: Int {"))
    #expect(text.contains("private var wide_value: Bool?"))
    #expect(text.contains("NotebookPrelude.beginCell(\"last\")"))
  }

  @Test("the call of a layer's superclass keeps its meaning")
  func keepsInheritedCalls() throws {
    let note = """
      ```swift
      class A: Body { override func callAsFunction(_ x: Tensor) -> Tensor { super.callAsFunction(x) } }
      ```
      """
    let files = ProgramExport(
      Notebook.parse(source: note, path: "a.md"), name: "a", checkout: "/somewhere"
    ).files
    let cell = try #require(files.first { $0.path == "Sources/Cell1/Cell1.swift" }?.text)
    #expect(
      cell.contains(
        "class A: Body { @_disfavoredOverload override func callAsFunction(_ x: Tensor) -> Tensor { "
          + "(super.callAsFunction as (_) -> _)(x) } }"))
  }

  @Test("an error that is tolerated does not end the program")
  func goesOnAfterToleratedErrors() throws {
    let note = "```swift\n//| error: true\nlet n = 1\n```\n```swift\nn\n```\n"
    let files = ProgramExport(
      Notebook.parse(source: note, path: "a.md"), name: "a", checkout: "/somewhere"
    ).files
    let main = try #require(files.first { $0.path == "Sources/Program/main.swift" }?.text)
    #expect(
      main.contains(
        "  do { try runCell1() } catch { print(\"error in cell 1: \\(error)\") }\n  try runCell2()\n"
      ))
  }

  @Test("cells that fail on purpose are not called, and those that do not compile are left out")
  func leavesOutFailures() throws {
    let files = export()
    let main = try #require(files["Sources/Program/main.swift"])
    #expect(main.contains("NotebookProgram.run(seed: 5)"))
    #expect(!main.contains("try runCell4()"))
    #expect(main.contains("// Cell 4 has to fail"))
    #expect(files["Sources/Cell4/Cell4.swift"] != nil)
    #expect(files["Sources/Cell5/Cell5.swift"] == nil)
    #expect(main.contains("try runCell6()"))
  }

  @Test("the package builds by itself and prints what the cells show")
  func builds() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "notebook-export-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let checkout = folder.appending(path: "checkout")
    try Self.writeCheckout(to: checkout)
    let package = folder.appending(path: "package")
    for (path, text) in export(checkout: checkout.path) {
      let url = package.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let toolchain = try Toolchain.find(environment: ProcessInfo.processInfo.environment)
    let swift = URL(filePath: toolchain.frontend).deletingLastPathComponent()
      .appending(path: "swift").path
    let result = try await Subprocess.run(
      .program(at: swift), arguments: ["run", "-q", "--package-path", "\(package.path)"],
      // The package manager leaves locks among the temporary files.
      environment: .inherit.updating(["TMPDIR": folder.path]),
      output: .string(limit: 1 << 20), error: .combinedWithOutput)
    #expect(
      result.standardOutput.contains(
        """
        value: 12
        two
          lines 0.5
        value: sum 10 5.0
        6 true 10 1.0

        """), "\(result.standardOutput)")
  }

  /// A package in the place of notebook's own, with the product that exported packages use.
  private static func writeCheckout(to folder: URL) throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let sources = tests.appending(path: "../../Sources/NotebookPrelude")
    let prelude = folder.appending(path: "Sources/NotebookPrelude")
    let program = folder.appending(path: "Sources/NotebookProgram")
    for url in [prelude, program] {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      at: tests.appending(path: "Support/FixturePrelude.swift.txt"),
      to: prelude.appending(path: "FixturePrelude.swift"))
    for name in ["WaitingForTasks.swift", "ExportedPrograms.swift"] {
      try FileManager.default.copyItem(
        at: sources.appending(path: name), to: prelude.appending(path: name))
    }
    let files = [
      "Package.swift": """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "stand-in",
        products: [
          .library(name: "NotebookProgram", targets: ["NotebookPrelude", "NotebookProgram"])
        ],
        targets: [
          .target(
            name: "NotebookPrelude",
            swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
          .target(name: "NotebookProgram"),
        ])

      """,
      "Sources/NotebookProgram/NotebookProgram.swift": """
      public enum NotebookProgram {
        public static func run(seed: UInt64, cells: () throws -> Void) {
          do { try cells() } catch { print(error) }
        }
      }

      """,
    ]
    for (path, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: path))
    }
  }
}
