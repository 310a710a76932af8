import Foundation
import TestSupport
import Testing

@testable import NotebookDocument
@testable import ReportRendering

/// A note that uses every piece of the language, with lines and characters lost, doubled and moved
/// by chance. `NOTEBOOK_FUZZ` says how many such notes.
@Suite struct PageFuzzTests {
  static let count =
    ProcessInfo.processInfo.environment["NOTEBOOK_FUZZ"].flatMap { Int($0) } ?? 300

  private static let note = """
    ---
    title: T
    tags: [a]
    ---
    # Head {#h}
    Text *e* **s** ==m== ~~d~~ `c` #tag [l](#h) [[#Head|w]] ^mark
    > [!note]- Title <b>bold
    > - [x] task
    > - item <i>open

    | a | b |
    |---|:-:|
    | 1 | [^n] |
    : Caption {#tbl-a}

    <div id="own"><details><summary>s</summary>

    inner [span]{.kbd #own}

    </details></div>
    Term
    : first

        second
    ::: {.callout-tip title="x"}
    ![alt](data:image/png;base64,AA==){#fig-a width=50%}
    :::
    $x$ %% hidden %% `{swift} 1` @fig-a ^[note] <select>s</select> <h1>big</h1>
    ```swift
    let a = 1
    ```
    [^n]: Foot <sup>note
    ## Head
    ![[#Head]]

    """

  @Test func everyPageIsWhole() {
    let missing = KatexFiles(scripts: "/nowhere", fonts: "/nowhere")
    for seed in 0..<Self.count {
      var generator = SplitMix64(seed: UInt64(seed))
      let note = Self.mutated(&generator)
      // A label that is given twice refuses the note.
      let notebook = Notebook.parse(source: note, path: "note.md")
      guard !notebook.diagnostics.contains(where: { $0.severity == .error }) else { continue }
      let html = render(note, katex: missing).html
      #expect(!html.unicodeScalars.contains { $0.value >= 0x10FFFC }, "\(note)")
      #expect(!html.contains("<script") && !html.contains("<select"), "\(note)")
      let identifiers = html.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
      #expect(Set(identifiers).count == identifiers.count, "\(note)")
      #expect(Self.unbalanced(html) == nil, "\(note)")
    }
  }

  private static func mutated(_ generator: inout SplitMix64) -> String {
    var lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let index = Int.random(in: lines.indices, using: &generator)
      let other = Int.random(in: lines.indices, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: lines[index] = ""
      case 1: lines.insert(lines[other], at: index)
      case 2: lines.swapAt(index, other)
      case 3: lines[index] += lines[other]
      default:
        var characters = Array(lines[index])
        guard !characters.isEmpty else { continue }
        characters.remove(at: Int.random(in: characters.indices, using: &generator))
        lines[index] = String(characters)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The first element that is not closed where it was opened.
  private static func unbalanced(_ page: String) -> String? {
    guard let start = page.firstRange(of: "<body"), let end = page.firstRange(of: "</body>") else {
      return "body"
    }
    let html = String(page[start.lowerBound..<end.upperBound])
    let void: Set = ["br", "hr", "img", "wbr", "input", "meta", "link", "col"]
    var open: [String] = []
    for token in HTMLTokenizer.tokens(in: html) {
      switch token {
      case .openTag(let name, _) where !void.contains(name): open.append(name)
      case .closeTag(let name): if open.popLast() != name { return name }
      default: break
      }
    }
    return open.last
  }
}
