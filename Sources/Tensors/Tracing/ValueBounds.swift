/// Between which numbers values of a graph lie, whatever its inputs and states are: as far as the
/// operations say that made them. Nothing is said of NaN.
struct ValueBounds {
  private let graph: Graph
  private var known: [Graph.NodeID: ClosedRange<Double>?] = [:]

  init(_ graph: Graph) { self.graph = graph }

  /// The bounds of a node's elements; `nil` where nothing is known.
  ///
  /// - Parameter depth: How many operations are followed backwards.
  mutating func bounds(of node: Graph.NodeID, depth: Int = 32) -> ClosedRange<Double>? {
    if let found = known[node] { return found }
    let found = depth > 0 ? derived(node, depth - 1) : nil
    known[node] = .some(found)
    return found
  }

  private mutating func derived(_ node: Graph.NodeID, _ depth: Int) -> ClosedRange<Double>? {
    switch graph.nodes[node].source {
    case .input, .state: return nil
    case .constant(let index): return Self.bounds(ofConstant: graph.constants[index])
    case .operation(let primitive, let inputs):
      switch primitive {
      case .softmax: return 0...1
      case .unary(let function): return unary(function, inputs[0], depth)
      case .binary(let function): return binary(function, inputs, depth)
      case .select: return union(inputs.dropFirst(), depth)
      case .concatenate: return union(inputs[...], depth)
      case .convert, .reshape, .transpose, .broadcast, .slice, .gather,
        .reduce(.mean, _, _), .reduce(.maximum, _, _), .reduce(.minimum, _, _):
        return bounds(of: inputs[0], depth: depth)
      default: return nil
      }
    }
  }

  private static func bounds(ofConstant constant: Tensor) -> ClosedRange<Double>? {
    guard (1...4_096).contains(constant.count) else { return nil }
    let numbers = constant.doubles
    guard numbers.allSatisfy(\.isFinite), let least = numbers.min(), let most = numbers.max()
    else { return nil }
    return least...most
  }

  private mutating func unary(
    _ function: UnaryFunction, _ input: Graph.NodeID, _ depth: Int
  ) -> ClosedRange<Double>? {
    let definition = function.definition
    guard definition.isMonotonic, let inner = bounds(of: input, depth: depth) else {
      return definition.range(function.s, function.t)
    }
    return Self.span([
      definition.value(inner.lowerBound, function.s, function.t),
      definition.value(inner.upperBound, function.s, function.t),
    ])
  }

  private mutating func binary(
    _ function: BinaryFunction, _ inputs: [Graph.NodeID], _ depth: Int
  ) -> ClosedRange<Double>? {
    let definition = function.definition
    guard let a = bounds(of: inputs[0], depth: depth), let b = bounds(of: inputs[1], depth: depth),
      definition.isMonotonic(a, b)
    else { return nil }
    return Self.span([
      definition.value(a.lowerBound, b.lowerBound), definition.value(a.lowerBound, b.upperBound),
      definition.value(a.upperBound, b.lowerBound), definition.value(a.upperBound, b.upperBound),
    ])
  }

  private mutating func union(
    _ nodes: ArraySlice<Graph.NodeID>, _ depth: Int
  ) -> ClosedRange<Double>? {
    var ends: [Double] = []
    for node in nodes {
      guard let part = bounds(of: node, depth: depth) else { return nil }
      ends += [part.lowerBound, part.upperBound]
    }
    return Self.span(ends)
  }

  private static func span(_ ends: [Double]) -> ClosedRange<Double>? {
    guard ends.allSatisfy(\.isFinite), let least = ends.min(), let most = ends.max() else {
      return nil
    }
    return least...most
  }
}

extension Tensor {
  /// Whether a value of a function being planned is a probability by the way it is made, from a
  /// sigmoid or a softmax for example: it always lies in 0...1, and is not one number.
  package var isProbability: Bool {
    guard case .symbolic(let builder, let node) = contents else { return false }
    var bounds = ValueBounds(builder.graph)
    guard let range = bounds.bounds(of: node), range.lowerBound < range.upperBound else {
      return false
    }
    // Thirds add up to a little more than 1.
    return range.lowerBound >= 0 && range.upperBound <= 1 + 1e-9
  }
}
