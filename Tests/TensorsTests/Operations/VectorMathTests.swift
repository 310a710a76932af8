import Testing

@testable import Tensors

/// Vector functions against double precision, in units of the last place.
struct VectorMathTests {
  @Test(arguments: [
    (UnaryFunction(Exponential.self), -87.0...88.0, 2.0),
    (UnaryFunction(Logarithm.self), 1e-6...1e6, 2.0),
    (UnaryFunction(Logarithm.self), 0.5...2, 2.0), (UnaryFunction(Sigmoid.self), -30.0...30.0, 4.0),
    (UnaryFunction(HyperbolicTangent.self), -10.0...10.0, 4.0),
    (UnaryFunction(HyperbolicTangent.self), -0.7...0.7, 4.0),
    (UnaryFunction(ExponentialMinusOne.self), -5.0...5.0, 4.0),
    (UnaryFunction(ExponentialMinusOne.self), -0.5...0.5, 4.0),
    (UnaryFunction(Softplus.self), -30.0...30.0, 8.0),
    (UnaryFunction(Sine.self), -3.2...3.2, 2.0), (UnaryFunction(Sine.self), -8192...8192, 2.0),
    (UnaryFunction(Sine.self), -1e6...1e6, 1.0),
    (UnaryFunction(Cosine.self), -3.2...3.2, 2.0), (UnaryFunction(Cosine.self), -8192...8192, 2.0),
    (UnaryFunction(ErrorFunction.self), -1...1, 4.0),
    (UnaryFunction(ErrorFunction.self), -5...5, 4.0),
    (UnaryFunction(LogarithmOnePlus.self), -0.99...2, 4.0),
    (UnaryFunction(LogarithmOnePlus.self), -1e-3...1e-3, 4.0),
    // The rounding of x * x / 2 is magnified by the exponential where the result is tiny.
    (UnaryFunction(GELU.self), -1...9, 8.0), (UnaryFunction(GELU.self), -6.0 ... -1.0, 64.0),
    (UnaryFunction(Floor.self), -9e6...9e6, 0), (UnaryFunction(Ceiling.self), -5...5, 0),
    (UnaryFunction(Round.self), -9e6...9e6, 0),
    (UnaryFunction(PowerOfNumber.self, 3), -5...5, 2.0),
    (UnaryFunction(PowerOfNumber.self, -0.5), 0.01...50, 2.0),
    (UnaryFunction(PowerOfNumber.self, 1.75), 0.01...50, 1.0),
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
    #expect(values(UnaryFunction(ErrorFunction.self))[0...1] == [1, -1])
    #expect(values(UnaryFunction(GELU.self))[0...1] == [.infinity, 0])
    #expect(values(UnaryFunction(GELU.self))[3...5] == [1e30, 0, 0])
    #expect(values(UnaryFunction(Sine.self))[0].isNaN)
    #expect(values(UnaryFunction(Sine.self))[6] == -1e-30)
    #expect(values(UnaryFunction(Cosine.self))[5] == 1)
    #expect(values(UnaryFunction(LogarithmOnePlus.self))[0] == .infinity)
    #expect(values(UnaryFunction(LogarithmOnePlus.self))[6...7] == [-1e-30, -.infinity])
    #expect(values(UnaryFunction(Floor.self))[0...1] == [.infinity, -.infinity])
    for function in [
      UnaryFunction(ErrorFunction.self), UnaryFunction(GELU.self), UnaryFunction(Sine.self),
      UnaryFunction(Cosine.self), UnaryFunction(LogarithmOnePlus.self), UnaryFunction(Floor.self),
    ] {
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
