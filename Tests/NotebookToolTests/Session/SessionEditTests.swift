import Foundation
import KernelMessages
import NotebookDocument
import NotebookSession
import NotebookWorkflow
import RunResults
import Testing

/// Whether a session that goes on from kept states shows, after any edits, exactly what a run of
/// the text in a fresh kernel gives.
///
/// `NOTEBOOK_EDITS=100 swift test … --filter SessionEditTests` makes a hundred sequences over the
/// notes of `notebooks/` that run within seconds; each sequence is the same for its number.
@Suite(.serialized) struct SessionEditTests {
  /// Cells that change values of earlier ones, draw random numbers, fail and recover.
  private static let note = """
    ---
    seed: 7
    params:
      rate: 3
    ---
    The sum is `{swift} values.reduce(0, +)` now.

    ```swift
    var values = (0..<4).map { _ in Int.random(in: 0..<100) }
    func scale(_ x: Int) -> Int { x * rate }
    ```

    ```swift
    values.append(scale(2))
    print(values)
    ```

    ```swift
    let weights = Tensor.normal([200, 200])
    for _ in 0..<60 { values[0] += Int(weights.matmul(weights).sum().scalar) % 7 }
    print(values, weights.mean().scalar)
    ```

    Now `{swift} values.count` values.

    ```swift
    //| error: true
    values.removeAll()
    print(values[3])
    ```

    ```swift
    values.shuffle()
    claim("some are left", values.count > 2)
    print(values, Double.random(in: 0..<1))
    ```
    """

  @Test(arguments: 0..<6)
  func anySequenceOfEditsEndsAsAFreshRunDoes(seed: UInt64) async throws {
    let folder = try NoteFolder()
    try await compare(Self.note, edits: 5, seed: seed, in: folder)
  }

  @Test(arguments: sequences)
  func everyEditOfTheStudyNotesEndsAsAFreshRunDoes(seed: UInt64) async throws {
    let notebooks = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../notebooks").standardizedFileURL
    let notes = [
      "your-first-notebook.md", "concepts/sigmoid.md", "concepts/gradient-descent.md",
      "concepts/backpropagation.md", "concepts/vanishing-and-exploding-gradients.md",
      "concepts/z-score.md", "concepts/initialization.md", "concepts/covariate-shift.md",
      "gallery.md",
    ]
    let file = notebooks.appending(path: notes[Int(seed) % notes.count])
    let text = try String(contentsOf: file, encoding: .utf8)
    try await compare(text, edits: 3, seed: 1000 + seed, in: try NoteFolder())
  }

  /// `NOTEBOOK_EDITS=100` or, for a part of them, `NOTEBOOK_EDITS=40..<60`.
  private static var sequences: Range<UInt64> {
    let asked = ProcessInfo.processInfo.environment["NOTEBOOK_EDITS"] ?? "2"
    let ends = asked.split(separator: "..<").compactMap { UInt64($0) }
    return ends.count == 2 ? ends[0]..<max(ends[0], ends[1]) : 0..<(ends.first ?? 2)
  }

  private func compare(_ text: String, edits: Int, seed: UInt64, in folder: NoteFolder) async throws
  {
    var editor = NoteEditor(text: text, seed: seed)
    let path = folder.path("note.md")
    let products = try #require(Tool.products)
    var options = SessionOptions(
      kernel: products.appending(path: "notebook-kernel").path, version: "test")
    var fresh = options
    fresh.trainingMemory = .off
    options.keepsSnapshots = true
    options.snapshotLimit = 3
    let session = NoteSession(options: options, interruption: RunInterruption()) { _, _ in }
    for edit in 0...edits {
      if edit > 0 { editor.edit() }
      let notebook = Notebook.parse(source: Array(editor.text.utf8), path: path)
      try await session.update(notebook)
      let shown = try await session.run()
      let expected = try await NoteSession.open(
        options: fresh, interruption: RunInterruption(), watch: { _, _ in }
      ) { session throws(RunFailure) in
        try await session.update(notebook)
        return try await session.run()
      }
      // What is shown of cells that did not run is of an earlier text.
      let differing = RecordComparison.cellsDiffering(
        in: expected, from: shown.withoutEarlierOutputs)
      #expect(
        differing.isEmpty,
        "cells \(differing) differ after \(editor.log) in sequence \(seed):\n\(editor.text)")
      guard differing.isEmpty else { break }
    }
    await session.close()
  }
}

extension RunResult {
  fileprivate var withoutEarlierOutputs: RunResult {
    var result = self
    for index in cells.indices where cells[index].outputsFrom != nil {
      result.cells[index].items = []
    }
    if cells.contains(where: { $0.state != .completed && $0.outputsFrom != nil }) {
      result.inlineResults = [:]
    }
    return result
  }
}

/// Edits a note as people do, at random but the same for one seed.
private struct NoteEditor {
  private(set) var text: String
  private(set) var log: [String] = []
  private let original: String
  private var state: UInt64

  init(text: String, seed: UInt64) {
    self.text = text
    original = text
    state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
  }

  private mutating func random(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }

  mutating func edit() {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let fences = lines.indices.filter { lines[$0] == "```swift" }
    guard !fences.isEmpty else { return text = original }
    let start = fences[random(below: fences.count)]
    let end = lines[start...].firstIndex(of: "```") ?? lines.count - 1
    switch random(below: 9) {
    case 0:
      log.append("prose before line \(start + 1)")
      lines.insert(contentsOf: ["Another sentence.", ""], at: start)
    case 1:
      log.append("a print in line \(end + 1)")
      lines.insert("print(\"new\", \(random(below: 100)))", at: end)
    case 2:
      log.append("the cell of line \(start + 1) deleted")
      lines.removeSubrange(start...end)
    case 3:
      log.append("the cell of line \(start + 1) twice")
      lines.insert(contentsOf: lines[start...end] + [""], at: start)
    case 4:
      log.append("a cell before line \(start + 1)")
      lines.insert(
        contentsOf: ["```swift", "print(Int.random(in: 0..<1000))", "```", ""], at: start)
    case 5:
      log.append("a comment in line \(end + 1)")
      lines.insert("// a comment", at: end)
    case 6:
      log.append("another seed")
      if let line = lines.firstIndex(where: { $0.hasPrefix("seed:") }) {
        lines[line] = "seed: \(random(below: 1000))"
      } else if lines.first == "---" {
        lines.insert("seed: \(random(below: 1000))", at: 1)
      }
    case 7:
      log.append("an error in line \(end + 1)")
      lines.insert("let broken: Int = \"text\"", at: end)
    default:
      log.append("everything as at first")
      return text = original
    }
    text = lines.joined(separator: "\n")
  }
}
