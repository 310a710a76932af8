import NotebookDisplay
import Testing

@testable import Plotting

@Suite struct ImageGridTests {
  @Test func showsEveryImageWithItsCaption() throws {
    let grid = ImageGrid(
      [[0, 0.5, 1, 0], [1, 1, 0, 0]], width: 2, labels: ["bag", "<coat>", "spare"])
    #expect(grid.problem == nil)
    #expect(grid.images == [[0, 128, 255, 0], [255, 255, 0, 0]])
    guard case .figure(let figure) = grid.cellOutput.content else {
      Issue.record("no figure")
      return
    }
    #expect(figure.svg.ranges(of: "<use ").count == 2)
    #expect(figure.svg.ranges(of: "data:image/png").count == 1)
    #expect(figure.svg.contains("&lt;coat&gt;") && !figure.svg.contains("spare"))
    #expect(figure.description == "2 images of 2 × 2 pixels. In order: bag, <coat>.")
  }

  @Test func takesValuesAboveOneForBytes() {
    #expect(ImageGrid([[0, 51, 255, 300]], width: 2).images == [[0, 51, 255, 255]])
    #expect(ImageGrid([[-1, 0, 1, .nan]], width: 2, range: -1...1).images == [[0, 128, 255, 0]])
  }
}
