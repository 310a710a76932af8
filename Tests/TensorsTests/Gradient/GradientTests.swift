import Testing

@testable import Tensors

/// The tape: variables, nesting, custom rules, long chains.
struct GradientTests {
  private let x: Tensor = [0.5, -1.5, 2]

  @Test func givesZerosWhenTheOutputDoesNotDependOnTheInput() {
    let other: Tensor = [1, 2]
    let (a, b) = gradient(at: x, other) { x, _ in x.squared().sum() }
    #expect(a.scalars == [1, -3, 4])
    #expect(b.scalars == [0, 0])
  }

  @Test func addsTheGradientsOfEveryUse() {
    let slope = gradient(at: x) { x in (x + x + x * x).sum() }
    #expect(slope.scalars == [3, -1, 6])
  }

  @Test func differentiatesAnyNumberOfInputs() {
    let inputs = (0..<5).map { Tensor(Float($0)) }
    let slopes = gradient(at: inputs) { inputs in
      inputs.enumerated().map { $1 * $0 }.sum()
    }
    #expect(slopes.map(\.scalar) == [0, 1, 2, 3, 4])
  }

  @Test func returnsTheValueWithoutHistory() {
    let (value, _) = valueWithGradient(at: x) { $0.sum() }
    #expect(value.scalar == 1)
    #expect(value.record == nil)
  }

  @Test func undoesBroadcastingOfEveryKind() {
    let shapes: [[Int]] = [[], [1], [4], [3, 1], [1, 4], [2, 1, 1], [2, 3, 4]]
    for shape in shapes {
      let small = Tensor.ones(shape)
      let large = Tensor.ones([2, 3, 4])
      let slope = gradient(at: small) { small in (small * large).sum() }
      #expect(slope.shape == shape)
      #expect(slope.scalars.allSatisfy { $0 == Float(24 / shape.product) })
    }
  }

  @Test func reachesTheThirdOrder() {
    let third = gradient(at: x) { x in
      gradient(at: x) { x in
        gradient(at: x) { x in (x * x * x * x).sum() }.sum()
      }.sum()
    }
    #expect(third.scalars == [12, -36, 48])
  }

  @Test func seesThroughAnInnerGradientToACapturedVariable() {
    // d/dw of (d/dx of w x^2) at x = 3 is 2 x.
    let slope = gradient(at: Tensor(2.0)) { w in
      gradient(at: Tensor(3.0)) { x in w * x * x }
    }
    #expect(slope.scalar == 6)
  }

  @Test func secondOrderGoesThroughFusedOperations() throws {
    let logits = Tensor.normal([3, 4], seed: 3).converted(to: .float64)
    let labels = Tensor([0, 3, 1] as [Int32])
    let probe = Tensor.normal([3, 4], seed: 4).converted(to: .float64)
    func slope(_ logits: Tensor) -> Tensor {
      (gradient(at: logits) { softmaxCrossEntropy($0, labels: labels) } * probe).sum()
    }
    expectClose(
      gradient(at: logits, of: slope).doubles,
      centralDifferences(at: logits) { slope($0).doubles[0] },
      relative: 1e-7)
  }

  @Test func secondOrderGoesThroughBatchNormalization() {
    let x = Tensor.normal([6, 3], seed: 5).converted(to: .float64)
    let gamma = Tensor([1.5, 0.5, 1], type: .float64)
    let probe = Tensor.normal([6, 3], seed: 6).converted(to: .float64)
    func loss(_ x: Tensor) -> Tensor {
      batchNormalization(x, gamma: gamma, beta: gamma).result.sin().sum()
    }
    func slope(_ x: Tensor) -> Tensor { (gradient(at: x, of: loss) * probe).sum() }
    expectClose(
      gradient(at: x, of: loss).doubles, centralDifferences(at: x) { loss($0).doubles[0] },
      relative: 1e-7)
    expectClose(
      gradient(at: x, of: slope).doubles, centralDifferences(at: x) { slope($0).doubles[0] },
      relative: 1e-6)
  }

  @Test func stopsAtStopGradient() {
    let slope = gradient(at: x) { x in (stopGradient(x) * x).sum() }
    #expect(slope.scalars == x.scalars)
  }

  @Test func scalesAGradientOnItsWayBack() {
    let slope = gradient(at: x) { x in (scaleGradient(x, by: -3) * x).sum() }
    #expect(slope.scalars == x.scalars.map { -2 * $0 })
  }

  @Test func usesTheGradientOfACustomOperation() {
    // Straight-through rounding: the value is rounded, the gradient passes.
    let slope = gradient(at: x) { x in
      withCustomGradient(x, name: "roundThrough") {
        round($0)
      } gradient: { _, _, dy in
        dy * 10
      }
      .sum()
    }
    #expect(slope.scalars == [10, 10, 10])
  }

  @Test func customGradientsDifferentiateAgain() {
    let second = gradient(at: x) { x in
      gradient(at: x) { x in
        withCustomGradient(x) {
          $0 * $0 * $0
        } gradient: { x, _, dy in
          dy * 3 * x * x
        }.sum()
      }.sum()
    }
    #expect(second.scalars == [3, -9, 12])
  }

  @Test func aHundredThousandOperationsDoNotOverflowTheStack() {
    let slope = gradient(at: Tensor(1.0)) { x in
      var y = x
      for _ in 0..<100_000 { y = y + 1 }
      return y
    }
    #expect(slope.scalar == 1)
  }

  @Test func aLongChainIsReleasedWithoutRecursion() {
    var chain: Tensor? = Tensor.variable(Tensor(1.0), file: #fileID, line: #line)
    for _ in 0..<200_000 { chain = chain.map { $0 * 1.0 } }
    #expect(chain?.record != nil)
    chain = nil
  }

  @Test func gradientsWithRespectToParametersComeInTheirOrder() {
    let (w, b) = (Parameter([2, 3] as Tensor, name: "w"), Parameter(1.0, name: "b"))
    let (value, slopes) = valueWithGradients(withRespectTo: [w, b]) {
      (w.value * w.value + b.value).sum()
    }
    #expect(value.scalar == 15)
    #expect(slopes[0].scalars == [4, 6])
    #expect(slopes[1].scalar == 2)
    #expect(w.value.record == nil)
  }
}

/// Fails when any element differs by more than a part of the larger one.
func expectClose(
  _ a: [Double], _ b: [Double], relative: Double, absolute: Double = 1e-9,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(a.count == b.count, sourceLocation: sourceLocation)
  for (element, (x, y)) in zip(a, b).enumerated() {
    #expect(
      (x - y).magnitude <= max(relative * max(x.magnitude, y.magnitude), absolute),
      "element \(element): \(x) and \(y)", sourceLocation: sourceLocation)
  }
}
