import Testing

@testable import Tensors

/// The float32 kernel of every primitive against its float64 kernel.
struct KernelPrecisionTests {
  @Test(arguments: OperationSample.all, TestBackend.allCases)
  func singlePrecisionStaysWithinItsBound(_ sample: OperationSample, _ backend: TestBackend) {
    let reference = evaluate(sample.primitive, sample.inputs)
    let inputs = sample.inputs.map {
      $0.elementType == .float64 ? $0.converted(to: .float32) : $0
    }
    let result = Backends.using(backend.backend) { evaluate(sample.primitive, inputs) }
    #expect(result.shape == reference.shape)
    let expected = reference.doubles
    let scale = expected.map(\.magnitude).max() ?? 0
    for (element, (a, b)) in zip(result.doubles, expected).enumerated() {
      let bound = sample.tolerance * 0x1p-23 * max(scale, 0x1p-23)
      #expect(
        (a - b).magnitude <= bound, "\(sample), element \(element): \(a), float64 \(b)")
    }
  }

  @Test(arguments: OperationSample.all)
  func shapeRuleForeseesTheResult(_ sample: OperationSample) throws {
    let signature = try sample.primitive.signature(sample.inputs.map(\.signature))
    #expect(evaluate(sample.primitive, sample.inputs).signature == signature)
  }
}
