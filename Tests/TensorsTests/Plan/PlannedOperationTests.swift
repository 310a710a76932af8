import Testing

@testable import Tensors

/// Every primitive as a plan computes it.
struct PlannedOperationTests {
  /// What plans leave to the eager kernels, on one worker and with memory of their own: products
  /// of batches that repeat along some axes only, conversions from and to float64 and int32,
  /// choices by integers, order along an axis. Nothing a common training step consists of is among
  /// it.
  private static let eager: Set = [
    "convert", "matmul", "select", "oneHot", "argumentSort", "cumulativeSum",
  ]

  @Test(arguments: OperationSample.all, TestBackend.allCases)
  func computesWhatTheEagerOperationComputes(
    _ sample: OperationSample, _ backend: TestBackend
  ) throws {
    let inputs = sample.inputs.map {
      $0.elementType == .float64 ? $0.converted(to: .float32) : $0
    }
    let expected = evaluate(sample.primitive, inputs)
    let plan = PlannedFunction("plan", workers: 2, backend: backend.backend) {
      [try apply(sample.primitive, $0)]
    }
    let result = try plan(inputs)[0]
    #expect(result.signature == expected.signature)
    let scale = expected.doubles.map(\.magnitude).max() ?? 0
    for (element, (a, b)) in zip(result.doubles, expected.doubles).enumerated() {
      let bound = 2 * sample.tolerance * 0x1p-23 * max(scale, 0x1p-23)
      #expect((a - b).magnitude <= bound, "\(sample), element \(element): \(a), eagerly \(b)")
    }
    let name = String("\(sample.primitive)".prefix { $0.isLetter })
    if plan.explain().contains("eager") { #expect(Self.eager.contains(name), "\(sample)") }
  }

  @Test func dividesTheProductsOfABatchAmongWorkers() throws {
    let (a, b) = (Tensor.normal([2, 5, 70, 60], seed: 1), Tensor.normal([2, 5, 60, 50], seed: 2))
    let expected = a.matmul(b).scalars
    for workers in [1, 2, 3, 7, 16] {
      let plan = PlannedFunction("plan", workers: workers) { [$0[0].matmul($0[1])] }
      #expect(try plan([a, b])[0].scalars == expected, "\(workers) workers")
      #expect(plan.explain().contains("10 products 70x50x60"))
    }
  }

  @Test func takesOneMatrixForAWholeBatchAsOneProduct() throws {
    let weight = Parameter(Tensor.normal([12, 7], seed: 1))
    let x = Tensor.normal([4, 5, 12], seed: 2)
    let plan = PlannedFunction("plan") { inputs in
      let (value, slope) = valueWithGradients(withRespectTo: [weight]) {
        inputs[0].matmul(weight.value).squared().sum()
      }
      return [value, slope[0]]
    }
    let flat = x.reshaped(to: [20, 12])
    let expected = gradient(at: weight.value) { flat.matmul($0).squared().sum() }
    #expect(largestDifference(try plan([x])[1], expected) < 1e-4)
    #expect(x.matmul(weight.value).shape == [4, 5, 7])
    #expect(plan.explain().contains("product 20x7x12"))
    #expect(plan.explain().contains("product 12x7x20"))
  }

  /// Steps of every kind, large enough to be divided.
  private static func everything(_ inputs: [Tensor]) throws -> [Tensor] {
    let (x, table, indices, images, key) = (
      inputs[0], inputs[1], inputs[2], inputs[3], RandomKey(tensor: inputs[4])
    )
    let w = Tensor.normal([24, 6, 3, 3], standardDeviation: 0.2, seed: 5)
    func loss(_ x: Tensor, _ table: Tensor, _ images: Tensor) -> Tensor {
      let dropped = dropout(gelu(x), rate: 0.3, key: key)
      let rows = table.gather(indices)
      let joined = concatenate([dropped.transposed()[0..<48].transposed(), rows], axis: 1)
      let noisy = joined + Tensor.normal(joined.shape, key: key.folding(1)) * 0.1
      let convolved = conv2D(images, w, padding: .same)
      let pooled = averagePool2D(maxPool2D(convolved), window: (3, 3), padding: .all(1))
      let normalized = batchNormalization(
        pooled, gamma: Tensor.ones([24]), beta: Tensor.zeros([24])
      ).result
      let mixed = normalized.transposed([0, 2, 3, 1]).softmax()
      return noisy.sum(axes: 1).sin().mean() + softplus(mixed).mean(axes: 0, 2).squared().sum()
        + erf(pooled).max(axes: 1).mean()
    }
    let (value, slopes) = valueWithGradient(at: [x, table, images]) { loss($0[0], $0[1], $0[2]) }
    return [value] + slopes
  }

  @Test func givesTheSameBitsForAnyNumberOfWorkers() throws {
    let inputs = [
      Tensor.normal([200, 60], seed: 1), Tensor.normal([50, 40], seed: 2),
      Tensor((0..<200).map { Int32($0 * 7 % 50) }), Tensor.normal([24, 6, 20, 20], seed: 3),
      RandomKey(seed: 9).tensor,
    ]
    func results(_ workers: Int) throws -> (values: [[Float]], text: String) {
      let plan = PlannedFunction("everything", workers: workers, backend: PortableBackend()) {
        try Self.everything($0)
      }
      return (try plan(inputs).map(\.scalars), plan.explain())
    }
    let reference = try results(1)
    for workers in [2, 3, 4, 8] {
      let (values, text) = try results(workers)
      #expect(values == reference.values, "\(workers) workers")
      #expect(text.contains("on \(workers) workers"))
      #expect(!text.contains("eager"), "\(text)")
    }
    let eager = try Self.everything(inputs)
    for (a, b) in zip(eager, reference.values) {
      let difference = zip(a.scalars, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(difference < 1e-5)
    }
  }

  /// Few channels, channels that fill no register, planes of any size, no planes at all.
  @Test(arguments: [
    [5, 3, 7], [6, 1], [4, 20, 3, 5], [8, 4, 16, 16], [2, 4, 1, 19], [3, 5, 2, 2, 3], [7, 2, 83],
  ])
  func normalizesDenseImagesAsTheEagerOperationDoes(_ shape: [Int]) throws {
    let x = Tensor.normal(shape, seed: 1) * 3 + 20
    let channels = shape[1]
    func everything(_ inputs: [Tensor]) -> [Tensor] {
      let (value, slopes) = valueWithGradient(at: inputs) {
        let (result, mean, variance) = batchNormalization($0[0], gamma: $0[1], beta: $0[2])
        return (result * $0[0].sin()).sum() + mean.sum() + variance.sum()
      }
      return [value] + slopes
    }
    let inputs = [
      x, Tensor.uniform([channels], lower: 0.5, upper: 2, seed: 2),
      Tensor.normal([channels], seed: 3),
    ]
    let expected = everything(inputs)
    var bits: [[Float]]?
    for workers in [1, 2, 3, 8] {
      let plan = PlannedFunction("plan", workers: workers) { everything($0) }
      let results = try plan(inputs)
      for (a, b) in zip(results, expected) {
        let scale = b.doubles.map(\.magnitude).max() ?? 0
        #expect(
          Double(largestDifference(a, b)) <= 2e-5 * max(scale, 1), "\(shape), \(workers) workers")
      }
      #expect(!plan.explain().contains("eager"), "\(plan.explain())")
      if let bits { #expect(results.map(\.scalars) == bits, "\(workers) workers") }
      bits = results.map(\.scalars)
    }
  }

  @Test func indicesOutsideAreThrownAtTheCall() throws {
    let table = Tensor.ones([3, 4])
    let gather = PlannedFunction("gather") { [$0[0].gather($0[1])] }
    let oneHot = PlannedFunction("one-hot") { [$0[0].oneHot(depth: 4)] }
    let loss = PlannedFunction("loss") { [softmaxCrossEntropy($0[0], labels: $0[1])] }
    for (plan, inputs, sentence) in [
      (
        gather, [table, Tensor([0, 3])],
        "gather expects indices in 0..<3, got 3 at [1]: check the labels or indices"
      ),
      (
        oneHot, [Tensor([-1])],
        "oneHot expects indices in 0..<4, got -1 at [0]: check the labels or indices"
      ),
      (
        loss, [table, Tensor([0, 1, 7])],
        "softmaxCrossEntropy expects labels in 0..<4, got 7 at [2]: logits have 4 columns, one per "
          + "class"
      ),
    ] {
      let error = #expect(throws: TensorError.self) { try plan(inputs) }
      #expect(error?.message == sentence)
    }
    // The next call is none the worse for it.
    #expect(try gather([table, Tensor([0, 2])])[0].scalars == Array(repeating: 1, count: 8))
  }

  /// By the name of what is looked up, and the number that the example has in the data.
  @Test func indicesOutsideAreToldWithTableAndExample() throws {
    let table = Parameter(Tensor.ones([5, 4]), name: "words")
    let words = Tensor([0, 1, 2, 3, 4, 0, 1, 9, 2, 3, 4, 0] as [Int32], shape: [6, 2])
    for workers in [1, 3] {
      let step = PlannedFunction("step", workers: workers) {
        [table.value.gather($0[0]).sum(axes: 1, 2)]
      }
      let called = #expect(throws: TensorError.self) { try step([words]) }
      #expect(
        called?.message
          == "words has rows for indices in 0..<5, got 9 at [3, 1]: check the indices, or make it "
          + "larger")
      var steps = 0
      let replayed = #expect(throws: TensorError.self) {
        try step.replay(rowsOf: [words], from: 1, order: [4, 0, 1, 2, 3], batchSize: 2) { _, _ in
          steps += 1
          return true
        }
      }
      #expect(
        replayed?.message
          == "words has rows for indices in 0..<5, got 9 in example 2 (counted from 0) at [1]: check "
          + "the indices, or make it larger")
      #expect(steps == 1)
    }
  }
}
