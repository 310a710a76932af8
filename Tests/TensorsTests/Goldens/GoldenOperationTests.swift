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

  /// Whose results are exact, so that the tests of edges and gradients leave nothing open.
  private static let exact: Set = [
    "-", "+", "*", "%", "abs", "sign", "floor", "ceil", "round", "isNaN", "isFinite", ".==", ".!=",
    ".<", ".<=", ".>", ".>=",
  ]

  @Test func everyFunctionOfNumbersHasAGoldenValue() throws {
    var computed: Set<String> = []
    for (golden, function) in try Self.cases() {
      let trace = try Trace.of(inputs: golden.inputs.map { $0.tensor().signature }) {
        [function($0)]
      }
      for node in trace.graph.nodes.indices {
        switch trace.graph.primitive(of: node) {
        case .unary(let function): computed.insert(function.definition.name)
        case .binary(let function): computed.insert(function.definition.name)
        default: break
        }
      }
    }
    let functions = FunctionList.unary.map { $0.name } + FunctionList.binary.map { $0.name }
    #expect(Set(functions).subtracting(Self.exact).subtracting(computed).isEmpty)
    #expect(Self.exact.subtracting(functions).isEmpty)
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
