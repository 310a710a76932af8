import GoldenValues
import Testing

@testable import Tensors

/// ONNX's own node tests of the operations that we have.
@Suite(
  .enabled(
    if: ONNXNode.folder != nil,
    """
    NOTEBOOK_ONNX_TESTS is not set: 'pip download --no-deps onnx==1.22.0', unzip the wheel, and set \
    it to the folder onnx/backend/test/data/node
    """))
struct ONNXNodeTests {
  /// What our operations do not offer, and how many of the tests ask for it.
  private static let leftOut = [
    "an element type we do not have": 22,
    "a range without elements": 1,
    "dilations": 2,
    "gelu by tanh": 2,
    "labels to be ignored": 8,
    "negative positions": 1,
    "other than two dimensions": 12,
    "positions of maxima": 2,
    "the largest of nothing": 2,
    "the last of equal elements": 8,
    "weights of classes": 16,
    "windows that reach over the edge": 4,
  ]

  @Test(arguments: TestBackend.allCases)
  func operationsGiveWhatONNXExpects(_ backend: TestBackend) throws {
    var run = 0
    var leftOut: [String: Int] = [:]
    let operations = Set(ONNXOperations.all.keys)
    for name in try ONNXNode.names() {
      do {
        guard let node = try ONNXNode(name, operations: operations) else { continue }
        let function = try #require(ONNXOperations.all[node.operation])
        let results = try Backends.using(backend.backend) { try function(node) }
        #expect(results.count >= node.outputs.count, "\(name)")
        for (index, (actual, expected)) in zip(results, node.outputs).enumerated() {
          let problem = Golden.difference(actual, expected, tolerance: 1e-5)
          #expect(problem == nil, "output \(index) of \(name): \(problem ?? "")")
        }
        run += 1
      } catch let reason as ONNXNode.LeftOut {
        leftOut[reason.reason, default: 0] += 1
      }
    }
    #expect(run == 268)
    #expect(leftOut == Self.leftOut)
  }
}
