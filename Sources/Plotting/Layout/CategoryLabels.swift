import MarkupTree

/// Names below equally wide places, never rotated: in two rows where one is too narrow, and with
/// every other name left out where even two are.
struct CategoryLabels {
  private var names: [String]
  private var rows: Int
  private var step: Int

  /// - Parameter width: pixels of all places together.
  init(_ names: [String], width: Double) {
    self.names = names
    let place = width / Double(max(names.count, 1))
    let widths = names.map { TextMetrics.width($0) }
    func fits(_ distance: Int) -> Bool {
      names.indices.dropFirst(distance).allSatisfy { index in
        (widths[index] + widths[index - distance]) / 2 + 6 <= place * Double(distance)
      }
    }
    (rows, step) = (1, 1)
    if !fits(1) { rows = 2 }
    while rows * step < max(names.count, 1), !fits(rows * step) { step *= 2 }
  }

  var extraHeight: Double { rows == 2 ? 14 : 0 }

  func nodes(y: String, offset: Double) -> [MarkupNode] {
    stride(from: 0, to: names.count, by: step).enumerated().map { order, index in
      let place = (Double(index) + 0.5) / Double(names.count)
      let lower = rows == 2 && order % 2 == 1
      let isDense = rows == 2 || names.count > 6
      return Shape.text(
        names[index], class: isDense && order % 2 == 1 ? "m alt" : "m", x: Shape.percent(place),
        y: y, dy: offset + (lower ? 14 : 0))
    }
  }
}
