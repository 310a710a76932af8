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
    ("many cells", String(repeating: "```swift\n//| echo: false\nlet a = 1\n```\n", count: 1_000)),
  ]

  static func nested(_ open: String, _ close: String, _ depth: Int) -> String {
    String(repeating: open, count: depth) + "b" + String(repeating: close, count: depth)
  }

  @Test(arguments: inputs.map(\.name)) func isReadInTime(_ name: String) throws {
    let text = try #require(Self.inputs.first { $0.name == name }).text
    var notebook: Notebook?
    let time = ContinuousClock().measure {
      notebook = Notebook.parse(source: text, path: "note.md")
    }
    #expect(time < .seconds(20))
    #expect(notebook?.source.bytes.count == text.utf8.count)
  }
}
