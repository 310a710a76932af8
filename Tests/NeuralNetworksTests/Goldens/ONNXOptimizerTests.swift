import GoldenValues
import Tensors
import Testing

@testable import NeuralNetworks

/// ONNX's node tests of optimizers. Its Adam is left out: the tests take step 0, at which ONNX does
/// not correct the bias, and ours begins at step 1. Its momentum and Adagrad are PyTorch's forms.
@Suite(
  .enabled(
    if: ONNXNode.folder != nil,
    """
    NOTEBOOK_ONNX_TESTS is not set: 'pip download --no-deps onnx==1.22.0', unzip the wheel, and set \
    it to the folder onnx/backend/test/data/node
    """))
struct ONNXOptimizerTests {
  @Test(arguments: [
    "test_momentum", "test_momentum_multiple", "test_nesterov_momentum", "test_adagrad",
    "test_adagrad_multiple",
  ])
  func stepsAreThoseONNXExpects(name: String) throws {
    let node = try #require(
      try ONNXNode(name, operations: ["Momentum", "Adagrad"]), "\(name) is missing")
    let (rate, step) = (Double(try node.input(0)), Double(try node.input(1)))
    let optimizer: any Optimizer
    var factor = 1.0
    if node.operation == "Momentum" {
      optimizer = SGD.pyTorch(
        momentum: node.number("alpha") ?? 0, nesterov: node.string("mode") == "nesterov")
    } else {
      optimizer = Adagrad.pyTorch(epsilon: node.number("epsilon") ?? 0)
      factor = 1 / (1 + step * (node.number("decay_factor") ?? 0))
    }
    let count = (node.inputs.count - 2) / 3
    for index in 0..<count {
      let weight = try node.input(2 + index)
      let decay = node.number("norm_coefficient") ?? 0
      let gradient = try node.input(2 + count + index) + weight * decay
      let memory = Parameter(try node.input(2 + 2 * count + index))
      let updated = optimizer.updated(
        weight, gradient: gradient, memory: [memory], rate: Tensor(rate * factor),
        step: Tensor(step + 1))
      #expect(Golden.difference(updated, node.outputs[index], tolerance: 1e-6) == nil)
      #expect(
        Golden.difference(memory.value, node.outputs[count + index], tolerance: 1e-6) == nil)
    }
  }
}
