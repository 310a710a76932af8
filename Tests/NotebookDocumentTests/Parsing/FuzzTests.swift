import Foundation
import TestSupport
import Testing

@testable import NotebookDocument

/// Notes put together by chance of what notes are made of. `NOTEBOOK_FUZZ` says how many; the
/// generator always begins with the same number, so that a failure comes again.
@Suite struct FuzzTests {
  static let count =
    ProcessInfo.processInfo.environment["NOTEBOOK_FUZZ"].flatMap { Int($0) } ?? 2_000

  @Test func anyNoteIsReadWithoutATraceOfPlaceholders() {
    for number in 0..<Self.count {
      var generator = NoteGenerator(seed: UInt64(number))
      let note = generator.note()
      let notebook = Notebook.parse(source: note, path: "note.md")
      let drawing = notebook.treeDescription
      #expect(!drawing.contains("\u{10FFFC}") && !drawing.contains("\u{10FFFD}"), "note \(number)")
      let lines = notebook.source.lineCount + 1
      for diagnostic in notebook.diagnostics {
        #expect((1...max(lines, 1)).contains(diagnostic.line ?? 1), "note \(number)")
      }
      for cell in notebook.cells {
        #expect(cell.firstLine <= lines + 1 && !cell.code.contains("\u{10FFFC}"), "note \(number)")
      }
      _ = DiagnosticPrinter(source: notebook.source).text(of: notebook.diagnostics)
    }
  }
}

/// A small generator of notes.
struct NoteGenerator {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1) }

  private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

  private static let pieces = [
    "a", "b c", " ", "\n", "\n\n", "\n> ", "\n- ", "\n    ", "\n# ", "\n===\n", "\n---\n", "$",
    "$$",
    "\\", "\\(", "\\)", "\n\\[\n", "\n\\]\n", "\\begin{align}", "\\end{align}", "\\label{x}",
    "\\eqref{x}", "`", "```", "\n```swift\n", "\n```\n", "\n~~~\n", "`{swift} 1`", "//| label: a\n",
    "#| echo: x\n", "[", "]", "[[", "]]", "![[", "](b)", "[^1]", "\n[^1]: ", "^[", "{#eq-a}",
    "{.b}", "{", "}", "width=5%", "==", "~~", "%%", "\n%%\n", "#tag", "@fig-a", "[@k; -@l, p. 3]",
    "@k", "\n::: note\n", "\n:::\n", "\n::: {.callout-tip}\n", "\n: d\n", "|", "\n|-|\n", "^id",
    "> [!note]- T\n", "- [x] ", "<b>", "</b>", "<select>", "<!--", "-->", "<div>\n", "\n</div>\n",
    "https://a.b/(", "www.a.b", "a@b.c", "*", "**", "_", "&amp;", "\\#", "\t", "\r\n", "é", "漢",
    "\u{10FFFC}", "1\u{10FFFD}", "\u{0}", "\n[k]: /u\n", "[k]", "\n1. ", "!", ":", "\"",
  ]

  /// A note of some dozens of pieces, some with front matter.
  mutating func note() -> String {
    var note = ""
    if below(4) == 0 { note = "---\n" + frontMatter() + (below(8) == 0 ? "" : "\n---\n") }
    for _ in 0..<(5 + below(60)) { note += Self.pieces[below(Self.pieces.count)] }
    return note
  }

  private static let keys = [
    "title: ", "seed: ", "params:\n  a: ", "tags: [", "author:\n  - name: ", "execute: {", "toc: ",
    "bibliography: ", "x: ", "format:\n  html:\n    toc: ", "date: ", "- ", "  ", "&a ", "*a",
  ]
  private static let values = [
    "1", "a", "'", "\"", "{", "}", "]", "~", "true", "|\n  x", "\n", ": ", "#", "@", "%", "-1",
    "\t",
  ]

  private mutating func frontMatter() -> String {
    (0..<(1 + below(6))).map { _ in
      Self.keys[below(Self.keys.count)] + Self.values[below(Self.values.count)]
    }.joined(separator: "\n")
  }
}
