import Foundation
import Testing

/// What a note shows follows from its text and seed alone.
@Suite("Seeded notes")
struct SeededNoteTests {
  /// The lines that begin with a word, as the page has them.
  private static func lines(_ word: String, in folder: NoteFolder) throws -> [String] {
    let record = try #require(folder.text("output/note.run.json"))
    return record.matches(of: try Regex("\(word)=[^\"\\\\]*")).map {
      String($0.output[0].substring!)
    }
  }

  private static func run(_ note: String, in folder: NoteFolder) async throws {
    try folder.write(note)
    let result = try await Tool.run("run", "note.md", "--force", in: folder)
    #expect(result.status == 0, "\(result.standardError)")
  }

  private static let draws = """
    print("set=", Set(1...9), ["a": 1, "b": 2, "c": 3].keys.joined())
    print("list=", Array(1...9).shuffled(), [1, 2, 3].randomElement()!, Bool.random())
    print("number=", Double.random(in: 0..<1), Int.random(in: 0...99), UInt64.random(in: 0 ... .max))
    print("tensor=", Tensor.normal([3]).scalars)
    """

  @Test("sets, the standard library's random numbers and tensors are the same in every run")
  func repeatsItself() async throws {
    let folder = try NoteFolder()
    var runs: [[String]] = []
    for seed in [4, 4, 5] {
      try await Self.run("---\nseed: \(seed)\n---\n```swift\n\(Self.draws)\n```\n", in: folder)
      runs.append(
        try ["set", "list", "number", "tensor"].flatMap { try Self.lines($0, in: folder) })
      #expect(runs.last?.count == 4)
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0].first == runs[2].first)
    for index in 1..<4 { #expect(runs[0][index] != runs[2][index]) }
  }

  @Test("a cell's random numbers do not depend on what others draw, and a label keeps them")
  func keepsNumbersOfOthers() async throws {
    let folder = try NoteFolder()
    let labelled = "```swift\n//| label: draws\n\(Self.draws)\n```\n"
    let before = "```swift\nlet first = (0..<3).map { _ in Double.random(in: 0..<1) }\n```\n"
    try await Self.run(before + labelled, in: folder)
    let once = try Self.lines("number", in: folder) + Self.lines("tensor", in: folder)
    #expect(once.count == 2)
    let more = "```swift\nlet more = Tensor.normal([9]).sum()\n[1, 2].shuffled()\n```\n"
    try await Self.run(more + before + labelled, in: folder)
    let again = try Self.lines("number", in: folder) + Self.lines("tensor", in: folder)
    #expect(once == again)
  }

  @Test("a seed set in a cell holds for the cells after it, each with numbers of its own")
  func followsTheSeedOfACell() async throws {
    let folder = try NoteFolder()
    let draw =
      "```swift\nprint(\"number=\", Int.random(in: 0 ... .max), Tensor.normal([2]).scalars)\n```\n"
    var runs: [[String]] = []
    for seed in [1, 1, 2] {
      try await Self.run("```swift\nsetSeed(\(seed))\n```\n" + draw + draw, in: folder)
      runs.append(try Self.lines("number", in: folder))
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
    #expect(Set(runs[0]).count == 2)
  }

  @Test("comments and captions change the page without another run, and lines follow")
  func doesNotRunForComments() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nlet a = 1\nclaim(\"a is one\", a == 1)\n```\n")
    #expect(try await Tool.run("run", "note.md", in: folder).status == 0)
    try folder.write(
      "```swift\n//| code-summary: \"The code\"\n// Why.\nlet a = 1  // One.\n\nclaim(\"a is one\", a == 1)\n```\n"
    )
    let edited = try await Tool.run("run", "note.md", in: folder)
    #expect(edited.status == 0)
    #expect(edited.standardError.contains("only prose has changed"), "\(edited.standardError)")
    let record = try #require(folder.text("output/note.run.json"))
    #expect(record.contains("\"line\" : 6"))
    try folder.write("```swift\nlet a = 1\nclaim(\"a is one\", a < 2)\n```\n")
    let changed = try await Tool.run("run", "note.md", in: folder)
    #expect(!changed.standardError.contains("only prose has changed"))
  }
}
