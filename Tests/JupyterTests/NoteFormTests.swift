import NotebookDocument
import Testing

@testable import JupyterDocuments

/// Notes become notebooks and come back as they were written.
@Suite struct NoteFormTests {
  private func notebook(_ text: String) throws -> JupyterNotebook {
    let bytes = Array(text.utf8)
    let note = Notebook.parse(source: bytes, path: "n.md")
    let notebook = try NoteReader.notebook(from: note, bytes: bytes) { _ in nil }
    return try JupyterNotebook(reading: notebook.fileText.utf8)
  }

  private func note(_ notebook: JupyterNotebook) -> ConvertedNote {
    NoteWriter.note(from: notebook, filesFolder: "n_files")
  }

  @Test(arguments: [
    "Text.", "Text.\n\n\n", "Text.\n  ", "\n\n", "  \n", "```swift\n1\n```",
    "```swift\n1\n```\n\n\n", "\n\n# Title\n", " \n```swift\n1\n```\n", "\n\n```swift\n1\n```\n",
    "---\ntitle: A\n---", "---\n---", "---\ntitle: A\nparams:\n  n: 3\n---",
    "%% a\n\n\nb %%\n\n\nText.\n", "%%\n```swift\n1\n```\n%%\n\n```swift\n2\n```\n",
    "%% a %%\n\n\nb %%\n", "    %%\n\n\nText.\n\n\n%%\n", "%%\na\n\n\nb\n",
    "A\r\n\r\n```swift\r\n1\r\n```\r\n", "\u{FEFF}Text.\n", "\u{FEFF}A\r\n\r\n\r\nB",
    "---\n---\n", "---\n---\n\nText.\n", "---\n\n---\n\nText.\n", "---\ntitle: A\n...\n\nText.\n",
    "---  \ntitle: A\n---\n\nText.\n", "---\ntitle: A\nparams:\n  n: 3\n...\n\n```swift\nn\n```\n",
    "---\njupyter:\n  authors: [x]\n---\n\n```swift\n1\n```\n",
    "---\njupyter: {\"authors\": [\"x\"]}\ntitle: A\n---\n\n```swift\n1\n```\n",
    "---\njupyter:\n  kernelspec:\n    language: python\n    name: python3\n---\n\n```python\n1\n```\n",
    "A\n  \nB\n", "A\n\t\n \nB\n", "A\n \n```swift\n1\n```\n", "> A\n\n\n> B\n",
    "```swift\n1\n```\n<!-- #outputs {bad -->\n", "```swift\n1\n```\n<!-- #outputs {\"a\":1} -->\n",
    "<!-- #cell {\"a\":1 -->\n```swift\n1\n```\n", "<!-- #cell -->\n```swift\n1\n```\n",
    "<!-- #cell { \"a\": 1 } -->\n```swift\n1\n```\n",
    "$$\n\\begin{aligned}\na\n\n\nb\n\\end{aligned}\n$$\n\nText.\n",
    "- item\n\n  ```text\n  a\n\n\n\n  b\n  ```\n\nText.\n", "<pre>\na\n\n\nb\n</pre>\n\nText.\n",
    "<!-- a\n\n\nb -->\n\nText.\n", "A\n\n\n\n$$x$$\n\n\nB\n",
    "<!-- #region -->\nText.\n<!-- #endregion -->\n",
    "<!-- #region tags=[\"x\"] slideshow={\"slide_type\": \"slide\"} -->\nA\n<!-- #endregion -->\n",
    "<!-- #region A title -->\nA\n<!-- #endregion -->\n",
    "<!-- #region A -->\n<!-- #region -->\nA\n<!-- #endregion -->\n<!-- #endregion A -->\n",
    "<!-- #raw raw_mimetype=\"text/html\" -->\n<b>\n<!-- #endraw -->\n",
    "<!-- #md -->\nA\n\n\nB\n<!-- #endmd -->\n\n```swift\n1\n```\n",
    "<!-- #md tags=[\"a\"] -->\nA\n<!-- #endmd -->\n",
    "<!-- #region -->\n\n```swift\n1\n```\n\n<!-- #endregion -->\n",
    "```swift tags=[\"parameters\"] key={\"a\": 1}\nlet n = 1\n```\n",
    "```swift   tags=[\"a b\", \"c\"]  \nlet n = 1\n```\n",
    "---\njupyter: {\"kernelspec\":{\"language\":\"python\",\"name\":\"python3\"}}\n---\n\n"
      + "```python tags=[\"parameters\"] key={\"a\": 1}\nn = 1\n```\n",
  ])
  func theFileComesBackToTheByte(text: String) throws {
    let converted = note(try notebook(text))
    let difference = converted.firstDifference(from: Array(text.utf8))
    #expect(difference == nil, "\(converted.text.debugDescription)")
  }

