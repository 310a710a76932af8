/// A gradient rule written by the user.
struct CustomGradient: Sendable {
  let gradient: @Sendable ([Tensor], Tensor, Tensor) -> [Tensor?]
}

/// An operation with a gradient of one's own.
///
/// ```swift
/// let soft = withCustomGradient(x) { x in relu(x) } gradient: { x, y, dy in dy * (x .> -1) }
/// ```
/// - Parameters:
///   - inputs: what the operation is computed from.
///   - name: how errors call it.
///   - forward: the value; it may use any operation and is not differentiated itself.
///   - gradient: (inputs, output, gradient of the output) to the gradient of every input, `nil`
///     for an input that has none. It may use any operation.
public func withCustomGradient(
  _ inputs: [Tensor], name: String = "the custom operation",
  file: StaticString = #fileID, line: UInt = #line,
  forward: ([Tensor]) -> Tensor,
  gradient: @escaping @Sendable (_ inputs: [Tensor], _ output: Tensor, _ dy: Tensor) -> [Tensor?]
) -> Tensor {
  var output = forward(inputs.map(\.detached)).detached
  guard inputs.contains(where: { $0.record != nil }) else { return output }
  let checked = CustomGradient { inputs, output, dy in
    let parts = gradient(inputs, output, dy)
    guard parts.count == inputs.count else {
      stop(
        "the gradient of \(name) expects one gradient for each of its \(inputs.count) inputs, "
          + "got \(parts.count): return nil for an input without one", file: file, line: line)
    }
    for (index, (input, part)) in zip(inputs, parts).enumerated() {
      guard let part, !Broadcasting.fits(input.shape, into: part.shape) else { continue }
      stop(
        "the gradient of \(name) for input \(index) has shape \(part.shape), but the input has "
          + "shape \(input.shape): return a gradient of the input's shape", file: file, line: line)
    }
    return parts
  }
  output.record = GradientRecord(rule: .custom(checked), inputs: inputs, output: output)
  return output
}

/// An operation of one tensor with a gradient of one's own.
public func withCustomGradient(
  _ x: Tensor, name: String = "the custom operation",
  file: StaticString = #fileID, line: UInt = #line,
  forward: (Tensor) -> Tensor,
  gradient: @escaping @Sendable (_ x: Tensor, _ y: Tensor, _ dy: Tensor) -> Tensor
) -> Tensor {
  withCustomGradient([x], name: name, file: file, line: line) {
    forward($0[0])
  } gradient: {
    [gradient($0[0], $1, $2)]
  }
}
