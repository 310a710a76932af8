import NotebookDocument
import Testing

@Suite struct NoteNameTests {
  @Test(
    arguments: [
      ("a.md", "a"), ("a/b.QMD", "a/b"), ("a.md.txt", "a.md.txt"), (".md", ".md"), ("a", "a"),
      ("a.b.qmd", "a.b"),
    ] as [(String, String)])
  func leavesOutTheEndingOfANote(_ name: String, _ stem: String) {
    #expect(NoteName.stem(name) == stem)
  }

  @Test func knowsNotes() {
    #expect(["a.md", "x/A.MD", "b.qmd"].allSatisfy(NoteName.isNote))
    #expect(!["a.txt", "md", "a.mdx", ""].contains(where: NoteName.isNote))
  }
}
