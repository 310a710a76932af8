import Foundation
import NotebookDisplay
import NotebookDocument
import RunResults
import Testing

@testable import ReportRendering

/// Formulas are typeset once and kept from run to run.
@Suite(.serialized) struct FormulaStoreTests {
  private func html(
    _ note: String, path: String = "/notes/formulas.md", folder: String,
    katex: KatexFiles = .debian
  ) -> String {
    var renderer = ReportRenderer()
    renderer.formulaFolder = folder
    renderer.katex = katex
    let run = RunResult(state: .complete, cells: [], information: .sample)
    return renderer.render(notebook: Notebook.parse(source: note, path: path), run: run).html
  }

  /// As a new process begins.
  private func forgetAll() {
    FormulaStore.forget()
    FormulaCache.shared.removeAll()
  }

  private func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  private func onlyFile(in folder: String) throws -> String {
    let name = try #require(try files(in: folder).first)
    return folder + "/" + name
  }

  @Test func givesTheSamePageFromTheStore() throws {
    try withTemporaryFolder { folder in
      let note = "$\\newcommand{\\E}{\\mathbb{E}} \\E x$ and $\\E \\frac{store}{7}$"
      forgetAll()
      let first = html(note, folder: folder)
      let name = try #require(try files(in: folder).first)
      #expect(try files(in: folder).count == 1)
      // What the second page shows comes from the file.
      let path = folder + "/" + name
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try #require(text.contains("mord mathbb"))
      try text.replacing("mord mathbb", with: "mord from-file").write(
        toFile: path, atomically: true, encoding: .utf8)
      forgetAll()
      #expect(html(note, folder: folder).contains("mord from-file"))
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      forgetAll()
      #expect(html(note, folder: folder) == first)
      #expect(first.contains("mathbb"))
    }
  }

  @Test func takesUpWhatIsNewAndDropsWhatIsGone() throws {
    try withTemporaryFolder { folder in
      forgetAll()
      _ = html("$old_1$", folder: folder)
      _ = html("$new_1$", folder: folder)
      let path = try onlyFile(in: folder)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.contains("new_1") && !text.contains("old_1"))
    }
  }

  @Test func keepsTheFormulasOfEachNoteApart() throws {
    try withTemporaryFolder { folder in
      forgetAll()
      _ = html("$a_2$", folder: folder)
      _ = html("$b_2$", path: "/notes/other.md", folder: folder)
      let count = try files(in: folder).count
      #expect(count == 2)
    }
  }

  @Test func passesOverAFileThatIsBrokenOrOfAnotherKatex() throws {
    try withTemporaryFolder { folder in
      forgetAll()
      let first = html("$c_3$", folder: folder)
      let path = try onlyFile(in: folder)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      for broken in [
        "", "{", String(text.prefix(text.count / 2)),
        text.replacing("\"engine\":\"", with: "\"engine\":\"x").replacing("c_3", with: "d_3"),
      ] {
        try broken.write(toFile: path, atomically: true, encoding: .utf8)
        forgetAll()
        #expect(html("$c_3$", folder: folder) == first)
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("c_3"))
      }
    }
  }

  @Test func runsWhereNothingCanBeKept() throws {
    forgetAll()
    #expect(html("$e_4$", folder: "/dev/null/formulas").contains("class=\"katex\""))
  }
}
