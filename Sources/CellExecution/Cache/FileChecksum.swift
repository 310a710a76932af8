/// Tells a file from one that was cut short or damaged: its size and a sum over its bytes.
///
/// FNV-1a with 64 bits; against accidents, not against intent.
struct FileChecksum: Codable, Equatable, CustomStringConvertible {
  private var bytes: Int
  private var sum: UInt64

  var description: String { "\(bytes) \(sum)" }

  /// The checksum of the file at a path, or `nil` where it cannot be read.
  init?(of path: String) {
    guard let content = readFile(path) else { return nil }
    bytes = content.count
    sum = content.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
