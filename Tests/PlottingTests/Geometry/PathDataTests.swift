import Testing

@testable import Plotting

@Suite struct PathDataTests {
  /// Reads a path back into absolute positions.
  private func points(_ text: String) -> [PlotPoint] {
    var numbers: [(command: Character, value: Double)] = []
    var command: Character = "M"
    var token = ""
    func flush() {
      if let value = Double(token.hasPrefix(".") ? "0" + token : token) {
        numbers.append((command, value))
      }
      token = ""
    }
    for character in text {
      switch character {
      case "M", "l", "h", "z":
        flush()
        command = character
      case " ": flush()
      case "-":
        flush()
        token = "-"
      case ".":
        if token.contains(".") { flush() }
        token.append(character)
      default: token.append(character)
      }
    }
    flush()
    var result: [PlotPoint] = []
    for index in stride(from: 0, to: numbers.count - 1, by: 2) {
      let (x, y) = (numbers[index].value, numbers[index + 1].value)
      if numbers[index].command == "M" {
        result.append(PlotPoint(x, y))
      } else if let last = result.last {
        result.append(PlotPoint(last.x + x, last.y + y))
      }
    }
    return result
  }

  @Test func survivesTheRoundTrip() {
    var random = Randomness(seed: 5)
    let line = (0..<2000).map { PlotPoint(Double($0) * 0.28, random.next() * 300) }
    var path = PathData()
    path.add(line)
    let back = points(path.text)
    #expect(back.count == line.count)
    // Rounding to a tenth, and nothing added up over 2,000 points.
    #expect(zip(back, line).allSatisfy { abs($0.x - $1.x) < 0.0501 && abs($0.y - $1.y) < 0.0501 })
  }

  @Test func writesNoByteTooMany() {
    var path = PathData()
    path.add([PlotPoint(0, 0.5), PlotPoint(0.5, 0), PlotPoint(1, 0.5), PlotPoint(13, 2)])
    #expect(path.text == "M0 .5l.5-.5.5.5 12 1.5")
  }

  @Test func skipsMovesNobodySees() {
    var path = PathData()
    path.add([PlotPoint(0, 0), PlotPoint(0.01, 0.01), PlotPoint(1, 0)])
    #expect(path.text == "M0 0l1 0")
  }

  @Test func drawsADotForASinglePoint() {
    var path = PathData()
    path.add([PlotPoint(2, 3)])
    path.dot(at: PlotPoint(4, 5.5))
    #expect(path.text == "M2 3h0M4 5.5h0")
  }

  @Test func continuesAfterClosing() {
    var path = PathData()
    path.add([PlotPoint(0, 0), PlotPoint(1, 0), PlotPoint(1, 1)])
    path.close()
    path.add([PlotPoint(5, 5), PlotPoint(6, 5)])
    #expect(path.text == "M0 0l1 0 0 1zM5 5l1 0")
  }
}
