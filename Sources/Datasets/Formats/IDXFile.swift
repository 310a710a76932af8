/// The IDX format of MNIST: a magic number, the sizes, then one byte per value. Plain or gzip.
enum IDXFile {
  /// The pixels of `[count, rows, columns]` images.
  struct Images {
    let path: String
    let count: Int
    let bytes: [UInt8]
    /// Where the first pixel lies in `bytes`.
    static let headerLength = 16

    var pixels: ArraySlice<UInt8> { bytes[Self.headerLength...] }
  }

  /// Reads images, which must have the given height and width.
  static func images(_ file: DataFile, size: [Int]) throws -> Images {
    let bytes = try content(of: file, magicNumber: 0x0000_0803, headerLength: 16)
    let count = integer(bytes, at: 4)
    let found = [integer(bytes, at: 8), integer(bytes, at: 12)]
    guard found == size else {
      throw DatasetError(file.path, .wrongImageSize(expected: size, found: found))
    }
    try checkLength(of: bytes, expected: 16 + count * size[0] * size[1], path: file.path)
    return Images(path: file.path, count: count, bytes: bytes)
  }

  /// Reads labels, each of which must be less than `classes`.
  static func labels(_ file: DataFile, classes: Int) throws -> [Int32] {
    let bytes = try content(of: file, magicNumber: 0x0000_0801, headerLength: 8)
    try checkLength(of: bytes, expected: 8 + integer(bytes, at: 4), path: file.path)
    let labels = bytes[8...]
    if let wrong = labels.firstIndex(where: { $0 >= classes }) {
      throw DatasetError(
        file.path,
        .labelOutOfRange(index: wrong - 8, label: Int(bytes[wrong]), classes: classes))
    }
    return labels.map(Int32.init)
  }

  private static func content(
    of file: DataFile, magicNumber: UInt32, headerLength: Int
  ) throws -> [UInt8] {
    let bytes = try file.unpacked()
    guard !bytes.isEmpty else { throw DatasetError(file.path, .empty) }
    guard bytes.count >= headerLength else {
      throw DatasetError(file.path, .wrongLength(expected: headerLength, found: bytes.count))
    }
    let found = UInt32(integer(bytes, at: 0))
    guard found == magicNumber else {
      throw DatasetError(file.path, .wrongMagicNumber(expected: magicNumber, found: found))
    }
    return bytes
  }

  private static func checkLength(of bytes: [UInt8], expected: Int, path: String) throws {
    guard bytes.count == expected else {
      throw DatasetError(path, .wrongLength(expected: expected, found: bytes.count))
    }
    guard expected > 16 || bytes[4...7] != [0, 0, 0, 0] else { throw DatasetError(path, .empty) }
  }

  /// The big-endian 32-bit number at an offset.
  private static func integer(_ bytes: [UInt8], at offset: Int) -> Int {
    bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
  }
}
