import Foundation
import NotebookDisplay
import NotebookDocument
import ReportRendering
import RunResults

extension RunInformation {
  static let sample = RunInformation(
    started: "2026-11-21T08:15:02Z", seconds: 1, command: "notebook run note.md")
}

/// The report of a note whose cells gave what is said here, in the order of the cells.
func render(
  _ note: String, path: String = "note.md", _ items: [[CellResult.Item]] = [],
  notices: [Notice] = [], inline: [Int: String] = [:], katex: KatexFiles = .debian
) -> RenderedReport {
  let cells = items.enumerated().map { CellResult(number: $0 + 1, state: .completed, items: $1) }
  let run = RunResult(
    state: .complete, cells: cells, inlineResults: inline, notices: notices, information: .sample)
  var renderer = ReportRenderer()
  renderer.katex = katex
  return renderer.render(notebook: Notebook.parse(source: note, path: path), run: run)
}

/// What stands on the page between its title block and its footer.
func prose(_ note: String, _ items: [[CellResult.Item]] = []) -> String {
  body(of: render(note, items).html)
}

func body(of html: String) -> String {
  guard let start = html.range(of: "<div class=\"prose\">"),
    let end = html.range(of: "</main>", options: .backwards)
  else { return html }
  return String(html[start.upperBound..<end.lowerBound])
}

/// A folder that is there while `body` runs.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.path + "/report-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// A PNG of one pixel.
let onePixel = Data(
  base64Encoded:
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)!

/// A figure as a cell shows it.
let figure = CellResult.Item.output(
  CellOutput(
    .figure(
      Figure(
        drawing: "<svg id=\"{{figure}}-s\"><desc>drawn</desc></svg>", title: "Title",
        description: "drawn", data: Table(columns: [.init("x")], rows: [["1"]])))))
