import Testing

@testable import SourceKitService

@Suite struct WordTests {
  @Test(arguments: [
    ("xs.app", 6, 3, "app"), ("xs.", 3, 3, ""), ("", 0, 0, ""), ("größe", 7, 0, "größe"),
    ("a + bc", 99, 4, "bc"), ("a", -1, 0, ""),
  ])
  func findsWhatIsWritten(code: String, offset: Int, start: Int, text: String) {
    let word = Word(before: offset, in: code)
    #expect(word.start == start)
    #expect(word.text == text)
  }

  @Test func quotesTextsForRequests() {
    #expect(SourceKitService.quoted("a\"\\\n\t\u{1}é") == #""a\"\\\n\t\x01é""#)
  }
}
