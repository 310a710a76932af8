import Foundation
import NotebookWorkflow
import Testing

/// What a file is, and what it becomes, as names and contents say.
@Suite struct ConversionFilesTests {
  private let folder: NoteFolder

  init() throws { folder = try NoteFolder() }

  /// Converts a file of the folder.
  private func convert(
    _ name: String, to output: String? = nil
  ) throws(NotebookConversionError) -> (written: [String], remarks: [String]) {
    let (written, remarks) = try NotebookConversion(
      path: folder.path(name), output: output.map(folder.path), keepsOutputs: true,
      overwrites: false)()
    return (written.map { String($0.split(separator: "/").last ?? "") }, remarks)
  }

  private func isNotebook(_ name: String) -> Bool {
    folder.text(name)?.hasPrefix("{") == true
  }

  /// A text with a prompt in prose, code that is shown, and an output, all of a Python notebook.
  @Test(arguments: [
    "In [5]: x\n", "```python\nIn [5]: 1\n```\n", "    In [5]: 1\n    Out[5]: 1\n",
  ])
  func aNoteThatSpeaksOfPromptsStaysANote(text: String) throws {
    try folder.write(
      "---\njupyter: {\"kernelspec\": {\"name\": \"python3\"}}\n---\n\n" + text, to: "a.md")
    let converted = try convert("a.md", to: "b.ipynb")
    #expect(converted.written == ["b.ipynb"])
    #expect(converted.remarks == [])
    #expect(isNotebook("b.ipynb"))
    try folder.write(text, to: "plain.md")
    let (written, remarks) = try convert("plain.md")
    #expect(written == ["plain.ipynb"])
    #expect(isNotebook("plain.ipynb"))
    #expect(remarks.count == 1)
    #expect(remarks.first?.contains("is taken for a note, as its name ends") == true)
    // What the sentence proposes.
    #expect(try convert("plain.md", to: "plain.copied.md").written.first == "plain.copied.md")
    #expect(folder.text("plain.copied.md")?.hasPrefix("{") == false)
  }

  @Test func copiedTextBecomesWhatTheOutputIsNamed() throws {
    try folder.write("In [5]: 1 + 1\nOut[5]: 2\n", to: "copied.txt")
    #expect(try convert("copied.txt").written == ["copied.md"])
    #expect(folder.text("copied.md")?.contains("```swift\n1 + 1\n```") == true)
    #expect(try convert("copied.txt", to: "copied.ipynb").written == ["copied.ipynb"])
    #expect(isNotebook("copied.ipynb"))
  }

  /// As editors on Windows save a text.
  @Test func aByteOrderMarkIsNoPartOfTheText() throws {
    try folder.write("\u{FEFF}In [1]:\r\nlet x = 1\r\n\r\nIn [2]: 5\r\n", to: "copied.txt")
    #expect(try convert("copied.txt").written == ["copied.md"])
    let note = try #require(folder.text("copied.md"))
    #expect(note.hasPrefix("```swift\nlet x = 1\n```\n"), "\(note)")
    #expect(note.contains("```swift\n5\n```\n"), "\(note)")
    try folder.write(
      "\u{FEFF}{\"cells\": [], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}",
      to: "n.ipynb")
    #expect(try convert("n.ipynb").written == ["n.md"])
  }

  @Test func aTextThatIsNotUTF8IsRefused() throws {
    try Data("Caf\u{E9}\n".unicodeScalars.map { UInt8($0.value) })
      .write(to: URL(filePath: folder.path("latin.md")))
    let error = #expect(throws: NotebookConversionError.self) { try convert("latin.md") }
    #expect(
      error?.description == "\(folder.path("latin.md")): the text is not valid UTF-8; save it as "
        + "UTF-8, with 'iconv' for example")
    #expect(folder.text("latin.ipynb") == nil)
  }

  @Test func aParameterThatIsLeftOutIsNamed() throws {
    try folder.write(
      "---\nparams:\n  n: 3\n  xs: [1, 2]\n---\n\n```swift\nn\n```\n", to: "a.md")
    let remarks = try convert("a.md").remarks
    #expect(remarks.count == 1)
    #expect(
      remarks.first?.hasPrefix(
        "\(folder.path("a.md")):4: parameter 'xs' must be a whole number, a number, true or false, "
          + "or a text, not ") == true, "\(remarks)")
    // In a notebook of another language they are no constants.
    try folder.write(
      "---\njupyter: {\"kernelspec\": {\"name\": \"python3\", \"language\": \"python\"}}\n"
        + "params: {xs: [1, 2]}\n---\n\n```python\nxs\n```\n", to: "b.md")
    #expect(try convert("b.md").remarks == [])
  }

  @Test func aFileDoesNotBecomeWhatItIs() throws {
    try folder.write("# A\n", to: "a.md")
    try folder.write(
      "{\"cells\": [], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}", to: "n.ipynb")
    let (note, notebook) = (folder.path("a.md"), folder.path("n.ipynb"))
    var error = #expect(throws: NotebookConversionError.self) { try convert("a.md", to: "b.md") }
    #expect(
      error?.description == "'\(note)' is a note already, and '\(folder.path("b.md"))' is "
        + "named as one; a notebook's name ends in .ipynb")
    error = #expect(throws: NotebookConversionError.self) { try convert("n.ipynb", to: "m.ipynb") }
    #expect(
      error?.description == "'\(notebook)' is a notebook already, and "
        + "'\(folder.path("m.ipynb"))' is named as one; a note's name ends in .md")
    #expect(folder.names(in: ".") == ["a.md", "n.ipynb"])
  }
}
