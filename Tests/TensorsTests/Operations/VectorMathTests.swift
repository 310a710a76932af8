import Testing

@testable import Tensors

/// Vector functions against double precision, in units of the last place.
struct VectorMathTests {
  @Test(arguments: [
    (UnaryFunction.exponential, -87.0...88.0, 2.0), (.logarithm, 1e-6...1e6, 2.0),
    (.logarithm, 0.5...2, 2.0), (.sigmoid, -30.0...30.0, 4.0), (.tanh, -10.0...10.0, 4.0),
    (.tanh, -0.7...0.7, 4.0), (.exponentialMinusOne, -5.0...5.0, 4.0),
    (.exponentialMinusOne, -0.5...0.5, 4.0), (.softplus, -30.0...30.0, 8.0),
  ])
  func staysWithinUlps(_ function: UnaryFunction, _ range: ClosedRange<Double>, _ ulps: Double) {
    let x = Tensor.linspace(range.lowerBound, range.upperBound, count: 20_001)
    let result = evaluate(.unary(function), [x]).scalars
    let exact = evaluate(.unary(function), [x.converted(to: .float64)]).doubles
    for ((value, reference), input) in zip(zip(result, exact), x.scalars) {
      let unit = Double(Float(reference).ulp)
      let error = (Double(value) - reference).magnitude / unit
      #expect(error <= ulps, "\(function) of \(input): \(value), exactly \(reference)")
    }
  }

  @Test func overflowAndUnderflowGoToTheirLimits() {
    let x = Tensor([89, 1000, -104, -1000, -90] as [Float])
    let values = exp(x).scalars
    #expect(values[0] == .infinity)
    #expect(values[1] == .infinity)
    #expect(values[2] <= Float.leastNonzeroMagnitude)
    #expect(values[3] == 0)
    #expect(values[4] > 0)
  }
}
