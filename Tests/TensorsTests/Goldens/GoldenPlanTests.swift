import GoldenValues
import Testing

@testable import Tensors

/// The same values as in ``GoldenOperationTests``, computed by plans.
struct GoldenPlanTests {
  @Test(arguments: GoldenOperations.torch.keys.sorted(), TestBackend.allCases)
  func plannedFloatsAgreeToFiveDigits(name: String, backend: TestBackend) throws {
    let file: Golden.Operations = try Golden.read("operations.json")
    let golden = try #require(file.cases.first { $0.name == name })
    let function = try #require(GoldenOperations.torch[name])
    let plan = PlannedFunction(name, workers: 2, backend: backend.backend) { arguments in
      let inputs = Array(arguments.dropFirst())
      return [function(inputs)]
        + gradient(at: inputs) { (function($0) * arguments[0]).sum() }
    }
    let inputs = golden.inputs.map { $0.tensor(.float32) }
    let results = try Backends.using(backend.backend) {
      try plan([golden.cotangent.tensor(.float32)] + inputs)
    }
    for (index, expected) in ([golden.output] + golden.gradients).enumerated() {
      let problem = Golden.difference(results[index], expected, tolerance: 1e-5)
      #expect(problem == nil, "result \(index): \(problem ?? "")")
    }
  }
}
