import Foundation
import Testing

/// Sweeps on a real Slurm, whose jobs, daemons and users are killed.
@Suite(
  .serialized,
  .enabled(
    if: SlurmCluster.isAvailable,
    "Slurm is not here: apt-get install slurm-wlm munge, and run the tests as root"))
struct SlurmSweepTests {
  /// A run waits for the file that it names, and writes in another how often it has begun.
  private static let note = """
    ---
    params: {name: a}
    ---
    ```swift
    import Foundation
    let place = FileManager.default.currentDirectoryPath
    let begun = (try? String(contentsOfFile: "begun-\\(name)", encoding: .utf8)) ?? ""
    try (begun + "\\(getpid())\\n").write(toFile: "begun-\\(name)", atomically: true, encoding: .utf8)
    while !FileManager.default.fileExists(atPath: "\\(place)/go-\\(name)") { usleep(2000) }
    claim("it ran", true)
    ```
    """

  private func withCluster(
    _ body: (SlurmCluster, NoteFolder) async throws -> Void
  ) async throws {
    let cluster = try await SlurmCluster()
    do {
      let folder = try NoteFolder()
      try folder.write(Self.note)
      try await body(cluster, folder)
      try await cluster.stop()
    } catch {
      try await cluster.stop()
      throw error
    }
  }

  private func sweep(_ arguments: String..., in folder: NoteFolder, on cluster: SlurmCluster)
    async throws -> ToolResult
  {
    try await Tool.run(
      arguments: ["sweep", "note.md"] + arguments, in: folder, environment: cluster.environment)
  }

  /// The processes that have begun a run.
  private func begun(_ name: String, in folder: NoteFolder) -> [Int32] {
    (folder.text("begun-\(name)") ?? "").split(separator: "\n").compactMap { Int32($0) }
  }

