import NotebookDisplay
import SystemBasics
import Tensors
import Testing

@testable import Datasets

/// Serialized because the provider is the process' own.
@Suite(.serialized) final class FashionMNISTTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    DataAccess.install(SystemGzip())
  }

  deinit {
    DataAccess.install(nil)
  }

  private func write(
    images: [UInt8] = IDXBytes.images(3), labels: [UInt8] = IDXBytes.labels([0, 9, 4]),
    folder name: String = "fashion-mnist"
  ) throws {
    try folder.write(images, to: "\(name)/train-images-idx3-ubyte")
    try folder.write(labels, to: "\(name)/train-labels-idx1-ubyte")
    try folder.write(IDXBytes.images(2), to: "\(name)/t10k-images-idx3-ubyte")
    try folder.write(IDXBytes.labels([1, 2]), to: "\(name)/t10k-labels-idx1-ubyte")
  }

  private func problem() -> DatasetError.Problem? {
    #expect(throws: DatasetError.self) { try FashionMNIST(searching: folder.search) }?.problem
  }

  @Test func readsImagesScaledToOne() throws {
    try write()
    let fashion = try FashionMNIST(searching: folder.search)
    #expect(!fashion.isSynthetic)
    #expect(fashion.train.images.shape == [3, 28, 28])
    #expect(fashion.train.images.scalars[255] == 1)
    #expect(fashion.train.images.scalars[51] == 0.2)
    #expect(fashion.train.labels.integers == [0, 9, 4])
    #expect(fashion.test.count == 2)
    #expect(fashion.classNames[9] == "Ankle boot")
  }

  @Test func readsTheDataFolderItself() throws {
    try write(folder: ".")
    #expect(try FashionMNIST(searching: folder.search).train.count == 3)
  }

  @Test func prefersTheUsersFolderToTheSystems() throws {
    try write(folder: "system/fashion-mnist")
    try write(labels: IDXBytes.labels([7, 7, 7]))
    #expect(
      try FashionMNIST(searching: folder.search).train.labels.integers == [7, 7, 7])
  }

  @Test func refusesAWrongMagicNumber() throws {
    try write(images: IDXBytes.images(3, magic: 0x804))
    #expect(problem() == .wrongMagicNumber(expected: 0x803, found: 0x804))
  }

  @Test func refusesATruncatedFile() throws {
    try write(images: Array(IDXBytes.images(3).dropLast(10)))
    #expect(problem() == .wrongLength(expected: 16 + 3 * 784, found: 6 + 3 * 784))
  }

  @Test func refusesATruncatedHeader() throws {
    try write(labels: [0, 0, 8])
    #expect(problem() == .wrongLength(expected: 8, found: 3))
  }

  @Test func refusesAnEmptyFile() throws {
    try write(labels: [])
    #expect(problem() == .empty)
  }

  @Test func refusesImagesOfAnotherSize() throws {
    try write(images: IDXBytes.images(3, size: 32))
    #expect(problem() == .wrongImageSize(expected: [28, 28], found: [32, 32]))
  }

  @Test func refusesALabelOutsideTheClasses() throws {
    try write(labels: IDXBytes.labels([0, 10, 4]))
    #expect(problem() == .labelOutOfRange(index: 1, label: 10, classes: 10))
  }

  @Test func refusesImagesAndLabelsThatDoNotMatch() throws {
    try write(labels: IDXBytes.labels([0, 9]))
    let path = "\(folder.path)/fashion-mnist/train-labels-idx1-ubyte"
    #expect(problem() == .countsDiffer(count: 3, other: path, otherCount: 2))
  }

  @Test func refusesACopyThatIsThereInPart() throws {
    try write(folder: "system/fashion-mnist")
    try folder.write(IDXBytes.images(3), to: "fashion-mnist/train-images-idx3-ubyte")
    let error = #expect(throws: DatasetError.self) {
      try FashionMNIST(searching: folder.search)
    }
    #expect(error?.path == "\(folder.path)/fashion-mnist/train-labels-idx1-ubyte.gz")
  }

  @Test func refusesATruncatedGzipFile() throws {
    try write()
    let packed: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x63]
    try folder.write(packed, to: "fashion-mnist/train-images-idx3-ubyte.gz")
    let error = #expect(throws: DatasetError.self) {
      try FashionMNIST(searching: folder.search)
    }
    #expect(
      error?.description
        == "\(folder.path)/fashion-mnist/train-images-idx3-ubyte.gz is damaged: it does not unpack "
        + "( unexpected end of file\n); fetch it again or remove it")
  }

  @Test func refusesADownloadedFileWithAnotherChecksum() throws {
    try folder.write(IDXBytes.images(3), to: "cache/fashion-mnist/train-images-idx3-ubyte.gz")
    guard case .wrongChecksum(let expected, let found)? = problem() else {
      Issue.record("expected an error about the checksum")
      return
    }
    #expect(expected.hasPrefix("3aede38d"))
    #expect(found == SHA256.hexadecimal(of: IDXBytes.images(3)))
  }

  @Test func drawsGarmentsAndSaysSoWhenThereIsNothing() throws {
    var loaded: FashionMNIST?
    let events = try DisplaySink.events { loaded = try FashionMNIST(searching: folder.search) }
    let fashion = try #require(loaded)
    #expect(fashion.isSynthetic)
    #expect(fashion.train.images.shape == [60_000, 28, 28])
    #expect(fashion.test.count == 10_000)
    guard case .notice(.syntheticData("Fashion-MNIST", let reason))? = events.last else {
      Issue.record("expected a notice")
      return
    }
    #expect(reason.contains("no network here"))
    #expect(reason.contains(folder.path))
  }

  @Test func tellsWhichFilesWereRead() throws {
    try write()
    let events = try DisplaySink.events { _ = try FashionMNIST(searching: folder.search) }
    let labels = IDXBytes.labels([0, 9, 4])
    #expect(
      events.contains(
        .notice(
          .dataFile(
            path: "\(folder.path)/fashion-mnist/train-labels-idx1-ubyte", bytes: 11,
            sha256: SHA256.hexadecimal(of: labels)))))
  }
}
