import NotebookDocument
import TestSupport
import Testing

@testable import JupyterDocuments

/// Notebooks become notes and notebooks again: what their cells hold may look like anything in a
/// note.
@Suite struct RoundTripTests {
  private func note(_ notebook: JupyterNotebook) -> ConvertedNote {
    NoteWriter.note(from: notebook, filesFolder: "n_files")
  }

  private func notebook(_ language: String?, _ cells: [JupyterCell]) -> JupyterNotebook {
    var metadata: [String: JSONValue] = [:]
    if let language {
      metadata["kernelspec"] = ["name": "k", "language": .string(language)]
    }
    return JupyterNotebook(
      metadata: language == "swift" ? JupyterNotebook.swiftMetadata : metadata, cells: cells)
  }

  /// A notebook comes back; the code cells of Swift run in the note, and no others.
  private func expectNoLoss(
    _ notebook: JupyterNotebook, _ comment: @autoclosure () -> String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let converted = note(notebook)
    #expect(
      converted.losses(from: notebook) == [], "\(comment())\n\(converted.text)",
      sourceLocation: sourceLocation)
    let parsed = Notebook.parse(source: converted.text, path: "n.md")
    let running = notebook.language == "swift" ? notebook.cells.count { $0.kind == .code } : 0
    let hidden = notebook.cells.dropFirst().first?.tags == ["parameters"] ? 1 : 0
    #expect(
      [running, running - hidden].contains(parsed.cells.count), "\(comment())\n\(converted.text)",
      sourceLocation: sourceLocation)
  }

  // MARK: What cells hold

  private static let fragments = [
    "Text", "```swift\n1\n```", "```Swift\n1\n```", "```{swift}\n1\n```", "```{.swift}\n1\n```",
    "```python\n1 + 1\n```", "~~~python\nx\n~~~", "```{.python}\nx\n```", "```\nunclosed",
    "~~~\nunclosed", "````{=html}", "```swift", "```", "```a``` b", "    ```",
    "- ```swift\n  x\n  ```",
    "> ```\n> x", "<!-- todo", "<!--", "-->", "<pre>", "</pre>", "<script>\nvar x", "<style>",
    "<textarea>", "<?php", "<![CDATA[", "<!DOCTYPE", "<div>", "<details>", "<!-- #region -->",
    "<!-- #region {\"a\": 1} -->", "<!-- #endregion -->", "<!-- #endregion 1 -->", "<!-- #raw -->",
    "<!-- #endraw -->", "<!-- #md -->", "<!-- #endmd -->",
    "<!-- #md tags=[1] -->\nx\n<!-- #endmd -->",
    "<!-- #outputs {bad -->", "<!-- #cell {\"a\":1 -->", "```swift tags=[\"a\"]\n1\n```", "a\n \nb",
    "$$\n\\begin{align}\n\n\n\\end{align}\n$$", "<!-- #outputs {\"shown\": true} -->",
    "<!-- #endoutputs -->",
    "<!-- #endoutputs 1 -->", "<!-- #cell {\"a\": 1} -->", "<!-- #front_matter -->", "%%", "%% a",
    "    %%", "- %%",
    "%%time\nx", "$$", "$$\nx", "$$\n\\begin{align}\nx", "\\begin{align}", "\\end{align}", "\\[",
    "---", "---\ntitle: A\n---", "---\nparams:\n  n: 3\n---", "---\nContent.\n---",
    "---\njupyter: python3\n---\n\n", "---\njupyter: {a: 1}\ntitle: B\n---", "- item", "    code",
    "> quote", "::: note", ":::", "", "\n", "  ", "\t", "a\r\nb", "a\rb", "\u{0}", "\u{10FFFC}1",
    "\u{FEFF}x", "\u{2028}", "\u{85}", "//| tags: [a]", "//| tags: [b, c]", "//| label: b",
    "//| echo: false\n1", "[^1]: note", "Term\n: Definition", "# Title", "![a](attachment:a b.png)",
    "attachment:a", "n_files/attachment-1-a-b.png", "| a |\n|---|\n| b |", "`{swift} 1`",
    "{{< x >}}",
    "In [5]:", "let n: Int = 3", "/* a", "\"\"\"",
  ]

  @Test(arguments: fragments)
  func aCellComesBackWhateverItHolds(fragment: String) {
    for language in ["swift", "python", "wolfram language"] {
      for kind in [JupyterCell.Kind.markdown, .raw, .code] {
        let cell = JupyterCell(kind, fragment)
        let code = JupyterCell(.code, "1\n%%\n$$\n-->")
        let text = JupyterCell(.markdown, "b\n%%\n$$\n-->")
        expectNoLoss(notebook(language, [text, cell, code, text]), "\(language) \(kind)")
        expectNoLoss(notebook(language, [cell, text, cell, cell, code]), "\(language) \(kind)")
        expectNoLoss(notebook(language, [code, cell]), "\(language) \(kind)")
      }
    }
  }

  @Test(arguments: fragments)
  func outputsComeBackWhateverTheyHold(fragment: String) {
    for language in ["swift", "python"] {
      var cell = JupyterCell(.code, "1", executionCount: 2)
      cell.outputs = [
        ["output_type": "stream", "name": "stdout", "text": .string(fragment)],
        [
          "output_type": "display_data", "metadata": [:],
          "data": ["text/markdown": .string(fragment), "text/plain": "x"],
        ],
      ]
      expectNoLoss(notebook(language, [cell, JupyterCell(.markdown, "after"), cell]), language)
    }
  }

  @Test(arguments: 0..<300)
  func notebooksOfAnythingComeBack(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let metadata: [[String: JSONValue]] = [
      [:], [:], [:], ["tags": ["a"]], ["tags": ["two words", "true"]], ["tags": []], ["tags": "a"],
      ["notebook": "mine"], ["notebook": ["blankLines": "x"]], ["x": ["y": "--"]],
      ["attachments": 1, "source": "x", "end": 1], ["n": .literal("12345678901234567890")],
    ]
    func source() -> String {
      let parts = (0..<random.next(below: 4)).map { _ in random.element(of: Self.fragments) }
      return parts.joined(separator: random.element(of: ["\n", "\n\n", "\n\n\n"]))
    }
    let cells = (0..<(1 + random.next(below: 6))).map { _ in
      let kind = random.element(of: [JupyterCell.Kind.markdown, .markdown, .code, .raw])
      var cell = JupyterCell(kind, source(), metadata: random.element(of: metadata))
      if kind == .code, random.next(below: 2) == 0 {
        cell.executionCount = random.next(below: 9)
        cell.outputs = [
          ["output_type": "stream", "name": "stderr", "text": .string(source())],
          [
            "output_type": "display_data", "metadata": [:],
            "data": ["image/png": "iVBORw0KGgo=\n", "text/markdown": .string(source())],
          ],
        ]
      }
      if kind != .code, random.next(below: 4) == 0 {
        cell.attachments = ["a b.png": ["image/png": "iVBORw0KGgo="], "a": ["text/plain": "hello"]]
      }
      return cell
    }
    let language = random.element(of: ["swift", "python", "wolfram language", "c++17", nil])
    expectNoLoss(notebook(language, cells), "seed \(seed)")
  }

  // MARK: How it is written

  @Test func whatACellLeavesOpenIsClosed() {
    for (source, closing) in [
      ("```\nunclosed", "```"), ("~~~\nunclosed", "~~~"), ("<pre>", "</pre>"),
      ("<script>\nvar x", "</script>"),
    ] {
      let cells = [JupyterCell(.markdown, source), JupyterCell(.code, "1")]
      let text = note(notebook("swift", cells)).text
      #expect(
        text.hasPrefix("<!-- #region {\"notebook\":{\"closing\":")
          && text.contains("\n\(source)\n\(closing)"), "\(text)")
    }
    // The mark that ends the region closes a comment too.
    let text = note(
      notebook("swift", [JupyterCell(.markdown, "<!-- todo"), JupyterCell(.code, "1")])
    )
    .text
    #expect(text.hasPrefix("<!-- #region -->\n<!-- todo\n<!-- #endregion -->\n"), "\(text)")
  }

  @Test func aBlockOfTheNotebooksLanguageIsText() {
    let source = "Text\n\n```python\n1 + 1\n```\n\nmore"
    let text = note(notebook("python", [JupyterCell(.markdown, source)])).text
    #expect(text.hasSuffix("---\n\n<!-- #region -->\n\(source)\n<!-- #endregion -->\n"), "\(text)")
  }

  @Test func aLanguageOfTwoWordsIsOneWord() {
    let text = note(notebook("Wolfram Language", [JupyterCell(.code, "Print[1]")])).text
    #expect(text.contains("```wolfram-language\nPrint[1]\n```"), "\(text)")
  }

  @Test func anEditedNoteIsReadAsItStands() throws {
    let text = note(notebook("swift", [JupyterCell(.code, "a\r\nb")])).text
    let edited = Notebook.parse(source: text.replacing("\nb\n", with: "\nc\n"), path: "")
    let cells = try NoteReader.notebook(from: edited) { _ in nil }.cells
    #expect(cells.map(\.source) == ["a\nc"])
  }

  // MARK: Front matter and metadata

  @Test(arguments: [
    "---\ntitle: X\n---", "---\ntitle: X\n---\n\n", "---\n- a\n---", "---\nContent.\n---",
    "---\n---",
    "---\n\n---", "---\nparams:\n  n: 3\n---", "---\njupyter: python3\ntitle: X\n---",
    "---\njupyter:\n  kernelspec: {name: x}\n---", "---\ntitle: [\n---", "---\r\ntitle: X\r\n---",
    "---\ntitle: X\nparams: {n: 3}\n---\n", "no front matter",
  ])
  func aFirstRawCellComesBack(source: String) {
    for language in ["swift", "python", nil] {
      for metadata: [String: JSONValue] in [[:], ["format": "text/x"], ["notebook": 1]] {
        let raw = JupyterCell(.raw, source, metadata: metadata)
        let code = JupyterCell(.code, "n")
        var parameters = JupyterCell(.code, "let n: Int = 3", metadata: ["tags": ["parameters"]])
        expectNoLoss(notebook(language, [raw, code]))
        expectNoLoss(notebook(language, [raw, parameters, code]))
        parameters.executionCount = 1
        parameters.outputs = [["output_type": "stream", "name": "stdout", "text": "a"]]
        expectNoLoss(notebook(language, [raw, parameters, code]))
        expectNoLoss(notebook(language, [raw]))
      }
    }
  }

  @Test func metadataComeBack() {
    let metadata: [String: JSONValue] = [
      "n": .literal("12345678901234567890"), "zero": .literal("-0"), "nan": .literal("NaN"),
      "x": 1.0, "e": 1e300,
      "text": "a\u{0}\u{7F}\u{85}\u{FEFF}\u{10FFFC}é😀 --> \"\\ # : {", "yes": "no", "on": true,
      "date": "2020-01-01", "empty": [:], "list": [.null, [], "null"],
    ]
    for language in ["swift", "python", nil] {
      let notebook = JupyterNotebook(
        metadata: language.map {
          metadata.merging(["kernelspec": ["language": .string($0)]]) { $1 }
        }
          ?? metadata, cells: [JupyterCell(.code, "1"), JupyterCell(.markdown, "text")])
      expectNoLoss(notebook)
      #expect(!Notebook.parse(source: note(notebook).text, path: "").hasErrors)
    }
    expectNoLoss(JupyterNotebook(metadata: [:], cells: [JupyterCell(.code, "print 1")]))
  }

  @Test(
    arguments: [
      ([:], nil), (["kernelspec": ["name": "python3"]], "python"),
      (["kernelspec": ["name": "ir"]], "r"), (["kernelspec": ["name": "julia-1.9"]], "julia"),
      (["kernelspec": ["name": "swift"]], "swift"), (["kernelspec": ["name": "mine"]], nil),
      (["language_info": ["name": "R"]], "r"),
      (["kernelspec": ["language": "C++17"], "language_info": ["name": "c++"]], "c++17"),
    ] as [([String: JSONValue], String?)])
  func theLanguageIsWhatTheMetadataName(metadata: [String: JSONValue], language: String?) {
    let notebook = JupyterNotebook(metadata: metadata)
    #expect(notebook.namedLanguage == language)
    #expect(notebook.language == language ?? "python")
  }

  @Test func attachmentsComeBack() throws {
    var cell = JupyterCell(.markdown, "![a](attachment:a b.png) ![b](attachment:a-b.png)")
    cell.attachments = [
      "a b.png": ["image/png": "iVBORw0KGgo="], "a-b.png": ["image/png": "iVBORw0KGgoA"],
      "c.txt": ["text/plain": "hello"], "d.svg": ["image/svg+xml": "PHN2Zz4="],
      "e": ["image/png": "no base64", "text/html": ["<b>", "e"]], "f": [:],
    ]
    var raw = cell
    raw.kind = .raw
    var none = JupyterCell(.markdown, "text")
    none.attachments = [:]
    let before = notebook("swift", [cell, raw, none, JupyterCell(.code, "1")])
    expectNoLoss(before)
    let converted = note(before)
    #expect(Set(converted.files.map(\.path)).count == 4)
    var missing = converted
    missing.files.removeFirst()
    let path = converted.files[0].path
    #expect(
      throws: JupyterNotebookError(
        "the attachment '\(path)' is not beside the note; it lies there after a conversion to a note"
      )
    ) {
      try NoteReader.notebook(from: Notebook.parse(source: missing.text, path: "")) { path in
        missing.files.first { $0.path == path }?.bytes
      }
    }
  }

  /// `attachment-1-a` is how `attachment-1-a-b` begins, and that how the next one does.
  @Test func attachmentsWhosePathsBeginWithOneAnotherComeBack() {
    let picture: JSONValue = ["image/png": "iVBORw0KGgo="]
    var cell = JupyterCell(
      .markdown,
      """
      ![](attachment:a)
      ![](attachment:a b)
      ![](attachment:a b c)
      ![](attachment:a b c d.png)
      """)
    cell.attachments = ["a": picture, "a b": picture, "a b c": picture, "a b c d.png": picture]
    let before = notebook("swift", [cell, JupyterCell(.code, "1")])
    expectNoLoss(before)
    let text = note(before).text
    #expect(
      text.contains(
        """
        ![](n_files/attachment-1-a)
        ![](n_files/attachment-1-a-b)
        ![](n_files/attachment-1-a-b-c)
        ![](n_files/attachment-1-a-b-c-d.png)
        <!-- #endregion -->
        """), "\(text)")
  }

  @Test func whatANoteLosesIsSaid() {
    let before = notebook("swift", [JupyterCell(.code, "1"), JupyterCell(.markdown, "a")])
    var converted = note(before)
    converted.text = converted.text.replacing("\na\n", with: "\nb\n")
    #expect(
      converted.losses(from: before) == ["the note does not keep cell 2 of the notebook as it is"])
    converted.text += "\n```swift\n2\n```\n"
    #expect(
      converted.losses(from: before) == [
        "the note has 3 cells and the notebook 2: the note does not become this notebook again"
      ])
  }
}
