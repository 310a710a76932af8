/// Writes the `d` attribute of a path: relative moves in tenths of a pixel, without a byte too many.
struct PathData {
  private(set) var text = ""
  /// The pen in tenths of a pixel. Differences are taken between rounded absolute positions, so
  /// that rounding errors never add up.
  private var pen = (x: 0, y: 0)
  private var start = (x: 0, y: 0)
  private var isDrawing = false

  /// Starts a new piece.
  mutating func move(to point: PlotPoint) {
    let target = Self.tenths(point)
    text += "M" + Self.number(target.x)
    append(target.y)
    pen = target
    start = target
    isDrawing = false
  }

  /// Draws to a point; moves below a tenth of a pixel are left out.
  mutating func line(to point: PlotPoint) {
    let target = Self.tenths(point)
    let (dx, dy) = (target.x - pen.x, target.y - pen.y)
    guard dx != 0 || dy != 0 else { return }
    if !isDrawing {
      text += "l"
      isDrawing = true
      text += Self.number(dx)
    } else {
      append(dx)
    }
    append(dy)
    pen = target
  }

  /// Adds a line without length, which round caps turn into a dot.
  mutating func dot(at point: PlotPoint) {
    move(to: point)
    text += "h0"
  }

  /// Draws back to the start of the piece.
  mutating func close() {
    text += "z"
    pen = start
    isDrawing = false
  }

  /// A piece through all points, not closed.
  mutating func add(_ points: [PlotPoint]) {
    guard let first = points.first else { return }
    move(to: first)
    if points.count == 1 { text += "h0" }
    for point in points.dropFirst() { line(to: point) }
  }

  private mutating func append(_ tenths: Int) {
    let number = Self.number(tenths)
    // A minus sign separates; so does a dot after a number that has one already.
    let separates = number.first == "-" || (number.first == "." && lastNumberHasDot)
    if !separates { text += " " }
    text += number
  }

  private var lastNumberHasDot: Bool {
    for character in text.utf8.reversed() {
      if character == UInt8(ascii: ".") { return true }
      if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) { return false }
    }
    return false
  }

  private static func tenths(_ point: PlotPoint) -> (x: Int, y: Int) {
    func convert(_ value: Double) -> Int {
      Int((min(max(value, -1e6), 1e6) * 10).rounded())
    }
    return (convert(point.x), convert(point.y))
  }

  /// Tenths as the shortest decimal: `12`, `-3.4`, `.5`.
  static func number(_ tenths: Int) -> String {
    let (whole, fraction) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    var text = tenths < 0 ? "-" : ""
    if whole > 0 || fraction == 0 { text += String(whole) }
    if fraction > 0 { text += "." + String(fraction) }
    return text
  }
}
