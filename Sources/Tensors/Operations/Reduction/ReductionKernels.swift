/// Values of reductions, over a tensor seen as [outer, reduced, inner].
enum ReductionKernels {
  /// Reduces floating-point numbers; the result keeps its size-1 axes.
  ///
  /// The order of additions depends on the shape alone: sixteen partial sums within a block of
  /// 512 elements (or a sum of 64 rows), then block after block at double precision.
  static func reduce<Element: RealElement>(
    _ x: Tensor, _ function: ReductionFunction, _ axes: [Int], _ type: Element.Type
  ) -> Tensor {
    switch function {
    case .sum: return sum(x, axes, type)
    case .mean:
      let count = axes.map { x.shape[$0] }.product
      let total = sum(x, axes, type)
      let divisor = Element(Double(count))
      return Tensor(shape: total.shape) {
        ElementwiseLoops.map(total.pointer(), $0, total.count) { (s: Element) in s / divisor }
      }
    case .maximum:
      return fold(x, axes, initial: -Element.infinity, row: Element.largest) {
        $0 > $1 || $0 != $0 ? $0 : $1
      }
    case .minimum:
      return fold(x, axes, initial: Element.infinity, row: Element.smallest) {
        $0 < $1 || $0 != $0 ? $0 : $1
      }
    case .product:
      return fold(x, axes, initial: Element(1.0)) { $0 * $1 }
    }
  }

  /// Reduces integers; stops where a sum or a product does not fit into int32.
  static func reduceIntegers(
    _ x: Tensor, _ function: ReductionFunction, _ axes: [Int]
  ) -> Tensor {
    switch function {
    case .sum, .product:
      // Exact: beyond the integers that a double holds, no sum or product comes back into range.
      let exact = reduce(convertedToDouble(x), function, axes, Double.self)
      return Tensor(shape: exact.shape) { (output: UnsafeMutablePointer<Int32>) in
        IntegerOverflow.refusing(function.name) { overflow in
          let values = exact.pointer(Double.self)
          for i in 0..<exact.count { output[i] = overflow.fitted(Int64(clamping: values[i])) }
        }
      }
    case .maximum: return fold(x, axes, initial: Int32.min) { max($0, $1) }
    case .minimum: return fold(x, axes, initial: Int32.max) { min($0, $1) }
    case .mean:
      let mean = reduce(convertedToDouble(x), .mean, axes, Double.self)
      return Tensor(shape: mean.shape) {
        ElementwiseLoops.map(mean.pointer(), $0, mean.count) { (m: Double) in Int32(clamping: m) }
      }
    }
  }

  private static func convertedToDouble(_ x: Tensor) -> Tensor {
    Tensor(shape: x.shape) {
      ElementwiseLoops.map(x.pointer(), $0, x.count) { (i: Int32) in Double(i) }
    }
  }

  /// The position of the first largest element; a NaN counts as largest.
  static func argumentMaximum<Element: TensorElement>(
    _ x: Tensor, _ axis: Int, _ type: Element.Type
  ) -> Tensor {
    let (outer, length, inner) = extent(x.shape, [axis])
    let input: UnsafePointer<Element> = x.pointer()
    return Tensor(shape: x.shape.reducing([axis], keepsDimensions: false)) { output in
      for o in 0..<outer {
        for i in 0..<inner {
          var best = input[o * length * inner + i]
          var position: Int32 = 0
          for j in 1..<max(length, 1) {
            let value = input[(o * length + j) * inner + i]
            if value > best || (value != value && best == best) {
              best = value
              position = Int32(j)
            }
          }
          output[o * inner + i] = position
        }
      }
    }
  }

  /// Sizes before, along and after a run of neighbouring axes.
  static func extent(_ shape: [Int], _ axes: [Int]) -> (outer: Int, length: Int, inner: Int) {
    guard let first = axes.first, let last = axes.last else { return (1, 1, shape.product) }
    return (
      Array(shape[..<first]).product, Array(shape[first...last]).product,
      Array(shape[(last + 1)...]).product
    )
  }

