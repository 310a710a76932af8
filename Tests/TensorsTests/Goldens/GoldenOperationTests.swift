import GoldenValues
import Testing

@testable import Tensors

/// What PyTorch 2.15 and JAX 0.10.2 compute, forward and backward.
struct GoldenOperationTests {
  /// Losses live with the networks and are compared there.
  private static let losses: Set = ["cross entropy smoothed", "binary cross entropy", "huber"]

  private static func cases() throws -> [(Golden.Operation, GoldenOperations.Function)] {
    let torch: Golden.Operations = try Golden.read("operations.json")
    let jax: Golden.Operations = try Golden.read("operations-jax.json")
    let known = torch.cases.filter { !losses.contains($0.name) }
    return try known.map { ($0, try #require(GoldenOperations.torch[$0.name], "\($0.name)")) }
      + jax.cases.map { ($0, try #require(GoldenOperations.jax[$0.name], "\($0.name)")) }
  }

  @Test func doublesAgreeToTenDigits() throws {
    for (golden, function) in try Self.cases() {
      let inputs = golden.inputs.map { $0.tensor() }
      expect(golden, function(inputs), tolerance: 1e-10) {
        Self.gradients(of: function, at: inputs, golden.cotangent.tensor())
      }
    }
  }

  @Test(arguments: TestBackend.allCases)
  func floatsAgreeToFiveDigits(_ backend: TestBackend) throws {
    try Backends.using(backend.backend) {
      for (golden, function) in try Self.cases() {
        let inputs = golden.inputs.map { $0.tensor(.float32) }
        expect(golden, function(inputs), tolerance: 1e-5) {
          Self.gradients(of: function, at: inputs, golden.cotangent.tensor(.float32))
        }
      }
    }
  }

  @Test func everyFunctionHasAGoldenValue() throws {
    let torch: Golden.Operations = try Golden.read("operations.json")
    let names = Set(torch.cases.map(\.name))
    #expect(Set(GoldenOperations.torch.keys).subtracting(names).isEmpty)
  }

  private static func gradients(
    of function: ([Tensor]) -> Tensor, at inputs: [Tensor], _ cotangent: Tensor
  ) -> [Tensor] {
    gradient(at: inputs) { (function($0) * cotangent).sum() }
  }

  private func expect(
    _ golden: Golden.Operation, _ output: Tensor, tolerance: Double, gradients: () -> [Tensor]
  ) {
    if let problem = Golden.difference(output, golden.output, tolerance: tolerance) {
      Issue.record("\(golden.name): \(problem)")
    }
    for (index, (actual, expected)) in zip(gradients(), golden.gradients).enumerated() {
      if let problem = Golden.difference(actual, expected, tolerance: tolerance) {
        Issue.record("gradient \(index) of \(golden.name): \(problem)")
      }
    }
  }
}
