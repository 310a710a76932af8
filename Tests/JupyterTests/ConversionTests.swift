import NotebookDocument
import Testing

@testable import JupyterDocuments

@Suite struct ConversionTests {
  private func note(_ notebook: JupyterNotebook, keepsOutputs: Bool = true) -> ConvertedNote {
    NoteWriter.note(from: notebook, filesFolder: "n_files", keepsOutputs: keepsOutputs)
  }

  private func notebook(_ note: ConvertedNote) throws -> JupyterNotebook {
    try NoteReader.notebook(from: Notebook.parse(source: note.text, path: "n.md")) { path in
      note.files.first { $0.path == path }?.bytes
    }
  }

  private func notebook(_ text: String) throws -> JupyterNotebook {
    try notebook(ConvertedNote(text: text, files: []))
  }

  // MARK: From a note and back

  /// Notes come back to the byte: front matter, parameters, options, blank lines, fences, quotes.
  @Test(arguments: [
    "", "Text.\n", "```swift\nlet x = 1\n```\n", "# Title\n\nText.\n\n```swift\nx\n```\n\nMore.\n",
    "---\ntitle: A\nparams:\n  rate: 0.5\n  name: \"b\"\n---\n\nText.\n",
    "---\ntitle: A\n---\nText right below.\n```swift\n1\n```\nAnd below.\n",
    "A.\n\n\nB.\n\n\n\nC.\n\n```swift\n```\n\n\n```swift\n\n```\n",
    "~~~swift\nlet s = \"```\"\n~~~\n", "````{swift}\n```\n````\n",
    "> Quoted.\n>\n> ```swift\n> let x = 1\n>\n> x\n> ```\n>\n> More.\n",
    "1. One\n\n   ```swift\n   let x = 1\n   ```\n\n2. Two\n",
    "- ```swift\n  let x = 1\n  ```\n",
    "```swift\n//| tags: [hide-input]\n//| label: fig-a\nx\n```\n",
    "```swift\n//| label: fig-a\n//| tags: [hide-input, b]\nx\n```\n",
    "```python\nprint(1)\n```\n\nonly shown\n", "```\nplain\n\n\n\ncode\n```\n",
    "<!-- a comment -->\n\n<!-- #region -->\nA.\n\n\nB.\n<!-- #endregion -->\n",
    "A `{swift} 1 + 1` B.\n\n$$\nx\n$$\n\n::: {.callout-note}\nText.\n\n```swift\ny\n```\n:::\n",
  ])
  func notesComeBackToTheByte(text: String) throws {
    let converted = try notebook(text)
    let read = try JupyterNotebook(reading: converted.fileText.utf8)
    #expect(note(read).text == text)
  }

