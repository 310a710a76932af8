public import Tensors

extension ChartNumbers {
  /// All elements of a tensor, row by row.
  init(_ tensor: Tensor) {
    self.init(tensor.doubles, areCounts: tensor.elementType == .int32)
  }
}

extension PlottableValue {
  /// The elements of a tensor under a name.
  public static func value(_ label: String, _ tensor: Tensor) -> PlottableValue {
    PlottableValue(label, tensor)
  }

  init(_ label: String?, _ tensor: Tensor) {
    self.init(label, .numbers(ChartNumbers(tensor)))
    if tensor.shape.count(where: { $0 > 1 }) > 1 { shape = tensor.shape }
  }
}

extension PointwiseMark {
  /// Creates the mark from the elements of a tensor at 1, 2, 3, …. Lines and areas are of a tensor
  /// with one axis, beside axes of length 1.
  public init(_ y: Tensor, startingAt start: Int = 1) {
    self.init(x: .counting(y.count, from: start), y: PlottableValue(nil, y))
  }

  /// Creates the mark from the elements of two tensors.
  public init(x: Tensor, y: Tensor) {
    self.init(x: PlottableValue(nil, x), y: PlottableValue(nil, y))
  }

  /// Creates the mark from numbers and the elements of a tensor.
  public init(x: some Sequence<some ChartNumber>, y: Tensor) {
    self.init(x: PlottableValue(nil, .numbers(ChartNumbers(x))), y: PlottableValue(nil, y))
  }

  /// Creates the mark from the elements of a tensor and numbers.
  public init(x: Tensor, y: some Sequence<some ChartNumber>) {
    self.init(x: PlottableValue(nil, x), y: PlottableValue(nil, .numbers(ChartNumbers(y))))
  }

  /// Creates the mark from values over categories.
  public init(x: some Sequence<String>, y: Tensor) {
    self.init(x: PlottableValue(nil, .names(Array(x))), y: PlottableValue(nil, y))
  }
}

extension PointMark {
  /// Dots at the elements of two tensors, with a whisker of `error` above and below each.
  @_disfavoredOverload
  public init(x: Tensor, y: Tensor, error: Tensor) {
    self.init(x: x.doubles, y: y.doubles, error: error.doubles)
  }
}

extension BandMark {
  /// Creates a band from the elements of three tensors.
  @_disfavoredOverload
  public init(x: Tensor, yStart: Tensor, yEnd: Tensor) {
    self.init(
      x: PlottableValue(nil, x), yStart: PlottableValue(nil, yStart),
      yEnd: PlottableValue(nil, yEnd))
  }

  /// Creates a band from numbers and the elements of two tensors.
  @_disfavoredOverload
  public init(x: some Sequence<some ChartNumber>, yStart: Tensor, yEnd: Tensor) {
    self.init(
      x: PlottableValue(nil, .numbers(ChartNumbers(x))), yStart: PlottableValue(nil, yStart),
      yEnd: PlottableValue(nil, yEnd))
  }
}

extension BarMark {
  /// Creates horizontal bars from names and the elements of a tensor.
  public init(_ names: some Sequence<String>, _ values: Tensor) {
    self.init(names, values.doubles)
  }
}

extension RuleMark {
  /// A horizontal line at the only element of a tensor, such as a mean.
  @_disfavoredOverload
  public init(y: Tensor) { self.init(y: PlottableValue(nil, .numbers(ChartNumbers(y)))) }

  /// A vertical line at the only element of a tensor.
  @_disfavoredOverload
  public init(x: Tensor) { self.init(x: PlottableValue(nil, .numbers(ChartNumbers(x)))) }
}

extension ContourMark {
  /// Creates contours of a tensor of shape `[rows, columns]`: one row for each y, from the lowest.
  public init(
    values: Tensor, x: ClosedRange<Double>, y: ClosedRange<Double>, levels: Int = 12,
    isFilled: Bool = false
  ) {
    let width = values.rank == 2 ? values.shape[1] : 0
    let numbers = values.doubles
    let rows =
      width > 0
      ? (0..<values.shape[0]).map { row in
        Array(numbers[(row * width)..<((row + 1) * width)])
      } : []
    self.init(values: rows, x: x, y: y, levels: levels, isFilled: isFilled)
  }
}

extension HistogramMark {
  /// Creates a histogram of all elements of a tensor.
  public init(
    _ values: Tensor, bins: Int = 30, normalization: HistogramNormalization = .count
  ) {
    self.init(values.doubles, bins: bins, normalization: normalization)
  }
}

extension RidgeMark {
  /// Creates a ridge from one tensor for each time.
  public init(_ frames: some Sequence<Tensor>, steps: [Int]? = nil, bins: Int = 60) {
    self.init(frames.map(\.doubles), steps: steps, bins: bins)
  }
}

extension CellMark {
  /// Creates cells from a tensor of shape `[rows, columns]`.
  public init(_ values: Tensor) {
    self.init(tensor: values, rows: nil, columns: nil)
  }

  /// Creates cells with names from a tensor of shape `[rows, columns]`.
  public init(_ values: Tensor, rows: some Sequence<String>, columns: some Sequence<String>) {
    self.init(
      tensor: values, rows: PlottableValue(nil, .names(Array(rows))),
      columns: PlottableValue(nil, .names(Array(columns))))
  }

  /// Creates cells with named rows and columns from a tensor of shape `[rows, columns]`.
  public init(_ values: Tensor, rows: PlottableValue, columns: PlottableValue) {
    self.init(tensor: values, rows: rows, columns: columns)
  }

  private init(tensor: Tensor, rows: PlottableValue?, columns: PlottableValue?) {
    guard tensor.rank == 2 else {
      self.init(problem: "expects a tensor of shape [rows, columns], got \(tensor.shape)")
      return
    }
    let numbers = ChartNumbers(tensor)
    let width = tensor.shape[1]
    self.init(
      (0..<tensor.shape[0]).map { row in
        ChartNumbers(
          Array(numbers.values[(row * width)..<((row + 1) * width)]), areCounts: numbers.areCounts)
      }, rows: rows, columns: columns)
  }
}
