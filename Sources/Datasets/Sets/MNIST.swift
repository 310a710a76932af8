/// 70,000 handwritten digits, 28 x 28 grey pixels in 0...1 (LeCun, Cortes and Burges).
///
/// Looked for in `NOTEBOOK_DATA`, in the system's data sets and in the user's cache folder, each in
/// a folder named `mnist`; else downloaded.
public struct MNIST: Sendable, CustomStringConvertible {
  /// The 60,000 training images.
  public let train: LabeledImages
  /// The 10,000 test images.
  public let test: LabeledImages
  /// The folder the files were read from.
  public let source: String

  /// The digits "0" to "9".
  public var classNames: [String] { train.classNames }

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
    name: "MNIST", folderName: "mnist",
    address: "https://storage.googleapis.com/cvdf-datasets/mnist/",
    classNames: (0..<10).map(String.init),
    checksums: [
      "train-images-idx3-ubyte.gz": [
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
      ],
      "train-labels-idx1-ubyte.gz": [
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
      ],
      "t10k-images-idx3-ubyte.gz": [
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
      ],
      "t10k-labels-idx1-ubyte.gz": [
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
      ],
    ])
}
