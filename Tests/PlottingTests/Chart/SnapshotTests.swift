import Foundation
import NotebookDisplay
import Testing

@testable import Plotting

/// Compares what charts consist of with the files in `Snapshots`. After a wanted change, run with
/// `RECORD_SNAPSHOTS=1` and read the difference before committing it.
@Suite struct SnapshotTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Snapshots")

  @Test(arguments: ExampleCharts.all.map(\.name))
  func keepsTheDrawing(name: String) throws {
    let chart = try #require(ExampleCharts.all.first { $0.name == name }).chart
    let panel = try chart.panel(colors: SeriesColors(), suffix: "")
    let table = panel.table.map { table in
      let head = table.columns.map(\.title).joined(separator: " | ")
      return ([head] + table.rows.prefix(3).map { $0.joined(separator: " | ") })
        .joined(separator: "\n")
    }
    let actual =
      "\(panel.title)\n\(panel.description)\n\n\(table ?? "no table")\n\n"
      + MarkupOutline(panel.markup).text
    let file = Self.folder.appending(path: name + ".txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try actual.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == actual)
  }
}
