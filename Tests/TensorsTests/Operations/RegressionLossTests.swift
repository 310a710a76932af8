import Tensors
import Testing

/// What numbers that were to be predicted were missed by.
@Suite struct RegressionLossTests {
  private let outputs = Tensor([[1.0, -2], [0.5, 3]])
  private let targets = Tensor([[1.5, 1], [0.5, 2.75]])

  @Test func theyAreTheirFormulas() {
    #expect(
      meanSquaredError(outputs, targets, reduction: .none) == Tensor([[0.25, 9], [0, 0.0625]]))
    #expect(meanSquaredError(outputs, targets).scalar == 9.3125 / 4)
    #expect(meanSquaredError(outputs, targets, reduction: .sum).scalar == 9.3125)
    #expect(meanAbsoluteError(outputs, targets).scalar == 3.75 / 4)
    #expect(
      huber(outputs, targets, reduction: .none) == Tensor([[0.125, 2.5], [0, 0.03125]]))
    #expect(
      huber(outputs, targets, delta: 2, reduction: .none) == Tensor([[0.125, 4], [0, 0.03125]]))
  }

  @Test func integersAndFloat64AreTaken() {
    #expect(meanSquaredError(Tensor([1, 4]), Tensor([2, 2])).scalar == 2.5)
    let wide = meanSquaredError(outputs.converted(to: .float64), targets)
    #expect(wide.elementType == .float64 && wide.scalar == 9.3125 / 4)
  }

  @Test func aColumnIsNotRepeatedAlongARow() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanSquaredError(.zeros([4, 1]), .zeros([4]), file: "note.md", line: 7)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "note.md:7: Fatal error: meanSquaredError expects outputs and targets of the same shape, got "
          + "[4, 1] and [4]: reshape one of them"))
  }
}
