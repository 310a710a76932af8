/// Writes PNG files (ISO/IEC 15948): 8 bits for each channel, grey or colour, no transparency.
enum PNGEncoder {
  /// - Parameters:
  ///   - pixels: row by row, the channels of a pixel next to each other.
  ///   - channels: 1 for grey, 3 for red, green and blue.
  /// - Precondition: `pixels` has `width * height * channels` bytes, and at least one.
  static func encode(_ pixels: [UInt8], width: Int, height: Int, channels: Int) -> [UInt8] {
    precondition(pixels.count == width * height * channels && !pixels.isEmpty)
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let colorType: UInt8 = channels == 1 ? 0 : 2
    let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, colorType, 0, 0, 0]
    file += chunk("IHDR", header)
    let rows = filtered(pixels, rowLength: width * channels, channels: channels)
    file += chunk("IDAT", zlib(rows))
    return file + chunk("IEND", [])
  }

  /// Every row with the filter that leaves the smallest sum of differences.
  private static func filtered(_ pixels: [UInt8], rowLength: Int, channels: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(pixels.count + pixels.count / max(rowLength, 1))
    var above = [UInt8](repeating: 0, count: rowLength)
    for start in stride(from: 0, to: pixels.count, by: rowLength) {
      let row = Array(pixels[start..<(start + rowLength)])
      let left = [UInt8](repeating: 0, count: channels) + row.dropLast(channels)
      let candidates = [row, zip(row, left).map { $0 &- $1 }, zip(row, above).map { $0 &- $1 }]
      let costs = candidates.map { $0.reduce(0) { $0 + min(Int($1), 256 - Int($1)) } }
      let best = costs.indices.min { (costs[$0], $0) < (costs[$1], $1) } ?? 0
      result.append(UInt8(best))
      result += candidates[best]
      above = row
    }
    return result
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(crc32(body))
  }

  private static func zlib(_ data: [UInt8]) -> [UInt8] {
    [0x78, 0x9C] + Deflate.compress(data) + bigEndian(adler32(data))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// The checksum of zlib streams (RFC 1950).
  static func adler32(_ data: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }

  /// The checksum of PNG chunks.
  static func crc32(_ data: [UInt8]) -> UInt32 {
    ~data.reduce(~0) { crc, byte in
      crc >> 8 ^ crcTable[Int((crc ^ UInt32(byte)) & 0xFF)]
    }
  }

  private static let crcTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }
}
