/// One pooling or one of its gradients over dense images, plane by plane: plain numbers, so that
/// plans can divide it among workers.
struct PoolingPass {
  enum Kind: UInt8 {
    /// x -> the largest of every window.
    case maximum
    /// (dy, x) -> dy laid where the first largest of every window is.
    case maximumGradient
    /// (values, x) -> of every window the value where the first largest of x is.
    case selection
    /// x -> the mean of every window.
    case average
    /// dy -> dy spread evenly over every window.
    case averageGradient
  }

  let kind: Kind
  /// Images times channels.
  let planes: Int
  private let countsPadding: Bool
  private let size: (rows: Int, columns: Int)
  private let stride: (rows: Int, columns: Int)
  private let before: (rows: Int, columns: Int)
  private let image: (rows: Int, columns: Int)
  private let pooled: (rows: Int, columns: Int)

  /// The pass of a primitive over images of a shape, pooled to another.
  init(_ primitive: Primitive, images: [Int], pooled: [Int]) {
    let geometry: PoolingGeometry
    switch primitive {
    case .maxPool(let given): (kind, geometry, countsPadding) = (.maximum, given, false)
    case .maxPoolGradient(let given):
      (kind, geometry, countsPadding) = (.maximumGradient, given, false)
    case .maxPoolSelection(let given): (kind, geometry, countsPadding) = (.selection, given, false)
    case .averagePool(let given, let counts):
      (kind, geometry, countsPadding) = (.average, given, counts)
    case .averagePoolGradient(let given, let counts, _):
      (kind, geometry, countsPadding) = (.averageGradient, given, counts)
    default: preconditionFailure("not a primitive of this family")
    }
    planes = images[0] * images[1]
    size = (geometry.window[0], geometry.window[1])
    stride = (geometry.strides[0], geometry.strides[1])
    before = (geometry.padding[0], geometry.padding[2])
    image = (images[2], images[3])
    self.pooled = (pooled[2], pooled[3])
  }

  /// Numbers of one plane of the result.
  var planeSize: Int {
    kind == .maximumGradient || kind == .averageGradient
      ? image.rows * image.columns : pooled.rows * pooled.columns
  }

  /// Computes some planes of the result from the first and, where there is one, the second input.
  @inline(__always)
  func run<Element: RealElement>(
    _ range: Range<Int>, _ a: UnsafePointer<Element>, _ b: UnsafePointer<Element>,
    _ output: UnsafeMutablePointer<Element>
  ) {
    switch kind {
    case .maximum where isHalving: halve(range, a, output)
    case .maximumGradient where isHalving: halveGradient(range, a, b, output)
    case .maximum: forEachWindow(range) { output[$0.output] = a[$0.largest(a)] }
    case .selection: forEachWindow(range) { output[$0.output] = a[$0.largest(b)] }
    case .maximumGradient:
      clear(range, output)
      forEachWindow(range) { output[$0.largest(b)] += a[$0.output] }
    case .average:
      forEachWindow(range) { window in
        var sum = Element.zero
        window.forEachElement { sum += a[$0] }
        output[window.output] = sum / Element(divisor(window))
      }
    case .averageGradient:
      clear(range, output)
      forEachWindow(range) { window in
        let part = a[window.output] / Element(divisor(window))
        window.forEachElement { output[$0] += part }
      }
    }
  }

  /// Whether windows are two by two, side by side and inside the image: what most networks have.
  private var isHalving: Bool {
    size == (2, 2) && stride == (2, 2) && before == (0, 0)
      && 2 * pooled.rows <= image.rows && 2 * pooled.columns <= image.columns
  }

  /// The same for windows of two by two, eight at a time.
  @inline(__always)
  private func halve<Element: RealElement>(
    _ range: Range<Int>, _ a: UnsafePointer<Element>, _ output: UnsafeMutablePointer<Element>
  ) {
    for plane in range {
      for y in 0..<pooled.rows {
        let top = a + (plane * image.rows + 2 * y) * image.columns
        let target = output + (plane * pooled.rows + y) * pooled.columns
        var x = 0
        while x + 8 <= pooled.columns {
          let window = WindowsOfTwo(top + 2 * x, top + image.columns + 2 * x)
          UnsafeMutableRawPointer(target + x).storeBytes(
            of: window.largest, as: SIMD8<Element>.self)
          x += 8
        }
        while x < pooled.columns {
          let below = top + image.columns
          target[x] = larger(
            larger(top[2 * x], top[2 * x + 1]), larger(below[2 * x], below[2 * x + 1]))
          x += 1
        }
      }
    }
  }

  @inline(__always)
  private func halveGradient<Element: RealElement>(
    _ range: Range<Int>, _ dy: UnsafePointer<Element>, _ input: UnsafePointer<Element>,
    _ output: UnsafeMutablePointer<Element>
  ) {
    clear(range, output)
    for plane in range {
      for y in 0..<pooled.rows {
        let start = (plane * image.rows + 2 * y) * image.columns
        let gradient = dy + (plane * pooled.rows + y) * pooled.columns
        var x = 0
        while x + 8 <= pooled.columns {
          let above = start + 2 * x
          let below = above + image.columns
          WindowsOfTwo(input + above, input + below).spread(
            UnsafeRawPointer(gradient + x).loadUnaligned(as: SIMD8<Element>.self),
            to: output + above, output + below)
          x += 8
        }
        while x < pooled.columns {
          let above = start + 2 * x
          let below = above + image.columns
          let upper = beats(input[above + 1], input[above]) ? above + 1 : above
          let lower = beats(input[below + 1], input[below]) ? below + 1 : below
          output[beats(input[lower], input[upper]) ? lower : upper] = gradient[x]
          x += 1
        }
      }
    }
  }

