import NotebookDocument
import NotebookSession
import Testing

@testable import NotebookWorkflow

@Suite struct FingerprintsTests {
  private let note =
    "---\nseed: 1\nparams:\n  rate: 0.5\n---\nProse `{swift} 1`.\n\n```swift\nlet a = 1\n```\n"

  private func fingerprints(_ text: String, _ options: RunOptions = RunOptions()) -> Fingerprints {
    Fingerprints(notebook: .parse(source: text, path: "note.md"), options: options, tools: [])
  }

  @Test func aChangeOfProseChangesThePageOnly() {
    let edited = fingerprints(note.replacing("Prose", with: "Other words"))
    #expect(edited.execution == fingerprints(note).execution)
    #expect(edited.page != fingerprints(note).page)
  }

  @Test(arguments: [
    ("let a = 1", "let a = 2"), ("rate: 0.5", "rate: 0.25"), ("seed: 1", "seed: 2"),
    ("{swift} 1", "{swift} 2"), ("let a = 1", "//| timeout: 3\nlet a = 1"),
    ("let a = 1", "//| error: true\nlet a = 1"), ("seed: 1", "seed: 1\nfig-height: 2"),
  ])
  func whatCellsDependOnChangesTheOutputs(before: String, after: String) {
    let edited = fingerprints(note.replacing(before, with: after))
    #expect(edited.execution != fingerprints(note).execution)
  }

  @Test func optionsOfTheRunChangeTheOutputs() {
    var options = RunOptions()
    options.selection = .only(["1"])
    #expect(fingerprints(note, options).execution != fingerprints(note).execution)
    options = RunOptions()
    options.memoryLimit = 1 << 30
    #expect(fingerprints(note, options).execution != fingerprints(note).execution)
    options = RunOptions()
    options.destination.folder = "elsewhere"
    #expect(fingerprints(note, options) == fingerprints(note))
  }
}
