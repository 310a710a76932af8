import Foundation
import RunResults
import Testing

@testable import NotebookDocument
@testable import ReportRendering

@Suite(.enabled("KaTeX is not installed") { MathematicsTests.isInstalled })
struct FormulaFileTests {
  private static func key(_ tex: String, definitions: String = "") -> FormulaCache.Key {
    FormulaCache.Key(
      scripts: KatexFiles.debian.scripts, definitions: definitions, tex: tex, isDisplayed: false)
  }

  private func file(in folder: String) -> FormulaFile {
    FormulaFile(in: folder, notePath: "/notes/a.md", katex: .debian)
  }

  /// Renders a note with a folder for its formulas, and forgets them in this process.
  private func render(_ note: String, in folder: String, forgetting keys: [FormulaCache.Key]) {
    var renderer = ReportRenderer()
    renderer.formulaFolder = folder
    let notebook = Notebook.parse(source: note, path: "/notes/a.md")
    _ = renderer.render(
      notebook: notebook, run: .init(state: .notRun, cells: [], information: .sample))
    for key in keys { FormulaCache.shared[key] = nil }
  }

  private static func typeset(_ key: FormulaCache.Key) -> KatexEngine.Typeset? {
    try? FormulaCache.shared[key]?.get()
  }

  @Test func keepsFormulasForTheNextProcess() throws {
    try withTemporaryFolder { folder in
      let definition = "\\newcommand{\\kept}{k}"
      let keys = [
        Self.key("x_{kept}"), Self.key("\\wrongkept"), Self.key(definition),
        Self.key("\\kept", definitions: FormulaCache.definitions("", and: definition)),
      ]
      render(
        "$x_{kept}$ $\\wrongkept$ $\(definition)$ $\\kept$", in: folder, forgetting: keys)
      file(in: folder).load()
      #expect(Self.typeset(keys[0])?.markup.contains("<mi>k</mi>") == true)
      #expect(
        FormulaCache.shared[keys[1]]
          == .failure(
            .invalidFormula(message: "Undefined control sequence: \\wrongkept", offset: 0)))
      #expect(Self.typeset(keys[2])?.changesMacros == true)
      #expect(Self.typeset(keys[3])?.markup.contains("<mi>k</mi>") == true)
    }
  }

  @Test func readsNoFileThatIsDamagedOrOfOtherScripts() throws {
    try withTemporaryFolder { folder in
      let key = Self.key("y_{damaged}")
      render("$y_{damaged}$", in: folder, forgetting: [key])
      let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first)
      let whole = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
      for place in [0, 40, whole.count / 2, whole.count - 1] {
        var damaged = whole
        damaged[place] ^= 1
        try damaged.write(to: URL(filePath: "\(folder)/\(name)"))
        file(in: folder).load()
        #expect(FormulaCache.shared[key] == nil)
      }
      try whole.write(to: URL(filePath: "\(folder)/\(name)"))
      let other = KatexFiles(scripts: folder, fonts: folder)
      FormulaFile(in: folder, notePath: "/notes/a.md", katex: other).load()
      #expect(
        FormulaCache.shared[
          .init(scripts: folder, definitions: "", tex: "y_{damaged}", isDisplayed: false)] == nil)
      file(in: folder).load()
      #expect(FormulaCache.shared[key] != nil)
    }
  }

  @Test func losesNothingWhereTheFolderCannotBeWritten() {
    render("$z_{unkept}$", in: "/proc/nowhere", forgetting: [])
    #expect(FormulaCache.shared[Self.key("z_{unkept}")] != nil)
  }
}
