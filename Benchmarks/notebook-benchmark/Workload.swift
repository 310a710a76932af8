internal import NeuralNetworks

/// What can be measured; each workload returns its figures in seconds.
enum Workload {
  typealias Run = @Sendable (_ epochs: Int) throws -> [(name: String, seconds: Double)]

  /// Every workload by the name that `Benchmarks/run` calls it by.
  static let all: [String: Run] = [
    "limits": { _ in Limits.figures() },
    "mlp": { try Networks.epoch(Networks.plain, SGD(learningRate: 1e-3), $0) },
    "mlp-bn": { try Networks.epoch(Networks.normalized, SGD(learningRate: 1e-3), $0) },
    "mlp-momentum": {
      try Networks.epoch(Networks.plain, SGD(learningRate: 1e-3, momentum: 0.9), $0)
    },
    "mlp-rmsprop": { try Networks.epoch(Networks.plain, RMSprop(learningRate: 1e-4), $0) },
    "mlp-adam": { try Networks.epoch(Networks.plain, Adam(learningRate: 1e-4), $0) },
    "mlp-adamax": { try Networks.epoch(Networks.plain, AdaMax(learningRate: 1e-4), $0) },
    "large-sgd": { try Networks.largeBatches(Networks.small, SGD(learningRate: 0.1), $0) },
    "large-bn-sgd": {
      try Networks.largeBatches(Networks.smallNormalized, SGD(learningRate: 0.1), $0)
    },
    "large-bn-rmsprop": {
      try Networks.largeBatches(Networks.smallNormalized, RMSprop(learningRate: 0.01), $0)
    },
    "large-bn-adam": {
      try Networks.largeBatches(Networks.smallNormalized, Adam(learningRate: 0.05), $0)
    },
    "large-bn-adamax": {
      try Networks.largeBatches(Networks.smallNormalized, AdaMax(learningRate: 0.1), $0)
    },
    "vgg": { try Networks.vggStep(Networks.vgg(isNormalized: false), learningRate: 0.02, $0) },
    "vgg-bn": { try Networks.vggStep(Networks.vgg(isNormalized: true), learningRate: 0.05, $0) },
    "vgg-narrow": {
      try Networks.vggStep(Networks.narrowVGG(), learningRate: 0.05, batchSize: 64, $0)
    },
    "chain": { _ in try Overheads.chain() },
    "eager": { _ in Overheads.eagerOperation() },
    "first-step": { _ in try Overheads.firstStep() },
  ]
}
