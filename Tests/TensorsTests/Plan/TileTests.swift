import Testing

@testable import Tensors

/// Every instruction of the tile interpreter against the eager operation.
struct TileTests {
  /// Every function of one number with the parameters its definition names.
  private static let functions = FunctionList.unary.flatMap { definition in
    definition.samples.parameters.map { UnaryFunction(definition, $0.s, $0.t) }
  }

  private static let shapes = [[], [5], [3, 7], [33, 50], [2, 3, 5], [2_000]]

  @Test(arguments: functions) func matchesTheEagerFunction(_ function: UnaryFunction) throws {
    let range = function.definition.samples.range
    for shape in Self.shapes {
      let x = Tensor.uniform(shape, lower: range.lowerBound, upper: range.upperBound, seed: 4)
      let planned = PlannedFunction("f", workers: 2) { [applied(.unary(function), $0[0])] }
      // To the bit: both are made of one formula.
      #expect(try planned([x])[0].scalars == applied(.unary(function), x).scalars)
      #expect(planned.explain().contains("fused \(function.definition.label)"))
    }
  }

  @Test(arguments: functions) func matchesTheEagerDerivative(_ function: UnaryFunction) throws {
    guard let definition = function.definition.differentiable else { return }
    let gradient = Primitive.unaryGradient(
      UnaryGradient(definition: definition, s: function.s, t: function.t))
    let dy = Tensor.normal([9, 21], seed: 1)
    let saved = Tensor.uniform([9, 21], lower: 0.2, upper: 0.9, seed: 2)
    let planned = PlannedFunction("f", workers: 2) { [applied(gradient, $0[0], $0[1])] }
    #expect(try planned([dy, saved])[0].scalars == applied(gradient, dy, saved).scalars)
  }

  @Test func repeatsRowsColumnsAndScalars() throws {
    let x = Tensor.normal([19, 37], seed: 1)
    let row = Tensor.normal([37], seed: 2)
    let column = Tensor.normal([19, 1], seed: 3)
    let number = Tensor(2.5 as Float)
    func body(_ inputs: [Tensor]) -> [Tensor] {
      [(inputs[0] + inputs[1]) * inputs[2] - inputs[3] / inputs[0]]
    }
    for workers in [1, 2, 3] {
      let planned = PlannedFunction("f", workers: workers, body)
      expectEqual(
        try planned([x, row, column, number])[0], body([x, row, column, number])[0])
    }
  }

  @Test func keepsNaN() throws {
    let planned = PlannedFunction("f", workers: 1) { [relu($0[0]), leakyReLU($0[0])] }
    let results = try planned([Tensor([.nan, -1, 2] as [Float])])
    #expect(results[0].scalars[0].isNaN && results[1].scalars[0].isNaN)
    #expect(Array(results[0].scalars[1...]) == [0, 2])
  }

  @Test func leavesOutTheStepsOfDeadCode() throws {
    let planned = PlannedFunction("f", workers: 1) { inputs in
      _ = inputs[0].matmul(inputs[0])
      let twice = exp(inputs[0])
      return [twice + exp(inputs[0])]
    }
    _ = try planned([Tensor.ones([4, 4])])
    #expect(planned.explain().contains("1 steps in 1 phases"))
    #expect(planned.explain().contains("fused exponential, add"))
  }

  private func expectEqual(
    _ actual: Tensor, _ expected: Tensor, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(actual.shape == expected.shape, sourceLocation: sourceLocation)
    let size = expected.scalars.reduce(1) { max($0, abs($1)) }
    #expect(
      largestDifference(actual, expected) <= 2e-6 * size, sourceLocation: sourceLocation)
  }
}
