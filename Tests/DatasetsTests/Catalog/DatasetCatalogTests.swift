import Synchronization
import Testing

@testable import Datasets

@Suite struct DatasetCatalogTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) -> (status: Int32, lines: [String]) {
    let lines = Mutex<[String]>([])
    let catalog = DatasetCatalog(searching: folder.search) { line in
      lines.withLock { $0.append(line) }
    }
    return (catalog.run(arguments), lines.withLock { $0 })
  }

  @Test func listsEverySetWithItsPlaceLicenceSizeAndChecksums() throws {
    try folder.write([1], to: "mnist/train-images-idx3-ubyte.gz")
    let (status, lines) = run("list")
    #expect(status == 0)
    #expect(lines.contains("fashion-mnist: Fashion-MNIST, 30.9 MB, licence MIT"))
    #expect(lines.contains("  not on this machine; notebook data fetch fashion-mnist"))
    #expect(lines.contains("  \(folder.path)/mnist"))
    #expect(lines.contains { $0.contains("t10k-labels-idx1-ubyte.gz  5148 bytes  SHA-256 67da") })
    #expect(lines.contains { $0.contains("cifar-10-batches-bin") })
  }

  @Test func namesDamagedAndMissingFiles() throws {
    try folder.write([1, 2, 3], to: "mnist/train-images-idx3-ubyte.gz")
    try folder.write([0], to: "mnist/train-labels-idx1-ubyte")
    let (status, lines) = run("verify", "mnist")
    #expect(status == 1)
    let damaged = "DAMAGED  \(folder.path)/mnist/train-images-idx3-ubyte.gz is damaged: expected"
    #expect(lines.contains { $0.hasPrefix(damaged) })
    #expect(
      lines.contains { $0.contains("labels-idx1-ubyte is damaged: expected 60008 bytes, got 1") })
    #expect(lines.contains("MISSING  \(folder.path)/mnist/t10k-images-idx3-ubyte.gz"))
  }

  @Test func acceptsUnpackedFilesOfTheRightLength() throws {
    try folder.write([UInt8](repeating: 0, count: 60_008), to: "mnist/train-labels-idx1-ubyte")
    let (_, lines) = run("verify", "mnist")
    let plain = "\(folder.path)/mnist/train-labels-idx1-ubyte"
    #expect(lines.contains("ok       \(plain) (its length; no checksum is known)"))
  }

  @Test func verifiesAnUnnamedFolderAsOneSetOnly() throws {
    try folder.write([1], to: "train-images-idx3-ubyte.gz")
    let (status, lines) = run("verify")
    #expect(status == 1)
    #expect(lines.count { $0.contains("train-images") } == 1)
  }

  @Test func saysThatNothingIsThere() throws {
    #expect(run("verify").lines == ["no data set is on this machine"])
    let (status, lines) = run("verify", "cifar-10")
    #expect(status == 1)
    #expect(
      lines.first?.hasPrefix("error: CIFAR-10 is not on this machine; get the binary") == true)
  }

  @Test func saysWhyASetWasNotFetched() throws {
    // No provider of data access can reach a network in these tests.
    let (status, lines) = run("fetch", "fashion-mnist")
    #expect(status == 1)
    #expect(lines.first?.hasPrefix("error: Fashion-MNIST was not fetched: ") == true)
    #expect(lines.last == "  Debian has it too: apt-get install dataset-fashion-mnist")
  }

  @Test func fetchesNothingThatMayNotBePassedOn() throws {
    let (status, lines) = run("fetch", "cifar-100")
    #expect(status == 1)
    #expect(lines.first?.contains("https://www.cs.toronto.edu/~kriz/cifar.html") == true)
  }

  @Test func refusesUnknownNamesAndCommands() throws {
    let (status, lines) = run("verify", "fashion")
    #expect(status == 64)
    #expect(
      lines == [
        "error: there is no data set 'fashion'; there are fashion-mnist, mnist, cifar-10, cifar-100"
      ])
    #expect(run("remove").status == 64)
  }
}
