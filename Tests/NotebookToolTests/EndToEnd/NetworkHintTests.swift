import Foundation
import Testing

/// What users of Keras and PyTorch write is answered with what works: each answer, written as it is
/// said, compiles.
@Suite struct NetworkHintTests {
  private static let beginning = """
    let m = Sequential { Dense(4); BatchNorm(); Dense(3) }
    let model = m
    let x = Tensor.normal([24, 3], seed: 1)
    let labels = Tensor((0..<24).map { $0 % 3 })
    let y = Tensor.normal([24, 3], seed: 2)
    let w = Tensor.ones([24])
    let data = Examples(inputs: x, targets: labels)
    let history = try m.fit(data, epochs: 1)
    class Body: Layer { func callAsFunction(_ x: Tensor) -> Tensor { x } }
    """

  /// What is written, a part of the answer, and what is written in obeying it.
  private static let cases: [(wrong: String, answer: String, right: String)] = [
    ("print(m.parameters())", "'model.parameters'", "print(model.parameters)"),
    (
      "_ = Sequential { Dense(4); Activation.relu }", "'ReLU()'",
      "_ = Sequential { Dense(4); ReLU() }"
    ),
    ("_ = LayerNorm(axes: [1, 2])", "'LayerNorm([28, 28])'", "_ = LayerNorm([28, 28])"),
    ("_ = LayerNormalization(axis: -1)", "'LayerNorm()'", "_ = LayerNorm()"),
    ("_ = BatchNorm(3)", "'BatchNorm()'", "_ = BatchNorm()"),
    (
      "m.save(\"a\")", "'model.saveWeights(to: \"model.safetensors\")'",
      "try model.saveWeights(to: \"model.safetensors\")"
    ),
    ("print(m.stateDict)", "'model.state'", "print(model.state)"),
    ("m.to(\"cuda\")", "no device is chosen", "_ = m"),
    ("_ = F.relu(x)", "'relu(x)'", "_ = relu(x)"),
    ("if x[0, 0] > 0 { print(1) }", "'x.scalar'", "if x[0, 0].scalar > 0 { print(1) }"),
    ("print(x == 0.5)", "'.=='", "print(x .== 0.5)"),
    (
      "if x .> 0 { print(1) }", "'if (x .> 0).max().scalar == 1'",
      "if (x .> 0).max().scalar == 1 { print(1) }"
    ),
    ("print(!(x .> 0))", "'1 - a'", "print(1 - (x .> 0))"),
    ("print((x .> 0) && (x .< 2))", "'a * b'", "print((x .> 0) * (x .< 2))"),
    ("print((x .> 0) | (x .< 2))", "'maximum(a, b)'", "print(maximum((x .> 0), (x .< 2)))"),
    (
      "for row in x { print(row) }", "'for i in 0..<x.shape[0] { print(x[i]) }'",
      "for i in 0..<x.shape[0] { print(x[i]) }"
    ),
    (
      "for (a, b) in data.batches(of: 12) { print(a) }",
      "'for batch in data.batches(of: 12) { print(batch.inputs, batch.targets) }'",
      "for batch in data.batches(of: 12) { print(batch.inputs, batch.targets) }"
    ),
    ("print(data[0])", "'data[0..<1]'", "print(data[0..<1])"),
    ("while x.mean() > 0.5 { break }", "'x.scalar'", "while x.mean().scalar > 0.5 { break }"),
    ("print(max(x, 0.0))", "'maximum(x, 0)'", "print(maximum(x, 0))"),
    ("print(Tensor([true, false]))", "'Tensor([1, 0])'", "print(Tensor([1, 0]))"),
    ("_ = flatten(x)", "'x.flattened(from: 1)'", "_ = x.flattened(from: 1)"),
    ("withoutGradients { _ = m(x) }", "'stopGradient(x)'", "_ = stopGradient(x)"),
    ("print(history[\"loss\"])", "'history.training.loss'", "print(history.training.loss)"),
    (
      "print(history.history[\"loss\"])", "'history.training[\"accuracy\"]'",
      "print(history.training[\"accuracy\"])"
    ),
    (
      "_ = ConvTranspose2D(4)", "'UpSampling2D(2)' before 'Conv2D(8, padding: .same)'",
      "_ = Sequential { UpSampling2D(2); Conv2D(8, padding: .same) }"
    ),
    (
      "_ = Examples(inputs: x, targets: y, weights: w)", "'data.weighted(by: w)'",
      "_ = data.weighted(by: w)"
    ),
    (
      "try m.fit(data, epochs: 1, augmentation: RandomFlip())",
      "'Sequential { RandomFlip(); RandomCrop(padding: 4); Flatten(); Dense(10) }'",
      "_ = Sequential { RandomFlip(); RandomCrop(padding: 4); Flatten(); Dense(10) }"
    ),
    (
      "_ = SGD(learningRate: 0.1, accumulation: 6)",
      "'SGD(learningRate: 0.1).accumulatingGradients(over: 4)'",
      "_ = SGD(learningRate: 0.1).accumulatingGradients(over: 4)"
    ),
    (
      "_ = WeightAverage(decay: 0.9)", "'SGD(learningRate: 0.1).averagingWeights(momentum: 0.99)'",
      "_ = SGD(learningRate: 0.1).averagingWeights(momentum: 0.99)"
    ),
    (
      "do { try m.fit(data) } catch let e as DivergenceError { print(e) }",
      "catch ModelError.divergence(let divergence, let history)",
      "do { try m.fit(data) } catch ModelError.divergence(let divergence, let history) { "
        + "print(divergence, history as Any) }"
    ),
    (
      "try m.fit(data, epochs: 1, callbacks: [Checkpoint(\"run.safetensors\")])",
      "'model.fit(data, epochs: 10, checkpoint: Checkpoint(\"run.safetensors\"))'",
      "try model.fit(data, epochs: 10, checkpoint: Checkpoint(\"run.safetensors\"))"
    ),
    (
      "try m.fit(data, loss: .mse)", "'.meanSquaredError'",
      "try m.fit(data, loss: .meanSquaredError)"
    ),
    ("_ = MSELoss()", "'meanSquaredError(model(x), y)'", "_ = meanSquaredError(model(x), y)"),
    (
      "_ = CrossEntropyLoss()", "'softmaxCrossEntropy(model(x), labels: labels)'",
      "_ = softmaxCrossEntropy(model(x), labels: labels)"
    ),
    ("_ = HuberLoss()", "'huber(model(x), y)'", "_ = huber(model(x), y)"),
    (
      "_ = StepLR(0.1)", "'PiecewiseConstant(boundaries: [1_000], rates: [0.1, 0.01])'",
      "_ = PiecewiseConstant(boundaries: [1_000], rates: [0.1, 0.01])"
    ),
    (
      "_ = LambdaLR { 0.1 }", "'Schedule { step in 0.1 * pow(0.99, step) }'",
      "_ = Schedule { step in 0.1 * pow(0.99, step) }"
    ),
    (
      "_ = ExponentialLR(0.1)", "'ExponentialDecay(from: 0.1, steps: 1_000, decay: 0.9)'",
      "_ = ExponentialDecay(from: 0.1, steps: 1_000, decay: 0.9)"
    ),
    (
      "_ = CosineAnnealingLR(10)", "'CosineDecay(from: 0.1, steps: 1_000)'",
      "_ = CosineDecay(from: 0.1, steps: 1_000)"
    ),
    (
      "_ = DataLoader(data, batchSize: 4)", "'data.batches(of: 32, shuffledBy: 1)'",
      "_ = data.batches(of: 32, shuffledBy: 1)"
    ),
    ("_ = x.argmax(dim: 1)", "'argmax(axis: 1)'", "_ = x.argmax(axis: 1)"),
    ("_ = softmax(x, dim: 1)", "'argmax(axis: 1)'", "_ = softmax(x, axis: 1)"),
    ("_ = x.sum(dim: 1)", "'sum(axes: 1)'", "_ = x.sum(axes: 1)"),
    ("_ = x.transposed(1, 0)", "'x.transposed([0, 2, 1])'", "_ = x.transposed([1, 0])"),
    ("_ = x.reshaped(3, 24)", "'x.reshaped(to: [2, -1])'", "_ = x.reshaped(to: [2, -1])"),
    ("_ = cat([x, y])", "'concatenate([a, b], axis: 1)'", "_ = concatenate([x, y], axis: 1)"),
    (
      "struct Fw: Layer { func forward(_ x: Tensor) -> Tensor { x } }",
      "'func callAsFunction(_ x: Tensor) -> Tensor { … }'",
      "struct Fw: Layer { func callAsFunction(_ x: Tensor) -> Tensor { x } }"
    ),
    (
      "try m.fit(data, optimizer: .adam(0.1))", "'optimizer: Adam(learningRate: 0.001)'",
      "try m.fit(data, optimizer: Adam(learningRate: 0.001))"
    ),
    (
      "_ = x.mean(axes: 0, keepdims: true)", "'keepDimensions'",
      "_ = x.mean(axes: 0, keepDimensions: true)"
    ),
    ("_ = Tensor.onesLike(x)", "'Tensor.ones(like: x)'", "_ = Tensor.ones(like: x)"),
    ("_ = x.clone()", "'var y = x'", "var z = x\nz[0] = 0"),
    (
      "class Up: Body { override func callAsFunction(_ x: Tensor) -> Tensor { super(x) } }",
      "'super.callAsFunction(x)'",
      "class Up: Body { override func callAsFunction(_ x: Tensor) -> Tensor { "
        + "super.callAsFunction(x) } }"
    ),
    ("_ = x.view([3, 24])", "'x.reshaped(to: [2, 3])'", "_ = x.reshaped(to: [2, 36])"),
  ]

  @Test func namesOfOtherLibrariesAreAnswered() async throws {
    let folder = try NoteFolder()
    try folder.write(note(Self.cases.map(\.wrong)))
    let result = try await Tool.run("check", "note.md", in: folder)
    #expect(result.status != 0)
    let messages = (result.standardOutput + result.standardError).components(
      separatedBy: "\nnote.md:")
    for (wrong, answer, _) in Self.cases {
      let own = messages.filter { $0.contains(" | \(wrong)") }
      #expect(own.contains { $0.contains(answer) }, "\(wrong): \(own)")
    }
  }

  @Test func whoObeysTheAnswersIsUnderstood() async throws {
    let folder = try NoteFolder()
    try folder.write(note(Self.cases.map(\.right)))
    let result = try await Tool.run("check", "note.md", in: folder)
    #expect(result.status == 0, "\(result.standardOutput + result.standardError)")
  }

  private func note(_ cells: [String]) -> String {
    ([Self.beginning] + cells).map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
  }
}
