/// The value of an expression and its gradient with respect to every parameter, in their order.
///
/// ```swift
/// let (loss, gradients) = valueWithGradients(withRespectTo: [w, b]) {
///   softmaxCrossEntropy(x.matmul(w.value) + b.value, labels: y)
/// }
/// ```
public func valueWithGradients(
  withRespectTo parameters: [Parameter], file: StaticString = #fileID, line: UInt = #line,
  of expression: () throws -> Tensor
) rethrows -> (value: Tensor, gradients: [Tensor]) {
  let context = ThreadContext.current
  let outer = context.variables
  defer { context.variables = outer }
  let variables = parameters.map { Tensor.variable($0.value) }
  for (parameter, variable) in zip(parameters, variables) {
    context.variables[ObjectIdentifier(parameter)] = variable
  }
  let value = try expression()
  context.variables = outer
  return (value.leaving(variables), value.gradients(at: variables, file: file, line: line))
}

/// The gradient of an expression with respect to every parameter, in their order.
public func gradients(
  withRespectTo parameters: [Parameter], file: StaticString = #fileID, line: UInt = #line,
  of expression: () throws -> Tensor
) rethrows -> [Tensor] {
  try valueWithGradients(withRespectTo: parameters, file: file, line: line, of: expression)
    .gradients
}
