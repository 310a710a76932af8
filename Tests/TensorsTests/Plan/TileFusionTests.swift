import Testing

@testable import Tensors

/// Operations that the tile interpreter computes as one, against the eager operations.
struct TileFusionTests {
  /// What a note writes, what it becomes, and the formula.
  struct Case: Sendable, CustomTestStringConvertible {
    var steps: String
    var formula: @Sendable ([Tensor]) -> Tensor
    var testDescription: String { steps }
  }

  private static let cases = [
    Case(steps: "fused multiplyAdd") { $0[0] + $0[1] * $0[2] },
    Case(steps: "fused multiplyAdd") { $0[0] * $0[1] + $0[2] },
    Case(steps: "fused subtractProduct") { $0[0] - $0[1] * $0[2] },
    Case(steps: "fused addScaled") { $0[0] + $0[1] * 0.3 },
    Case(steps: "fused addScaled") { $0[0] * 0.3 + $0[1] },
    Case(steps: "fused addScaled") { $0[0] - $0[1] * 0.3 },
    Case(steps: "fused scaleAndShift") { $0[0] * 3 + 0.25 },
    Case(steps: "fused weightedSum") { $0[0] * 0.9 + $0[1] * 0.1 },
    Case(steps: "fused weightedSumWithSquare") { $0[0] * 0.9 + $0[1].squared() * 0.1 },
    Case(steps: "fused scaledMinusProduct") { $0[0] * 0.9 - $0[1] * $0[2] },
    Case(steps: "fused maximumOfAbsolute") { maximum($0[0], abs($0[1])) },
    Case(steps: "fused decayedMaximum") { maximum($0[0] * 0.9, abs($0[1])) },
    Case(steps: "fused squareRootPlusNumber") { $0[0].squared().sqrt() + 1e-7 },
    Case(steps: "fused squareRootOfSum") { ($0[0].squared() + 0.5).sqrt() },
    Case(steps: "fused productQuotient") { $0[0] * $0[1] / ($0[2].squared() + 1) },
    Case(steps: "fused subtractProductQuotient") {
      $0[3] - $0[0] * $0[1] / ($0[2].squared() + 1)
    },
  ]

  @Test(arguments: cases) func meansWhatItsPartsMean(_ fused: Case) throws {
    for shape in [[5], [33, 50], [2_100]] {
      let inputs = (0..<4).map { Tensor.normal(shape, seed: $0 + 1) }
      for workers in [1, 3] {
        let planned = PlannedFunction("f", workers: workers) { [fused.formula($0)] }
        let difference = largestDifference(try planned(inputs)[0], fused.formula(inputs))
        #expect(difference <= 1e-5)
        let name = try #require(fused.steps.split(separator: " ").last)
        #expect(planned.explain().contains(name))
      }
    }
  }

  @Test func computesASharedPartOnlyOnce() throws {
    let planned = PlannedFunction("f", workers: 1) { inputs in
      let product = inputs[0] * inputs[1]
      return [product + inputs[0], product]
    }
    let a = Tensor([1, 2, 3] as [Float])
    let b = Tensor([4, 5, 6] as [Float])
    let results = try planned([a, b])
    #expect(results.map { $0.scalars } == [[5, 12, 21], [4, 10, 18]])
    #expect(planned.explain().contains("fused multiply, add"))
  }

  @Test func keepsNaNInTheLargestGradient() throws {
    let planned = PlannedFunction("f", workers: 1) { [maximum($0[0] * 0.9, abs($0[1]))] }
    let a = Tensor([.nan, 1, 10] as [Float])
    let b = Tensor([1, .nan, -2] as [Float])
    let result = try planned([a, b])[0].scalars
    #expect(result[0].isNaN && result[1].isNaN && result[2] == 9)
  }

  @Test func runsOnOverTheEndsOfRowsInAnyNumberOfParts() throws {
    for shape in [[7, 300], [50, 17], [3, 16], [1_000, 2]] {
      let inputs = (0..<3).map { Tensor.normal(shape, seed: $0 + 1) }
      for workers in [1, 2, 3, 5] {
        let planned = PlannedFunction("f", workers: workers) { [$0[0] * 0.9 - $0[1] * $0[2]] }
        let difference = largestDifference(
          try planned(inputs)[0], inputs[0] * 0.9 - inputs[1] * inputs[2])
        #expect(difference <= 1e-6)
      }
    }
  }
}
