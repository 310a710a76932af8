import Datasets
import NeuralNetworks
import Tensors
import Testing

/// A layer that owns a number for each row of the batch, as the published normalization of document
/// 000 did: its outputs have the batch's rows even for a single example.
@Suite struct RowwiseLayerTests {
  private struct RowShift: Layer {
    let shift = Parameter(Tensor.zeros([4, 3]))
    func callAsFunction(_ x: Tensor) -> Tensor { x + shift.value }
  }

  @Test func trainsWithTheBatchItWasMadeFor() throws {
    let data = Examples(
      inputs: Tensor.zeros([4, 3]), targets: Tensor([0, 1, 2, 0] as [Int32], shape: [4]))
    let history = try Sequential { RowShift() }.fit(
      data, epochs: 5, batchSize: 4, optimizer: SGD(learningRate: 1), shuffling: .never)
    #expect(try #require(history.training.loss.last) < history.training.loss[0])
  }
}
