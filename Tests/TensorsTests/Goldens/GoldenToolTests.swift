import GoldenValues
import Testing

@testable import Tensors

/// Order, shares, Einstein's summation, triangles and singular values as PyTorch 2.15 and NumPy
/// compute them.
@Suite struct GoldenToolTests {
  private struct Tools: Decodable {
    let cases: [Golden.Operation]
    let numbers: Numbers
  }

  private struct Numbers: Decodable {
    let input: Golden.Numbers
    let argsort: [Int]
    let counts: [Int]
    let edges: [Double]
    let countsInRange: [Int]
    let unique: [Double]
    let uniqueCounts: [Int]
    let median: Double
  }

  private static let functions: [String: @Sendable ([Tensor]) -> Tensor] = [
    "sorted": { $0[0].sorted() },
    "sorted descending axis 0": { $0[0].sorted(axis: 0, descending: true) },
    "topK": { $0[0].topK(3).values },
    "cumulativeSum": { $0[0].cumulativeSum(axis: 1) },
    "cumulativeSum axis 0": { $0[0].cumulativeSum() },
    "quantile axis 1": { $0[0].quantile(0.3, axis: 1) },
    "quantile of all": { $0[0].percentile(85) },
    "quantile kept": { $0[0].quantile(0.25, axis: 0, keepDimensions: true) },
    "einsum product": { einsum("ij,jk->ik", $0[0], $0[1]) },
    "einsum batch": { einsum("bhqd, bhkd -> bhqk", $0[0], $0[1]) },
    "einsum implicit": { einsum("ba,cb", $0[0], $0[1]) },
    "einsum diagonal": { einsum("iij,j->i", $0[0], $0[1]) },
    "einsum three": { einsum("ij,jk,kl->il", $0[0], $0[1], $0[2]) },
    "einsum outer": { einsum("i,j->ji", $0[0], $0[1]) },
    "einsum summed": { einsum("ij,kl->k", $0[0], $0[1]) },
    "diagonal": { $0[0].diagonal(offset: 1) },
    "diagonal below": { $0[0].diagonal(offset: -2) },
    "diagonalMatrix": { $0[0].diagonalMatrix() },
    "lowerTriangle": { $0[0].lowerTriangle(offset: 1) },
    "upperTriangle": { $0[0].upperTriangle(offset: -1) },
    "trace": { $0[0].trace() },
    "rolled": { $0[0].rolled(by: -2, axis: 1) },
    "padded": { $0[0].padded([(2, 3), (1, 0)], value: 0.5) },
    "singularValues": { $0[0].singularValues() },
    "singularValues wide": { $0[0].singularValues() },
  ]

  private static func tools() throws -> Tools { try Golden.read("tools-torch.json") }

  @Test func valuesAndGradientsAreThoseOfPyTorch() throws {
    let cases = try Self.tools().cases
    #expect(Set(cases.map(\.name)) == Set(Self.functions.keys))
    for golden in cases {
      let function = try #require(Self.functions[golden.name])
      let inputs = golden.inputs.map { $0.tensor() }
      let problem = Golden.difference(function(inputs), golden.output, tolerance: 1e-10)
      #expect(problem == nil, "\(golden.name)")
      let slopes = gradient(at: inputs) { (function($0) * golden.cotangent.tensor()).sum() }
      for (slope, expected) in zip(slopes, golden.gradients) {
        #expect(Golden.difference(slope, expected, tolerance: 1e-9) == nil, "\(golden.name)")
      }
    }
  }

  /// All but singular values can be part of a planned step.
  @Test func plansComputeTheSame() throws {
    for golden in try Self.tools().cases where !golden.name.hasPrefix("singular") {
      let function = try #require(Self.functions[golden.name])
      let inputs = golden.inputs.map { $0.tensor(.float32) }
      let cotangent = golden.cotangent.tensor(.float32)
      let plan = PlannedFunction("plan", workers: 2) { inputs in
        [function(inputs)] + gradient(at: inputs) { (function($0) * cotangent).sum() }
      }
      for (value, expected) in zip(try plan(inputs), [golden.output] + golden.gradients) {
        #expect(Golden.difference(value, expected, tolerance: 1e-5) == nil, "\(golden.name)")
      }
    }
  }

  @Test func countsAreThoseOfNumPy() throws {
    let golden = try Self.tools().numbers
    for x in [golden.input.tensor(), golden.input.tensor(.float32)] {
      #expect(x.argsort(axis: 1).integers == golden.argsort)
      let (counts, edges) = x.histogram(bins: 4)
      #expect(counts == golden.counts)
      #expect(edges == golden.edges)
      #expect(x.histogram(bins: 5, in: -1...2).counts == golden.countsInRange)
      let unique = x.unique()
      #expect(unique.values.doubles == golden.unique)
      #expect(unique.counts == golden.uniqueCounts)
      #expect(Double(x.median()) == golden.median)
    }
  }
}
