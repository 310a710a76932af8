extension Tensor {
  /// All elements in row-major order as `Float`, as float32 stores them.
  public var scalars: [Float] {
    elementType == .float32
      ? withElements(of: Float.self) { Array($0) } : elements { Float($0) }
  }

  /// All elements in row-major order as `Double`.
  public var doubles: [Double] { elements { Double($0) } }

  /// All elements in row-major order as `Int`, fractions cut off.
  public var integers: [Int] {
    elements { value in
      guard let integer = Int(withoutFraction: value) else {
        stop("\(value) is not an integer: read the tensor with `scalars` or `doubles`")
      }
      return integer
    }
  }

  /// The only element. Stops when there is not exactly one.
  ///
  /// One number outside of tensors is always a `Double`: this one, the figures of `evaluate` and of
  /// a history, the norm of `Gradients`. What is computed with tensors is a tensor, as
  /// ``norm(axes:keepDimensions:file:line:)``. The elements of a whole tensor come as they are
  /// stored (``scalars``) or at double precision (``doubles``).
  public var scalar: Double { onlyElement }

  fileprivate var onlyElement: Double {
    guard count == 1 else {
      stop(
        "`scalar` expects a tensor of one element, got shape \(shape): reduce it first, for "
          + "example with sum() or mean(), or read all elements with `scalars`")
    }
    return doubles[0]
  }

  private func elements<Result>(_ convert: (Double) -> Result) -> [Result] {
    switch elementType {
    case .float32: withElements(of: Float.self) { $0.map { convert(Double($0)) } }
    case .float64: withElements(of: Double.self) { $0.map { convert($0) } }
    case .int32: withElements(of: Int32.self) { $0.map { convert(Double($0)) } }
    }
  }
}

extension Double {
  /// The only element of a tensor.
  public init(_ tensor: Tensor) { self = tensor.onlyElement }
}

extension Float {
  /// The only element of a tensor.
  public init(_ tensor: Tensor) { self = Float(tensor.onlyElement) }
}

extension Int {
  /// The only element of a tensor, its fraction cut off.
  public init(_ tensor: Tensor) {
    _ = tensor.onlyElement
    self = tensor.integers[0]
  }
}
