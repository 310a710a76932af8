/// The value of a function of one tensor and its gradient.
///
/// The function must return one number (a tensor of one element). Everything in it may be computed
/// from other tensors too; only `x` is differentiated. At integers the function gets them as
/// float32.
///
/// ```swift
/// let (loss, slope) = valueWithGradient(at: w) { w in (w * w).sum() }
/// ```
public func valueWithGradient(
  at x: Tensor, file: StaticString = #fileID, line: UInt = #line,
  of function: (Tensor) throws -> Tensor
) rethrows -> (value: Tensor, gradient: Tensor) {
  let (value, gradients) = try valueWithGradient(at: [x], file: file, line: line) {
    try function($0[0])
  }
  return (value, gradients[0])
}

/// The value of a function of two tensors and the gradient of each.
public func valueWithGradient(
  at x: Tensor, _ y: Tensor, file: StaticString = #fileID, line: UInt = #line,
  of function: (Tensor, Tensor) throws -> Tensor
) rethrows -> (value: Tensor, gradient: (Tensor, Tensor)) {
  let (value, gradients) = try valueWithGradient(at: [x, y], file: file, line: line) {
    try function($0[0], $0[1])
  }
  return (value, (gradients[0], gradients[1]))
}

/// The value of a function of three tensors and the gradient of each.
public func valueWithGradient(
  at x: Tensor, _ y: Tensor, _ z: Tensor, file: StaticString = #fileID, line: UInt = #line,
  of function: (Tensor, Tensor, Tensor) throws -> Tensor
) rethrows -> (value: Tensor, gradient: (Tensor, Tensor, Tensor)) {
  let (value, gradients) = try valueWithGradient(at: [x, y, z], file: file, line: line) {
    try function($0[0], $0[1], $0[2])
  }
  return (value, (gradients[0], gradients[1], gradients[2]))
}

/// The value of a function of any number of tensors and the gradient of each.
public func valueWithGradient(
  at inputs: [Tensor], file: StaticString = #fileID, line: UInt = #line,
  of function: ([Tensor]) throws -> Tensor
) rethrows -> (value: Tensor, gradient: [Tensor]) {
  let variables = inputs.map(Tensor.variable)
  let value = try function(variables)
  return (
    value.leaving(variables),
    value.gradients(at: variables, file: file, line: line)
  )
}

/// The gradient of a function of one tensor.
///
/// Gradients of gradients exist for every operation, because the rules are made of operations
/// themselves. Where a function is constant in pieces its derivative is 0: comparisons, `sign`,
/// `floor`, `ceil`, `round`, `argmax`, `oneHot`, random numbers. Which element is the largest
/// counts as fixed: in `max`, `min`, `maximum`, `minimum`, `clipped(to:)`, `relu` and max pooling
/// the second derivative flows through the values, not through the choice. An operation of one's
/// own (`withCustomGradient`) can be differentiated again as far
/// as its rule is written with tensor operations of its arguments.
///
/// ```swift
/// let curvature = gradient(at: x) { x in gradient(at: x) { exp($0).sum() }.sum() }
/// ```
public func gradient(
  at x: Tensor, file: StaticString = #fileID, line: UInt = #line,
  of function: (Tensor) throws -> Tensor
) rethrows -> Tensor {
  try valueWithGradient(at: x, file: file, line: line, of: function).gradient
}

/// The gradients of a function of two tensors.
public func gradient(
  at x: Tensor, _ y: Tensor, file: StaticString = #fileID, line: UInt = #line,
  of function: (Tensor, Tensor) throws -> Tensor
) rethrows -> (Tensor, Tensor) {
  try valueWithGradient(at: x, y, file: file, line: line, of: function).gradient
}

/// The gradients of a function of three tensors.
public func gradient(
  at x: Tensor, _ y: Tensor, _ z: Tensor, file: StaticString = #fileID, line: UInt = #line,
  of function: (Tensor, Tensor, Tensor) throws -> Tensor
) rethrows -> (Tensor, Tensor, Tensor) {
  try valueWithGradient(at: x, y, z, file: file, line: line, of: function).gradient
}

/// The gradients of a function of any number of tensors.
public func gradient(
  at inputs: [Tensor], file: StaticString = #fileID, line: UInt = #line,
  of function: ([Tensor]) throws -> Tensor
) rethrows -> [Tensor] {
  try valueWithGradient(at: inputs, file: file, line: line, of: function).gradient
}

/// The same value, through which no gradient flows.
public func stopGradient(_ x: Tensor) -> Tensor { x.detached }

/// The same value, whose gradient is multiplied by a factor on its way back: 0 stops it, -1 turns
/// it round, as the gradient reversal of domain-adversarial training does (Ganin and others, 2016).
///
/// ```swift
/// let features = scaleGradient(encoder(x), by: -1)
/// ```
public func scaleGradient(_ x: Tensor, by factor: Double) -> Tensor {
  withCustomGradient(x) {
    $0
  } gradient: { _, _, dy in
    factor * dy
  }
}

extension Tensor {
  /// A copy to differentiate with respect to; of integers one of float32.
  static func variable(_ source: Tensor) -> Tensor {
    var result = source.floating.detached
    result.record = GradientRecord(
      rule: .variable, inputs: source.record == nil ? [] : [source], output: source)
    return result
  }

  /// The gradients of this scalar with respect to variables.
  func gradients(at variables: [Tensor], file: StaticString, line: UInt) -> [Tensor] {
    guard count == 1 else {
      stop(
        "a gradient expects a function that returns one number, got a tensor of shape \(shape): "
          + "end the function with sum() or mean()", file: file, line: line)
    }
    guard elementType != .int32 else {
      stop(
        "a gradient expects a function that returns a number with a fraction, got int32: positions "
          + "and class numbers have no gradient", file: file, line: line)
    }
    let records = variables.compactMap(\.record)
    let backward = Backward(from: self, to: records)
    return backward.gradients(
      of: self, cotangent: Tensor.full(shape, 1, type: elementType))
  }

  /// This value as seen outside the gradient whose variables are given: it keeps a history only
  /// when an outer gradient may ask for it.
  func leaving(_ variables: [Tensor]) -> Tensor {
    let records = variables.compactMap(\.record)
    return Backward(from: self, to: records).isDifferentiable ? self : detached
  }
}
