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

  @Test func everyPublicTypeAndFreeFunctionThatCellsSeeIsDocumented() throws {
    let declaration =
      /^ *public (?:final |indirect )?(?:struct|class|enum|protocol|typealias) |^public func [a-z]/
    for target in ["Tensors", "NeuralNetworks", "Datasets", "Plotting", "NotebookDisplay"] {
      for file in try SourceTree.files(below: "Sources/\(target)") {
        for (index, line) in file.lines.enumerated()
        where line.firstMatch(of: declaration) != nil {
          let isDocumented = Self.isDocumented(file.lines[..<index])
          #expect(isDocumented, "\(file.path):\(index + 1): public without documentation")
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
