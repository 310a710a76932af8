import Testing

@testable import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Planning takes a time that grows like the graph, not like its square.
@Suite(.serialized)
struct PlanGrowthTests {
  /// Processor seconds of this thread, which other work on the machine does not change.
  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
    let start = now()
    try body()
    return now() - start
  }

  /// A recurrent network, written out step by step, and its gradient.
  private func planRecurrent(_ steps: Int) throws {
    let (w, v) = (Parameter(Tensor.zeros([8, 8])), Parameter(Tensor.zeros([8, 8])))
    let plan = PlannedFunction("recurrent", workers: 2) { inputs in
      let (value, slopes) = valueWithGradients(withRespectTo: [w, v]) {
        var h = Tensor.zeros([2, 8])
        for _ in 0..<steps { h = tanh(h.matmul(w.value) + inputs[0].matmul(v.value)) * 0.9 }
        return h.squared().mean()
      }
      w.value = w.value - slopes[0] * 0.1
      v.value = v.value - slopes[1] * 0.1
      return [value]
    }
    _ = try plan.plan(for: [TensorSignature(shape: [2, 8])])
  }

  /// Blocks that add to what goes past them, each with a weight that is updated.
  private func planResidual(_ blocks: Int) throws {
    let weights = (0..<blocks).map { _ in Parameter(Tensor.zeros([8, 8])) }
    let scale = Parameter(Tensor.ones([2, 8]))
    let plan = PlannedFunction("residual", workers: 2) { inputs in
      let (value, slopes) = valueWithGradients(withRespectTo: weights) {
        var h = inputs[0]
        for weight in weights { h = h + relu(h.matmul(weight.value)) * (scale.value * 2) }
        return h.squared().mean()
      }
      for (weight, slope) in zip(weights, slopes) { weight.value = weight.value - slope * 0.1 }
      return [value]
    }
    _ = try plan.plan(for: [TensorSignature(shape: [2, 8])])
  }

  @Test func fourTimesTheStepsTakeAboutFourTimesTheTime() throws {
    try planRecurrent(10)
    let small = try seconds { try planRecurrent(300) }
    let large = try seconds { try planRecurrent(1_200) }
    #expect(large < 10 * small, "300 steps: \(small) s, 1,200 steps: \(large) s")
  }

  @Test func fourTimesTheBlocksTakeAboutFourTimesTheTime() throws {
    try planResidual(10)
    let small = try seconds { try planResidual(200) }
    let large = try seconds { try planResidual(800) }
    #expect(large < 10 * small, "200 blocks: \(small) s, 800 blocks: \(large) s")
  }
}

/// The groups themselves.
struct ElementwiseGroupTests {
  private func steps(_ body: @escaping ([Tensor]) -> [Tensor]) throws -> String {
    let plan = PlannedFunction("f", workers: 1) { body($0) }
    _ = try plan.plan(for: [TensorSignature(shape: [4, 4])])
    return plan.explain()
  }

  @Test func whatComesBackThroughAProductIsNotJoined() throws {
    let text = try steps { inputs in
      let a = exp(inputs[0])
      return [a.matmul(inputs[0]) + a]
    }
    #expect(text.contains("3 steps"), "\(text)")
  }

  @Test func groupsThatMeetLaterAreJoined() throws {
    let text = try steps { inputs in
      let (a, b) = (exp(inputs[0]), tanh(inputs[0]))
      return [a * b + inputs[0].matmul(inputs[0])]
    }
    #expect(text.contains("2 steps"), "\(text)")
  }

  /// The order moves what a late group reads in front of an early one, again and again.
  @Test func sumsOverManyProductsAreOneStep() throws {
    let text = try steps { inputs in
      var (sum, product) = (inputs[0] * 2, inputs[0])
      for _ in 0..<40 {
        product = product.matmul(inputs[0])
        sum = sum + product
      }
      return [sum]
    }
    #expect(text.contains("41 steps"), "\(text)")
  }
}
