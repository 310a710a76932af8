import Testing

@testable import NotebookDisplay

@Suite struct CellOutputAnyValueTests {
  struct Row { var epoch: Int; var loss: Double; var note: String? }
  struct Shown: Displayable { var cellOutput: CellOutput { CellOutput(.html("<b>x</b>")) } }
  struct Named: CustomStringConvertible { var description: String { "n" } }

  private func table(_ value: some Any) -> Table? {
    guard case .table(let table) = CellOutput(showing: value)?.content else { return nil }
    return table
  }

  @Test func showsNothingForNothing() {
    #expect(CellOutput(showing: ()) == nil)
  }

  @Test func letsValuesShowThemselves() {
    #expect(CellOutput(showing: Shown()) == CellOutput(.html("<b>x</b>")))
    #expect(CellOutput(showing: Shown?.some(Shown()) as Any) == CellOutput(.html("<b>x</b>")))
    #expect(CellOutput(showing: Named()) == CellOutput(.text("n")))
  }

  @Test func listsStructuresAsATable() {
    let rows = [Row(epoch: 1, loss: 0.5, note: nil), Row(epoch: 2, loss: 0.25, note: "best")]
    #expect(
      table(rows)
        == Table(
          columns: [
            .init("epoch", alignment: .trailing), .init("loss", alignment: .trailing),
            .init("note"),
          ],
          rows: [["1", "0.5", ""], ["2", "0.25", "best"]]))
  }

  @Test func listsTuplesAndDictionariesAsATable() {
    #expect(table([(name: "a", 1), (name: "b", 2)])?.columns.map(\.title) == ["name", "1"])
    let records: [[String: Any]] = [["b": 1, "a": "x"], ["c": 2.5]]
    #expect(table(records)?.columns.map(\.title) == ["a", "b", "c"])
    #expect(table(records)?.rows == [["x", "1", ""], ["", "", "2.5"]])
  }

  @Test func boundsRows() {
    let rows = (0..<5000).map { Row(epoch: $0, loss: 1, note: nil) }
    #expect(table(rows)?.rows.count == 100)
    #expect(table(rows)?.omittedRows == 4900)
  }

  @Test func leavesOtherListsAsText() {
    #expect(table([1, 2, 3]) == nil)
    #expect(table(["a"]) == nil)
    #expect(table([Named()]) == nil)
    #expect(table([Row]()) == nil)
    #expect(table([1: "a"]) == nil)
  }
}
