import Foundation
import Testing

/// Cells that were compiled when they stood elsewhere in the note say where they stand now.
@Suite struct MovedCellsTests {
  private static let note = """
    ---
    params:
      rate: 0.5
    ---
    # Moved

    ```swift
    func half(_ x: Int) -> Int { x / 2 }
    ```

    ```swift
    struct Failure: Error {}
    func deep(_ n: Int) -> Int {
      let list = [1, 2]
      return list[n + half(rate > 0 ? 8 : 9)]
    }
    func fails() throws { throw Failure() }
    func promise(_ x: Int) { claim("deep in a function", x > 100) }
    func old(x: Int) {}
    let model = Sequential { Dense(4); Dense(2) }
    ```

    ```swift
    //| error: true
    print(deep(7))
    ```

    ```swift
    //| error: true
    print("before")
    try fails()
    ```

    ```swift
    promise(3)
    claim("right here", 1 > 2)
    ```

    ```swift
    //| error: true
      let sum = Tensor([1, 2]) + Tensor([1, 2, 3])
    ```

    ```swift
    //| error: true
    _ = model(Tensor.zeros([2, 3]))
    _ = model(Tensor.zeros([2, 5]))
    ```

    ```swift
    //| compile-error: true
    old(y: 3)
    ```

    ```swift
    do { let unused = 3 }
    ```

    ```swift
    //| error: true
    preconditionFailure("with \\(rate)")
    ```

    ```swift
    import Glibc
    fputs("note.md:3: printed by the author\\n", stderr)
    ```
    """

  private static func lines(_ text: String) -> [Int] {
    // How long a cell is being compiled is told by the time it takes.
    text.split(separator: "\n").filter { !$0.contains("cell-compiling") }.joined(separator: "\n")
      .matches(of: /"line" ?: ?(\d+)|note\.md:(\d+)/).compactMap {
        ($0.output.1 ?? $0.output.2).flatMap { Int($0) }
      }
  }

  @Test func sayTheirLinesInEveryMessage() async throws {
    let folder = try NoteFolder()
    let environment = ["XDG_CACHE_HOME": folder.url.appending(path: "cache").path]
    func run(_ note: String) async throws -> (lines: [Int], entries: Set<String>) {
      try folder.write(note)
      let result = try await Tool.run(
        "run", "note.md", "--format", "json", in: folder, environment: environment)
      #expect(result.status == 1, "two claims are false")
      let record = try #require(folder.text("output/note.run.json"))
      return (
        Self.lines(result.standardOutput + record),
        Set(folder.names(in: "cache/notebook/cells"))
      )
    }
    let before = try await run(Self.note)
    #expect(Set([15, 18, 31, 36, 41, 46, 47, 52, 56, 61]).isSubset(of: before.lines))
    let edited = Self.note.replacing("# Moved", with: "# Moved\n\nTwo lines more.")
      .replacing("{ x / 2 }", with: "{ (x + 0) / 2 }")
    let after = try await run(edited)
    #expect(after.lines == before.lines.map { $0 == 3 ? 3 : $0 + 2 })
    #expect(after.entries.subtracting(before.entries).count == 1, "only the edited cell")
  }
}
