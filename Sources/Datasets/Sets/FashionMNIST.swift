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
public struct FashionMNIST: Sendable, CustomStringConvertible {
  /// The 60,000 training images.
  public let train: LabeledImages
  /// The 10,000 test images.
  public let test: LabeledImages
  /// Whether drawn garments stand in for the real images.
  public let isSynthetic: Bool
  /// The folder the files were read from.
  public let source: String

  /// The ten classes, in the order of their labels.
  public var classNames: [String] { train.classNames }

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
      train = Self.drawnGarments(count: 60_000, seed: 1)
      test = Self.drawnGarments(count: 10_000, seed: 2)
      source = "drawn garments"
      isSynthetic = true
    }
  }

  /// The number of images and where they are from.
  public var description: String {
    "Fashion-MNIST: \(train.count) training and \(test.count) test images from \(source)"
  }

  /// Garments of random classes, drawn in an order and with variations that depend on the seed.
  static func drawnGarments(count: Int, seed: UInt64) -> LabeledImages {
    var random = SplitMix64(seed: seed)
    let pixelCount = Garment.side * Garment.side
    let labels = (0..<count).map { _ in Int32(random.next(upperBound: 10 as UInt64)) }
    let images = Tensor(shape: [count, Garment.side, Garment.side]) {
      (pixels: UnsafeMutablePointer<Float>) in
      pixels.initialize(repeating: 0, count: count * pixelCount)
      for (index, label) in labels.enumerated() {
        let garment = Garment(label: Int(label), using: &random)
        let image = UnsafeMutableBufferPointer(
          start: pixels + index * pixelCount, count: pixelCount)
        garment.draw(into: image, using: &random)
      }
    }
    return LabeledImages(
      images: images, labels: Tensor(labels, shape: [count]), classNames: files.classNames)
  }

  private static let files = ImageSource(
    name: "Fashion-MNIST", folderName: "fashion-mnist",
    address: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ],
    checksums: [
      "train-images-idx3-ubyte.gz": [
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
      ],
      "train-labels-idx1-ubyte.gz": [
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
      ],
      "t10k-images-idx3-ubyte.gz": [
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
      ],
      "t10k-labels-idx1-ubyte.gz": [
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05",
      ],
    ])
}
