import Tensors
import Testing

@testable import Datasets

@Suite struct CIFARTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Records whose planes are filled with their own numbers.
  private func records(_ labels: [[UInt8]]) -> [UInt8] {
    labels.flatMap { label in
      label + (0..<3).flatMap { [UInt8](repeating: UInt8($0 * 51), count: 1024) }
    }
  }

  @Test func readsColourPlanes() throws {
    try folder.write(records([[3], [9]]), to: "cifar-10-batches-bin/data_batch_1.bin")
    try folder.write(records([[1]]), to: "cifar-10-batches-bin/data_batch_2.bin")
    try folder.write(records([[0]]), to: "cifar-10-batches-bin/test_batch.bin")
    let set = try CIFAR10(searching: folder.search)
    #expect(set.train.images.shape == [3, 3, 32, 32])
    #expect(set.train.labels.integers == [3, 9, 1])
    #expect(set.train.images[0, 1, 0, 0].scalars == [0.2])
    #expect(set.classNames[3] == "cat")
  }

  @Test func takesTheFineLabelOfTwo() throws {
    try folder.write(records([[4, 30]]), to: "cifar-100-binary/train.bin")
    try folder.write(records([[0, 99]]), to: "cifar-100-binary/test.bin")
    let set = try CIFAR100(searching: folder.search)
    #expect(set.classNames.count == 100)
    #expect(set.train.labels.integers == [30])
    #expect(set.test.labels.integers == [99])
  }

  @Test func refusesABrokenRecord() throws {
    try folder.write(
      Array(records([[3]]).dropLast()), to: "cifar-10-batches-bin/data_batch_1.bin")
    let error = #expect(throws: DatasetError.self) { try CIFAR10(searching: folder.search) }
    #expect(error?.problem == .brokenRecord(recordLength: 3073, found: 3072))
  }

  @Test func saysWhereItLookedAndWhereToGetIt() {
    let error = #expect(throws: DatasetError.self) { try CIFAR10(searching: folder.search) }
    #expect(error?.description.contains("NOTEBOOK_DATA") == true)
    #expect(error?.description.contains("cs.toronto.edu/~kriz/cifar.html") == true)
  }
}
