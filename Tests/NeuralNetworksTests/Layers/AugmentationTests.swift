import Datasets
import Tensors
import Testing

@testable import NeuralNetworks

/// Random changes of images in training.
@Suite struct AugmentationTests {
  private let images = Tensor.uniform([64, 2, 5, 6], lower: 1, upper: 2, seed: 1)

  private func mirrored(_ x: Tensor, _ axis: Int) -> Tensor {
    x.gather(Tensor((0..<x.shape[axis]).map { x.shape[axis] - 1 - $0 }), axis: axis)
  }

  @Test func flipsAboutHalfOfTheImagesAndNothingAtInference() {
    let layer = RandomFlip()
    #expect(layer(images).scalars == images.scalars)
    let flipped = layer(images, training: true)
    let other = mirrored(images, 3)
    var count = 0
    for index in 0..<64 {
      let isFlipped = flipped[index].scalars == other[index].scalars
      #expect(isFlipped || flipped[index].scalars == images[index].scalars)
      if isFlipped { count += 1 }
    }
    #expect((16...48).contains(count))
    #expect(layer(images, training: true).scalars != flipped.scalars)
    let vertical = RandomFlip(.vertical)(
      images[0..<1].broadcast(to: [64, 2, 5, 6]), training: true)
    let kinds = Set((0..<64).map { vertical[$0].scalars })
    #expect(kinds == [images[0].scalars, mirrored(images, 2)[0].scalars])
    let both = RandomFlip(.horizontalAndVertical)(
      images[0..<1].broadcast(to: [64, 2, 5, 6]), training: true)
    #expect(Set((0..<64).map { both[$0].scalars }).count == 4)
  }

  /// The image moved down by `y` and right by `x`, by index arithmetic.
  private func moved(_ image: Tensor, _ y: Int, _ x: Int) -> [Float] {
    var result: [Float] = []
    for channel in 0..<2 {
      for row in 0..<5 {
        for column in 0..<6 {
          let (oldRow, oldColumn) = (row - y, column - x)
          let isInside = (0..<5).contains(oldRow) && (0..<6).contains(oldColumn)
          result.append(isInside ? image[channel, oldRow, oldColumn].scalars[0] : 0)
        }
      }
    }
    return result
  }

  @Test func cropsMoveByEveryDistanceAndBringZeros() {
    let same = images[0..<1].broadcast(to: [200, 2, 5, 6])
    let layer = RandomCrop(padding: 1)
    #expect(layer(same).scalars == same.scalars)
    let crops = layer(same, training: true)
    var known: [[Float]: Int] = [:]
    for y in -1...1 { for x in -1...1 { known[moved(images[0], y, x)] = 0 } }
    #expect(known.count == 9)
    for index in 0..<200 {
      let crop = crops[index].scalars
      #expect(known[crop] != nil)
      known[crop, default: 0] += 1
    }
    #expect(known.values.allSatisfy { $0 > 5 })
  }

  @Test func greyImagesWorkToo() {
    let grey = images[0..., 0]
    #expect(RandomCrop(padding: 2)(grey, training: true).shape == grey.shape)
    #expect(RandomFlip()(grey, training: true).shape == grey.shape)
  }

  @Test func isPartOfThePlannedStep() throws {
    let data = LabeledImages(
      images: images, labels: Tensor((0..<64).map { Int32($0 % 2) }), classNames: [])
    func losses() throws -> [Double] {
      var losses: [Double] = []
      try SeedLock.withSeed(2) {
        let model = Sequential {
          RandomFlip(); RandomCrop(padding: 2); Flatten(); Dense(2)
        }
        losses = try model.fit(
          data, epochs: 3, batchSize: 64, optimizer: SGD(learningRate: 0), shuffling: .never,
          seed: 1
        ).steps.loss
      }
      return losses
    }
    let first = try losses()
    #expect(Set(first).count == 3, "every step sees other images")
    #expect(try losses() == first)
  }

  @Test func saysWhereItBelongs() {
    let model = Sequential {
      Flatten(); RandomFlip(); Dense(2)
    }
    let error = #expect(throws: ModelError.self) { try model.build(input: [2, 5, 6]) }
    #expect(
      error?.description == """
        RandomFlip() expects input [batch, height, width] or [batch, channels, height, width], got \
        [1, 60]
          put it before Flatten()
        """)
    #expect(RandomCrop(padding: 4).description == "RandomCrop(padding: 4)")
    #expect(RandomFlip(.vertical).description == "RandomFlip(.vertical)")
  }
}
