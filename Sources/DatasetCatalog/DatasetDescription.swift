/// What is known of a data set without reading it.
package struct DatasetDescription: Sendable {
  /// A file of the set.
  package struct File: Sendable {
    package var name: String
    package var bytes: Int
    /// SHA-256 of the official file, then of repackaged ones known to hold the same; empty where
    /// none is published.
    package var checksums: [String] = []
    /// The length of the file when it is unpacked; `nil` for a file that is not packed.
    package var unpackedBytes: Int?

    /// The name without `.gz`.
    package var unpackedName: String { name.hasSuffix(".gz") ? String(name.dropLast(3)) : name }
  }

  /// The name people write, such as "Fashion-MNIST".
  package var title: String
  /// The folder inside a data folder.
  package var folderName: String
  package var licence: String
  /// Where people read about it.
  package var homepage: String
  /// Where its files are fetched from; `nil` where its licence does not let us.
  package var address: String?
  /// Debian's package with the set.
  package var package: String?
  package var files: [File]

  /// The set's name on the command line, such as "fashion-mnist".
  package var name: String { title.lowercased() }

  /// How to come by a set that may not be fetched for the user.
  package var ownCopy: String { "get the binary version from \(homepage)" }

  /// The bytes of all files together.
  package var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

  /// The set with a name as people write it, or with a folder's name.
  package static func named(_ name: String) -> DatasetDescription? {
    all.first { $0.name == name.lowercased() || $0.folderName == name }
  }

  /// How to come by the set on a machine that does not have it.
  package var remedy: String {
    address == nil
      ? "\(ownCopy) and put its folder '\(folderName)' into the folder NOTEBOOK_DATA names"
      : "notebook data fetch \(name)"
  }

  /// The names under which files of the set are found.
  package var fileNames: [String] { files.flatMap { [$0.name, $0.unpackedName] } }

  package func file(named name: String) -> File? { files.first { $0.name == name } }
}

extension DatasetDescription {
  /// Every set that a note can load by name.
  package static let all = [fashionMNIST, mnist, cifar10, cifar100]

  package static let fashionMNIST = DatasetDescription(
    title: "Fashion-MNIST", folderName: "fashion-mnist", licence: "MIT",
    homepage: "https://github.com/zalandoresearch/fashion-mnist",
    address: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    package: "dataset-fashion-mnist",
    files: [
      File(
        name: "train-images-idx3-ubyte.gz", bytes: 26_421_880,
        checksums: [
          "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
          "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
        ], unpackedBytes: 47_040_016),
      File(
        name: "train-labels-idx1-ubyte.gz", bytes: 29_515,
        checksums: [
          "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
          "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
        ], unpackedBytes: 60_008),
      File(
        name: "t10k-images-idx3-ubyte.gz", bytes: 4_422_102,
        checksums: [
          "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
          "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
        ], unpackedBytes: 7_840_016),
      File(
        name: "t10k-labels-idx1-ubyte.gz", bytes: 5_148,
        checksums: [
          "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
          "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05",
        ], unpackedBytes: 10_008),
    ])

  package static let mnist = DatasetDescription(
    title: "MNIST", folderName: "mnist", licence: "CC BY-SA 3.0",
    homepage: "http://yann.lecun.com/exdb/mnist/",
    address: "https://storage.googleapis.com/cvdf-datasets/mnist/",
    files: [
      File(
        name: "train-images-idx3-ubyte.gz", bytes: 9_912_422,
        checksums: ["440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"],
        unpackedBytes: 47_040_016),
      File(
        name: "train-labels-idx1-ubyte.gz", bytes: 28_881,
        checksums: ["3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"],
        unpackedBytes: 60_008),
      File(
        name: "t10k-images-idx3-ubyte.gz", bytes: 1_648_877,
        checksums: ["8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"],
        unpackedBytes: 7_840_016),
      File(
        name: "t10k-labels-idx1-ubyte.gz", bytes: 4_542,
        checksums: ["f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"],
        unpackedBytes: 10_008),
    ])

  package static let cifar10 = DatasetDescription(
    title: "CIFAR-10", folderName: "cifar-10-batches-bin", licence: "none stated",
    homepage: "https://www.cs.toronto.edu/~kriz/cifar.html",
    files: (1...5).map { File(name: "data_batch_\($0).bin", bytes: 30_730_000) }
      + [File(name: "test_batch.bin", bytes: 30_730_000)])

  package static let cifar100 = DatasetDescription(
    title: "CIFAR-100", folderName: "cifar-100-binary", licence: "none stated",
    homepage: "https://www.cs.toronto.edu/~kriz/cifar.html",
    files: [
      File(name: "train.bin", bytes: 153_700_000), File(name: "test.bin", bytes: 30_740_000),
    ])
}
