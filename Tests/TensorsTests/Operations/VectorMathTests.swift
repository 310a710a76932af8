import Testing

@testable import Tensors

/// Vector functions against double precision, in units of the last place.
struct VectorMathTests {
  @Test(arguments: [
    (UnaryFunction.exponential, -87.0...88.0, 2.0), (.logarithm, 1e-6...1e6, 2.0),
    (.logarithm, 0.5...2, 2.0), (.sigmoid, -30.0...30.0, 4.0), (.tanh, -10.0...10.0, 4.0),
    (.tanh, -0.7...0.7, 4.0), (.exponentialMinusOne, -5.0...5.0, 4.0),
    (.exponentialMinusOne, -0.5...0.5, 4.0), (.softplus, -30.0...30.0, 8.0),
    (.sine, -3.2...3.2, 2.0), (.sine, -8192...8192, 2.0), (.sine, -1e6...1e6, 1.0),
    (.cosine, -3.2...3.2, 2.0), (.cosine, -8192...8192, 2.0),
    (.errorFunction, -1...1, 4.0), (.errorFunction, -5...5, 4.0),
    (.logarithmOnePlus, -0.99...2, 4.0), (.logarithmOnePlus, -1e-3...1e-3, 4.0),
    // The rounding of x * x / 2 is magnified by the exponential where the result is tiny.
    (.gelu, -1...9, 8.0), (.gelu, -6.0 ... -1.0, 64.0),
    (.floor, -9e6...9e6, 0), (.ceiling, -5...5, 0), (.round, -9e6...9e6, 0),
    (.powerScalar(3), -5...5, 2.0), (.powerScalar(-0.5), 0.01...50, 2.0),
    (.powerScalar(1.75), 0.01...50, 1.0),
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

  @Test func functionsOfExtremesGoToTheirLimits() {
    let x = Tensor([Float.infinity, -.infinity, .nan, 1e30, -1e30, 0, -1e-30, -1, 1e5])
    func values(_ function: UnaryFunction) -> [Float] { evaluate(.unary(function), [x]).scalars }
    #expect(values(.errorFunction)[0...1] == [1, -1])
    #expect(values(.gelu)[0...1] == [.infinity, 0])
    #expect(values(.gelu)[3...5] == [1e30, 0, 0])
    #expect(values(.sine)[0].isNaN)
    #expect(values(.sine)[6] == -1e-30)
    #expect(values(.cosine)[5] == 1)
    #expect(values(.logarithmOnePlus)[0] == .infinity)
    #expect(values(.logarithmOnePlus)[6...7] == [-1e-30, -.infinity])
    #expect(values(.floor)[0...1] == [.infinity, -.infinity])
    for function in [UnaryFunction.errorFunction, .gelu, .sine, .cosine, .logarithmOnePlus, .floor]
    {
      #expect(values(function)[2].isNaN, "\(function)")
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
