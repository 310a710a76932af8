/// Writes the `d` attribute of a path: relative moves in whole units of a fifth of a pixel, without
/// a byte too many.
///
/// The viewport that a path is drawn in has a view box of the same units,
/// ``Shape/stretched(width:height:_:clips:)``.
struct PathData {
  /// How many units a pixel has.
  static let unitsPerPixel = 5.0
  /// The farthest that a written point lies from the one it stands for, in pixels.
  static let largestRounding = 0.5.squareRoot() / unitsPerPixel

  /// The attribute's value.
  var text: String { String(decoding: bytes, as: UTF8.self) }
  var isEmpty: Bool { bytes.isEmpty }

  private var bytes: [UInt8] = []
  /// The pen in units. Differences are taken between rounded absolute positions, so that rounding
  /// errors never add up.
  private var pen = (x: 0, y: 0)
  private var start = (x: 0, y: 0)
  /// Whether a further pair of numbers is a line.
  private var continuesLine = false

  /// Starts a new piece.
  mutating func move(to point: PlotPoint) { move(toUnits: Self.units(point)) }

  private mutating func move(toUnits target: (x: Int, y: Int)) {
    if bytes.isEmpty {
      append("M", target.x)
      append(target.y)
      // After an absolute move, bare pairs would be absolute lines.
      continuesLine = false
    } else {
      append("m", target.x - pen.x)
      append(target.y - pen.y)
      continuesLine = true
    }
    pen = target
    start = target
  }

  /// Draws to a point; moves below a unit are left out.
  mutating func line(to point: PlotPoint) {
    let target = Self.units(point)
    let (dx, dy) = (target.x - pen.x, target.y - pen.y)
    guard dx != 0 || dy != 0 else { return }
    if continuesLine {
      append(dx)
    } else {
      append("l", dx)
      continuesLine = true
    }
    append(dy)
    pen = target
  }

  /// Adds a line without length, which round caps turn into a dot.
  mutating func dot(at point: PlotPoint) {
    move(to: point)
    append("h", 0)
    continuesLine = false
  }

  /// Adds a vertical piece, written from the end that is closer to the pen.
  mutating func vertical(x: Double, from top: Double, to bottom: Double) {
    var (first, last) = (Self.units(PlotPoint(x, top)), Self.units(PlotPoint(x, bottom)))
    if abs(last.y - pen.y) < abs(first.y - pen.y) { swap(&first, &last) }
    move(toUnits: first)
    append("v", last.y - first.y)
    pen = last
    continuesLine = false
  }

  /// Adds a rectangle, closed.
  mutating func rectangle(from corner: PlotPoint, to opposite: PlotPoint) {
    let (first, last) = (Self.units(corner), Self.units(opposite))
    move(toUnits: first)
    let (width, height) = (last.x - first.x, last.y - first.y)
    append("h", width)
    append("v", height)
    append("h", -width)
    bytes.append(UInt8(ascii: "z"))
    continuesLine = false
  }

  /// Draws back to the start of the piece.
  mutating func close() {
    bytes.append(UInt8(ascii: "z"))
    pen = start
    continuesLine = false
  }

  /// A piece through all points, not closed.
  mutating func add(_ points: some Collection<PlotPoint>) {
    guard let first = points.first else { return }
    guard points.count > 1 else { return dot(at: first) }
    move(to: first)
    let before = bytes.count
    for point in points.dropFirst() { line(to: point) }
    if bytes.count == before {
      append("h", 0)
      continuesLine = false
    }
  }

  private mutating func append(_ command: Unicode.Scalar, _ number: Int) {
    bytes.append(UInt8(ascii: command))
    write(number)
  }

  /// A number after another one; a minus sign separates the two by itself.
  private mutating func append(_ number: Int) {
    if number >= 0 { bytes.append(UInt8(ascii: " ")) }
    write(number)
  }

  private mutating func write(_ number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = number.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private static func units(_ point: PlotPoint) -> (x: Int, y: Int) {
    func convert(_ value: Double) -> Int {
      Int(saturating: min(max(value, -1e6), 1e6) * unitsPerPixel)
    }
    return (convert(point.x), convert(point.y))
  }
}