  @Test func aJobArrayIsDetachedAskedForAndCollected() async throws {
    try await withCluster { cluster, folder in
      try folder.write("", to: "go-a")
      let start = try await sweep(
        "-P", "name=a,b", "--slurm", "--partition", "test", "--detach", in: folder, on: cluster)
      #expect(start.status == 0, "\(start.standardError)")
      #expect(start.standardError.contains("2 runs to do, as a job array of Slurm"))
      try await folder.waitForFile("output/note-sweep/runs/name=a.summary.json")
      try await folder.waitForFile("begun-b")
      let status = try await sweep("--status", in: folder, on: cluster)
      #expect(
        status.standardError.contains("1 of 2 runs complete, 1 running"), "\(status.standardError)")
      // The same command while a run goes on hands nothing over again, and waits.
      let waiting = try RunningTool(
        "sweep", "note.md", "-P", "name=a,b", "--slurm", in: folder,
        environment: cluster.environment)
      #expect(await waiting.read(until: "1 running"))
      try folder.write("", to: "go-b")
      #expect(await waiting.wait() == 0, "\(waiting.standardError)")
      #expect(begun("a", in: folder).count == 1)
      #expect(begun("b", in: folder).count == 1)
      let collected = try await sweep("--collect", in: folder, on: cluster)
      #expect(collected.status == 0)
      #expect(collected.standardError.contains("2 of 2 runs complete"))
    }
  }

  @Test func aKilledJobIsARowAndOnlyItIsDoneAgain() async throws {
    try await withCluster { cluster, folder in
      try folder.write("", to: "go-a")
      let tool = try RunningTool(
        "sweep", "note.md", "-P", "name=a,b", "--slurm", in: folder,
        environment: cluster.environment)
      try await folder.waitForFile("begun-b")
      try await folder.waitForFile("output/note-sweep/runs/name=a.summary.json")
      kill(try parent(of: try #require(begun("b", in: folder).first)), SIGKILL)
      #expect(await tool.wait() == 1)
      #expect(
        tool.standardError.contains("✗ name=b  no result: its process was ended by signal 9"),
        "\(tool.standardError)")
      try folder.write("", to: "go-b")
      let again = try await sweep("-P", "name=a,b", "--slurm", in: folder, on: cluster)
      #expect(again.status == 0, "\(again.standardError)")
      #expect(again.standardError.contains("2 runs, 1 complete already"))
      #expect(begun("a", in: folder).count == 1)
      #expect(begun("b", in: folder).count == 2)
    }
  }

  @Test func aKilledToolFindsItsJobsAgain() async throws {
    try await withCluster { cluster, folder in
      let tool = try RunningTool(
        "sweep", "note.md", "-P", "name=a,b", "--slurm", in: folder,
        environment: cluster.environment)
      try await folder.waitForFile("begun-a")
      tool.signal(SIGKILL)
      _ = await tool.wait()
      // Had it been killed before it knew the number of the array, the name would lead there.
      for name in folder.names(in: "output/note-sweep/jobs")
      where name.hasSuffix(".submission.json") {
        let path = "output/note-sweep/jobs/\(name)"
        let text = try #require(folder.text(path))
        try folder.write(text.replacing(/"job":"\d+",/, with: ""), to: path)
      }
      for name in ["a", "b"] { try folder.write("", to: "go-\(name)") }
      let again = try await sweep("-P", "name=a,b", "--slurm", in: folder, on: cluster)
      #expect(again.status == 0, "\(again.standardError)")
      #expect(!again.standardError.contains("to do"))
      #expect(begun("a", in: folder).count == 1 && begun("b", in: folder).count == 1)
    }
  }

  @Test func aTimeOutAndACancelledJobAreRows() async throws {
    try await withCluster { cluster, folder in
      let tool = try RunningTool(
        "sweep", "note.md", "-P", "name=a", "--slurm", "--time", "1", in: folder,
        environment: cluster.environment)
      try await folder.waitForFile("begun-a")
      // Slurm's shortest limit is a minute, and it looks twice a minute.
      for _ in 0..<3 {
        if await tool.read(until: "note.md: 0 of 1 run complete") { break }
      }
      #expect(await tool.wait() == 1)
      #expect(
        tool.standardError.contains("Slurm ended it: the time limit of the job was reached"),
        "\(tool.standardError)")

      let other = try RunningTool(
        "sweep", "note.md", "-P", "name=b", "--slurm", in: folder,
        environment: cluster.environment)
      try await folder.waitForFile("begun-b")
      let cancel = try await sweep("--cancel", in: folder, on: cluster)
      #expect(cancel.status == 0, "\(cancel.standardError)")
      #expect(await other.wait() == 1)
      #expect(other.standardError.contains("the job was cancelled"), "\(other.standardError)")
    }
  }

  @Test func aLostNodeCostsNothingThatWasDone() async throws {
    try await withCluster { cluster, folder in
      try folder.write("", to: "go-a")
      let tool = try RunningTool(
        "sweep", "note.md", "-P", "name=a,b", "--slurm", in: folder,
        environment: cluster.environment)
      try await folder.waitForFile("output/note-sweep/runs/name=a.summary.json")
      try await folder.waitForFile("begun-b")
      for node in ["node1", "node2"] { try cluster.killNode(node) }
      try folder.write("", to: "go-b")
      try await folder.waitForFile("output/note-sweep/runs/name=b.summary.json")
      for node in ["node1", "node2"] { try await cluster.startNode(node) }
      #expect(await tool.wait() == 0, "\(tool.standardError)")
      #expect(begun("a", in: folder).count == 1)
      #expect(begun("b", in: folder).count == 1)
      #expect(tool.standardError.contains("2 of 2 runs complete"))
    }
  }

  @Test func anOptionThatSlurmRefusesIsQuoted() async throws {
    try await withCluster { cluster, folder in
      let result = try await sweep(
        "-P", "name=a", "--slurm", "--partition", "nowhere", in: folder, on: cluster)
      #expect(result.status == 1)
      #expect(result.standardError.contains("Slurm did not take the job array"))
      #expect(
        result.standardError.contains("nowhere") || result.standardError.contains("partition"))
      #expect(!folder.contains("output/note-sweep.html"))
    }
  }
}
