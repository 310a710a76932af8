import Testing

@testable import Tensors

struct PlannedFunctionTests {
  private static let sizes = [40, 100, 30, 10]
  private static let data = SmallNetwork.data(200, features: 40, classes: 10)

  private func batch(_ rows: Range<Int>) -> [Tensor] { Self.data.map { $0[rows] } }

  @Test(arguments: SmallNetwork.Rule.allCases, [false, true])
  func computesWhatTheEagerStepComputes(_ rule: SmallNetwork.Rule, _ normalizes: Bool) throws {
    let eager = SmallNetwork(Self.sizes, rule: rule, normalizes: normalizes)
    let planned = SmallNetwork(Self.sizes, rule: rule, normalizes: normalizes)
    let function = PlannedFunction("step", workers: 2) { planned.step($0) }
    for step in 0..<5 {
      let inputs = batch(step * 32..<step * 32 + 32)
      let expected = eager.step(inputs)
      let results = try function(inputs)
      #expect(largestDifference(expected[0], results[0]) < 2e-5)
      #expect(expected[1].scalar == results[1].scalar)
    }
    for (a, b) in zip(eager.states, planned.states) {
      #expect(largestDifference(a.value, b.value) < 5e-5)
    }
  }

  @Test(arguments: [false, true])
  func givesTheSameBitsForAnyNumberOfWorkers(_ normalizes: Bool) throws {
    let references = try trained(workers: 1, normalizes: normalizes)
    for workers in [2, 3, 4, 8] {
      let states = try trained(workers: workers, normalizes: normalizes)
      for (a, b) in zip(references, states) { #expect(a == b, "\(workers) workers") }
    }
  }

  private func trained(workers: Int, normalizes: Bool) throws -> [[Float]] {
    let network = SmallNetwork([40, 300, 100, 10], rule: .adam, normalizes: normalizes)
    let function = PlannedFunction("step", workers: workers) { network.step($0) }
    try function.replay(
      rowsOf: Self.data, order: (0..<200).map { Int32($0) }, batchSize: 32
    ) { _, _ in true }
    return network.states.map { $0.value.scalars }
  }

  @Test func replaysAsItCallsAndTakesTheTailBatch() throws {
    let called = SmallNetwork(Self.sizes)
    let replayed = SmallNetwork(Self.sizes)
    let first = PlannedFunction("called", workers: 2) { called.step($0) }
    let second = PlannedFunction("replayed", workers: 2) { replayed.step($0) }
    let order = (0..<200).map { Int32(($0 * 37) % 200) }
    var expected: [Float] = []
    for start in stride(from: 0, to: 200, by: 48) {
      let rows = Tensor(order[start..<min(200, start + 48)].map { Int($0) })
      expected.append(try first(Self.data.map { $0.gather(rows, axis: 0) })[0].scalars[0])
    }
    var losses: [Float] = []
    var numbers: [Int] = []
    try second.replay(rowsOf: Self.data, order: order, batchSize: 48) { step, outputs in
      losses.append(Float(outputs[0]))
      numbers.append(step)
      return true
    }
    #expect(losses == expected)
    #expect(numbers == [0, 1, 2, 3, 4])
    for (a, b) in zip(called.states, replayed.states) {
      #expect(a.value.scalars == b.value.scalars)
    }
  }

  @Test(arguments: [[64], [4, 16], [40]])
  func readsRowsInTheirOrderAsItReadsCopies(_ example: [Int]) throws {
    let features = example.reduce(1, *)
    let images = Tensor.normal([100] + example, seed: 5)
    let labels = Tensor((0..<100).map { Int32($0 % 10) })
    let losses = { (name: String, order: [Int32], mixes: Bool) throws -> [Float] in
      let network = SmallNetwork([features, 30, 10])
      let step = PlannedFunction(name, workers: 2) {
        network.step([$0[0].reshaped(to: [$0[0].shape[0], features]), $0[1]])
      }
      var losses: [Float] = []
      for part in stride(from: 0, to: order.count, by: 48) {
        let rows = order[part..<part + 48]
        if mixes && part == 48 {
          let batch = [images, labels].map { $0[Int(rows.first ?? 0)..<Int(rows.last ?? 0) + 1] }
          losses.append(try step(batch)[0].scalars[0])
        } else {
          try step.replay(rowsOf: [images, labels], order: Array(rows), batchSize: 48) {
            losses.append(Float($1[0]))
            return true
          }
        }
      }
      return losses
    }
    let order = (3..<99).map { Int32($0) }
    let inOrder = try losses("in their order", order, false)
    #expect(try losses("called in between", order, true) == inOrder)
    // The same batches: rows 3 to 50 backwards are no other sum but rounding.
    let backwards = Array(order[0..<48].reversed() + order[48..<96].reversed())
    let copied = try losses("copied", backwards, false)
    #expect(zip(copied, inOrder).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(Set(inOrder).count == 2)
  }

  @Test(arguments: [false, true])
  func replaysAnInputThatIsTheResultOrTheNewStateItself(_ assigns: Bool) throws {
    let latest = Parameter(Tensor.zeros([1]), name: "latest")
    let function = PlannedFunction { inputs in
      if assigns { latest.value = inputs[0] }
      return [inputs[0]]
    }
    var seen: [Double] = []
    try function.replay(
      rowsOf: [Tensor([3, 5, 7] as [Float])], order: [0, 1, 2], batchSize: 1
    ) {
      seen.append($1[0])
      return true
    }
    #expect(seen == [3, 5, 7])
    #expect(latest.value.scalars == [assigns ? 7 : 0])
  }

  @Test func copiesNoInputThatIsOnlyMultiplied() throws {
    let weight = Parameter(Tensor.normal([64, 4], seed: 1), name: "weight")
    let signature = [TensorSignature(shape: [8, 64])]
    let product = PlannedFunction { [$0[0].matmul(weight.value).sum()] }
    let plan = try product.plan(for: signature)
    #expect(plan.canBorrow(try #require(plan.inputs[0])))
    let activation = PlannedFunction { [relu($0[0]).matmul(weight.value).sum()] }
    let other = try activation.plan(for: signature)
    #expect(!other.canBorrow(try #require(other.inputs[0])))
    let padded = PlannedFunction { [$0[0].matmul(Tensor.ones([63, 4])).sum()] }
    let third = try padded.plan(for: [TensorSignature(shape: [8, 63])])
    #expect(!third.canBorrow(try #require(third.inputs[0])))
  }

  @Test func stopsWhenTheCallerSaysSo() throws {
    let network = SmallNetwork(Self.sizes)
    let function = PlannedFunction("step", workers: 2) { network.step($0) }
    var steps = 0
    try function.replay(
      rowsOf: Self.data, order: (0..<200).map { Int32($0) }, batchSize: 10
    ) { step, _ in
      steps += 1
      return step < 3
    }
    #expect(steps == 4)
  }

  @Test func startsAgainFromRestoredStates() throws {
    let network = SmallNetwork(Self.sizes)
    let function = PlannedFunction("step", workers: 2) { network.step($0) }
    let saved = network.states.map(\.value)
    let first = try (0..<3).map { _ in try function(batch(0..<32))[0].scalar }
    for (state, value) in zip(network.states, saved) { state.value = value }
    let second = try (0..<3).map { _ in try function(batch(0..<32))[0].scalar }
    #expect(first == second)
    #expect(first[0] != first[2])
  }

  @Test func sharesStatesBetweenPlans() throws {
    let weight = Parameter(Tensor.ones([20, 33]), name: "weight")
    let grow = PlannedFunction("grow", workers: 1) { _ in
      weight.value = weight.value * 2
      return [weight.value.sum()]
    }
    let read = PlannedFunction("read", workers: 1) { inputs in
      [inputs[0].matmul(weight.value)]
    }
    let x = Tensor.ones([2, 20])
    #expect(try read([x])[0].scalars == Array(repeating: 20, count: 66))
    #expect(try grow([])[0].scalar == 1_320)
    #expect(try read([x])[0].scalars == Array(repeating: 40, count: 66))
    #expect(weight.value.scalars == Array(repeating: 2, count: 660))
  }

  @Test func exchangesTwoStates() throws {
    let a = Parameter(Tensor([1, 2, 3] as [Float]))
    let b = Parameter(Tensor([4, 5, 6] as [Float]))
    let exchange = PlannedFunction("exchange", workers: 1) { _ in
      let (first, second) = (a.value, b.value)
      a.value = second
      b.value = first
      return [first.sum()]
    }
    #expect(try exchange([])[0].scalar == 6)
    #expect(a.value.scalars == [4, 5, 6])
    #expect(b.value.scalars == [1, 2, 3])
  }

  @Test func updatesStatesThatNeedEachOthersOldValue() throws {
    let a = Parameter(Tensor([1, 2, 3] as [Float]))
    let b = Parameter(Tensor([4, 5, 6] as [Float]))
    let turn = PlannedFunction("turn", workers: 2) { _ in
      let (first, second) = (a.value, b.value)
      a.value = first + second
      b.value = first - second
      return []
    }
    _ = try turn([])
    #expect(a.value.scalars == [5, 7, 9])
    #expect(b.value.scalars == [-3, -3, -3])
  }

  @Test func readsAStateThatAnotherTakesOverBeforeItChanges() throws {
    let last = Parameter(Tensor([0, 0] as [Float]))
    let count = Parameter(Tensor([1, 2] as [Float]))
    let next = PlannedFunction("next", workers: 1) { _ in
      last.value = count.value
      count.value = count.value + 1
      return []
    }
    for _ in 0..<3 { _ = try next([]) }
    #expect(last.value.scalars == [3, 4])
    #expect(count.value.scalars == [4, 5])
  }

  @Test func factorsAMatrixWithBothFactorsUpdatedInOneStep() throws {
    func factors() -> [Parameter] {
      [[40, 16], [16, 300]].enumerated().map {
        Parameter(Tensor.normal($1, standardDeviation: 0.1, seed: $0))
      }
    }
    func step(_ factors: [Parameter], _ target: Tensor) -> [Tensor] {
      let (left, right) = (factors[0].value, factors[1].value)
      let error = left.matmul(right) - target
      factors[0].value = left - Tensor(0.01) * error.matmul(right.transposed())
      factors[1].value = right - Tensor(0.01) * left.transposed().matmul(error)
      return [error.squared().mean()]
    }
    let (eager, planned) = (factors(), factors())
    let function = PlannedFunction("factor", workers: 2) { step(planned, $0[0]) }
    let target = Tensor.normal([40, 300], seed: 3)
    for _ in 0..<3 {
      _ = step(eager, target)
      _ = try function([target])
    }
    for (a, b) in zip(eager, planned) { #expect(largestDifference(a.value, b.value) < 1e-5) }
  }

  @Test func assignsAStateItNeverReads() throws {
    let seen = Parameter(Tensor([0, 0] as [Float]))
    let note = PlannedFunction("note", workers: 1) { inputs in
      seen.value = inputs[0] * 2
      return [inputs[0].sum()]
    }
    #expect(try note([Tensor([3, 4] as [Float])])[0].scalar == 7)
    #expect(seen.value.scalars == [6, 8])
  }

  @Test(arguments: [1, 2, 3])
  func keepsARowForTheRowsBelowWhileTheMatrixChanges(_ workers: Int) throws {
    let start = Tensor.normal([40, 16], seed: 1)
    let state = Parameter(start)
    let centre = PlannedFunction("centre", workers: workers) { _ in
      state.value = state.value * 2
      state.value = state.value - state.value[0]
      return [(state.value - state.value[0]).sum()]
    }
    let shift = PlannedFunction("shift", workers: workers) { _ in
      state.value = state.value - state.value[0]
      return []
    }
    _ = try shift([])
    #expect(largestDifference(state.value, start - start[0]) == 0)
    state.value = start
    _ = try centre([])
    #expect(largestDifference(state.value, start * 2 - start[0] * 2) == 0)
  }

  @Test func returnsTheOldValueOfAStateItChanges() throws {
    let counter = Parameter(Tensor([0, 10] as [Float]))
    let next = PlannedFunction("next", workers: 1) { _ in
      let old = counter.value
      counter.value = old + 1
      return [old]
    }
    #expect(try next([])[0].scalars == [0, 10])
    #expect(try next([])[0].scalars == [1, 11])
  }

  @Test func returnsCopiesThatLaterCallsDoNotChange() throws {
    let double = PlannedFunction("double", workers: 1) { [$0[0] * 2] }
    let first = try double([Tensor([1, 2] as [Float])])[0]
    _ = try double([Tensor([5, 5] as [Float])])
    #expect(first.scalars == [2, 4])
  }

  @Test func replaysNumbersAndRows() throws {
    let function = PlannedFunction("step", workers: 2) { inputs in
      let x = inputs[0]
      return [x.sum(), x.sum(axes: 0), concatenate([x.sum(axes: 1), x[0..., 0]]), x.mean()]
    }
    let data = Tensor.arange(40).reshaped(to: [20, 2]).converted(to: .float32)
    var seen: [[[Double]]] = []
    try function.replay(
      rowsOf: [data], order: (0..<20).map { Int32(19 - $0) }, batchSize: 6
    ) { _, outputs in
      #expect(outputs[0] == outputs.row(0)[0])
      seen.append((0..<outputs.count).map { Array(outputs.row($0)) })
      return true
    }
    #expect(seen.count == 4)
    #expect(
      seen[0] == [[402], [198, 204], [77, 73, 69, 65, 61, 57, 38, 36, 34, 32, 30, 28], [33.5]])
    #expect(seen[3] == [[6], [2, 4], [5, 1, 2, 0], [1.5]])
    let double = PlannedFunction("double", workers: 2) {
      [$0[0].converted(to: .float64).mean() / 3]
    }
    try double.replay(rowsOf: [data], order: [0, 1, 2], batchSize: 3) { _, outputs in
      #expect(outputs[0] == 2.5 / 3)
      return true
    }
    let table = PlannedFunction("table", workers: 1) { [$0[0] + 1.0] }
    let error = #expect(throws: TensorError.self) {
      try table.replay(rowsOf: [data], order: [0, 1], batchSize: 2) { _, _ in true }
    }
    #expect(
      error?.message
        == "table must return numbers or rows of them, float32 or float64, to be replayed, not float32 of shape "
        + "[2, 2]")
  }

  @Test func refusesRowsThatAreNotThere() {
    let function = PlannedFunction("step", workers: 1) { [$0[0].sum()] }
    let error = #expect(throws: TensorError.self) {
      try function.replay(
        rowsOf: [Tensor.ones([3, 2])], order: [0, 3], batchSize: 1
      ) { _, _ in true }
    }
    #expect(error?.message == "step cannot take row 3 of data with 3 rows")
  }

  @Test func isFreedWithItsStates() throws {
    weak var forgotten: Parameter?
    do {
      let state = Parameter(Tensor.ones([64, 64]), isTrainable: false)
      forgotten = state
      let function = PlannedFunction("f") { inputs in
        state.value = state.value * 0.5
        return [inputs[0].matmul(state.value)]
      }
      _ = try function([Tensor.ones([8, 64])])
      let failing = PlannedFunction("f") { _ in
        state.value = state.value * 2
        throw TensorError("not now")
      }
      #expect(throws: TensorError.self) { try failing([]) }
    }
    #expect(forgotten == nil)
  }

  @Test func profilesWhereTheTimeGoes() throws {
    let counter = Parameter(Tensor(0 as Float), isTrainable: false)
    let function = PlannedFunction("f", workers: 2) { inputs in
      counter.value = counter.value + 1
      return [inputs[0].matmul(inputs[0])]
    }
    let text = try function.profile([Tensor.ones([96, 96])], count: 5)
    #expect(counter.value.scalar == 5)
    #expect(text.contains("product 96x96x96") && text.contains("µs from begin to end"))
    #expect(throws: TensorError.self) { try function.profile([Tensor.ones([96, 96])], count: 0) }
  }

  @Test func aProfileSaysWhichIndexLiesOutsideAndLeavesTheNextCallAlone() throws {
    let logits = Tensor.zeros([2, 3])
    let function = PlannedFunction { [softmaxCrossEntropy(logits, labels: $0[0])] }
    #expect(throws: TensorError.self) { try function.profile([Tensor([0, 7] as [Int32])]) }
    #expect(try function([Tensor([0, 2] as [Int32])])[0].scalar > 1)
  }

  @Test func explainsStepsAndWhyItPlannedAnew() throws {
    let network = SmallNetwork(Self.sizes)
    let function = PlannedFunction("train", workers: 2) { network.step($0) }
    #expect(function.explain() == "train: not planned yet; it is at the first call")
    _ = try function(batch(0..<32))
    _ = try function(batch(0..<24))
    let text = function.explain()
    #expect(text.contains("train(float32 [32, 40], int32 [32]): planned at the first call"))
    #expect(
      text.contains(
        "planned anew because argument 0 is float32 [24, 40], not float32 [32, 40] and "
          + "argument 1 is int32 [24], not int32 [32]"))
    #expect(text.contains("fused add, leakyReLU"))
    #expect(text.contains("folded the update of weight 0 into product 40x100x32"))
    #expect(!text.contains("eager"))
  }
}
