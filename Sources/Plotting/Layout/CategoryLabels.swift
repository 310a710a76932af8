import MarkupTree

/// Names below equally wide places, never rotated: in two rows where one is too narrow, and with
/// every other name left out where even two are. Names far longer than their place are cut; the
/// data table has them in full.
struct CategoryLabels {
  private let names: [String]
  private let widths: [Double]
  private var rows = 1
  private var step = 1
  private let width: Double
  private let margin: Double
  private let isReversed: Bool

  /// - Parameters:
  ///   - width: pixels of all places together.
  ///   - margin: pixels to the left and right of them.
  init(_ names: [String], width: Double, margin: Double = 60, isReversed: Bool = false) {
    let place = width / Double(max(names.count, 1))
    self.width = width
    self.margin = margin
    self.isReversed = isReversed
    // On a phone the first and the last name reach into the margins, but not beyond the page.
    let narrow = max(300 - margin, 60) / Double(max(names.count, 1)) + margin
    let most = max(min(place * 2 - 8, place + 36, narrow), 72)
    self.names = TextMetrics.wrapped(names, to: most, lines: 1).map { $0[0] }
    widths = self.names.map { TextMetrics.width($0) }
    if !fits(1, width) { rows = 2 }
    while rows * step < max(names.count, 1), !fits(rows * step, width) { step *= 2 }
  }

  /// Whether names so many places apart do not touch.
  private func fits(_ distance: Int, _ width: Double) -> Bool {
    let place = width / Double(max(names.count, 1))
    return names.indices.dropFirst(distance).allSatisfy { index in
      (widths[index] + widths[index - distance]) / 2 + 6 <= place * Double(distance)
    }
  }

  var extraHeight: Double { rows == 2 ? 14 : 0 }

  func nodes(y: String, offset: Double) -> [MarkupNode] {
    stride(from: 0, to: names.count, by: step).enumerated().map { order, index in
      let share = (Double(index) + 0.5) / Double(names.count)
      let lower = rows == 2 && order % 2 == 1
      let hiding = Shape.hidden { narrow in
        let plot = max(narrow - margin, 60)
        if fits(rows * step, plot) { return true }
        // Only every second, fourth, … name stays, and all of these are in the upper row.
        var kept = step * 2
        while kept < names.count, !fits(kept, plot) { kept *= 2 }
        return index % kept == 0
      }
      return Shape.text(
        names[index], class: "m" + hiding, x: Shape.percent(isReversed ? 1 - share : share), y: y,
        dy: offset + (lower ? 14 : 0))
    }
  }
}
