import Testing

@testable import NotebookCommands

@Suite struct QuotingTests {
  @Test func namesTheProgramWithoutItsFolder() {
    #expect(["/a b/notebook", "run", "note.md"].quotedCommand == "notebook run note.md")
    #expect([String]().quotedCommand == "notebook")
  }

  @Test(arguments: [
    ("rate=0.5", "rate=0.5"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''"), ("$x", "'$x'"),
    ("Größe.md", "Größe.md"), ("*", "'*'"),
  ])
  func quotesWhatAShellWouldChange(word: String, quoted: String) {
    #expect([word].quotedWords == quoted)
  }
}
