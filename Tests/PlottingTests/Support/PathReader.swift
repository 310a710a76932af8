@testable import Plotting

/// Reads a written path back into its pieces, in pixels.
struct PathReader {
  private(set) var pieces: [[PlotPoint]] = []

  init(_ text: String) {
    var pen = PlotPoint(0, 0)
    var start = pen
    var command: Character = "M"
    var numbers: [Double] = []
    var token = ""
    func point(_ x: Double, _ y: Double) -> PlotPoint {
      PlotPoint(x / PathData.unitsPerPixel, y / PathData.unitsPerPixel)
    }
    func take() {
      guard let value = Double(token) else { return }
      token = ""
      numbers.append(value)
      switch command {
      case "h": pen.x += numbers.removeLast()
      case "v": pen.y += numbers.removeLast()
      default:
        guard numbers.count == 2 else { return }
        pen =
          command == "M"
          ? PlotPoint(numbers[0], numbers[1]) : PlotPoint(pen.x + numbers[0], pen.y + numbers[1])
        numbers = []
        if command == "M" || command == "m" {
          pieces.append([])
          start = pen
          // Further pairs are lines.
          command = "l"
        }
      }
      pieces[pieces.count - 1].append(point(pen.x, pen.y))
    }
    for character in text {
      switch character {
      case "M", "m", "l", "h", "v", "z":
        take()
        command = character
        if character == "z" { pen = start }
      case " ": take()
      case "-":
        take()
        token = "-"
      default: token.append(character)
      }
    }
    take()
  }

  /// How far a point lies from everything that is drawn.
  func distance(to point: PlotPoint) -> Double {
    pieces.map { piece in
      piece.count == 1
        ? Segment(from: piece[0], to: piece[0]).squaredDistance(of: point)
        : zip(piece, piece.dropFirst()).map { Segment(from: $0, to: $1).squaredDistance(of: point) }
          .min()
          ?? .infinity
    }.min().map { $0.squareRoot() } ?? .infinity
  }
}
