internal import SystemBasics

/// Names what depends on several texts by their checksum.
package struct ContentHash {
  private var checksum = SHA256()

  package init() {}

  /// Adds one text and its end, so that "ab", "c" differs from "a", "bc".
  package mutating func combine(_ text: String) {
    checksum.add(text.utf8)
    checksum.add(CollectionOfOne(0))
  }

  /// 64 hexadecimal digits.
  package var hexadecimal: String { checksum.hexadecimal }
}
