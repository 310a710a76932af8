import Foundation
import Testing

/// Trainings of an earlier run are not done again, and everything shown is what it would be.
@Suite struct RememberedTrainingTests {
  private let folder: NoteFolder
  private static let remark = "trained in "

  init() throws { folder = try NoteFolder() }

  /// A note with two trainings; each part may be edited.
  private static func note(
    units: Int = 5, rate: Double = 0.1, last: String = "print(\"end\")"
  ) -> String {
    """
    ```swift
    let data = Examples.blobs(count: 300, classes: 3, spread: 0.7, seed: 1)
    let (validation, training) = data.split(at: 60)
    let model = Sequential { Dense(\(units), activation: .relu); Dropout(0.2); Dense(3) }
    ```
    ```swift
    let first = try model.fit(training, validation: validation, epochs: 3, optimizer: SGD(learningRate: \(rate)))
    print("first", first.steps.loss, first.validation.accuracy)
    ```
    ```swift
    print("drawn", Tensor.normal([2]).scalars)
    let second = try model.fit(training, validation: validation, epochs: 2, optimizer: Adam())
    print("second", second.steps.loss, model.parameters["dense_1.weight"]!.value.scalars)
    ```
    ```swift
    \(last)
    print("evaluated", try model.evaluate(validation), Tensor.normal([2]).scalars)
    ```
    """
  }

  private var environment: [String: String] { ["XDG_CACHE_HOME": folder.path("cache")] }

  /// The record of a run, and what cells printed.
  private func run(
    _ text: String, _ option: String = "--quiet", environment: [String: String]? = nil
  ) async throws -> (record: String, printed: [String]) {
    try folder.write(text)
    let result = try await Tool.run(
      "run", "note.md", option, in: folder, environment: environment ?? self.environment)
    #expect(result.status == 0, "\(result.standardError)")
    let record = try #require(folder.text("output/note.run.json"))
    let parts = try #require(
      try JSONSerialization.jsonObject(with: Data(record.utf8)) as? [String: Any])
    let run = try #require(parts["run"] as? [String: Any])
    let cells = try #require(run["cells"] as? [[String: Any]])
    let texts = cells.flatMap { $0["items"] as? [[String: Any]] ?? [] }
      .compactMap { ($0["standardOutput"] as? [String: Any])?["_0"] as? String }
    return (record, texts.flatMap { $0.split(separator: "\n").map(String.init) })
  }

  @Test func editsShowWhatARunFromTheBeginningShows() async throws {
    var random = SystemRandomNumberGenerator()
    _ = try await run(Self.note())
    for (units, rate) in [(5, 0.2), (6, 0.2), (5, 0.1)] {
      let edited = Self.note(
        units: units, rate: rate,
        last: "print(\"end\", \(Int.random(in: 0..<1_000_000, using: &random)))")
      let remembered = try await run(edited)
      let anew = try await run(edited, "--force")
      #expect(remembered.printed.count == 5)
      #expect(remembered.printed == anew.printed, "\(edited)")
      #expect(!anew.record.contains(Self.remark))
    }
  }

  @Test func theLastCellIsEditedWithoutTraining() async throws {
    _ = try await run(Self.note())
    let edited = try await run(Self.note(last: "print(\"end\", 2)"))
    #expect(edited.record.ranges(of: Self.remark).count == 2)
    let page = try #require(folder.text("output/note.html"))
    #expect(page.contains("trains anew"))
    let verified = try await Tool.run("verify", "note.md", in: folder, environment: environment)
    #expect(verified.status == 0, "\(verified.standardError) \(verified.standardOutput)")
    #expect(folder.names(in: "cache/notebook/trainings").count == 2)
  }

  @Test func aTrainingThatIsTimedIsDone() async throws {
    let timed = "let clock = ContinuousClock()\nlet start = clock.now"
    let note = Self.note(last: "let taken = clock.now - start\nprint(\"end\")")
      .replacing("let data =", with: "\(timed)\nlet data =")
    _ = try await run(note)
    let edited = try await run(note.replacing("\"end\"", with: "\"end\", 2"))
    #expect(!edited.record.contains(Self.remark))
  }

  @Test func aDamagedCacheCostsNothingButTime() async throws {
    let first = try await run(Self.note())
    for name in folder.names(in: "cache/notebook/trainings") {
      try folder.write("damaged", to: "cache/notebook/trainings/\(name)")
    }
    let edited = try await run(Self.note(last: "print(\"end\")\n_ = 1"))
    #expect(edited.printed == first.printed)
    #expect(!edited.record.contains(Self.remark))
  }
}
