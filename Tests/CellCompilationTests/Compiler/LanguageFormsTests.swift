import Foundation
import NotebookDocument
import Testing

@testable import CellCompilation

/// Every row of the table in `docs/swift-in-cells.md` is tried.
@Suite("The language's forms in cells")
struct LanguageFormsTests {
  private struct Row {
    var form: String
    var cells: [String]
    /// What the cells show, on one line; or the compiler's words after "error:".
    var result: String
    var isRefused: Bool

    /// Reads `| form | code | result |`; `nil` for the heads of the table and its sections.
    init?(_ line: Substring) {
      let columns = line.replacing("\\|", with: "\u{0}").split(separator: "|").map {
        $0.replacing("\u{0}", with: "|").trimmingCharacters(in: .whitespaces)
      }
      guard line.hasPrefix("| "), columns.count == 3, columns[1].hasPrefix("`") else { return nil }
      form = columns[0]
      let lines = columns[1].trimmingCharacters(in: ["`"]).components(separatedBy: " ⏎ ")
      cells = lines.split { $0.allSatisfy(\.isWhitespace) }.map { $0.joined(separator: "\n") }
      isRefused = columns[2].hasPrefix("error: ")
      result = columns[2].trimmingPrefix("error: ").trimmingCharacters(in: ["`"])
    }
  }

  private static func rows() throws -> [Row] {
    let file = URL(filePath: #filePath).appending(path: "../../../../docs/swift-in-cells.md")
    return try String(contentsOf: file.standardized, encoding: .utf8)
      .split(separator: "\n").compactMap { Row($0) }
  }

  @Test("what the documentation says to work, shows what it says")
  func showsWhatIsSaid() async throws {
    let rows = try Self.rows().filter { !$0.isRefused }
    #expect(rows.count > 50)
    try await CompilerFixture.with { fixture in
      let output = try await fixture.run(rows.flatMap { $0.cells + ["print(\"§\")"] })
      let shown = output.split(separator: "§\n", omittingEmptySubsequences: false).map { part in
        part.split(separator: "\n").map { $0.trimmingPrefix("value: ") }.joined(separator: " ")
      }
      #expect(shown.count == rows.count + 1)
      for (row, shown) in zip(rows, shown) { #expect(shown == row.result, "\(row.form)") }
    }
  }

  @Test("what the documentation says to be refused, is refused in these words")
  func refusesWhatIsSaid() async throws {
    let rows = try Self.rows().filter(\.isRefused)
    #expect(rows.count > 5)
    try await CompilerFixture.with { fixture in
      for row in rows {
        let result = try await fixture.check(row.cells)
        let errors = result.diagnostics.filter { $0.severity == .error }.map(\.message)
        #expect(errors.contains(row.result), "\(row.form): \(errors)")
      }
    }
  }
}
