import Foundation
import Testing

/// `notebook export`, `data` and what `check` says of prose.
@Suite struct ToolsTests {
  @Test func anExportHoldsEveryCellAndIsReplacedByTheNextOne() async throws {
    let folder = try NoteFolder()
    try folder.write("---\nparams:\n  n: 2\n---\n```swift\nlet x = n\n```\n```swift\nx + 1\n```\n")
    let first = try await Tool.run("export", "note.md", "-o", "pkg", "-P", "n=7", in: folder)
    #expect(first.status == 0, "\(first.standardError)")
    #expect(first.standardOutput.contains("wrote 2 cells to pkg"))
    #expect(try #require(folder.text("pkg/Package.swift")).contains("NotebookProgram"))
    #expect(
      try #require(folder.text("pkg/Sources/Parameters/Parameters.swift")).contains("n: Int = 7"))
    let second = try #require(folder.text("pkg/Sources/Cell2/Cell2.swift"))
    #expect(second.contains("@testable import var Cell1.x"))

    try folder.write("```swift\nlet y = 1\n```\n")
    #expect(try await Tool.run("export", "note.md", "-o", "pkg", in: folder).status == 0)
    #expect(folder.names(in: "pkg/Sources") == ["Cell1", "Program"])
    #expect(folder.names(in: "") == ["note.md", "pkg"])

    try folder.write("let y = 2  // mine\n", to: "pkg/Sources/Cell1/Cell1.swift")
    let refused = try await Tool.run("export", "note.md", "-o", "pkg", in: folder)
    #expect(refused.status == 1)
    #expect(
      refused.standardError.contains("Sources/Cell1/Cell1.swift was edited after the last export"))
    #expect(folder.text("pkg/Sources/Cell1/Cell1.swift") == "let y = 2  // mine\n")
  }

  @Test func anExportNeverOverwritesWhatIsNotItsOwn() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nlet x = 1\n```\n")
    try folder.write("a file", to: "taken")
    let file = try await Tool.run("export", "note.md", "-o", "taken", in: folder)
    #expect(file.status == 1)
    #expect(
      file.standardError.contains("taken: error: the package cannot be written: it is a file"))
    try folder.write("precious", to: "mine/Package.swift")
    let other = try await Tool.run("export", "note.md", "-o", "mine", in: folder)
    #expect(other.status == 1)
    #expect(other.standardError.contains("the folder holds other files; name another with -o"))
    #expect(folder.text("mine/Package.swift") == "precious")
    #expect(folder.names(in: "mine") == ["Package.swift"])
  }

  @Test func aNoteThatDoesNotCheckIsNotExported() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nlet x: Int = \"\"\n```\n")
    let result = try await Tool.run("export", "note.md", in: folder)
    #expect(result.status == 2)
    #expect(result.standardError.contains("note.md:2:14: error:"))
    #expect(!folder.contains("note-package"))
  }

  @Test func dataSetsAreListedAndADamagedFileIsNamed() async throws {
    let folder = try NoteFolder()
    let list = try await Tool.run("data", "list", in: folder)
    #expect(list.status == 0)
    #expect(list.standardOutput.contains("Fashion-MNIST, 30.9 MB, licence MIT"))
    try folder.write("not the file", to: "fashion-mnist/t10k-labels-idx1-ubyte.gz")
    let verified = try await Tool.run(
      "data", "verify", "fashion-mnist", in: folder,
      environment: ["NOTEBOOK_DATA": folder.url.path])
    #expect(verified.status == 1)
    #expect(
      verified.standardOutput.contains(
        "DAMAGED  \(folder.url.path)/fashion-mnist/t10k-labels-idx1-ubyte.gz is damaged"))
    #expect(try await Tool.run("data", "verify", "nothing", in: folder).status == 64)
  }

  @Test func theDoctorTrainsSetsAFormulaAndNamesWhatIsThere() async throws {
    let folder = try NoteFolder()
    try folder.write("x", to: "mnist/train-labels-idx1-ubyte.gz")
    let result = try await Tool.run(
      "doctor", in: folder, environment: ["NOTEBOOK_DATA": folder.url.path])
    #expect(result.status == 0, "\(result.standardOutput)")
    #expect(result.standardOutput.contains("ok        a run: a cell trained a model in a kernel"))
    #expect(result.standardOutput.contains("ok        a formula: was set"))
    #expect(result.standardOutput.contains("ok        MNIST: \(folder.url.path)/mnist"))
    #expect(folder.names(in: "") == ["mnist"])
    let broken = try await Tool.run(
      "doctor", in: folder, environment: ["SWIFT": folder.path("no/swiftc")])
    #expect(broken.status == 1)
    #expect(broken.standardOutput.contains("MISSING   Swift compiler: "))
    #expect(broken.standardOutput.contains("install Swift 6.3 from https://www.swift.org/install"))
  }

  @Test func checkingTriesFormulasImagesAndLinks() async throws {
    let folder = try NoteFolder()
    try folder.write(
      """
      Good: $a_b$. Bad: $\\unknown{1}$.

      ![picture](lost.png)

      See [[other note]] and @fig-lost.

      ```swift
      let x = 1
      ```
      """)
    let result = try await Tool.run("check", "note.md", in: folder)
    #expect(result.status == 2)
    #expect(result.standardError.contains("note.md:1:"))
    #expect(result.standardError.contains("invalid formula"))
    #expect(result.standardError.contains("note.md:3: warning: there is no image 'lost.png'"))
    #expect(result.standardError.contains("note.md:5:5: warning: there is no note 'other note'"))
    #expect(result.standardError.contains("nothing is labelled 'fig-lost'"))
    #expect(folder.names(in: "") == ["note.md"])
  }
}
