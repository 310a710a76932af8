import Foundation
import Testing

@testable import NotebookDocument

/// The examples of the CommonMark specification 0.30, read by our whole pipeline. The text is not
/// part of this repository: `COMMONMARK_SPEC` names it, and without it the test is skipped.
@Suite struct CommonMarkSpecTests {
  static let path =
    ProcessInfo.processInfo.environment["COMMONMARK_SPEC"]
    ?? "/work/shared/data/markdown/commonmark-0.30-spec.txt"

  struct Example {
    var number: Int
    var markdown: String
    var html: String
  }

  static func examples() throws -> [Example] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let fence = String(repeating: "`", count: 32)
    var examples: [Example] = []
    var lines: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == fence + " example" {
        lines = []
      } else if line == fence, let collected = lines {
        let dot = collected.firstIndex(of: ".") ?? 0
        func joined(_ part: ArraySlice<Substring>) -> String {
          part.map { $0 + "\n" }.joined().replacing("→", with: "\t")
        }
        examples.append(
          Example(
            number: examples.count + 1, markdown: joined(collected[..<dot]),
            html: joined(collected[(dot + 1)...])))
        lines = nil
      } else {
        lines?.append(line)
      }
    }
    return examples
  }

  /// Where our extensions read an example differently on purpose: `#tag`, empty front matter,
  /// `[[links]]`, and addresses of pages and of people without brackets.
  static let extended: Set = [64, 98, 547, 558, 589, 601, 607, 610, 611]

  @Test(
    .enabled("the text of the specification is not on this machine") {
      FileManager.default.fileExists(atPath: path)
    })
  func readsTheExamplesAsTheSpecificationSays() throws {
    let examples = try Self.examples()
    #expect(examples.count == 652)
    var failed: [Int] = []
    for example in examples where !Self.extended.contains(example.number) {
      let notebook = Notebook.parse(source: example.markdown, path: "spec.md")
      let html = SpecHTML.html(notebook.blocks)
      if html != example.html { failed.append(example.number) }
    }
    #expect(failed == [])
  }
}
