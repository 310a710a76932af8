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
  let sets: [(name: String, type: any ImageDataset.Type)] = [
    ("fashion-mnist", FashionMNIST.self), ("mnist", MNIST.self), ("cifar-10", CIFAR10.self),
    ("cifar-100", CIFAR100.self),
  ]
  func bare(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
  guard let found = sets.first(where: { bare($0.name) == bare(name) }) else {
    let known = sets.map { "\"\($0.name)\"" }.joined(separator: ", ")
    throw DatasetError(
      "imageDataset(named: \"\(name)\")", .wrongRequest("there is no such set; there are \(known)"))
  }
  return try found.type.init()
}
