/// Values of poolings and of their gradients, one window at a time.
enum PoolingKernels<Element: RealElement> {
  static func evaluate(_ primitive: Primitive, _ inputs: [Tensor], _ shape: [Int]) -> Tensor {
    switch primitive {
    case .maxPool(let geometry):
      maximum(inputs[0], geometry, shape)
    case .maxPoolGradient(let geometry):
      maximumGradient(dy: inputs[0], x: inputs[1], geometry, shape)
    case .averagePool(let geometry, let countsPadding):
      average(inputs[0], geometry, countsPadding, shape)
    case .averagePoolGradient(let geometry, let countsPadding, _):
      averageGradient(dy: inputs[0], geometry, countsPadding, shape)
    default: preconditionFailure("not a primitive of this family")
    }
  }

  private static func maximum(
    _ x: Tensor, _ geometry: PoolingGeometry, _ shape: [Int]
  ) -> Tensor {
    let input: UnsafePointer<Element> = x.pointer()
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      forEachWindow(geometry, input: x.shape, output: shape) { window in
        output[window.output] = input[largest(input, window)]
      }
    }
  }

  /// The gradient goes to the first largest element of each window.
  private static func maximumGradient(
    dy: Tensor, x: Tensor, _ geometry: PoolingGeometry, _ shape: [Int]
  ) -> Tensor {
    let input: UnsafePointer<Element> = x.pointer()
    let gradient: UnsafePointer<Element> = dy.pointer()
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      output.update(repeating: 0, count: shape.product)
      forEachWindow(geometry, input: shape, output: dy.shape) { window in
        output[largest(input, window)] += gradient[window.output]
      }
    }
  }

  private static func average(
    _ x: Tensor, _ geometry: PoolingGeometry, _ countsPadding: Bool, _ shape: [Int]
  ) -> Tensor {
    let input: UnsafePointer<Element> = x.pointer()
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      forEachWindow(geometry, input: x.shape, output: shape) { window in
        var sum = Element.zero
        window.forEachElement { sum += input[$0] }
        output[window.output] = sum / divisor(window, geometry, countsPadding)
      }
    }
  }

  private static func averageGradient(
    dy: Tensor, _ geometry: PoolingGeometry, _ countsPadding: Bool, _ shape: [Int]
  ) -> Tensor {
    let gradient: UnsafePointer<Element> = dy.pointer()
    return Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
      output.update(repeating: 0, count: shape.product)
      forEachWindow(geometry, input: shape, output: dy.shape) { window in
        let part = gradient[window.output] / divisor(window, geometry, countsPadding)
        window.forEachElement { output[$0] += part }
      }
    }
  }

  /// The place of the first largest element; a NaN counts as largest.
  @inline(__always)
  private static func largest(_ input: UnsafePointer<Element>, _ window: Window) -> Int {
    var place = window.firstElement
    var best = input[place]
    window.forEachElement { candidate in
      let value = input[candidate]
      if value > best || (value != value && best == best) {
        best = value
        place = candidate
      }
    }
    return place
  }

  @inline(__always)
  private static func divisor(
    _ window: Window, _ geometry: PoolingGeometry, _ countsPadding: Bool
  ) -> Element {
    Element(
      Double(
        countsPadding
          ? geometry.window[0] * geometry.window[1] : window.rows.count * window.columns.count))
  }

  @inline(__always)
  private static func forEachWindow(
    _ geometry: PoolingGeometry, input: [Int], output: [Int], _ body: (Window) -> Void
  ) {
    let (height, width) = (input[2], input[3])
    let (strideY, strideX) = (geometry.strides[0], geometry.strides[1])
    let (sizeY, sizeX) = (geometry.window[0], geometry.window[1])
    let (top, left) = (geometry.padding[0], geometry.padding[2])
    var place = 0
    for plane in 0..<(input[0] * input[1]) {
      for y in 0..<output[2] {
        let firstRow = y * strideY - top
        let rows = max(firstRow, 0)..<max(min(firstRow + sizeY, height), max(firstRow, 0))
        for x in 0..<output[3] {
          let firstColumn = x * strideX - left
          let columns =
            max(firstColumn, 0)..<max(min(firstColumn + sizeX, width), max(firstColumn, 0))
          body(
            Window(
              output: place, start: plane * height * width, width: width, rows: rows,
              columns: columns))
          place += 1
        }
      }
    }
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

  var firstElement: Int { start + rows.lowerBound * width + columns.lowerBound }

  @inline(__always)
  func forEachElement(_ body: (Int) -> Void) {
    for row in rows {
      for column in columns { body(start + row * width + column) }
    }
  }
}
