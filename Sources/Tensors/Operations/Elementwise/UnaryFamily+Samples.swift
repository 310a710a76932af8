extension UnaryFamily {
  static var samples: [OperationSample] {
    var inputs = SampleInputs(seed: 100)
    return functions.flatMap { function, range, kinks -> [OperationSample] in
      let x = inputs.real([3, 7], range, avoiding: kinks)
      let long = inputs.real([2, 19], range, avoiding: kinks)
      var samples = [
        OperationSample(.unary(function), [x]), OperationSample(.unary(function), [long]),
      ]
      let hasFusedGradient =
        function.backwardNeeds != .nothing && !function.derivativeIsZero
      if hasFusedGradient {
        // The output of relu is 0 half of the time, its kink: any other number does as well.
        let takesOutput = function.backwardNeeds == .output && function != .relu
        let saved =
          takesOutput ? evaluate(.unary(function), [x], result: x.signature) : x
        samples.append(
          OperationSample(
            .unaryGradient(function), [inputs.real([3, 7]), saved], tolerance: 8))
      }
      return samples
    }
  }

  /// Every function with the range of its inputs and its kinks.
  private static var functions: [(UnaryFunction, ClosedRange<Double>, [Double])] {
    [
      (.negate, -2...2, []), (.absolute, -2...2, [0]), (.sign, -2...2, [0]), (.square, -2...2, []),
      (.squareRoot, 0.1...3, []), (.reciprocalSquareRoot, 0.1...3, []), (.reciprocal, 0.2...3, []),
      (.exponential, -2...2, []), (.exponentialMinusOne, -2...2, []), (.logarithm, 0.1...3, []),
      (.logarithmOnePlus, -0.8...2, []), (.sine, -3...3, []), (.cosine, -3...3, []),
      (.tanh, -3...3, []), (.sigmoid, -4...4, []), (.softplus, -4...4, []),
      (.errorFunction, -2...2, []), (.relu, -2...2, [0]), (.leakyReLU(slope: 0.3), -2...2, [0]),
      (.leakyReLU(slope: 0), -2...2, [0]), (.elu(alpha: 1), -2...2, [0]),
      (.elu(alpha: 0.5), -2...2, [0]), (.elu(alpha: -0.5), -2...2, [0]), (.gelu, -3...3, []),
      (.silu, -4...4, []), (.floor, -3...3, [-2, -1, 0, 1, 2]),
      (.ceiling, -3...3, [-2, -1, 0, 1, 2]), (.round, -3...3, [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]),
      (.isNaN, -2...2, []), (.isFinite, -2...2, []), (.addScalar(1.5), -2...2, []),
      (.multiplyScalar(-0.75), -2...2, []), (.powerScalar(3), -2...2, []),
      (.powerScalar(-1.5), 0.3...2, []), (.clip(lower: -1, upper: 0.5), -2...2, [-1, 0.5]),
    ]
  }
}

extension UnaryFunction {
  /// Whether the function is constant between its kinks.
  var derivativeIsZero: Bool {
    switch self {
    case .sign, .floor, .ceiling, .round, .isNaN, .isFinite: true
    default: false
    }
  }
}