  /// The axes cut into runs of neighbours, last run first.
  private static func runs(_ axes: [Int]) -> [[Int]] {
    var runs: [[Int]] = []
    for axis in axes.reversed() {
      if let first = runs.last?.first, first == axis + 1 {
        runs[runs.count - 1].insert(axis, at: 0)
      } else {
        runs.append([axis])
      }
    }
    return runs
  }

  @inline(__always)
  private static func fold<Element: TensorElement>(
    _ x: Tensor, _ axes: [Int], initial: Element,
    row rowFunction: ((UnsafePointer<Element>, Int) -> Element)? = nil,
    _ combine: (Element, Element) -> Element
  ) -> Tensor {
    var result = x
    for run in runs(axes) {
      let (outer, length, inner) = extent(result.shape, run)
      let source = result
      let input: UnsafePointer<Element> = source.pointer()
      let shape = source.shape.reducing(run, keepsDimensions: true)
      result = Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
        for o in 0..<outer {
          let row = output + o * inner
          if inner == 1, let rowFunction {
            row[0] = rowFunction(input + o * length, length)
            continue
          }
          for i in 0..<inner { row[i] = initial }
          for j in 0..<length {
            let values = input + (o * length + j) * inner
            for i in 0..<inner { row[i] = combine(row[i], values[i]) }
          }
        }
      }
    }
    return axes.isEmpty ? x.detached : result
  }

  @inline(__always)
  private static func sum<Element: RealElement>(
    _ x: Tensor, _ axes: [Int], _ type: Element.Type
  ) -> Tensor {
    var result = x.detached
    for run in runs(axes) {
      let (outer, length, inner) = extent(result.shape, run)
      let source = result
      let input: UnsafePointer<Element> = source.pointer()
      let shape = source.shape.reducing(run, keepsDimensions: true)
      result = Tensor(shape: shape) { (output: UnsafeMutablePointer<Element>) in
        for o in 0..<outer {
          if inner == 1 {
            output[o] = sumOfRow(input + o * length, length)
          } else {
            sumOfRows(input + o * length * inner, length, inner, into: output + o * inner)
          }
        }
      }
    }
    return result
  }

  /// The sum of neighbours in memory.
  @inline(__always)
  static func sumOfRow<Element: RealElement>(
    _ x: UnsafePointer<Element>, _ count: Int
  ) -> Element {
    var total = 0.0
    var start = 0
    while start < count {
      let end = min(start + 512, count)
      var lanes = SIMD16<Element>()
      var i = start
      while i &+ 16 <= end {
        lanes += UnsafeRawPointer(x + i).loadUnaligned(as: SIMD16<Element>.self)
        i &+= 16
      }
      var block = lanes.sum()
      while i < end {
        block += x[i]
        i &+= 1
      }
      total += Double(block)
      start = end
    }
    return Element(total)
  }

  /// The element-wise sum of rows, in blocks of 64 rows.
  @inline(__always)
  private static func sumOfRows<Element: RealElement>(
    _ x: UnsafePointer<Element>, _ rows: Int, _ width: Int,
    into output: UnsafeMutablePointer<Element>
  ) {
    withUnsafeTemporaryAllocation(byteCount: width * 16 + 16, alignment: 16) { memory in
      guard let start = memory.baseAddress else { return }
      let total = start.bindMemory(to: Double.self, capacity: width)
      let block = (start + width * 8).bindMemory(to: Element.self, capacity: width)
      total.update(repeating: 0, count: width)
      var row = 0
      while row < rows {
        let end = min(row + 64, rows)
        for i in 0..<width { block[i] = 0 }
        while row < end {
          let values = x + row * width
          for i in 0..<width { block[i] += values[i] }
          row &+= 1
        }
        for i in 0..<width { total[i] += Double(block[i]) }
      }
      for i in 0..<width { output[i] = Element(total[i]) }
    }
  }
}
