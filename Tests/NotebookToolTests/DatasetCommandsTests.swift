import DatasetCatalog
import Foundation
import Synchronization
import Testing

@testable import NotebookWorkflow

@Suite struct DatasetCommandsTests {
  private let folder: NoteFolder

  init() throws { folder = try NoteFolder() }

  private func run(_ arguments: String...) -> (status: Int32, lines: [String]) {
    var lines: [String] = []
    let path = folder.url.path
    let search = DatasetSearch(
      userFolder: path, systemFolder: "\(path)/system", cacheFolder: "\(path)/cache")
    var commands = DatasetCommands(searching: search) { lines.append($0) }
    commands.download = { _, _, _ in throw DownloadError("no network here") }
    let names = Array(arguments.dropFirst())
    switch arguments.first {
    case "fetch": return (commands.fetch(names), lines)
    case "verify": return (commands.verify(names), lines)
    default:
      commands.list()
      return (0, lines)
    }
  }

  @Test func listsEverySetWithItsPlaceLicenceSizeAndChecksums() throws {
    try write([1], to: "mnist/train-images-idx3-ubyte.gz")
    let (status, lines) = run("list")
    #expect(status == 0)
    #expect(lines.contains("fashion-mnist: Fashion-MNIST, 30.9 MB, licence MIT"))
    #expect(lines.contains("  not on this machine; notebook data fetch fashion-mnist"))
    #expect(lines.contains("  \(folder.url.path)/mnist"))
    #expect(lines.contains { $0.contains("t10k-labels-idx1-ubyte.gz  5148 bytes  SHA-256 67da") })
    #expect(lines.contains { $0.contains("cifar-10-batches-bin") })
  }

  @Test func namesDamagedAndMissingFiles() throws {
    try write([1, 2, 3], to: "mnist/train-images-idx3-ubyte.gz")
    try write([0], to: "mnist/train-labels-idx1-ubyte")
    let (status, lines) = run("verify", "mnist")
    #expect(status == 1)
    let damaged =
      "DAMAGED  \(folder.url.path)/mnist/train-images-idx3-ubyte.gz is damaged: expected"
    #expect(lines.contains { $0.hasPrefix(damaged) })
    #expect(
      lines.contains { $0.contains("labels-idx1-ubyte is damaged: expected 60008 bytes, got 1") })
    #expect(lines.contains("MISSING  \(folder.url.path)/mnist/t10k-images-idx3-ubyte.gz"))
  }

  @Test func acceptsUnpackedFilesOfTheRightLength() throws {
    try write([UInt8](repeating: 0, count: 60_008), to: "mnist/train-labels-idx1-ubyte")
    let (_, lines) = run("verify", "mnist")
    let plain = "\(folder.url.path)/mnist/train-labels-idx1-ubyte"
    #expect(lines.contains("ok       \(plain) (its length; no checksum is known)"))
  }

  @Test func verifiesAnUnnamedFolderAsOneSetOnly() throws {
    try write([1], to: "train-images-idx3-ubyte.gz")
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

  @Test func fetchesWhatIsMissingAndShowsHowFarItIs() throws {
    var lines: [String] = []
    var progress: [String] = []
    let path = folder.url.path
    let search = DatasetSearch(
      userFolder: nil, systemFolder: "\(path)/system", cacheFolder: "\(path)/cache")
    var commands = DatasetCommands(
      searching: search, say: { lines.append($0) }, showProgress: { progress.append($0) })
    commands.download = { file, path, show in
      show(file.bytes / 2)
      try Data("another file".utf8).write(to: URL(filePath: path))
    }
    #expect(commands.fetch(["mnist"]) == 1)
    #expect(progress.first == "train-images-idx3-ubyte.gz  5 MB of 9.9 MB")
    #expect(progress.last == "")
    #expect(lines.first?.contains("is not the file that is known by this name") == true)
    #expect(folder.names(in: "cache/mnist") == [], "a wrong file is not kept")
  }

  @Test func refusesUnknownNames() throws {
    let (status, lines) = run("verify", "fashion")
    #expect(status == 64)
    #expect(
      lines == [
        "error: there is no data set 'fashion'; there are fashion-mnist, mnist, cifar-10, cifar-100"
      ])
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    let url = folder.url.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }
}