  @Test func aNoteBecomesCellsWhereItSplits() throws {
    let converted = try notebook(
      """
      ---
      title: A
      params:
        rate: 0.5
      ---

      # Title


      Second.

      ```swift
      //| tags: [raises-exception]
      //| label: a
      fail()
      ```

      Last.

      """)
    #expect(
      converted.cells.map(\.kind) == [.raw, .code, .markdown, .markdown, .code, .markdown])
    #expect(
      converted.cells.map(\.source) == [
        "---\ntitle: A\nparams:\n  rate: 0.5\n---", "let rate: Double = 0.5", "# Title", "Second.",
        "//| label: a\nfail()", "Last.",
      ])
    #expect(converted.cells[1].tags == ["parameters"])
    #expect(converted.cells[4].tags == ["raises-exception"])
    #expect(converted.metadata == JupyterNotebook.swiftMetadata)
  }

  // MARK: From a notebook and back

  private var swiftNotebook: JupyterNotebook {
    var notebook = JupyterNotebook(metadata: JupyterNotebook.swiftMetadata)
    var picture = JupyterCell(.markdown, "![a](attachment:a b.png)\n\n\nlater")
    picture.attachments = ["a b.png": ["image/png": "iVBORw0KGgo="]]
    notebook.cells = [
      JupyterCell(.markdown, "# Title\n\nText."), JupyterCell(.markdown, "Second"),
      JupyterCell(.markdown, ""), JupyterCell(.markdown, "a\n\n\nb", metadata: ["x": ["y": "--"]]),
      JupyterCell(
        .code, "let x = 1\nx", metadata: ["tags": ["a", "two words"], "collapsed": false],
        outputs: [
          ["output_type": "stream", "name": "stdout", "text": ["a\n", "--> b"]],
          [
            "output_type": "execute_result", "execution_count": 3, "metadata": [:],
            "data": ["text/plain": "1", "image/png": "iVBORw0KGgo=\n"],
          ],
        ], executionCount: 3), JupyterCell(.code, ""), JupyterCell(.code, "a\n\n```\n"),
      picture, JupyterCell(.raw, "raw\n\n\ntext", metadata: ["format": "text/latex"]),
      JupyterCell(.markdown, "```swift\nshown in markdown\n```"),
      JupyterCell(.markdown, "<!-- #region -->"), JupyterCell(.code, "1", executionCount: 5),
    ]
    return notebook
  }

  @Test func notebooksComeBackWithAllTheyHold() throws {
    let before = swiftNotebook
    let converted = note(before)
    let after = try notebook(converted)
    #expect(after.metadata == before.metadata)
    #expect(after.cells.map(\.kind) == before.cells.map(\.kind))
    for (after, before) in zip(after.cells, before.cells) { #expect(after == before) }
    #expect(
      converted.files.map(\.path) == ["n_files/output-5-2.png", "n_files/attachment-8-a-b.png"])
    #expect(!converted.text.contains("iVBOR"))
  }

  @Test func outputsCanBeLeftOut() throws {
    let converted = note(swiftNotebook, keepsOutputs: false)
    #expect(!converted.text.contains("#outputs"))
    #expect(try notebook(converted).cells.allSatisfy { $0.outputs.isEmpty })
  }

  @Test func cellsOfOtherLanguagesAreShownWithTheirOutputs() throws {
    var before = JupyterNotebook(metadata: [
      "kernelspec": ["name": "python3", "language": "python", "display_name": "Python 3"],
      "custom": ["list": [1, 2.5, true, .null]],
    ])
    before.cells = [
      JupyterCell(.markdown, "Text"),
      JupyterCell(
        .code, "print('a')", metadata: ["tags": ["x"]],
        outputs: [["output_type": "stream", "name": "stdout", "text": "a\n"]], executionCount: 1),
      JupyterCell(.code, "2 # ```", executionCount: 2),
    ]
    let converted = note(before)
    #expect(converted.text.contains("```text\na\n```"))
    let parsed = Notebook.parse(source: converted.text, path: "n.md")
    #expect(parsed.cells.isEmpty)
    #expect(!parsed.hasErrors, "\(parsed.diagnostics)")
    #expect(try notebook(converted) == before)
  }

  @Test func aMissingPictureIsAnError() throws {
    var converted = note(swiftNotebook)
    converted.files.removeAll { $0.path.contains("output") }
    #expect(
      throws: JupyterNotebookError(
        "the output 'n_files/output-5-2.png' is not beside the note; it lies there after a "
          + "conversion to a note")
    ) { try notebook(converted) }
  }

  // MARK: Files

  @Test(arguments: [
    ("[]", "the file is no Jupyter notebook: it does not name its format ('nbformat')"),
    (
      #"{"nbformat": 3, "worksheets": []}"#,
      "the notebook is in format 3, and formats 4.0 to 4.5 are read; open it in Jupyter and save "
        + "it, or run 'jupyter nbconvert --to notebook'"
    ),
    (
      #"{"nbformat": 5}"#,
      "the notebook is in format 5, and formats 4.0 to 4.5 are read; save it in format 4"
    ),
    (#"{"nbformat": 4}"#, "'cells' must be a list"),
    (
      #"{"nbformat": 4, "cells": [{"cell_type": "heading", "source": "a"}]}"#,
      "cell 1: 'cell_type' must be code, markdown or raw, not 'heading'"
    ),
    (
      #"{"nbformat": 4, "cells": [{"cell_type": "raw", "source": 1}]}"#,
      "cell 1: 'source' must be a text or a list of lines, not a number"
    ),
  ])
  func whatIsNoNotebookIsRefused(text: String, message: String) {
    #expect(throws: JupyterNotebookError(message)) { try JupyterNotebook(reading: text.utf8) }
  }

  @Test func theFileIsWrittenAsJupyterWritesIt() throws {
    var notebook = JupyterNotebook(
      metadata: [:], cells: [JupyterCell(.code, "a\nb", executionCount: 1)])
    notebook.cells.append(JupyterCell(.markdown, "text"))
    notebook.cells[1].identifier = "cell-1"
    #expect(
      notebook.fileText == """
        {
         "cells": [
          {
           "cell_type": "code",
           "execution_count": 1,
           "id": "cell-1-new",
           "metadata": {},
           "outputs": [],
           "source": [
            "a\\n",
            "b"
           ]
          },
          {
           "cell_type": "markdown",
           "id": "cell-1",
           "metadata": {},
           "source": [
            "text"
           ]
          }
         ],
         "metadata": {},
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """)
  }

  /// The marks of jupytext 1.19, `key=value`, and those before its format 1.1.
  @Test(
    arguments: [
      (
        #"tags=["x", "y z"] slideshow={"slide_type": "slide"}"#,
        ["tags": ["x", "y z"], "slideshow": ["slide_type": "slide"]]
      ),
      (#"A title tags=["a"]"#, ["title": "A title", "tags": ["a"]]),
      (#"A title {"tags": ["a"]}"#, ["title": "A title", "tags": ["a"]]),
      (#"editable=false"#, ["editable": false]),
      ("Only words = here", ["title": "Only words = here"]),
    ] as [(String, JSONValue)])
  func readsTheMetadataThatJupytextWrites(mark: String, metadata: JSONValue) throws {
    var cells = try notebook("<!-- #region \(mark) -->\nText.\n<!-- #endregion -->\n").cells
    _ = CellLayout(takenFrom: &cells[0].metadata)
    #expect(cells.map(\.source) == ["Text."])
    #expect(JSONValue.object(cells[0].metadata) == metadata)
  }

  @Test func cellsOfANoteAreSwiftWhateverElseItsMetadataSay() throws {
    let notebook = try notebook("---\njupyter:\n  authors: [x]\n---\n\n```swift\n1 + 1\n```\n")
    #expect(notebook.cells.map(\.kind) == [.code])
    #expect(notebook.language == "swift" && notebook.metadata["authors"] == ["x"])
  }

  // MARK: Prompts

  @Test func textOutOfJupyterBecomesCells() throws {
    let notebook = try #require(
      PromptText.notebook(
        from: """
          A title

          In [1]:

          let x = [1, 2]

          print(x)

          [1, 2]
          In [ ]: for i in x {
             ...:     print(i)
             ...: }
          1
          In [5]:
          x.count
          Out[5]:
          2

          More text.
          """))
    #expect(notebook.cells.map(\.kind) == [.markdown, .code, .code, .code, .markdown])
    #expect(notebook.cells[1].source == "let x = [1, 2]\n\nprint(x)")
    #expect(
      notebook.cells[1].outputs == [
        ["output_type": "stream", "name": "stdout", "text": "[1, 2]\n"]
      ])
    #expect(notebook.cells[1].executionCount == 1)
    #expect(notebook.cells[2].source == "for i in x {\n    print(i)\n}")
    #expect(notebook.cells[2].outputs.map { $0["text"] } == ["1\n"])
    #expect(notebook.cells[3].executionCount == 5)
    #expect(notebook.cells[3].outputs[0]["data"] == ["text/plain": "2"])
    #expect(PromptText.notebook(from: "In a text without prompts [5]: nothing\n") == nil)
  }

  private func output(_ name: String, _ text: String) -> JSONValue {
    ["output_type": "stream", "name": .string(name), "text": .string(text)]
  }

  @Test func whatTheKernelSaysOfAPlaceIsNoPrompt() throws {
    let error = "In [1]:1:14: error: cannot convert\n 1 | let x: Int = \"a\"\n   |              ^"
    let warning = "In [3]:1:27: warning: never used\n 1 | x\n   | ^"
    let notebook = try #require(
      PromptText.notebook(
        from: """
          In [1]:
          let x: Int = "a"

          \(error)

          In [2]: _ = [Int]()[0]
          before
          In [2]:1:1: Fatal error: Index out of range
          In [3]:
          1 + 1
          Out[3]: 2

          \(warning)

          Text.
          """))
    #expect(notebook.cells.map(\.kind) == [.code, .code, .code, .markdown])
    #expect(notebook.cells[0].source == "let x: Int = \"a\"")
    #expect(notebook.cells[0].outputs == [output("stderr", error + "\n")])
    #expect(notebook.cells[1].source == "_ = [Int]()[0]")
    #expect(
      notebook.cells[1].outputs == [
        output("stdout", "before\n"),
        output("stderr", "In [2]:1:1: Fatal error: Index out of range\n"),
      ])
    #expect(notebook.cells[2].source == "1 + 1")
    #expect(notebook.cells[2].outputs.last == output("stderr", warning + "\n"))
    #expect(notebook.cells[2].outputs[0]["data"] == ["text/plain": "2"])
    #expect(notebook.cells[3].source == "Text.")
  }

  @Test func aConsoleWritesDotsBeforeCodeAndNoneBeforeOutput() throws {
    let notebook = try #require(
      PromptText.notebook(
        from: """
          In [1]: print("hi")
             ...: print("there")
          hi
          there

          (1 + 1)

          In [2]: for i in 0..<2 {
            print(i)
          }
          0
          1
          """))
    #expect(
      notebook.cells.map(\.source) == [
        "print(\"hi\")\nprint(\"there\")", "for i in 0..<2 {\n  print(i)\n}",
      ])
    #expect(notebook.cells[0].outputs == [output("stdout", "hi\nthere\n\n(1 + 1)\n")])
    #expect(notebook.cells[1].outputs == [output("stdout", "0\n1\n")])
  }
}
