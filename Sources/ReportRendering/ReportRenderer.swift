package import MarkupTree
package import NotebookDocument
package import RunResults
internal import SystemBasics

/// Makes the page of a notebook and its run.
package struct ReportRenderer: Sendable {
  /// Folds all code, whatever the cells say.
  package var foldsAllCode = false
  /// Where KaTeX is looked for.
  package var katex = KatexFiles.debian
  /// A folder in which typeset formulas are kept from process to process; `nil` keeps none.
  package var formulaFolder: String?
  /// The tool's name and version, for `<meta name="generator">`.
  package var generator = "notebook"
  /// What stands at the head of each cell, for a page on which cells can be run.
  package var cellControls: (@Sendable (Cell) -> [MarkupNode])?

  /// The folder that the report will lie in, from which links to files are seen; `nil` leaves them
  /// as they are seen from the note.
  package var reportFolder: String?

  /// The note's vault if none is marked as one.
  package var vault: String?

  /// Shows HTML of the note and of its cells as it is, without policy: it may run and load whatever
  /// it likes.
  package var trustsHTML = false
  /// Rules of the user's own, after the page's.
  package var styleSheet = ""
  /// Whether a server sends the page with a policy and a script of its own.
  package var isServed = false
  /// The values of another note's inline expressions by their numbers, as its latest run has given
  /// them for the note as it stands.
  package var recordedValues: (@Sendable (_ path: String, _ notebook: Notebook) -> [Int: String])?
  /// What stands at the head of the page in place of how its own run went, for a page about other
  /// runs.
  package var headFacts: [RunInformation.Fact]?
  /// Where the note stands among others.
  package var surroundings: NoteSurroundings?

  package init() {}

  /// The folder of the user's caches that keeps formulas; `nil` where there is none.
  package static var usualFormulaFolder: String? {
    UserFolders.usableCache.map { $0 + "/formulas" }
  }

  /// Renders one self-contained HTML file: no request to anywhere, and whole without scripts.
  ///
  /// Rendering never fails. What cannot be shown, such as a formula that is wrong or an image that
  /// is missing, is replaced by its source or description and reported in the result's diagnostics.
  package func render(notebook: Notebook, run: RunResult) -> RenderedReport {
    let page = ReportPage(notebook: notebook, run: run, renderer: self)
    let html = page.html()
    return RenderedReport(
      html: html, diagnostics: page.allDiagnostics,
      files: page.files.lookups.paths.union(notebook.filesRead))
  }

  /// What rendering would report, without making the page.
  package func diagnostics(of notebook: Notebook, run: RunResult) -> [Diagnostic] {
    let page = ReportPage(notebook: notebook, run: run, renderer: self)
    page.readProse()
    return page.allDiagnostics
  }
}

/// A finished page, and what was wrong with the note's formulas, images and links.
package struct RenderedReport: Sendable {
  package var html: String
  package var diagnostics: [Diagnostic]
  /// The absolute paths of pictures, notes and bibliographies that the page was made with; for
  /// those that are not there, where they would lie beside the note.
  package var files: Set<String> = []
}
