import NotebookDisplay
import Tensors
import Testing

@testable import Datasets

/// Other orders, parts and forms of the same examples.
@Suite struct SelectionTests {
  private let data = LabeledImages(
    images: Tensor((0..<40).map(Float.init), shape: [10, 2, 2]),
    labels: Tensor([0, 1, 0, 0, 1, 0, 0, 1, 0, 0].map(Int32.init), shape: [10]),
    classNames: ["a", "b"])

  /// The first pixel of every image, by which the images are told apart.
  private func marks(_ data: LabeledImages) -> [Int] { data.images[0..., 0, 0].integers }

  @Test func rollsAsNumPyDoes() {
    #expect(marks(data.rolled(by: 1)) == [36, 0, 4, 8, 12, 16, 20, 24, 28, 32])
    #expect(marks(data.rolled(by: -1)) == [4, 8, 12, 16, 20, 24, 28, 32, 36, 0])
    #expect(marks(data.rolled(by: 21)) == marks(data.rolled(by: 1)))
    #expect(marks(data.rolled(by: .min)) == marks(data.rolled(by: Int.min % 10)))
    #expect(data.rolled(by: 1).labels.integers == [0, 0, 1, 0, 0, 1, 0, 0, 1, 0])
    #expect(data[0..<0].rolled(by: 1).count == 0)
  }

  @Test func splitsAtRandomWithoutLosingAnExample() {
    let (first, rest) = data.randomSplit(share: 0.3, seed: 2)
    #expect(first.count == 3)
    #expect((marks(first) + marks(rest)).sorted() == marks(data))
    #expect(marks(data.randomSplit(share: 0.3, seed: 2).0) == marks(first))
    #expect(marks(data.randomSplit(share: 0.5, seed: 3).0) != marks(data[0..<5]))
    #expect(data.randomSplit(share: 0).0.count == 0)
    #expect(data.randomSplit(share: 1).1.count == 0)
  }

  @Test func aStratifiedSplitKeepsTheProportions() {
    for seed in 0..<5 {
      let (first, rest) = data.randomSplit(share: 1.0 / 3, seed: seed, stratified: true)
      #expect(first.classCounts == [2, 1])
      #expect(rest.classCounts == [5, 2])
    }
  }

