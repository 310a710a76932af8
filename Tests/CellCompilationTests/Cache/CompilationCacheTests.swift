import Foundation
import NotebookDocument
import Testing

@testable import CellCompilation

@Suite("The cache of compiled cells")
struct CompilationCacheTests {
  private static let note = [
    "let x = 1", "func f() -> Int { x }", "let broken: Int = \"\"", "f() + x",
  ]

  @Test("an unchanged note starts no compiler, not even for its errors")
  func compilesNothingTwice() async throws {
    try await CompilerFixture.with { fixture in
      let first = try await fixture.check(Self.note)
      #expect(first.cells.map(\.isFromCache) == [false, false, false, false])
      var silent = fixture
      silent.configuration.linker = "/nonexistent"
      let second = try await silent.check(Self.note)
      #expect(second.cells.map(\.isFromCache) == [true, true, true, true])
      #expect(second.diagnostics == first.diagnostics)
    }
  }

  @Test("what has not changed is read once in a run, and what has is read again")
  func readsOnce() async throws {
    try await CompilerFixture.with { fixture in
      let cells = Cell.list(["let x = 1"])
      let compiler = try fixture.compiler()
      for _ in 1...2 { _ = try await compiler.check(cells: cells) }
      let entries = fixture.folder.appending(path: "cache/cells")
      let names = try FileManager.default.contentsOfDirectory(atPath: entries.path)
      let module = entries.appending(path: "\(try #require(names.first))/Cell1.swiftmodule").path
      var status = stat()
      #expect(stat(module, &status) == 0)
      let file = try #require(FileHandle(forWritingAtPath: module))
      try file.write(contentsOf: Data([1, 2, 3, 4]))
      try file.close()
      // With its old time, nothing tells that the file is another.
      #expect(utimensat(AT_FDCWD, module, [status.st_atim, status.st_mtim], 0) == 0)
      #expect(try await compiler.check(cells: cells).cells.map(\.isFromCache) == [true])
      #expect(utimensat(AT_FDCWD, module, nil, 0) == 0)
      #expect(try await compiler.check(cells: cells).cells.map(\.isFromCache) == [false])
      await compiler.close()
    }
  }

  @Test("libraries are found again, too")
  func keepsLibraries() async throws {
    try await CompilerFixture.with { fixture in
      let cells = Cell.list(["let x = 1", "x + 1"])
      var modified: [Date?] = []
      for _ in 1...2 {
        let compiler = try fixture.compiler()
        _ = try await compiler.check(cells: cells)
        let library = try await compiler.compiled(2).library
        modified.append(
          try FileManager.default.attributesOfItem(atPath: library)[.modificationDate] as? Date)
        await compiler.close()
      }
      #expect(modified[0] == modified[1])
    }
  }

  @Test("another value of a parameter recompiles nothing, another type the cells that name it")
  func dependsOnParameters() async throws {
    try await CompilerFixture.with { fixture in
      func check(_ rate: Parameter.Value) async throws -> [Bool] {
        try await fixture.check(
          ["print(rate)", "print(2)"],
          parameters: [Parameter(name: "rate", value: rate, line: 1)]
        ).cells.map(\.isFromCache)
      }
      let fromCache = [
        try await check(.number(1)), try await check(.number(2)), try await check(.integer(2)),
      ]
      #expect(fromCache == [[false, false], [true, true], [false, true]])
    }
  }

  @Test("two compilers at once share a cache and agree")
  func allowsTwoRuns() async throws {
    try await CompilerFixture.with { fixture in
      async let one = fixture.run(["let x = 20", "func f() -> Int { x * 2 }", "f() + 2"])
      async let other = fixture.run(["let x = 20", "func f() -> Int { x * 2 }", "f() + 2"])
      let outputs = try await [one, other]
      #expect(outputs == ["value: 42\n", "value: 42\n"])
    }
  }

  @Test("nothing unfinished is left behind, whether the run ends or is cancelled")
  func leavesNoWork() async throws {
    try await CompilerFixture.with { fixture in
      let compiler = try fixture.compiler()
      let task = Task {
        try await compiler.check(
          cells: Cell.list((1...20).map { "import Foundation\nlet a\($0) = 1" }))
      }
      task.cancel()
      await #expect(throws: (any Error).self) { try await task.value }
      await compiler.close()
      let work = fixture.folder.appending(path: "cache/work").path
      let left = try FileManager.default.contentsOfDirectory(atPath: work)
      #expect(left == [])
    }
  }

