internal import DatasetCatalog

/// A set of labelled images with a training and a test part.
///
/// ```swift
/// let source = try imageDataset(named: data)  // a parameter of the note: -P data=cifar10
/// let training = source.train
/// ```
public protocol ImageDataset: Sendable, CustomStringConvertible {
  /// The training images.
  var train: LabeledImages { get }
  /// The test images.
  var test: LabeledImages { get }
  /// The folder the files were read from.
  var source: String { get }

  /// Loads the set; throws ``DatasetError`` when it is missing or damaged.
  init() throws
}

extension ImageDataset {
  /// The classes, in the order of their labels.
  public var classNames: [String] { train.classNames }
}

/// The set of a name: "fashion-mnist", "mnist", "cifar-10" or "cifar-100"; case, hyphens, spaces
/// and underscores make no difference. Throws ``DatasetError`` for another name, and when the set
/// cannot be loaded.
public func imageDataset(named name: String) throws -> any ImageDataset {
  func bare(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
  guard let found = imageDatasets.first(where: { bare($0.description.name) == bare(name) }) else {
    let known = imageDatasets.map { "\"\($0.description.name)\"" }.joined(separator: ", ")
    throw DatasetError(
      "imageDataset(named: \"\(name)\")", .wrongRequest("there is no such set; there are \(known)"))
  }
  return try found.type.init()
}

/// Every set of the catalogue, and the type that reads it.
let imageDatasets: [(description: DatasetDescription, type: any ImageDataset.Type)] = [
  (.fashionMNIST, FashionMNIST.self), (.mnist, MNIST.self), (.cifar10, CIFAR10.self),
  (.cifar100, CIFAR100.self),
]
