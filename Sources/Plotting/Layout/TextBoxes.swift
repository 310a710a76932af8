/// Lines of text that find places clear of each other.
struct TextBoxes {
  /// Pixels from one line to the next.
  private static let lineHeight = 14.0
  /// Lines up and down, the nearest first.
  private static let moves = [0.0, -1, 1, -2, 2]

  /// Pixels of the area from top to bottom.
  let height: Double
  /// How many texts found no place.
  private(set) var overlaps = 0
  /// The texts so far, by the line in which their middle lies.
  private var rows: [Int: [(x: ClosedRange<Double>, y: Double)]] = [:]

  init(height: Double) { self.height = height }

  /// Takes a place for a text; how many pixels downwards from the wanted one it is.
  ///
  /// - Parameters:
  ///   - x: where the text begins and ends.
  ///   - y: its middle.
  mutating func put(_ x: ClosedRange<Double>, y: Double) -> Double {
    let shifts = Self.moves.lazy.map { $0 * Self.lineHeight }
    let shift = shifts.first { shift in
      (shift == 0 || (0...height).contains(y + shift)) && isFree(x, y + shift)
    }
    if shift == nil { overlaps += 1 }
    rows[row(y + (shift ?? 0)), default: []].append((x, y + (shift ?? 0)))
    return shift ?? 0
  }

  /// Keeps a place free of texts, such as that of a point.
  mutating func keepClear(_ x: ClosedRange<Double>, y: Double) {
    rows[row(y), default: []].append((x, y))
  }

  private func row(_ y: Double) -> Int { Int(saturating: (y / Self.lineHeight).rounded(.down)) }

  private func isFree(_ x: ClosedRange<Double>, _ y: Double) -> Bool {
    let row = row(y)
    return ((row - 1)...(row + 1)).allSatisfy { row in
      (rows[row] ?? []).allSatisfy {
        abs($0.y - y) >= Self.lineHeight - 1e-6 || !$0.x.overlaps(x)
      }
    }
  }
}
