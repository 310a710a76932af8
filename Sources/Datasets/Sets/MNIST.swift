package import DatasetCatalog

/// 70,000 handwritten digits, 28 x 28 grey pixels in 0...1 (LeCun, Cortes and Burges).
///
/// Looked for in `NOTEBOOK_DATA`, in the system's data sets and in the user's cache folder, each in
/// a folder named `mnist`; else downloaded.
public struct MNIST: ImageDataset {
  /// The 60,000 training images.
  public let train: LabeledImages
  /// The 10,000 test images.
  public let test: LabeledImages
  /// The folder the files were read from.
  public let source: String

  /// Loads the set; throws ``DatasetError`` when it cannot be had or its files are damaged.
  public init() throws { try self.init(searching: .standard) }

  package init(searching search: DatasetSearch) throws {
    let parts = try Self.files.load(search)
    train = parts.train
    test = parts.test
    source = parts.source
  }

  /// The number of images and where they are from.
  public var description: String {
    "MNIST: \(train.count) training and \(test.count) test images from \(source)"
  }

  private static let files = ImageSource(
    description: .mnist,
    classNames: (0..<10).map(String.init))
}
