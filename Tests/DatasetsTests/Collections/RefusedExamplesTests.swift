import Datasets
import Tensors
import Testing

/// Data whose shapes or labels would mean something else than they seem to.
@Suite struct RefusedExamplesTests {
  private static let labels = Tensor([0, 1])

  private static let cases: [(sentence: String, call: @Sendable () -> Void)] = [
    (
      "LabeledImages expects images [n, channels, height, width], got [2, 28, 28, 3], in which the "
        + "channels come last as in Keras: put them first with transposed([0, 3, 1, 2])",
      {
        _ = LabeledImages(images: .zeros([2, 28, 28, 3]), labels: labels, classNames: ["u", "v"])
      }
    ),
    (
      "LabeledImages expects images [n, height, width] or [n, channels, height, width], got [2, 784]: "
        + "give the pixels their rows with reshaped(to: [-1, 28, 28])",
      { _ = LabeledImages(images: .zeros([2, 784]), labels: labels, classNames: ["u", "v"]) }
    ),
    (
      "LabeledImages expects labels of int32 class numbers, got float32: convert them with "
        + "converted(to: .int32)",
      {
        _ = LabeledImages(
          images: .zeros([2, 3, 3]), labels: Tensor([0.0, 1]), classNames: ["u", "v"])
      }
    ),
    (
      "Examples has 2 class names, got label 5 of example 1: name every class, labels count from 0",
      {
        _ = LabeledImages(
          images: .zeros([2, 3, 3]), labels: Tensor([0, 5]), classNames: ["u", "v"])
      }
    ),
  ]

  @Test(arguments: cases.indices)
  func saysWhatTheyLookLike(_ index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [index] in
      Self.cases[index].call()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(Self.cases[index].sentence), "\(text.prefix(400))")
  }

  @Test func smallImagesAreTaken() {
    #expect(
      LabeledImages(images: .zeros([2, 3, 4, 4]), labels: Self.labels, classNames: []).count == 2)
    #expect(
      LabeledImages(images: .zeros([2, 1, 28, 1]), labels: Self.labels, classNames: []).count == 2)
  }
}
