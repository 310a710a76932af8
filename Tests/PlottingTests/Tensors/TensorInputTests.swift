import NotebookDisplay
import Tensors
import Testing

@testable import Plotting

@Suite struct TensorInputTests {
  @Test func drawsTensorsLikeLists() throws {
    let x: Tensor = [1.0, 2, 3]
    let y: Tensor = [4.0, 6, 5]
    func svg(_ chart: Chart) throws -> String { try chart.figure(colors: SeriesColors()).svg }
    let list = try svg(Chart { LineMark(x: [1.0, 2, 3], y: [4.0, 6, 5]) })
    #expect(try svg(Chart { LineMark(x: x, y: y) }) == list)
    let (days, counts): (Tensor, Tensor) = ([1, 2, 3], [4, 6, 5])
    #expect(
      try svg(Chart { LineMark(x: days, y: counts) })
        == svg(Chart { LineMark(x: [1, 2, 3], y: [4, 6, 5]) }))
    #expect(try svg(Chart { LineMark(x: [1.0, 2, 3], y: y) }) == list)
    #expect(
      try svg(Chart { HistogramMark(y) }) == svg(Chart { HistogramMark([4.0, 6, 5]) }))
    #expect(
      try svg(Chart { RidgeMark([x, y]) }) == svg(Chart { RidgeMark([[1.0, 2, 3], [4, 6, 5]]) }))
  }

  @Test func linesAreDrawnOfOneAxis() {
    let (plane, column): (Tensor, Tensor) = ([[1, 2, 3], [4, 5, 6]], [[1], [2], [3]])
    let reason =
      "has one axis of numbers, got the shape [2, 3]; draw a mark for each row, as in "
      + "'for row in rows { … }', or use 'tensor.flattened()'"
    #expect(Chart { LineMark(plane) }.problem == "LineMark: y \(reason)")
    #expect(Chart { AreaMark(x: plane, y: plane) }.problem == "AreaMark: x \(reason)")
    #expect(
      Chart { LineMark(x: 1...6, y: .value("loss", plane)) }.problem == "LineMark: y \(reason)")
    #expect(
      Chart { BandMark(x: 1...6, yStart: plane, yEnd: plane) }.problem
        == "BandMark: yStart \(reason)")
    #expect(Chart { LineMark(column) }.problem == nil)
    #expect(Chart { LineMark(plane.flattened()) }.problem == nil)
    // Points have no order, so that their shape says nothing.
    #expect(Chart { PointMark(x: plane, y: plane) }.problem == nil)
  }

  @Test func drawsRulesAtTensorsOfOneElement() throws {
    let chart = Chart { RuleMark(y: Tensor(2.0)).annotation("mean") }
    #expect(try chart.figure(colors: SeriesColors()).description.contains("mean at 2."))
    #expect(
      Chart { RuleMark(x: [1, 2] as Tensor) }.problem == "RuleMark: a rule lies at one value, got 2"
    )
  }

  @Test func drawsMatricesAsCells() throws {
    let matrix: Tensor = [[1, 2, 3], [4, 5, 6]]
    let data = try #require(
      Chart { CellMark(matrix, rows: ["a", "b"], columns: ["c", "d", "e"]) }
        .figure(colors: SeriesColors()).data)
    #expect(data.rows == [["a", "1", "2", "3"], ["b", "4", "5", "6"]])
    let vector: Tensor = [1, 2]
    let problem = Chart { CellMark(vector) }.problem
    #expect(problem == "CellMark: expects a tensor of shape [rows, columns], got [2]")
  }

  @Test func putsClassNamesBelowImages() {
    let images: Tensor = [[[0, 1], [1, 0]], [[1, 1], [0, 0]]]
    let labels: Tensor = [1, 7, 0]
    let grid = images.grid(labels: labels, names: ["bag", "coat"], columns: 4)
    #expect(grid.problem == nil)
    #expect(grid.captions == ["coat", "7"])
    #expect(grid.images == [[0, 255, 255, 0], [255, 255, 0, 0]])
    #expect(grid.columns == 4)
  }

  @Test func putsTheChannelsOfAPixelNextToEachOther() throws {
    let layout = try #require(ImageLayout([1, 3, 1, 2]))
    #expect(layout.pixels(of: 0, in: [1, 2, 3, 4, 5, 6]) == [1, 3, 5, 2, 4, 6])
    let last = try #require(ImageLayout([1, 1, 2, 3]))
    #expect(last.isChannelFirst && last.width == 3)
    let colour = try #require(ImageLayout([5, 32, 32, 3]))
    #expect(!colour.isChannelFirst && colour.channels == 3 && colour.count == 5)
  }

  @Test func refusesShapesThatAreNoImages() {
    let vector: Tensor = [1, 2, 3]
    #expect(vector.grid().problem?.contains("got [3]") == true)
    #expect(ImageLayout([2, 4, 8, 8]) == nil)
    #expect(ImageLayout([2, 0, 5]) == nil)
  }
}
