/// A function of tensors written down as a graph.
package struct Trace: Sendable {
  /// What it computes.
  package var graph: Graph
  /// The states of the graph, in order.
  package var states: [Parameter]

  /// Calls `body` once with symbolic tensors and returns what it did.
  ///
  /// Tensors that are not arguments become constants; parameters read or assigned become states.
  package static func of(
    inputs: [TensorSignature], _ body: ([Tensor]) throws -> [Tensor]
  ) throws -> Trace {
    let builder = TraceBuilder()
    let context = ThreadContext.current
    guard context.trace == nil else {
      throw TensorError(
        "a planned function cannot be planned inside another: call its body directly")
    }
    context.trace = builder
    let variables = context.variables
    context.variables = [:]
    defer {
      context.trace = nil
      builder.close()
      context.variables = variables
    }
    let arguments = inputs.enumerated().map { builder.input($1, number: $0) }
    let outputs = try body(arguments)
    return Trace(graph: builder.finish(outputs: outputs), states: builder.states)
  }
}