  @Test func countsClasses() {
    #expect(data.classCounts == [7, 3])
    #expect(data[1..<2].classCounts == [0, 1])
    #expect(
      data.classBalance.rows == [["a", "7", "70.0 %"], ["b", "3", "30.0 %"]])
  }

  @Test func shufflesAndTakesTheEnd() {
    #expect(marks(data.shuffled(seed: 1)).sorted() == marks(data))
    #expect(marks(data.shuffled(seed: 1)) != marks(data))
    #expect(marks(data.suffix(2)) == [32, 36])
    #expect(data.suffix(99).count == 10)
    #expect(marks(data[5..<8].gathering([2, 0])) == [28, 20])
  }

  @Test func mapsInputsAndTargets() {
    let half = data[5..<10].mapInputs { $0 .> 30 }
    #expect(half.images.shape == [5, 2, 2])
    #expect(half.images[2].scalars == [0, 0, 0, 1])
    #expect(half.labels.integers == [0, 0, 1, 0, 0])
    #expect(half.classNames == ["a", "b"])
    #expect(data.mapTargets { 1 - $0 }.labels.integers == [1, 0, 1, 1, 0, 1, 1, 0, 1, 1])
  }

  @Test func standardizesColumnsChannelsAndGreyImages() {
    let table = Examples(
      inputs: Tensor([1, 10, 5, 3, 10, 5, 5, 10, 8] as [Float], shape: [3, 3]),
      targets: Tensor([0, 1, 2]))
    let scaled = table.standardized().inputs
    #expect(scaled[0..., 1].scalars == [0, 0, 0])
    for column in [0, 2] {
      #expect(abs(scaled[0..., column].mean().scalar) < 1e-6)
      #expect(abs(scaled[0..., column].standardDeviation().scalar - 1) < 1e-6)
    }
    let colours = LabeledImages(
      images: Tensor.normal([6, 3, 4, 5], mean: 2, seed: 1)
        * Tensor([1.0, 2, 9], shape: [3, 1, 1]),
      labels: .zeros([6], type: .int32), classNames: [])
    let scale = Standardization(of: colours)
    #expect(scale.mean.shape == [1, 3, 1, 1])
    let result = colours.standardized(by: scale).images
    for channel in 0..<3 {
      #expect(abs(result[0..., channel].mean().scalar) < 1e-5)
      #expect(abs(result[0..., channel].standardDeviation().scalar - 1) < 1e-5)
    }
    #expect(Standardization(of: data).mean.count == 1)
    let test = data[0..<2].standardized(by: Standardization(of: data)).images
    #expect(abs(test.mean().scalar) > 0.5)
  }

  @Test func padsToTheMiddle() {
    let padded = data.padded(to: 5)
    #expect(padded.images.shape == [10, 5, 5])
    #expect(padded.images[1, 1..<3, 1..<3].scalars == [4, 5, 6, 7])
    #expect(padded.images.sum().scalar == data.images.sum().scalar)
    let colours = LabeledImages(
      images: .ones([2, 3, 4, 4]), labels: .zeros([2], type: .int32), classNames: [])
    #expect(colours.padded(to: [4, 6]).images.shape == [2, 3, 4, 6])
    #expect(colours.padded(to: 4).images.shape == [2, 3, 4, 4])
  }

  /// As PyTorch 2.15.0 does it by antialiased bilinear resizing.
  @Test func resizesByAreasAndMixtures() {
    let ramp = LabeledImages(
      images: Tensor((0..<16).map(Float.init), shape: [1, 4, 4]),
      labels: .zeros([1], type: .int32), classNames: [])
    let half = ramp.resized(to: 2).images.scalars
    for (a, b) in zip(half, [3.571_429, 5.142_857, 9.857_143, 11.428_571] as [Float]) {
      #expect(abs(a - b) < 1e-4, "\(half)")
    }
    let double = ramp.resized(to: 8).images
    #expect(double.shape == [1, 8, 8])
    #expect(double[0, 0, 0].scalar == 0)
    #expect(abs(double[0, 0, 1].scalar - 0.25) < 1e-6)
    #expect(double[0, 7, 7].scalar == 15)
    #expect(ramp.resized(to: 4).images.scalars == ramp.images.scalars)
    #expect(abs(ramp.resized(to: [1, 3]).images.mean().scalar - 7.5) < 1e-5)
  }

  @Test(arguments: 0..<4)
  func refusesWhatIsNotThere(_ index: Int) async {
    let sentences = [
      "gathering: position 10 is outside this collection of 10 examples",
      "padded(to: [1, 1]) expects at least the size of the images, [2, 2]: make them smaller with "
        + "resized(to:)",
      "note.md:7: Fatal error: mapInputs expects a row for each of the 10 examples, got shape [2, 2]",
      "classCounts expects class numbers as targets, int32 of shape [3], got float32 of shape [3, 1]",
    ]
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index = index as Int] in
      let data = LabeledImages(
        images: .ones([10, 2, 2]), labels: .zeros([10], type: .int32), classNames: [])
      switch index {
      case 0: _ = data.gathering([0, 10])
      case 1: _ = data.padded(to: 1)
      case 2: _ = data.mapInputs(file: "note.md", line: 7) { $0[0] }
      default: _ = Examples.linear(count: 3).classCounts
      }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(sentences[index]), "\(text)")
  }

  @Test func everyExampleIsInTheValidationPartOfOneFold() {
    let data = Examples(
      inputs: Tensor((0..<11).map { Float($0) }).reshaped(to: [11, 1]),
      targets: Tensor((0..<11).map { Int32($0 < 8 ? 0 : 1) }))
    let folds = data.folds(3, seed: 2)
    #expect(folds.map(\.validation.count).sorted() == [3, 4, 4])
    #expect(folds.flatMap(\.validation.inputs.scalars).sorted() == (0..<11).map { Float($0) })
    for (training, validation) in folds {
      #expect(training.count + validation.count == 11)
      #expect(Set(training.inputs.scalars).isDisjoint(with: validation.inputs.scalars))
    }
    #expect(folds[0].validation.inputs == data.folds(3, seed: 2)[0].validation.inputs)
    #expect(folds[0].validation.inputs != data.folds(3, seed: 3)[0].validation.inputs)
    for (_, validation) in data.folds(3, seed: 2, stratified: true) {
      #expect(validation.targets.sum().scalar == 1)
    }
  }

  /// scikit-learn's compute_class_weight("balanced").
  @Test func balancedWeightsMakeClassesCountAlike() {
    let data = Examples(
      inputs: Tensor.zeros([10, 1]), targets: Tensor([0, 0, 0, 0, 0, 0, 2, 2, 2, 2]),
      classNames: ["a", "b", "c"])
    let weights = data.balancedClassWeights
    #expect(abs(weights[0] - 10.0 / 12) < 1e-12)
    #expect(weights[1] == 0)
    #expect(weights[2] == 1.25)
  }

  @Test func examplesPrintTheirShapes() {
    let data = Examples(inputs: Tensor.zeros([10, 3]), targets: Tensor.zeros([10], type: .int32))
    #expect("\(data)" == "10 examples: inputs [10, 3] float32, targets [10] int32")
    #expect("\(data[2..<5].weighted(by: [1, 1, 2]))".hasSuffix("[3] int32, with sample weights"))
    #expect("\(data.batches(of: 4))" == "3 batches of 4 of 10 examples")
  }
}
