import Testing

@testable import Tensors
@testable import TensorsOneDNN

/// Networks of convolutions, planned in channel blocks, against the eager operations.
struct PlannedConvolutionTests {
  /// Convolution, normalization, pooling, convolution, dense; momentum.
  private final class Network {
    let kernels = [
      Parameter(Tensor.normal([16, 1, 3, 3], standardDeviation: 0.3, seed: 1), name: "kernel 0"),
      Parameter(Tensor.normal([32, 16, 3, 3], standardDeviation: 0.1, seed: 2), name: "kernel 1"),
      Parameter(Tensor.normal([16, 32, 3, 3], standardDeviation: 0.1, seed: 3), name: "kernel 2"),
    ]
    let biases = [16, 32, 16].map { Parameter(Tensor.zeros([$0])) }
    let gammas = [16, 32, 16].map { Parameter(Tensor.ones([$0])) }
    let betas = [16, 32, 16].map { Parameter(Tensor.zeros([$0])) }
    let weight = Parameter(Tensor.normal([64, 10], standardDeviation: 0.1, seed: 4))
    private let velocities: [Parameter]
    private let normalizes: Bool
    private let stride: Int

    init(normalizes: Bool, stride: Int) {
      self.normalizes = normalizes
      self.stride = stride
      velocities = (kernels + biases + gammas + betas + [weight]).map {
        Parameter(Tensor.zeros($0.value.shape), isTrainable: false)
      }
    }

    var trainable: [Parameter] { kernels + biases + gammas + betas + [weight] }

    func step(_ inputs: [Tensor]) -> [Tensor] {
      let (loss, gradients) = valueWithGradients(withRespectTo: trainable) {
        var x = inputs[0]
        for index in 0..<3 {
          let strides = index == 2 ? (stride, stride) : (1, 1)
          x =
            conv2D(x, kernels[index].value, strides: strides, padding: .same)
            + biases[index].value.reshaped(to: [1, -1, 1, 1])
          if normalizes {
            x = batchNormalization(x, gamma: gammas[index].value, beta: betas[index].value).result
          }
          x = relu(x)
          if index < 2 || stride == 1 { x = maxPool2D(x) }
        }
        return softmaxCrossEntropy(
          x.reshaped(to: [x.shape[0], 64]).matmul(weight.value), labels: inputs[1])
      }
      for ((parameter, velocity), gradient) in zip(zip(trainable, velocities), gradients) {
        velocity.value = velocity.value * 0.9 - gradient * 0.05
        parameter.value = parameter.value + velocity.value
      }
      return [loss]
    }
  }

  private static let images = [
    Tensor.normal([48, 1, 16, 16], seed: 9), Tensor((0..<48).map { ($0 * 7) % 10 }),
  ]

  @Test(arguments: [false, true], [1, 2])
  func computesWhatTheEagerStepComputes(_ normalizes: Bool, _ stride: Int) throws {
    let eager = Network(normalizes: normalizes, stride: stride)
    let planned = Network(normalizes: normalizes, stride: stride)
    let function = PlannedFunction("step", workers: 2, backend: OneDNNBackend()) {
      planned.step($0)
    }
    for rows in [0..<16, 16..<32, 32..<39] {
      let inputs = Self.images.map { $0[rows] }
      let expected = eager.step(inputs)[0].scalar
      let actual = try function(inputs)[0].scalar
      #expect(abs(expected - actual) < 1e-4 * abs(expected))
    }
    for (a, b) in zip(eager.trainable, planned.trainable) {
      let difference = zip(a.value.scalars, b.value.scalars).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(difference < 1e-4, "\(a.name)")
    }
    #expect(function.explain().contains("convolution kernelGradient"))
    #expect(!function.explain().contains("eager"))
  }

  @Test func givesTheSameBitsForAnyNumberOfWorkers() throws {
    let references = try trained(workers: 1)
    for workers in [2, 3, 4, 8] {
      for (a, b) in zip(references, try trained(workers: workers)) { #expect(a == b) }
    }
  }

  private func trained(workers: Int) throws -> [[Float]] {
    let network = Network(normalizes: true, stride: 1)
    let function = PlannedFunction("step", workers: workers, backend: OneDNNBackend()) {
      network.step($0)
    }
    try function.replay(
      rowsOf: Self.images, order: (0..<48).map { Int32($0) }, batchSize: 16
    ) { _, _ in true }
    return network.trainable.map { $0.value.scalars }
  }

  @Test func trainsDenseLayersAsThePortableBackendDoes() throws {
    func trained(_ backend: any Backend) throws -> [Float] {
      let weight = Parameter(Tensor.normal([64, 10], standardDeviation: 0.1, seed: 4))
      let function = PlannedFunction("step", workers: 2, backend: backend) { inputs in
        let (loss, gradient) = valueWithGradients(withRespectTo: [weight]) {
          softmaxCrossEntropy(inputs[0].matmul(weight.value), labels: inputs[1])
        }
        weight.value = weight.value - gradient[0] * 0.1
        return [loss]
      }
      let x = [Tensor.normal([30, 64], seed: 1), Tensor((0..<30).map { $0 % 10 })]
      for _ in 0..<5 { _ = try function(x) }
      return weight.value.scalars
    }
    for (a, b) in zip(try trained(OneDNNBackend()), try trained(PortableBackend())) {
      #expect(abs(a - b) < 1e-5)
    }
  }
}
