import DatasetCatalog
import Tensors
import Testing

@testable import Datasets

@Suite struct ImageDatasetTests {
  @Test func anUnknownNameListsTheSets() {
    let error = #expect(throws: DatasetError.self) { try imageDataset(named: "cifar") }
    #expect(
      error?.description
        == "imageDataset(named: \"cifar\"): there is no such set; there are \"fashion-mnist\", "
        + "\"mnist\", \"cifar-10\", \"cifar-100\"")
  }

  @Test func everySetIsAnImageDataset() {
    #expect(imageDatasets.map(\.description.name) == DatasetDescription.all.map(\.name))
  }

  @Test func garmentsFollowFromTheirSeed() {
    let garments = LabeledImages.drawnGarments(count: 20, seed: 3)
    #expect(garments.images.shape == [20, 28, 28])
    #expect(
      garments.images.scalars == LabeledImages.drawnGarments(count: 20, seed: 3).images.scalars)
    #expect(
      garments.images.scalars != LabeledImages.drawnGarments(count: 20, seed: 4).images.scalars)
    #expect(garments.classNames[9] == "Ankle boot")
  }
}
