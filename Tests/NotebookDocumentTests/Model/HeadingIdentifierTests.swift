import Testing

@testable import NotebookDocument

@Suite struct HeadingIdentifierTests {
  private func identifiers(_ note: String) -> [String] {
    Notebook.parse(source: note, path: "note.md").blocks.compactMap {
      if case .heading(let heading) = $0.kind { heading.identifier } else { nil }
    }
  }

  @Test(arguments: [
    "Block and inline", "User interface", "Work", "Cell membranes", "Preview", "Block", "Eq a",
  ])
  func areThoseOfGitHubWhateverThePageNamesItself(_ heading: String) {
    let expected = heading.lowercased().replacing(" ", with: "-")
    #expect(identifiers("# \(heading)\n\n## \(heading)") == [expected, expected + "-1"])
  }

  @Test(arguments: ["cell", "fn", "fnref", "fig", "tbl", "eq", "lst", "sec"])
  func areFreeAlsoWhereEveryNumberIsThePages(_ name: String) {
    #expect(identifiers("# \(name)\n\n# \(name)\n\n# \(name)") == [name, name + "_1", name + "_2"])
  }

  @Test func leavesThePageItsOwnNames() {
    #expect(
      identifiers("# Cell 1\n\n# fn 2\n\n# Works cited\n\n# A {#run-information}")
        == ["cell-1-1", "fn-2-1", "works-cited-1", "run-information-1"])
  }

  @Test func giveTheAuthorsNameToTheFirstHeadingAlone() {
    #expect(identifiers("# A {#x}\n\n# B {#x}\n\n# X") == ["x", "x-1", "x-2"])
  }

  @Test func findHeadingsByTheirFormulas() {
    let text = diagnostics(
      "# Closure $X^+$\n\n## B\n\n# A\n\n[[#closure $X +$]] [[#Closure $X +$#B]] [[#A#B]]")
    #expect(text.contains("no heading is called 'A#B'"))
    #expect(text.ranges(of: "no heading is called").count == 1)
  }
}
