import NotebookDisplay
import Testing

@testable import Plotting

@Suite struct TextBoxesTests {
  @Test func movesTextsClearOfEachOther() {
    var boxes = TextBoxes(height: 100)
    #expect((0..<5).map { _ in boxes.put(10...40, y: 50) } == [0, -14, 14, -28, 28])
    #expect(boxes.overlaps == 0)
    #expect(boxes.put(20...30, y: 50) == 0 && boxes.overlaps == 1)
    #expect(boxes.put(50...60, y: 50) == 0 && boxes.overlaps == 1)
  }

  @Test func keepsPointsVisible() throws {
    var boxes = TextBoxes(height: 100)
    boxes.keepClear(46...54, y: 50)
    #expect(boxes.put(40...60, y: 50) == -14 && boxes.put(60...70, y: 50) == 0)
    let svg = try Chart {
      PointMark(x: [1, 2, 3], y: [1, 2, 3])
      TextMark(["Ann", "Bob", "Cy"], x: [1, 2, 3], y: [1, 2, 3])
    }.figure(colors: SeriesColors()).svg
    for (name, dy) in [("Ann", "-10"), ("Bob", "-10"), ("Cy", "18")] {
      #expect(svg.contains("dy=\"\(dy)\">\(name)<"))
    }
  }

  @Test func staysInside() {
    var boxes = TextBoxes(height: 20)
    #expect([5.0, 5].map { boxes.put(0...10, y: $0) } == [0, 14])
    #expect(boxes.put(0...10, y: 5) == 0 && boxes.overlaps == 1)
  }

  /// Drawn texts are told apart by their own place.
  @Test func ofTextMarks() throws {
    let svg = try Chart {
      TextMark(["one text", "another", "third"], x: [1, 1.01, 2], y: [1, 1, 2])
    }
    .figure(colors: SeriesColors()).svg
    let shifts = svg.matches(of: /dy="(-?[\d.]+)">(?:one text|another)</).map { String($0.1) }
    #expect(shifts.count == 2 && Set(shifts).count == 2)
  }
}