  @Test func whatTheNotebookDoesNotKeepIsFound() throws {
    let text = "A\r\nB\n\n<!-- #endregion -->\n"
    let converted = note(try notebook(text))
    let difference = try #require(converted.firstDifference(from: Array(text.utf8)))
    #expect(difference == (1, "A"))
  }

  // MARK: What stands in the line of a fence

  @Test func aFenceHoldsTheMetadataOfItsCell() throws {
    let text = "```swift tags=[\"parameters\"] key={\"a\": 1} flag=true\nlet n = 1\n```\n"
    let parsed = Notebook.parse(source: text, path: "n.md")
    #expect(parsed.cells.map(\.code) == ["let n = 1\n"] && !parsed.hasErrors)
    var read = try notebook(text)
    #expect(read.cells.map(\.source) == ["let n = 1"])
    #expect(read.cells[0].tags == ["parameters"])
    #expect(read.cells[0].metadata["key"] == ["a": 1] && read.cells[0].metadata["flag"] == true)
    // What Jupyter changes is what holds.
    read.cells[0].metadata["tags"] = ["b"]
    let changed = note(read)
    #expect(changed.losses(from: read) == [])
    #expect(!changed.text.contains("parameters"), "\(changed.text)")
  }

  @Test func tagsOfTheFenceAndOfTheOptionsAreTheCells() throws {
    let read = try notebook("```swift tags=[\"a\"]\n//| tags: [b, a]\n1\n```\n")
    #expect(read.cells.map(\.tags) == [["a", "b"]] && read.cells.map(\.source) == ["1"])
    let converted = note(read)
    #expect(converted.text == "```swift\n//| tags: [a, b]\n1\n```\n")
    #expect(converted.losses(from: read) == [])
  }

  @Test(arguments: [
    "swift", "swift title", "swift {.numberLines}", "swift filename=main.swift", "swift a=1 b",
    "swift notebook=1", "swift a=1 a=2",
  ])
  func otherToolsWordsAreNoMetadata(info: String) throws {
    let text = "```\(info)\n1\n```\n"
    let read = try notebook(text)
    #expect(read.cells.map { $0.metadata.keys.filter { $0 != "notebook" } } == [[]])
    #expect(note(read).text == text)
  }

  @Test func anMDRegionIsAMarkdownCell() throws {
    let read = try notebook("<!-- #md tags=[\"a\"] -->\nA\n\n\nB\n<!-- #endmd -->\n")
    #expect(read.cells.map(\.kind) == [.markdown])
    #expect(read.cells[0].source == "A\n\n\nB" && read.cells[0].tags == ["a"])
  }

  @Test func aFormulaIsOneCell() throws {
    let formula = "$$\n\\begin{aligned}\na\n\n\nb\n\\end{aligned}\n$$"
    #expect(try notebook("A\n\n\n\(formula)\n\n\nB\n").cells.map(\.source) == ["A", formula, "B"])
  }

  // MARK: Cells that are marks themselves

  @Test func marksInSeveralCellsComeBack() throws {
    let marks = [
      "<!-- #region -->", "<!-- #endregion -->", "<!-- #endregion 1 -->", "<!-- #md -->",
      "<!-- #endmd -->", "<!-- #endmd 1 -->", "<!-- #raw -->", "<!-- #endraw -->",
      "<!-- #endraw 1 -->",
    ]
    for language in ["swift", "python"] {
      for first in marks {
        for second in marks {
          var cells = [
            JupyterCell(.markdown, first), JupyterCell(.markdown, second),
            JupyterCell(.code, "1"), JupyterCell(.markdown, "text\n\(second)"),
          ]
          if language == "python" {
            cells[2].outputs = [
              ["output_type": "stream", "name": "stdout", "text": .string(second)]
            ]
          }
          let before = JupyterNotebook(
            metadata: language == "swift"
              ? JupyterNotebook.swiftMetadata : ["kernelspec": ["language": .string(language)]],
            cells: cells)
          let converted = note(before)
          #expect(converted.losses(from: before) == [], "\(converted.text)")
        }
      }
    }
  }
}
