package import DatasetCatalog
internal import Tensors

/// 60,000 colour photographs in ten classes, `[3, 32, 32]` in 0...1 (Krizhevsky, 2009), from the
/// binary version's folder `cifar-10-batches-bin`.
///
/// It has no licence that lets us fetch it for you: put it into the folder `NOTEBOOK_DATA`.
public struct CIFAR10: ImageDataset {
  /// The training images, of as many of the five files as there are.
  public let train: LabeledImages
  /// The test images.
  public let test: LabeledImages

  /// The folder the files were read from.
  public let source: String

  /// Loads the set; throws ``DatasetError`` when it is missing or damaged.
  public init() throws { try self.init(searching: .standard) }

  package init(searching search: DatasetSearch) throws {
    let layout = CIFARLayout(
      description: .cifar10, labelBytes: 1,
      classNames: [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
      ])
    let batches = (1...5).map { "data_batch_\($0).bin" }
    let folder = try layout.folder(search)
    let present = batches.filter { DataFile.exists("\(folder)/\($0)") }
    train = try layout.read(present.isEmpty ? [batches[0]] : present, in: folder)
    test = try layout.read(["test_batch.bin"], in: folder)
    source = folder
  }

  /// The number of images and where they are from.
  public var description: String {
    "CIFAR-10: \(train.count) training and \(test.count) test images from \(source)"
  }
}

/// 60,000 colour photographs in a hundred classes, `[3, 32, 32]` in 0...1 (Krizhevsky, 2009), from
/// the binary version's folder `cifar-100-binary`.
///
/// It has no licence that lets us fetch it for you: put it into the folder `NOTEBOOK_DATA`.
public struct CIFAR100: ImageDataset {
  /// The training images.
  public let train: LabeledImages
  /// The test images.
  public let test: LabeledImages

  /// The folder the files were read from.
  public let source: String

  /// Loads the set; throws ``DatasetError`` when it is missing or damaged.
  public init() throws { try self.init(searching: .standard) }

  package init(searching search: DatasetSearch) throws {
    let layout = CIFARLayout(description: .cifar100, labelBytes: 2, classNames: Self.names)
    let folder = try layout.folder(search)
    train = try layout.read(["train.bin"], in: folder)
    test = try layout.read(["test.bin"], in: folder)
    source = folder
  }

  /// The number of images and where they are from.
  public var description: String {
    "CIFAR-100: \(train.count) training and \(test.count) test images from \(source)"
  }

  private static let names = """
    apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus \
    butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch \
    crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo \
    keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse \
    mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy \
    porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper \
    snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television \
    tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm
    """.split(separator: " ").map(String.init)
}

/// How one of the two sets lies on disk.
private struct CIFARLayout {
  let description: DatasetDescription
  let labelBytes: Int
  let classNames: [String]

  func folder(_ search: DatasetSearch) throws -> String {
    let name = description.folderName
    guard
      let folder = search.folder(
        named: name, holdingAnyOf: description.fileNames, exists: DataFile.exists)
    else {
      throw DatasetError(
        name,
        .missing(
          remedy: "looked in \(search.description(named: name)); \(description.ownCopy)"))
    }
    return folder
  }

  func read(_ files: [String], in folder: String) throws -> LabeledImages {
    var records = CIFARFile.Records()
    for name in files {
      try CIFARFile.append(
        DataFile(path: "\(folder)/\(name)"), labelBytes: labelBytes, classes: classNames.count,
        to: &records)
    }
    let count = records.labels.count
    return LabeledImages(
      images: Tensor.scaledPixels(records.pixels[...], shape: [count, 3, 32, 32]),
      labels: Tensor(records.labels, shape: [count]), classNames: classNames)
  }
}
