import Testing

@testable import CellExecution

@Suite("Names of cache entries")
struct ContentHashTests {
  @Test("the hash is FNV-1a with 128 bits")
  func matchesPublishedValues() {
    // Offset basis and the value of one zero byte after it: basis * prime, modulo 2 to the 128.
    #expect(ContentHash().hexadecimal == "6c62272e07bb014262b821756295c58d")
    var hash = ContentHash()
    hash.combine("")
    #expect(hash.hexadecimal == "d228cb69101a8caf78912b704e4a147f")
  }

  @Test("the border between two texts counts")
  func separatesTexts() {
    var one = ContentHash()
    one.combine("ab")
    one.combine("c")
    var other = ContentHash()
    other.combine("a")
    other.combine("bc")
    #expect(one.hexadecimal != other.hexadecimal)
  }
}
