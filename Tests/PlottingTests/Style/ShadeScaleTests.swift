import NotebookDisplay
import Testing

@testable import Plotting

/// Marks coloured by numbers.
@Suite struct ShadeScaleTests {
  private func svg(_ chart: Chart) throws -> String {
    try chart.figure(colors: SeriesColors()).svg
  }

  private func points(_ values: [Double]) -> Chart {
    Chart {
      PointMark(x: values.indices, y: values.indices).foregroundStyle(by: .value("v", values))
    }
  }

  /// Values of both signs have zero in the middle of two colours, as cells have.
  @Test func divergesAroundZero() throws {
    let drawing = try svg(points([-1, 0, 2]))
    #expect(drawing.contains("class=\"p d2\"") && drawing.contains("class=\"p d8\""))
    // What is as light as the page has a rim.
    #expect(
      drawing.contains("class=\"p d4\"") && drawing.ranges(of: "class=\"rim\"").count == 3)
    #expect(drawing.contains("v: −2") && drawing.contains("2 (middle: 0)"))
  }

  @Test func runsOneWayForValuesOfOneSign() throws {
    let drawing = try svg(points([0, 1, 2]))
    #expect(drawing.contains("class=\"p q3\"") && !drawing.contains("rim"))
    let asked = try svg(points([0.5, 1, 2]).colorScale(.diverging))
    #expect(asked.contains("class=\"p d8\"") && asked.contains("v: −2"))
    let linear = try svg(points([-1, 0, 2]).colorScale(.linear))
    #expect(linear.contains("class=\"p q3\"") && !linear.contains("rim"))
  }

  @Test func colorsLinesAndRasters() throws {
    let lines = try svg(
      Chart {
        LineMark(x: [1, 2, 1, 2], y: [1, 2, 3, 4])
          .foregroundStyle(by: .value("c", [-1, -1, 1, 1]))
      })
    #expect(lines.contains("class=\"l d0\"") && lines.contains("class=\"rim l\""))
    // A raster has no rim: no step is as light as the page.
    let places = (0..<30_000).map { Double($0 % 173) }
    let raster = try svg(
      Chart {
        PointMark(x: places, y: places.reversed())
          .foregroundStyle(by: .value("c", (0..<30_000).map { Double($0 % 19) - 9 }))
      })
    #expect(raster.contains("class=\"b d0\"") && raster.contains("class=\"b s0\""))
    #expect(!raster.contains("class=\"b d4\"") && !raster.contains("class=\"b d5\""))
  }
}