  @Test("a library stays until its run is over, whoever removes the cache")
  func keepsLibrariesOfARun() async throws {
    try await CompilerFixture.with { fixture in
      let compiler = try fixture.compiler()
      _ = try await compiler.check(cells: Cell.list(["let x = 1"]))
      let library = try await compiler.compiled(1).library
      try FileManager.default.removeItem(at: fixture.folder.appending(path: "cache"))
      #expect(FileManager.default.fileExists(atPath: library))
      await compiler.close()
      #expect(!FileManager.default.fileExists(atPath: library))
    }
  }

  @Test("a cell that nobody has compiled is told apart from one that a new check reads again")
  func tellsWhyThereIsNoLibrary() async throws {
    try await CompilerFixture.with { fixture in
      let compiler = try fixture.compiler()
      await #expect(throws: CancellationError.self) { try await compiler.compiled(1) }
      _ = try await compiler.check(cells: Cell.list(["let x = nothing"]))
      let failure = await #expect(throws: CompilerFailure.self) { try await compiler.compiled(1) }
      #expect(
        failure?.description.contains("cell 1 was not compiled, since it is not sound") == true)
      await compiler.close()
    }
  }

  @Test("a disk without room is like one that cannot be written to")
  func noticesAFullDisk() {
    #expect(CompilationCache.hasRoom(in: "/", for: 0))
    #expect(!CompilationCache.hasRoom(in: "/", for: .max))
  }

  @Test("a cache beyond its limit loses, once a day, what was not used for longest")
  func evictsOldest() async throws {
    try await CompilerFixture.with { fixture in
      _ = try await fixture.check(["let old = 1"])
      let cells = fixture.folder.appending(path: "cache/cells")
      let entries = try FileManager.default.contentsOfDirectory(atPath: cells.path)
      let old = try #require(entries.first)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -7200)],
        ofItemAtPath: cells.appending(path: old).path)
      var small = fixture
      small.configuration.cacheLimit = 1
      _ = try await small.check(["let new = 2"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: cells.path).count == 2)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -2 * 86_400)],
        ofItemAtPath: fixture.folder.appending(path: "cache/last-eviction").path)
      _ = try await small.check(["let new = 2"])
      let left = try FileManager.default.contentsOfDirectory(atPath: cells.path)
      #expect(left.count == 1)
      #expect(!left.contains(old))
    }
  }

  @Test("work of a run that was killed is removed by the next one")
  func removesStaleWork() async throws {
    try await CompilerFixture.with { fixture in
      let work = fixture.folder.appending(path: "cache/work")
      // No process has this number: it is beyond the kernel's largest.
      let stale = work.appending(path: "4194305-1/1")
      try FileManager.default.createDirectory(at: stale, withIntermediateDirectories: true)
      _ = try await fixture.check(["print(1)"])
      let left = try FileManager.default.contentsOfDirectory(atPath: work.path)
      #expect(left == [])
    }
  }

  @Test("a damaged record is made anew")
  func repairsRecords() async throws {
    try await CompilerFixture.with { fixture in
      _ = try await fixture.check(["let x = 1"])
      let cells = fixture.folder.appending(path: "cache/cells")
      for entry in try FileManager.default.contentsOfDirectory(atPath: cells.path) {
        try Data("{".utf8).write(to: cells.appending(path: "\(entry)/record.json"))
      }
      let repaired = try await fixture.check(["let x = 1"])
      #expect(repaired.cells.map(\.isFromCache) == [false])
      let again = try await fixture.check(["let x = 1"])
      #expect(again.cells.map(\.isFromCache) == [true])
    }
  }

  @Test("a folder that cannot be used is an error that says what to do")
  func explainsUnusableFolders() async throws {
    try await CompilerFixture.with { fixture in
      var blocked = fixture
      let file = fixture.folder.appending(path: "file")
      try Data().write(to: file)
      blocked.configuration.cacheFolder = file.path
      #expect(throws: CompilerSetupError.self) { try blocked.compiler() }
      let (path, isTemporary) = CompilationCache.lastingFolder(
        environment: ["XDG_CACHE_HOME": file.path, "HOME": file.path])
      #expect(isTemporary)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
