import NotebookDisplay
import Testing

/// A table, a figure and a picture put together by hand are shown as such.
@Suite struct TableDisplayTests {
  private let table = Table(
    columns: [.init("model"), .init("accuracy", alignment: .trailing)],
    rows: [["plain", "0.872"], ["normalized", "0.886"]])

  @Test func showsATableAsATable() {
    #expect(CellOutput(showing: table)?.content == .table(table))
    #expect(table.problem == nil)
  }

  @Test func printsATableInColumns() {
    #expect("\(table)" == "model       accuracy\nplain          0.872\nnormalized     0.886")
  }

  @Test func showsOtherContentAsItIs() {
    let figure = Figure(svg: "<svg/>", title: "t", description: "d")
    let image = Image(png: [1], width: 1, height: 1, alternativeText: "a")
    let output = CellOutput(.html("<b>x</b>"), identifier: "id")
    #expect(CellOutput(showing: figure)?.content == .figure(figure))
    #expect(CellOutput(showing: image)?.content == .image(image))
    #expect(CellOutput(showing: output) == output)
  }

  @Test func refusesRowsOfAnotherLength() {
    var short = table
    short.rows.append(["3"])
    #expect(
      short.problem == "row 3 has 1 cell for 2 columns; every row needs one cell a column")
    var long = table
    long.footer = [["a", "b", "c"]]
    #expect(
      long.problem
        == "footer row 1 has 3 cells for 2 columns; every row needs one cell a column")
  }
}
