/// The binary format of CIFAR: records of one or two label bytes and three colour planes of
/// 32 x 32 bytes.
enum CIFARFile {
  static let planeBytes = 3 * 32 * 32

  /// Records read from one or several files.
  struct Records {
    var labels: [Int32] = []
    /// `[count, 3, 32, 32]`.
    var pixels: [UInt8] = []
  }

  /// Appends a file's records. A record begins with `labelBytes` labels, of which the last is the
  /// one kept (CIFAR-100 puts its coarse label before the fine one).
  static func append(
    _ file: DataFile, labelBytes: Int, classes: Int, to records: inout Records
  ) throws {
    let bytes = try file.unpacked()
    guard !bytes.isEmpty else { throw DatasetError(file.path, .empty) }
    let recordLength = labelBytes + planeBytes
    guard bytes.count.isMultiple(of: recordLength) else {
      throw DatasetError(
        file.path, .brokenRecord(recordLength: recordLength, found: bytes.count))
    }
    let count = bytes.count / recordLength
    records.pixels.reserveCapacity(records.pixels.count + count * planeBytes)
    for index in 0..<count {
      let start = index * recordLength
      let label = Int(bytes[start + labelBytes - 1])
      guard label < classes else {
        throw DatasetError(
          file.path, .labelOutOfRange(index: index, label: label, classes: classes))
      }
      records.labels.append(Int32(label))
      records.pixels += bytes[(start + labelBytes)..<(start + recordLength)]
    }
  }
}
