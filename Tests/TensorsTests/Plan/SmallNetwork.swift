@testable import Tensors

/// A network of dense layers with everything a training step has, small enough to compare.
final class SmallNetwork {
  enum Rule: CaseIterable { case descent, momentum, adam }

  let weights: [Parameter]
  let biases: [Parameter]
  let scales: [Parameter]
  let shifts: [Parameter]
  let runningMeans: [Parameter]
  private let moments: [[Parameter]]
  private let rate = Parameter(Tensor(0.05 as Float), name: "rate", isTrainable: false)
  private let rule: Rule
  private let normalizes: Bool

  init(_ sizes: [Int], rule: Rule = .descent, normalizes: Bool = false) {
    self.rule = rule
    self.normalizes = normalizes
    let pairs = Array(zip(sizes, sizes.dropFirst()))
    weights = pairs.enumerated().map { index, pair in
      Parameter(
        Tensor.normal([pair.0, pair.1], standardDeviation: 0.2, seed: index + 1),
        name: "weight \(index)")
    }
    biases = pairs.map { Parameter(Tensor.zeros([$0.1]), name: "bias") }
    scales = normalizes ? pairs.map { Parameter(Tensor.ones([$0.0]), name: "gamma") } : []
    shifts = normalizes ? pairs.map { Parameter(Tensor.zeros([$0.0]), name: "beta") } : []
    runningMeans =
      normalizes ? pairs.map { Parameter(Tensor.zeros([$0.0]), isTrainable: false) } : []
    moments = (weights + biases + scales + shifts).map { parameter in
      (0..<2).map { _ in Parameter(Tensor.zeros(parameter.value.shape), isTrainable: false) }
    }
  }

  var trainable: [Parameter] { weights + biases + scales + shifts }
  var states: [Parameter] { trainable + runningMeans }

  /// [loss, accuracy] of one step of training.
  func step(_ inputs: [Tensor]) -> [Tensor] {
    var accuracy = Tensor(0 as Float)
    let (loss, gradients) = valueWithGradients(withRespectTo: trainable) {
      let logits = forward(inputs[0])
      accuracy = (logits.argmax(axis: 1) .== inputs[1]).converted(to: .float32).mean()
      return softmaxCrossEntropy(logits, labels: inputs[1])
    }
    for (index, gradient) in gradients.enumerated() { update(index, gradient) }
    return [loss, accuracy]
  }

  private func forward(_ x: Tensor) -> Tensor {
    var x = x
    for index in weights.indices {
      if normalizes {
        let (result, mean, _) = batchNormalization(
          x, gamma: scales[index].value, beta: shifts[index].value)
        runningMeans[index].value = runningMeans[index].value * 0.9 + mean * 0.1
        x = result
      }
      x = x.matmul(weights[index].value) + biases[index].value
      if index + 1 < weights.count { x = leakyReLU(x) }
    }
    return x
  }

  private func update(_ index: Int, _ gradient: Tensor) {
    let parameter = trainable[index]
    let (first, second) = (moments[index][0], moments[index][1])
    switch rule {
    case .descent: parameter.value = parameter.value - rate.value * gradient
    case .momentum:
      first.value = first.value * 0.9 - rate.value * gradient
      parameter.value = parameter.value + first.value
    case .adam:
      let mean = first.value * 0.9 + gradient * 0.1
      let square = second.value * 0.99 + gradient.squared() * 0.01
      first.value = mean
      second.value = square
      parameter.value = parameter.value - mean * rate.value / (sqrt(square) + 1e-5)
    }
  }

  /// Images of random numbers and their labels.
  static func data(_ count: Int, features: Int, classes: Int) -> [Tensor] {
    let labels = (0..<count).map { ($0 * 7 + $0 / 3) % classes }
    return [Tensor.normal([count, features], seed: 99), Tensor(labels)]
  }
}

/// The largest difference between two tensors.
func largestDifference(_ a: Tensor, _ b: Tensor) -> Float {
  zip(a.scalars, b.scalars).reduce(0) { max($0, abs($1.0 - $1.1)) }
}
