import Testing

@testable import CellCompilation

@Suite("Names of cache entries")
struct ContentHashTests {
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
