import Tensors
import Testing

@testable import NeuralNetworks

@Suite struct ModelErrorTests {
  private func message(_ layer: some Layer, _ shape: [Int]) -> String {
    do throws(ModelError) {
      try layer.checkInput(shape)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func aDenseLayerNamesItsFeaturesItsFirstUseAndTheRemedy() {
    let dense = Dense(100)
    _ = dense(Tensor.zeros([2, 300]), file: "Cell3/batchnorm.md", line: 29)
    #expect(
      message(dense, [32, 784]) == """
        Dense(100) expects input [batch, 300] (its weight was made for 300 features), got [32, 784]
          the layer was first used at batchnorm.md:29; make another Dense(100), or flatten to 300 \
        features before it
        """)
  }

  @Test func aDenseLayerAsksForFlatten() {
    #expect(
      message(Dense(10), [32, 1, 28, 28])
        == "Dense(10) expects input [batch, features], got [32, 1, 28, 28]\n"
        + "  add Flatten() before it")
  }

  @Test func aConvolutionAsksForAChannelAxis() {
    #expect(
      message(Conv2D(8), [32, 28, 28])
        == "Conv2D(8) expects input [batch, channels, height, width], got [32, 28, 28]\n"
        + "  add Reshape([1, 28, 28]) before it to give grey images a channel axis")
  }

  @Test func batchNormTellsFlattenedFromColourImages() {
    #expect(message(BatchNorm(), [8, 28, 28]).contains("for grey images add Flatten() before it"))
    let norm = BatchNorm()
    _ = norm(Tensor.zeros([2, 3]))
    #expect(message(norm, [2, 4]).contains("its gamma was made for 3 channels"))
  }

  @Test func poolingRefusesImagesThatAreTooSmall() {
    #expect(message(MaxPool2D(), [1, 3, 1, 1]).contains("images of at least 2 pixels"))
    #expect(message(GlobalAveragePool2D(), [1, 3]).contains("pool before flattening"))
  }

  @Test func reshapeCountsTheNumbers() {
    #expect(message(Reshape([1, 5, 5]), [4, 24]).contains("each example has 24 numbers"))
  }

  @Test func buildingNamesTheLayerThatDoesNotFit() {
    let model = Sequential {
      Dense(4); Conv2D(3)
    }
    let error = #expect(throws: ModelError.self) { try model.build(input: [6]) }
    guard case .wrongInput(let layer, _, _, let got, _)? = error else {
      Issue.record("expected an error about the input")
      return
    }
    #expect(layer == "Conv2D(3)")
    #expect(got == [1, 4])
  }
}
