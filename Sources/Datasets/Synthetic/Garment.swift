internal import NotebookDisplay

/// A procedurally drawn piece of clothing: what stands in for Fashion-MNIST where the real images
/// cannot be had. Each class is a few trapezoids whose measures vary from piece to piece.
struct Garment {
  static let side = 28

  /// A part with straight left and right edges, in pixels from the top left corner.
  private struct Trapezoid {
    var top: Float
    var bottom: Float
    var upper: ClosedRange<Float>
    var lower: ClosedRange<Float>
    var shade: Float = 1

    init(
      _ vertical: ClosedRange<Float>, upper: ClosedRange<Float>, lower: ClosedRange<Float>,
      shade: Float = 1
    ) {
      top = vertical.lowerBound
      bottom = vertical.upperBound
      self.upper = upper
      self.lower = lower
      self.shade = shade
    }
  }

  private let parts: [Trapezoid]
  private let brightness: Float
  private let stripes: Float

  /// A piece of the class (the labels of Fashion-MNIST), varied by `random`.
  init(label: Int, using random: inout SplitMix64) {
    brightness = random.uniform(0.35, 1)
    stripes = random.uniform() < 0.3 ? random.uniform(0.1, 0.5) : 0
    let length = random.uniform(-2, 2)
    let width = random.uniform(-1.5, 1.5)
    parts = Self.parts(label: label, length: length, width: width)
  }

  /// Draws the piece into `side * side` zeroed pixels in 0...1.
  func draw(into pixels: UnsafeMutableBufferPointer<Float>, using random: inout SplitMix64) {
    for part in parts {
      let rows =
        max(0, Int(clamping: part.top))..<min(Self.side, Int(clamping: part.bottom.rounded(.up)))
      for row in rows {
        let share = (Float(row) + 0.5 - part.top) / (part.bottom - part.top)
        let left = part.upper.lowerBound + share * (part.lower.lowerBound - part.upper.lowerBound)
        let right = part.upper.upperBound + share * (part.lower.upperBound - part.upper.upperBound)
        let columns =
          max(
            0, Int(clamping: left))..<max(
            max(0, Int(clamping: left)), min(Self.side, Int(clamping: right)))
        let shade = part.shade * brightness * (row % 3 == 0 ? 1 - stripes : 1)
        for column in columns {
          let value = shade + random.uniform(-0.12, 0.12)
          pixels[row * Self.side + column] = min(max(value, 0), 1)
        }
      }
    }
  }

  private static func parts(label: Int, length: Float, width: Float) -> [Trapezoid] {
    switch label {
    case 1:  // trousers
      let waist = Trapezoid(
        2...8, upper: (9 - width)...(19 + width), lower: (8 - width)...(20 + width))
      let left = Trapezoid(8...(25 + length), upper: (8 - width)...13, lower: (8 - width)...12)
      let right = Trapezoid(
        8...(25 + length), upper: 15...(20 + width), lower: 16...(20 + width))
      return [waist, left, right]
    case 3:  // dress
      return [
        Trapezoid(2...11, upper: (10 - width)...(18 + width), lower: (11 - width)...(17 + width)),
        Trapezoid(
          11...(26 + length), upper: (11 - width)...(17 + width),
          lower: (8 - 2 * width)...(20 + 2 * width)),
      ]
    case 5:  // sandal
      return [
        Trapezoid((21 + width)...(24 + width), upper: 3...25, lower: 2...26),
        Trapezoid(12...21, upper: (5 + length)...(8 + length), lower: 9...12, shade: 0.7),
        Trapezoid(10...21, upper: (18 - length)...(21 - length), lower: 14...17, shade: 0.7),
      ]
    case 7:  // sneaker
      return [
        Trapezoid((13 + width)...20, upper: (12 + length)...25, lower: 3...26),
        Trapezoid(20...23, upper: 2...26, lower: 2...26, shade: 0.6),
      ]
    case 8:  // bag
      return [
        Trapezoid((4 + width)...(7 + width), upper: 10...18, lower: 9...19, shade: 0.5),
        Trapezoid(
          (9 + width)...(24 + length / 2), upper: 4...24,
          lower: (3 - length / 2)...(25 + length / 2)),
      ]
    case 9:  // ankle boot
      return [
        Trapezoid((4 + length)...16, upper: 14...(24 + width), lower: 12...(25 + width)),
        Trapezoid(16...22, upper: 8...25, lower: 3...26),
        Trapezoid(22...25, upper: 3...26, lower: 3...26, shade: 0.6),
      ]
    default:  // T-shirt, pullover, coat, shirt
      return torso(label: label, length: length, width: width)
    }
  }

  /// The four classes that differ only in sleeves, length and front.
  private static func torso(label: Int, length: Float, width: Float) -> [Trapezoid] {
    let hem: Float = label == 4 ? 26 : 24
    let sleeveEnd: Float = label == 0 ? 11 : 22 + length / 2
    let body = Trapezoid(
      3...(hem + length), upper: (8 - width)...(20 + width), lower: (8 - width)...(20 + width))
    let left = Trapezoid(
      4...sleeveEnd, upper: (5 - width)...(9 - width), lower: (2 - width)...(6 - width))
    let right = Trapezoid(
      4...sleeveEnd, upper: (19 + width)...(23 + width), lower: (22 + width)...(26 + width))
    let front = Trapezoid(3...(hem + length), upper: 13...15, lower: 13...15, shade: 0.3)
    let collar = Trapezoid(3...7, upper: 11...17, lower: 13...15, shade: 0.4)
    switch label {
    case 4: return [left, right, body, front]
    case 6: return [left, right, body, collar]
    default: return [left, right, body]
    }
  }
}
