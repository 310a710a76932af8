import Testing

/// What every file keeps to.
@Suite struct FileTests {
  @Test func noFileIsLongerThanFiveHundredLines() throws {
    for folder in ["Sources", "Tests", "Benchmarks"] {
      for file in try SourceTree.files(below: folder) {
        #expect(file.lines.count <= 501, "\(file.path) has \(file.lines.count) lines")
      }
    }
  }

  @Test func nothingIsLeftToDo() throws {
    // Put together from pieces, so that this file does not find itself.
    let marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"]
    for folder in ["Sources", "Tests", "Benchmarks"] {
      for file in try SourceTree.files(below: folder) {
        for (index, line) in file.lines.enumerated() {
          for mark in marks where line.contains(mark) {
            Issue.record("\(file.path):\(index + 1): \(mark)")
          }
        }
      }
    }
  }

  /// swift-format breaks lines of code and leaves comments as they are.
  @Test func commentsAreAsNarrowAsCode() throws {
    for folder in ["Sources", "Tests", "Benchmarks"] {
      for file in try SourceTree.files(below: folder) {
        var isExample = false
        for (index, line) in file.lines.enumerated() {
          let text = line.drop { $0 == " " }
          guard text.hasPrefix("//") else { continue }
          if text.hasPrefix("/// ```") { isExample.toggle() }
          // A line of a cell in a literal, an address, and code that shows how it is used.
          guard line.count > 100, !isExample, !text.hasPrefix("//|"), !text.contains("://") else {
            continue
          }
          Issue.record("\(file.path):\(index + 1): a comment of \(line.count) columns")
        }
      }
    }
  }

  /// Programs are started by the package Subprocess; `posix_spawn` is where that cannot be.
  @Test func processesAreStartedInTwoPlaces() throws {
    let call = "posix_" + "spawn"
    let files = try SourceTree.files(below: "Sources").filter { file in
      file.lines.contains { $0.contains("\(call)(") || $0.contains("\(call)p(") }
    }
    #expect(
      files.map(\.path).sorted() == [
        "Sources/KernelSupervision/ChildProcess.swift",
        "Sources/SystemBasics/SystemProgram.swift",
      ])
  }

  /// What a type declares because a protocol asks for it: its documentation is the protocol's, or
  /// the standard library's.
  private static let witnesses = [
    // The standard library's.
    "var description:", "func == (", "func hash(into", "func encode(to", "init(from decoder",
    "var startIndex:", "var endIndex:", "subscript(position:", "var underestimatedCount:",
    "func makeIterator()", "init(floatLiteral", "init(integerLiteral", "init(arrayLiteral",
    "init(stringLiteral", "func build",
    // Our own.
    "func callAsFunction(_ x: Tensor)", "func checkInput(_ shape: [Int])",
    "var cellOutput:", "let learningRate:", "var learningRate: any LearningRate {", "let options:",
    "var options: OptimizerOptions {",
    "var slots:", "var usesStepNumber:", "func updated(", "func state(for parameters:",
    "var isPlanned:", "func rate(atStep step: Int)", "func rate(atStep step: Tensor)",
    "var constantRate:",
    "var defaultElementType:", "var doubleValue:", "func resolved(size", "let stepInterval:",
    "var stepInterval:", "func trainingBegan(", "func stepEnded(", "func epochEnded(",
    "func trainingEnded(", "var memory: [String: Tensor]", "func restore(_ memory:", "let mark:",
    "var mark:", "var chartValue:", "var isCount:",
  ]

  @Test func everyPublicDeclarationThatCellsSeeIsDocumented() throws {
    let declaration = try Regex(
      #"^ *(?:@\w+(?:\([^)]*\))? )*public (?:\w+\(set\) )?(?:[a-z]+ )*?"#
        + #"(?:func|var|let|init|subscript|struct|class|enum|protocol|typealias)\b"#)
    let targets = [
      "Tensors", "NeuralNetworks", "Datasets", "Plotting", "NotebookDisplay", "MarkupTree",
      "NotebookPrelude",
    ]
    for target in targets {
      for file in try SourceTree.files(below: "Sources/\(target)") {
        for (index, line) in file.lines.enumerated()
        where line.firstMatch(of: declaration) != nil {
          let isKnown =
            Self.witnesses.contains { line.contains($0) }
            || Self.isDocumented(file.lines[..<index])
          #expect(isKnown, "\(file.path):\(index + 1): public without documentation")
        }
      }
    }
  }

  /// Whether the lines above a declaration end in documentation, attributes aside.
  private static func isDocumented(_ above: ArraySlice<Substring>) -> Bool {
    for line in above.reversed() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("@") || text.hasPrefix("#") { continue }
      return text.hasPrefix("///")
    }
    return false
  }
}
