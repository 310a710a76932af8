internal import Datasets
internal import NeuralNetworks
internal import Tensors

/// What the engine itself costs.
enum Overheads {
  /// Six element-wise operations over ten million floats: planned, and one by one.
  static func chain() throws -> [(String, Double)] {
    let x = Parameter(Tensor.uniform([10_000_000], seed: 1), name: "x")
    let y = Parameter(Tensor.zeros([10_000_000]), name: "y")
    func six(_ x: Tensor) -> Tensor { relu((x * 2 + 1).squared() * 0.5 - 0.75) }
    let planned = PlannedFunction("chain") { _ in
      y.value = six(x.value)
      return []
    }
    _ = try planned([])
    let plannedTime = try medianSeconds(of: 15) { _ = try planned([]) }
    let values = Tensor.uniform([10_000_000], seed: 1)
    let eagerTime = medianSeconds(of: 5) { _ = six(values) }
    return [("planned", plannedTime), ("eager", eagerTime)]
  }

  /// One addition of 16 floats.
  static func eagerOperation() -> [(String, Double)] {
    let a = Tensor.uniform([16], seed: 1)
    let b = Tensor.uniform([16], seed: 2)
    let count = 100_000
    let time = medianSeconds(of: 9) {
      for _ in 0..<count { _ = a + b }
    }
    return [("operation", time / Double(count))]
  }

  /// The first step of the plain network: trace, plan, and one replay.
  static func firstStep() throws -> [(String, Double)] {
    let images = Tensor.uniform([32, 28, 28], seed: 1)
    let labels = Tensor((0..<32).map { $0 % 10 })
    let times = try (0..<5).map { _ in
      let model = Networks.plain()
      try model.build(input: [28, 28])
      let step = TrainingStep(model, optimizer: SGD(learningRate: 1e-3)) { model, batch in
        softmaxCrossEntropy(model(batch.inputs), labels: batch.targets)
      }
      let batch = Examples(inputs: images, targets: labels)
      return try seconds { try step(batch) }
    }
    return [("first step", median(times))]
  }
}