  private func clear<Element: RealElement>(
    _ range: Range<Int>, _ output: UnsafeMutablePointer<Element>
  ) {
    (output + range.lowerBound * planeSize).update(repeating: 0, count: range.count * planeSize)
  }

  @inline(__always)
  private func divisor(_ window: Window) -> Double {
    Double(
      countsPadding ? size.rows * size.columns : window.rows.count * window.columns.count)
  }

  @inline(__always)
  private func forEachWindow(_ range: Range<Int>, _ body: (Window) -> Void) {
    var place = range.lowerBound * pooled.rows * pooled.columns
    for plane in range {
      for y in 0..<pooled.rows {
        let top = y * stride.rows - before.rows
        let rows = max(top, 0)..<max(min(top + size.rows, image.rows), max(top, 0))
        for x in 0..<pooled.columns {
          let left = x * stride.columns - before.columns
          let columns = max(left, 0)..<max(min(left + size.columns, image.columns), max(left, 0))
          body(
            Window(
              output: place, start: plane * image.rows * image.columns, width: image.columns,
              rows: rows, columns: columns))
          place += 1
        }
      }
    }
  }
}

/// Whether a later value is taken for the largest: a NaN counts as largest, the first of equals.
@inline(__always)
private func beats<Element: RealElement>(_ value: Element, _ best: Element) -> Bool {
  value > best || (value != value && best == best)
}

@inline(__always)
private func larger<Element: RealElement>(_ first: Element, _ second: Element) -> Element {
  beats(second, first) ? second : first
}

/// Eight windows of two by two side by side.
private struct WindowsOfTwo<Element: RealElement> {
  typealias Lanes = SIMD8<Element>
  typealias Mask = SIMDMask<Lanes.MaskStorage>

  private let upper: Lanes
  private let lower: Lanes
  /// Where the later of two wins: of the upper two, of the lower two, of both winners.
  private let isUpperSecond: Mask
  private let isLowerSecond: Mask
  private let isLower: Mask

  @inline(__always)
  init(_ top: UnsafePointer<Element>, _ bottom: UnsafePointer<Element>) {
    let above = UnsafeRawPointer(top).loadUnaligned(as: SIMD16<Element>.self)
    let below = UnsafeRawPointer(bottom).loadUnaligned(as: SIMD16<Element>.self)
    isUpperSecond = Self.beats(above.oddHalf, above.evenHalf)
    isLowerSecond = Self.beats(below.oddHalf, below.evenHalf)
    upper = above.evenHalf.replacing(with: above.oddHalf, where: isUpperSecond)
    lower = below.evenHalf.replacing(with: below.oddHalf, where: isLowerSecond)
    isLower = Self.beats(lower, upper)
  }

  @inline(__always)
  private static func beats(_ values: Lanes, _ best: Lanes) -> Mask {
    (values .> best) .| ((values .!= values) .& (best .== best))
  }

  @inline(__always) var largest: Lanes { upper.replacing(with: lower, where: isLower) }

  /// Lays a number for each window where its first largest element is, and zeros elsewhere.
  @inline(__always)
  func spread(
    _ numbers: Lanes, to top: UnsafeMutablePointer<Element>,
    _ bottom: UnsafeMutablePointer<Element>
  ) {
    let zeros = Lanes(repeating: 0)
    func store(
      _ numbers: Lanes, _ isSecond: Mask, to row: UnsafeMutablePointer<Element>
    ) {
      var pairs = SIMD16<Element>()
      pairs.evenHalf = numbers.replacing(with: zeros, where: isSecond)
      pairs.oddHalf = zeros.replacing(with: numbers, where: isSecond)
      UnsafeMutableRawPointer(row).storeBytes(of: pairs, as: SIMD16<Element>.self)
    }
    store(numbers.replacing(with: zeros, where: isLower), isUpperSecond, to: top)
    store(zeros.replacing(with: numbers, where: isLower), isLowerSecond, to: bottom)
  }
}

/// The part of one window that lies inside its image.
private struct Window {
  /// The place of its result.
  let output: Int
  /// The place of its image's first element.
  let start: Int
  let width: Int
  let rows: Range<Int>
  let columns: Range<Int>

  @inline(__always)
  func forEachElement(_ body: (Int) -> Void) {
    for row in rows {
      for column in columns { body(start + row * width + column) }
    }
  }

  /// The place of the first largest element; a NaN counts as largest.
  @inline(__always)
  func largest<Element: RealElement>(_ input: UnsafePointer<Element>) -> Int {
    var place = start + rows.lowerBound * width + columns.lowerBound
    var best = input[place]
    forEachElement { candidate in
      let value = input[candidate]
      if beats(value, best) {
        best = value
        place = candidate
      }
    }
    return place
  }
}
