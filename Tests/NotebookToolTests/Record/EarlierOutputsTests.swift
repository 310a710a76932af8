import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import NotebookSession

/// Which outputs of an earlier run are shown at which cell of an edited note.
@Suite struct EarlierOutputsTests {
  private func note(_ cells: [String]) -> Notebook {
    .parse(
      source: cells.map { "```swift\n\($0)\n```\n" }.joined(separator: "Prose.\n"), path: "note.md")
  }

  /// Which cells of the earlier note the cells of the edited one show, by their first words.
  private func shown(_ before: [String], _ after: [String], isSameCode: Bool = false) -> [String] {
    var outputs = EarlierOutputs()
    for cell in note(before).cells {
      let result = CellResult(
        number: cell.number, state: .completed, items: [.standardOutput(cell.code)])
      outputs.keep(result, of: CellKey(cell), place: cell.place, made: "then")
    }
    let edited = note(after)
    let results = outputs.results(for: edited, isSameCode: isSameCode)
    return edited.cells.map { cell in
      guard let result = results[cell.number], case .standardOutput(let text)? = result.items.first
      else { return "none" }
      #expect(result.number == cell.number && result.outputsFrom == "then")
      return String(text.split(separator: "\n").last ?? "")
    }
  }

  @Test func aCellIsKnownByItsCodeWhereverItStands() {
    #expect(shown(["a", "b", "c"], ["c", "a", "b"]) == ["c", "a", "b"])
    #expect(shown(["a", "b"], ["new", "a", "b"]) == ["none", "a", "b"])
    #expect(shown(["a", "b", "c"], ["b", "c"]) == ["b", "c"])
  }

  @Test func linesFollowACellThroughFiles() throws {
    let old = SourceLine(number: 4)
    let new = SourceLine(file: "part.md", number: 10)
    var result = CellResult(
      number: 1, state: .completed,
      items: [.claim(Claim(sentence: "it is so", holds: false, line: 5))])
    result.diagnostics = [
      Diagnostic(.error, file: "note.md", line: 6, "wrong"),
      Diagnostic(.error, file: "other.md", line: 6, "elsewhere"),
    ]
    let moved = result.moved(from: old, to: new, note: "note.md")
    #expect(moved.diagnostics.map(\.file) == ["part.md", "other.md"])
    #expect(moved.diagnostics.map(\.line) == [12, 6])
    let claim = try #require(moved.claims.first)
    #expect((claim.file, claim.line) == ("part.md", 11))
    #expect(moved.moved(from: new, to: old, note: "note.md") == result)
  }

  @Test func equalCellsAreTakenInOrder() {
    #expect(shown(["a", "a", "b"], ["a", "b", "a", "a"]) == ["a", "b", "a", "none"])
  }

  @Test func aChangedCellIsKnownByItsLabelElseByItsPlace() {
    #expect(
      shown(["//| label: one\na", "b"], ["b", "//| label: one\nchanged"]) == ["b", "a"])
    #expect(shown(["a", "b", "c"], ["a", "changed", "c"]) == ["a", "b", "c"])
    // What stood in its place stands elsewhere now.
    #expect(shown(["a", "b"], ["a", "new", "b"]) == ["a", "none", "b"])
    #expect(shown(["a", "b"], ["a", "changed"], isSameCode: true) == ["a", "none"])
  }

  /// The values shown in an edited note, where the expressions of the earlier one had 0, 1, 2, ….
  private func inlineValues(_ before: String, _ after: String) -> [String] {
    let note = Notebook.parse(source: before, path: "note.md")
    var outputs = EarlierOutputs()
    for expression in note.inlineExpressions {
      var step = ExecutedStep(
        step: Step(
          kind: .inlineExpressions(after: expression.precedingCells), identity: "",
          line: expression.line))
      step.inlineResults = [expression.number: "\(expression.number)"]
      outputs.keep(step, of: note, made: "then")
    }
    let edited = Notebook.parse(source: after, path: "note.md")
    let values = outputs.inlineValues(of: edited)
    return edited.inlineExpressions.map { values[$0.number] ?? "none" }
  }

  @Test func anInlineValueIsThatOfItsPlace() {
    let first = "```swift\nlet x = 1\n```\n\n`{swift} x`\n\n"
    let second = "```swift\nlet x = 2\n```\n\n`{swift} x` and `{swift} x`, `{swift} x + 1`\n\n"
    #expect(inlineValues(first + second, first + second) == ["0", "1", "2", "3"])
    #expect(inlineValues(first + second, "# New\n\n" + second) == ["1", "2", "3"])
    // Behind another cell, `x` may be either; `x + 1` was one only.
    let changed = second.replacing("= 2", with: "= 3")
    #expect(inlineValues(first + second, first + changed) == ["0", "none", "none", "3"])
    #expect(inlineValues(first, changed) == ["0", "0", "none"])
  }

  @Test func claimsOfThenAreNotCounted() {
    var result = CellResult(number: 1, state: .notRun("not yet run"))
    var earlier = CellResult(
      number: 1, state: .completed,
      items: [
        .standardOutput("text"), .claim(Claim(sentence: "one", holds: true, line: 3)),
        .claim(Claim(sentence: "two", holds: false, line: 4)),
      ])
    earlier.outputsFrom = "then"
    result.show(earlier: earlier)
    #expect(
      result.items == [
        .standardOutput("text"), .remark("held then: one"), .remark("was false then: two"),
      ])
    #expect(result.outputsFrom == "then")
  }
}
