extension Tensor {
  /// A tensor of one number without axes. `Float` and `Double` give float32, integers int32, unless
  /// `type` says otherwise.
  public init<Scalar: TensorScalar>(_ value: Scalar, type: ElementType? = nil) {
    self = .full([], value.doubleValue, type: type ?? Scalar.defaultElementType)
  }

  /// A tensor of one axis.
  public init<Scalar: TensorScalar>(_ values: [Scalar], type: ElementType? = nil) {
    self.init(values, shape: [values.count], type: type)
  }

  /// A tensor of two axes; the rows must be of one length.
  public init<Scalar: TensorScalar>(
    _ rows: [[Scalar]], type: ElementType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    let width = rows.first?.count ?? 0
    if let index = rows.firstIndex(where: { $0.count != width }) {
      stop(
        "Tensor(_:) expects rows of one length, got \(width) numbers in row 0 and "
          + "\(rows[index].count) in row \(index)", file: file, line: line)
    }
    self.init(rows.flatMap { $0 }, shape: [rows.count, width], type: type, file: file, line: line)
  }

  /// A tensor of three axes; the blocks must be of one number of rows, and these of one length.
  public init<Scalar: TensorScalar>(
    _ blocks: [[[Scalar]]], type: ElementType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self = .joining(blocks, "block", of: "rows", file, line) {
      Tensor($0, type: type, file: file, line: line)
    }
  }

  /// A tensor of four axes; the parts must be of one shape.
  public init<Scalar: TensorScalar>(
    _ parts: [[[[Scalar]]]], type: ElementType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self = .joining(parts, "part", of: "blocks", file, line) {
      Tensor($0, type: type, file: file, line: line)
    }
  }

  /// Lists of equally many elements, all of whose elements together make a tensor.
  private static func joining<Element>(
    _ lists: [[Element]], _ name: String, of elements: String, _ file: StaticString, _ line: UInt,
    _ tensor: ([Element]) -> Tensor
  ) -> Tensor {
    let size = lists.first?.count ?? 0
    if let index = lists.firstIndex(where: { $0.count != size }) {
      stop(
        "Tensor(_:) expects \(name)s of one number of \(elements), got \(size) in \(name) 0 and "
          + "\(lists[index].count) in \(name) \(index)", file: file, line: line)
    }
    let joined = tensor(lists.flatMap { $0 })
    return joined.reshaped(to: [lists.count, size] + joined.shape.dropFirst())
  }

  /// A tensor of a shape from its elements in row-major order.
  public init<Scalar: TensorScalar>(
    _ values: [Scalar], shape: [Int], type: ElementType? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    Tensor.requireShape(shape, "Tensor(_:shape:)", file: file, line: line)
    guard shape.product == values.count else {
      stop(
        "Tensor(_:shape:) expects \(shape.product) numbers for shape \(shape), "
          + "got \(values.count)", file: file, line: line)
    }
    switch type ?? Scalar.defaultElementType {
    case .float32:
      self.init(shape: shape) { (output: UnsafeMutablePointer<Float>) in
        if let floats = values as? [Float] {
          floats.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            output.update(from: start, count: source.count)
          }
        } else {
          for (i, value) in values.enumerated() { output[i] = Float(value.doubleValue) }
        }
      }
    case .float64:
      self.init(shape: shape) { (output: UnsafeMutablePointer<Double>) in
        for (i, value) in values.enumerated() { output[i] = value.doubleValue }
      }
    case .int32:
      self.init(shape: shape) { (output: UnsafeMutablePointer<Int32>) in
        for (i, value) in values.enumerated() {
          guard let integer = Int32(withoutFraction: value.doubleValue) else {
            stop(
              "\(value) does not fit into int32: use type: .float32 or .float64", file: file,
              line: line)
          }
          output[i] = integer
        }
      }
    }
  }

  /// Stops when a size is negative or the memory does not hold the elements.
  static func requireShape(
    _ shape: [Int], _ operation: String, type: ElementType = .float32, file: StaticString,
    line: UInt
  ) {
    guard shape.allSatisfy({ $0 >= 0 }) else {
      stop(
        "\(operation) expects sizes of at least 0, got shape \(shape)", file: file, line: line)
    }
    orStop(file, line) { () throws(TensorError) in
      try Storage.checkMemory(for: TensorSignature(shape: shape, elementType: type))
    }
  }
}
