import Testing

@testable import NotebookDocument

@Suite struct BrokenInputTests {
  @Test func readsWindowsLineEndsAndAByteOrderMark() {
    let bytes =
      [0xEF, 0xBB, 0xBF]
      + Array("---\r\ntitle: T\r\n---\r\n\r\n```swift\r\nlet a = 1\r\nlet b = 2\r\n```\r\n".utf8)
    let notebook = Notebook.parse(source: bytes, path: "note.md")
    #expect(notebook.diagnostics == [])
    #expect(notebook.frontMatter.title == "T")
    #expect(notebook.cells.map(\.code) == ["let a = 1\nlet b = 2\n"])
    #expect(notebook.cells.map(\.firstLine) == [6])
  }

  @Test(arguments: ["", "\n", " \n\n", "\u{FEFF}"]) func readsAnEmptyNote(_ note: String) {
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.blocks.isEmpty && notebook.cells.isEmpty && notebook.diagnostics.isEmpty)
  }

  @Test func readsANoteWithoutCells() {
    let notebook = Notebook.parse(source: "# Only prose\n\nand no more", path: "nöte ✓.md")
    #expect(notebook.cells.isEmpty && notebook.diagnostics.isEmpty && notebook.blocks.count == 2)
    #expect(notebook.path == "nöte ✓.md")
  }

  @Test func reportsTheLineOfTextThatIsNotUTF8() {
    let notebook = Notebook.parse(source: Array("one\ntw".utf8) + [0xF6, 0x0A], path: "note.md")
    #expect(notebook.diagnostics.map(\.line) == [2])
    #expect(notebook.diagnostics.map(\.message) == ["the text is not valid UTF-8"])
    #expect(notebook.hasErrors)
  }

  @Test func reportsTheLineOfAZeroByte() {
    let notebook = Notebook.parse(source: Array("one\ntwo\0\n".utf8), path: "note.md")
    #expect(notebook.diagnostics.map(\.line) == [2])
    #expect(notebook.diagnostics.map(\.message) == ["the note contains a zero byte"])
  }

  @Test func keepsItsOwnMarksOutOfTheText() {
    let notebook = Notebook.parse(source: "a \u{10FFFC}0\u{10FFFD} $x$", path: "note.md")
    #expect(notebook.treeDescription.contains("text \"a \u{FFFD}0\u{FFFD} \""))
    #expect(notebook.diagnostics.map(\.severity) == [.warning])
  }

  @Test func reportsAFenceThatIsNeverClosed() {
    #expect(
      diagnostics("text\n\n```swift\nlet a = 1\n\nmore") == """
        note.md:3:1: error: this code block is never closed
         3 | ```swift
           | ^
          everything after it would be code; close it with a line '```'

        """)
    // What does not run may end with the note, as in CommonMark.
    let shown = Notebook.parse(source: "text\n\n```python\na = 1\n", path: "note.md")
    #expect(!shown.hasErrors && shown.treeDescription.contains("code python \"a = 1\\n\""))
    #expect(
      DiagnosticPrinter(source: shown.source).text(of: shown.diagnostics) == """
        note.md:3:1: warning: this code block is never closed
         3 | ```python
           | ^
          everything after it is code; close it with a line '```'

        """)
    #expect(diagnostics("> ```swift\n> a\n> ```\n\n- ~~~\n  b\n  ~~~~\n\n    indented\n").isEmpty)
  }

  @Test func saysSoWhenNestingIsCut() {
    #expect(
      diagnostics(String(repeating: "> ", count: 100) + "deep").contains(
        "warning: quotes, lists or emphasis are nested too deep"))
  }

  @Test func survivesEveryCutOfANote() {
    let note = Array(
      "---\ntitle: 'a\nparams: {b: [1}\n---\n# *h* {#sec-a}\n> [!n]- $$x\n| a |\n|-|\n- [x] [[b|c]] ![[d.png|4]] `{swift} e` [^f] ==g~~\n[^f]: h\n```swift\n//| i: j\n#| k\n```\n$$\nl\n$$ {#eq-m} %%n"
        .utf8)
    for end in 0...note.count {
      _ = Notebook.parse(source: Array(note[..<end]), path: "note.md")
      _ = Notebook.parse(source: Array(note[end...]), path: "note.md")
    }
  }

  @Test(arguments: [
    ("<!-- forgotten", "this comment", "-->"),
    ("<script>\nx", "the element 'script' that opens here", "</script>"),
    ("> <style>", "the element 'style' that opens here", "</style>"),
  ])
  func htmlThatTakesFurtherParagraphsWithItIsRefused(start: String, name: String, end: String) {
    let quote = start.hasPrefix(">") ? "> " : ""
    let text = diagnostics("Before.\n\n\(start)\n\(quote)\n\(quote)After.\n")
    #expect(text.contains("note.md:3: error: \(name) is never closed"), "\(text)")
    #expect(text.contains("close it with '\(end)'"))
    #expect(!diagnostics("\(start)\n").contains("never closed"))
    #expect(!diagnostics("\(start)\n\(quote)\n\(quote)\(end)\n").contains("never closed"))
  }
}
