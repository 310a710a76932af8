import Testing

@testable import Tensors

/// What is known of values by the way they are made.
@Suite struct ValueBoundsTests {
  private func bounds(_ function: (Tensor) -> Tensor) throws -> ClosedRange<Double>? {
    let trace = try Trace.of(inputs: [TensorSignature(shape: [4, 3])]) { [function($0[0])] }
    var bounds = ValueBounds(trace.graph)
    return bounds.bounds(of: trace.graph.outputs[0])
  }

  private func isProbability(_ function: (Tensor) -> Tensor) throws -> Bool {
    var found = false
    _ = try Trace.of(inputs: [TensorSignature(shape: [4, 3])]) { inputs in
      let output = function(inputs[0])
      found = output.isProbability
      return [output]
    }
    return found
  }

  @Test func followTheOperations() throws {
    #expect(try bounds { $0 } == nil)
    #expect(try bounds { sigmoid($0) * 4 - 1 } == -1...3)
    #expect(try bounds { -softmax($0) } == -1...0)
    #expect(try bounds { 1 - sigmoid($0) } == 0...1)
    #expect(try bounds { sigmoid($0) * Tensor([-2.0, 1, 0]) } == -2...1)
    #expect(try bounds { ($0 * 0.2 + 0.5).clipped(to: 0...1) } == 0...1)
    #expect(try bounds { maximum(sigmoid($0), Tensor([0.5])) } == 0.5...1)
    #expect(try bounds { sigmoid($0).max(axes: 1) } == 0...1)
    #expect(try bounds { concatenate([sigmoid($0), 3 * softmax($0)]) } == 0...3)
    #expect(try bounds { sigmoid($0) / Tensor([-1.0, 1, 2]) } == nil)
    #expect(try bounds { sigmoid($0).matmul(Tensor.ones([3, 3])) } == nil)
    #expect(try bounds { $0 * sigmoid($0) } == nil)
  }

  /// What definitions say of themselves.
  @Test func noValueLiesOutsideOfTheBounds() {
    for definition in FunctionList.unary {
      for (s, t) in definition.samples.parameters.isEmpty
        ? [(0.0, 0.0)] : definition.samples.parameters
      {
        let x = definition.samples.range
        let places = (0...50).map {
          x.lowerBound + (x.upperBound - x.lowerBound) * Double($0) / 50
        }
        let values = places.map { definition.value($0, s, t) }
        if let range = definition.range(s, t) {
          #expect(values.allSatisfy(range.contains), "\(definition)")
        }
        if definition.isMonotonic {
          let isRising = values.last! >= values.first!
          #expect(
            zip(values, values.dropFirst()).allSatisfy { isRising ? $0 <= $1 : $0 >= $1 },
            "\(definition)")
        }
      }
    }
    for definition in FunctionList.binary {
      let (a, b) = (-2.0...3, 0.5...4)
      guard definition.isMonotonic(a, b) else { continue }
      let ends = [-2.0, 3].flatMap { one in [0.5, 4].map { definition.value(one, $0) } }
      for one in stride(from: -2.0, through: 3, by: 0.5) {
        for other in stride(from: 0.5, through: 4, by: 0.5) {
          let value = definition.value(one, other)
          #expect(ends.min()! <= value && value <= ends.max()!, "\(definition)")
        }
      }
    }
    #expect(!Divide.isMonotonic(1...2, -1...1))
  }

  @Test func whatComesOfProbabilitiesAloneIsOne() throws {
    #expect(try isProbability { (sigmoid($0) + sigmoid($0 * 2)) / 2.0 })
    #expect(try isProbability { (softmax($0) + softmax($0 * 2) + softmax($0 * 3)) * (1 / 3.0) })
    #expect(try isProbability { sigmoid($0) * sigmoid(-$0) })
    #expect(try isProbability { sigmoid($0).clipped(to: 0.001...0.999).reshaped(to: [12]) })
    #expect(try isProbability { sigmoid($0)[0..., 0] })
    for logits: (Tensor) -> Tensor in [
      { $0 }, { relu($0) }, { ($0 .> 0).converted(to: .float32) }, { tanh($0) },
      { $0 * sigmoid($0) }, { sigmoid($0) * 2 }, { log(sigmoid($0)) }, { $0 * 0 + 0.5 },
    ] {
      #expect(try !isProbability(logits))
    }
  }

  @Test func aLongSumIsFollowedInLinearTime() throws {
    let range = try bounds { x in
      (0..<24).reduce(sigmoid(x)) { sum, _ in sum + sum }
    }
    #expect(range == 0...16_777_216)
    #expect(try bounds { x in (0..<200).reduce(sigmoid(x)) { sum, _ in sum + sum } } == nil)
  }
}
