/// What a reduction computes. Whatever differs between them stands here or in a `switch` without
/// `default`, so that the compiler names what a new one lacks.
package enum ReductionFunction: Hashable, Sendable, CaseIterable {
  case sum, mean, maximum, minimum, product

  /// What errors and plans call it: the method's name.
  package var name: String {
    switch self {
    case .sum: "sum"
    case .mean: "mean"
    case .maximum: "max"
    case .minimum: "min"
    case .product: "product"
    }
  }

  /// Whether it has a value where there is nothing to reduce.
  var hasValueOfNothing: Bool {
    switch self {
    case .sum, .product: true
    case .mean, .maximum, .minimum: false
    }
  }

  /// What the sum of so many elements is multiplied by; `nil` of one that is no sum.
  func factorOfSum(of count: Int) -> Float? {
    switch self {
    case .sum: 1
    case .mean: 1 / Float(count)
    case .maximum, .minimum, .product: nil
    }
  }

  /// Numbers that its gradient is tested on: without ties where it picks one, far from 0 where it
  /// divides.
  func sample(of shape: [Int], from inputs: inout SampleInputs) -> Tensor {
    switch self {
    case .sum, .mean: inputs.real(shape, -2...2)
    case .maximum, .minimum: inputs.distinct(shape)
    case .product: inputs.real(shape, 0.5...1.5)
    }
  }
}
