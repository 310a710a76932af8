package import DatasetCatalog
internal import NotebookDisplay
internal import Tensors

/// 70,000 pictures of clothes in ten classes, 28 x 28 grey pixels in 0...1 (Xiao, Rasul and
/// Vollgraf, 2017; MIT licence).
///
/// The files are looked for in the folder `NOTEBOOK_DATA`, in Debian's package
/// `dataset-fashion-mnist`, and in the user's cache folder, where they are downloaded to when they
/// are nowhere. If that fails too, procedurally drawn garments of the same sizes stand in, and the
/// report says so.
///
/// ```swift
/// let fashion = try FashionMNIST()
/// let (validation, training) = fashion.train.split(at: 5_000)
/// ```
public struct FashionMNIST: ImageDataset {
  /// The 60,000 training images.
  public let train: LabeledImages
  /// The 10,000 test images.
  public let test: LabeledImages
  /// Whether drawn garments stand in for the real images.
  public let isSynthetic: Bool
  /// The folder the files were read from.
  public let source: String

  /// Loads the set; throws ``DatasetError`` when its files are there but damaged.
  public init() throws { try self.init(searching: .standard) }

  package init(searching search: DatasetSearch) throws {
    do {
      let parts = try Self.files.load(search)
      train = parts.train
      test = parts.test
      source = parts.source
      isSynthetic = false
    } catch let error as DatasetError where Self.files.isAbsence(error) {
      DisplaySink.send(
        .notice(.syntheticData(dataset: "Fashion-MNIST", reason: error.description)))
      train = .drawnGarments(count: 60_000, seed: 1)
      test = .drawnGarments(count: 10_000, seed: 2)
      source = "drawn garments"
      isSynthetic = true
    }
  }

  /// The number of images and where they are from.
  public var description: String {
    "Fashion-MNIST: \(train.count) training and \(test.count) test images from \(source)"
  }

  static let files = ImageSource(
    description: .fashionMNIST,
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ])
}
