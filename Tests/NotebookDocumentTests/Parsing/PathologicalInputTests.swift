import Foundation
import TestSupport
import Testing

@testable import NotebookDocument

/// Inputs that make careless parsers quadratic or deep. The bound is generous: a quadratic search
/// takes minutes on these sizes.
@Suite struct PathologicalInputTests {
  static let count = 30_000

  static let inputs: [(name: String, text: String)] = [
    ("nested quotes", String(repeating: "> ", count: count) + "a"),
    ("nested lists", String(repeating: "- ", count: 2_000) + "a"),
    ("nested emphasis", String(repeating: "*a **b ", count: count)),
    ("closed nested emphasis", nested("*a **a ", "b** a* ", 2_000)),
    ("open brackets", String(repeating: "[", count: count)),
    ("open wiki links", String(repeating: "[[a", count: count)),
    ("open embeds", String(repeating: "![[", count: count)),
    ("open footnotes", String(repeating: "[^", count: count)),
    ("dollars that cannot close", String(repeating: "$a ", count: count)),
    ("dollars in braces", String(repeating: "{$a ", count: count)),
    ("double dollars", String(repeating: "$$", count: count) + "a"),
    ("displayed formulas never closed", String(repeating: "$$ a\n\n", count: count)),
    ("marks that cannot close", String(repeating: "==a ", count: count)),
    ("marks and strikethroughs crossed", String(repeating: "==a b~~ ", count: count)),
    ("comments never closed", String(repeating: "%% a\n\n", count: count)),
    (
      "backticks of every length",
      (1...500).map { String(repeating: "`", count: $0) + " " }.joined()
    ),
    ("HTML tags never closed", String(repeating: "<a b=\"", count: count)),
    ("HTML comments never closed", "a " + String(repeating: "<!-- a ", count: count)),
    ("HTML declarations never closed", "a " + String(repeating: "<?a ", count: count)),
    ("addresses", String(repeating: "https://a.b/(", count: count)),
    ("references", String(repeating: "@fig-", count: count)),
    (
      "a table with a wide head",
      String(repeating: "|a", count: count) + "\n" + String(repeating: "|-", count: count)
    ),
    ("tables without end", String(repeating: "|a|b|\n|-|-|\n", count: count / 10)),
    ("descriptions", "a\n" + String(repeating: ": b\n", count: count / 10)),
    ("footnotes", (0..<3_000).map { "[^\($0)]: a[^\($0 + 1)]\n" }.joined() + "b[^0]"),
    ("headings of one name", String(repeating: "# a\n", count: count / 10)),
    ("callouts", String(repeating: "> [!note] a\n\n", count: count / 10)),
    ("tasks", String(repeating: "- [ ] a\n", count: count / 10)),
    ("link definitions", (0..<3_000).map { "[\($0)]: /a\n" }.joined() + "| [1] |\n|-|\n| [2] |"),
    ("one long line", String(repeating: "a b ", count: count * 4)),
    ("references to nothing", (0..<5_000).map { "@fig-\($0) " }.joined()),
    ("bare environments never closed", String(repeating: "\\begin{align}\n", count: count)),
    ("bracketed formulas never closed", String(repeating: "\\[ a\n", count: count)),
    ("parentheses never closed", String(repeating: "\\(a ", count: count)),
    ("texts in formulas never closed", String(repeating: "$\\text{", count: count)),
    ("inline notes", String(repeating: "^[", count: count)),
    ("closed inline notes", nested("^[a ", "]", 500)),
    ("attributes behind each other", "*a*" + String(repeating: "{.b}", count: count)),
    ("formulas with blank lines", String(repeating: "$$\\begin{a}\n\n", count: count / 3)),
    ("headings of the page's names", String(repeating: "# Cell\n# Block b\n", count: count / 10)),
    ("attributes", String(repeating: "]{.a}", count: count)),
    ("spans", nested("[", "]{.a}", 5_000)),
    ("braces", String(repeating: "){#a ", count: count)),
    ("citations", String(repeating: "[@a; ", count: count)),
    ("divisions", String(repeating: "::: note\n", count: 3_000)),
    ("divisions closed", nested("::: note\n", "\n:::\n", 1_000)),
    ("definitions of several blocks", String(repeating: "T\n: a\n\n    b\n\n", count: 2_000)),
    (
      "link definitions and table cells",
      (0..<3_000).map { "[l\($0)]: /a\n" }.joined() + "\n|a|\n|-|\n"
        + String(repeating: "| [l1] [l2] |\n", count: 3_000)
    ),
    (
      "headings and links to them",
      (0..<3_000).map { "# H\($0)\n\n[[#H\($0)]] [a](#h\($0))\n\n" }.joined()
    ),
    ("mail addresses", String(repeating: "a@b.", count: count)),
    ("select elements", String(repeating: "<select>", count: count)),
    ("a heap of front matter", "---\n" + String(repeating: "a: {\n", count: 5_000) + "---\n"),
    ("many cells", String(repeating: "```swift\n//| echo: false\nlet a = 1\n```\n", count: 1_000)),
  ]

  static func nested(_ open: String, _ close: String, _ depth: Int) -> String {
    String(repeating: open, count: depth) + "b" + String(repeating: close, count: depth)
  }

  @Test(arguments: inputs.map(\.name)) func isReadInTime(_ name: String) throws {
    let text = try #require(Self.inputs.first { $0.name == name }).text
    let start = ThreadTime.seconds
    let notebook = Notebook.parse(source: text, path: "note.md")
    #expect(ThreadTime.seconds - start < 20)
    #expect(notebook.source.bytes.count == text.utf8.count)
  }
}
