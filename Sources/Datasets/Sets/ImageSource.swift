internal import DatasetCatalog
internal import NotebookDisplay
internal import Tensors

/// The four files of a set in MNIST's layout, and where the official ones come from.
struct ImageSource {
  let description: DatasetDescription
  let classNames: [String]

  private var name: String { description.title }
  private var folderName: String { description.folderName }

  static let size = [28, 28]
  static let files = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ]

  /// Both parts of the set and the folder they were read from.
  struct Parts {
    var train: LabeledImages
    var test: LabeledImages
    var source: String
  }

  /// Reads the set from the first place that has it; downloads it where no place has.
  func load(_ search: DatasetSearch) throws -> Parts {
    let cache = search.cache(named: folderName)
    if let folder = search.folder(
      named: folderName, holdingAnyOf: description.fileNames, exists: DataFile.exists)
    {
      return try read(folder, isCache: folder == cache)
    }
    guard let cache else {
      throw DatasetError(
        folderName, .missing(remedy: "looked in \(search.description(named: folderName))"))
    }
    do {
      try description.fetch(into: cache) { address, path, file in
        guard let provider = DataAccess.provider else {
          throw DownloadError("nothing here can download \(address)")
        }
        try provider.download(address, to: path, bytes: file.bytes)
      }
    } catch {
      throw DatasetError(
        name,
        .missing(
          remedy: "it is in none of \(search.description(named: folderName)), and \(error)"))
    }
    return try read(cache, isCache: true)
  }

  /// Whether the error says that no place has the set, not that a place has it damaged.
  func isAbsence(_ error: DatasetError) -> Bool {
    if case .missing = error.problem { return error.path == name || error.path == folderName }
    return false
  }

  private func read(_ folder: String, isCache: Bool) throws -> Parts {
    Parts(
      train: try readPart(folder, Self.files[0], Self.files[1], isCache),
      test: try readPart(folder, Self.files[2], Self.files[3], isCache), source: folder)
  }

  private func readPart(
    _ folder: String, _ imageFile: String, _ labelFile: String, _ isCache: Bool
  ) throws -> LabeledImages {
    let images = try IDXFile.images(file(imageFile, in: folder, isCache), size: Self.size)
    let labelSource = try file(labelFile, in: folder, isCache)
    let labels = try IDXFile.labels(labelSource, classes: classNames.count)
    guard images.count == labels.count else {
      throw DatasetError(
        images.path,
        .countsDiffer(count: images.count, other: labelSource.path, otherCount: labels.count))
    }
    return LabeledImages(
      images: Tensor.scaledPixels(images.pixels, shape: [images.count] + Self.size),
      labels: Tensor(labels, shape: [labels.count]), classNames: classNames)
  }

  /// The packed file, else the unpacked one. A user may bring other images in the same format, but
  /// the cache holds only what was downloaded, so there the checksums must agree.
  private func file(_ name: String, in folder: String, _ isCache: Bool) throws -> DataFile {
    let packed = "\(folder)/\(name).gz"
    if DataFile.exists(packed) {
      let checksums = description.file(named: name + ".gz")?.checksums ?? []
      return try DataFile(path: packed, checksums: isCache ? checksums : [])
    }
    let plain = "\(folder)/\(name)"
    guard DataFile.exists(plain) else {
      throw DatasetError(
        packed, .missing(remedy: "the other files of \(self.name) are in \(folder)"))
    }
    return try DataFile(path: plain)
  }
}
