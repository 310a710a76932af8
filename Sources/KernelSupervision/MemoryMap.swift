/// Which library an address belonged to, by the text of `/proc/self/maps`.
struct MemoryMap {
  struct Place: Equatable {
    var library: String
    /// The address within the library as its own tables count.
    var offset: UInt64
  }

  private struct Region {
    var range: Range<UInt64>
    var library: String
    var base: UInt64
  }

  private var regions: [Region] = []

  /// Reads lines like `7f00-7f10 r-xp 00001000 08:01 42 /tmp/Cell3.so`.
  init(_ text: String) {
    var bases: [String: UInt64] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      guard fields.count == 6, let separator = fields[0].firstIndex(of: "-"),
        let start = UInt64(fields[0][..<separator], radix: 16),
        let end = UInt64(fields[0][fields[0].index(after: separator)...], radix: 16), start < end,
        let offset = UInt64(fields[2], radix: 16)
      else { continue }
      let library = String(fields[5].drop { $0 == " " })
      // A library's first region is where its own addresses begin.
      let base = bases[library] ?? start &- offset
      bases[library] = base
      regions.append(Region(range: start..<end, library: library, base: base))
    }
  }

  /// The library and the address within it; `nil` outside all libraries.
  func place(of address: UInt64) -> Place? {
    guard let region = regions.first(where: { $0.range.contains(address) }) else { return nil }
    return Place(library: region.library, offset: address - region.base)
  }
}
