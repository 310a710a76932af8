import Foundation
import Testing

/// `notebook preview` as a browser and an editor meet it.
@Suite(.serialized) struct PreviewTests {
  private let folder: NoteFolder
  private static let note = """
    ---
    title: Preview
    params:
      rate: 2
    ---
    Some words.

    ```swift
    let a = 3 * rate
    print("a is", a)
    ```

    ```swift
    print("twice", a * 2)
    ```
    """

  init() throws { folder = try NoteFolder() }

  /// A preview that is being served.
  private struct Served {
    var tool: RunningTool
    var port: UInt16
    /// The path of the note's page, and that of the first page.
    var page: String
    var root: String

    func get(_ path: String? = nil, headers: [String: String] = [:]) -> String {
      LoopbackRequest.answer(port: port, path: path ?? page, headers: headers)
    }

    /// The page as soon as it holds a text.
    func page(holding text: String) async -> String {
      var page = get()
      let deadline = Date(timeIntervalSinceNow: 60)
      while !page.contains(text), Date() < deadline {
        try? await Task.sleep(for: .milliseconds(20))
        page = get()
      }
      return page
    }

    func end() async -> Int32 {
      tool.signal(SIGINT)
      return await tool.wait()
    }
  }

  private func serve(
    _ text: String = note, path: String = "note.md", options: [String] = []
  ) async throws -> Served {
    try folder.write(text)
    let tool = try RunningTool(["preview", path, "--port", "5300"] + options, in: folder)
    #expect(await tool.read(until: "(Ctrl-C ends it)"))
    let address = try #require(
      tool.standardError.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\/(\w+)\//))
    return Served(
      tool: tool, port: try #require(UInt16(address.output.1)),
      page: "/\(address.output.2)/note.html", root: "/\(address.output.2)/")
  }

  @Test func aSaveChangesThePageAndRunsOnlyWhatFollows() async throws {
    let served = try await serve()
    let first = await served.page(holding: "twice 12")
    #expect(first.contains("a is 6"))
    #expect(first.contains("Content-Security-Policy: default-src 'none'"))
    try folder.write(Self.note.replacing("Some words", with: "Other words"))
    #expect(await served.page(holding: "Other words").contains("twice 12"))
    try folder.write(Self.note.replacing("a * 2", with: "a * 5"))
    #expect(await served.page(holding: "twice 30").contains("a is 6"))
    #expect(await served.end() == 0)
  }

  @Test func anErrorKeepsTheLastOutputsAndItsCorrectionBringsThemBack() async throws {
    let served = try await serve()
    _ = await served.page(holding: "twice 12")
    try folder.write(Self.note.replacing("a * 2", with: "b * 2"))
    let broken = await served.page(holding: "cannot find 'b' in scope")
    #expect(broken.contains("twice 12") && broken.contains("What follows is of"))
    #expect(broken.contains("complete; not run since") && broken.contains("<dt>Run</dt>"))
    #expect(broken.contains("<dt>Duration</dt>"))
    #expect(await served.tool.read(until: "note.md:14:16: error: cannot find 'b' in scope"))
    // What keeps the note from being read is said as well.
    try folder.write(Self.note.replacing("rate: 2", with: "ra-te: 2"))
    #expect(await served.page(holding: "is not a name that Swift allows").contains("twice 12"))
    #expect(await served.tool.read(until: "note.md:4:3: error: parameter 'ra-te' is not a name"))
    try folder.write(Self.note)
    let mended = await served.page(holding: "everything is current")
    #expect(mended.contains("twice 12") && !mended.contains("What follows is of"))
    #expect(!mended.contains("not run since"))
    #expect(await served.end() == 0)
  }

  @Test func parametersAreSetForThePreviewAlone() async throws {
    let served = try await serve()
    _ = await served.page(holding: "a is 6")
    let answer = LoopbackRequest.answer(
      port: served.port, path: served.page + "?order=parameters", method: "POST", body: "rate=5")
    #expect(answer.hasPrefix("HTTP/1.1 200"))
    let page = await served.page(holding: "twice 30")
    #expect(page.contains("a is 15"))
    #expect(page.contains("data-set=\"rate=5\""))
    #expect(folder.text("note.md") == Self.note)
    #expect(await served.end() == 0)
  }

  @Test func aParameterOfTheAddressThatDoesNotFitIsSaidOfTheAddress() async throws {
    let served = try await serve(Self.note.replacing("rate: 2", with: "rate: 2\n  size: 4"))
    _ = await served.page(holding: "a is 6")
    let answer = LoopbackRequest.answer(
      port: served.port, path: served.page + "?order=parameters", method: "POST",
      body: "rate=xyz&rats=3&size=9")
    #expect(answer.hasPrefix("HTTP/1.1 200"))
    _ = await served.page(holding: "rats=3")
    let page = await served.page(holding: "everything is current")
    #expect(page.contains("note.html?rate=xyz: warning: parameter 'rate' is a whole number"))
    #expect(page.contains("note.html?rats=3: warning: the note has no parameter 'rats'"))
    #expect(page.contains("the note's own value holds, 2"))
    #expect(!page.contains("note.md:4"))
    // The parameter that fits holds.
    #expect(page.contains("value=\"9\"") && page.contains("a is 6"))
    #expect(
      await served.tool.read(
        until: "note.html?rats=3: warning: the note has no parameter 'rats'"))
    #expect(await served.end() == 0)
  }

  @Test func includedTextsAndSettingsAreFollowed() async throws {
    try folder.write(
      "Included A, {{< meta subtitle >}}.\n\n```swift\nlet inc = 5\n```\n", to: "inc.md")
    try folder.write("subtitle: first words\n", to: "_quarto.yml")
    let served = try await serve(
      "{{< include inc.md >}}\n\n```swift\nprint(\"inc is\", inc)\n```\n")
    #expect(await served.page(holding: "inc is 5").contains("Included A, first words."))
    try folder.write(
      "Included B, {{< meta subtitle >}}.\n\n```swift\nlet inc = 6\n```\n", to: "inc.md")
    #expect(await served.page(holding: "inc is 6").contains("Included B, first words."))
    try folder.write("subtitle: other words\n", to: "_quarto.yml")
    #expect(await served.page(holding: "Included B, other words.").contains("inc is 6"))
    #expect(await served.end() == 0)
  }

  @Test func aParameterWithChoicesIsAListOfThem() async throws {
    let chosen = Self.note.replacing("rate: 2", with: "rate: {value: 2, choices: [2, 7]}")
    let served = try await serve(chosen)
    let first = await served.page(holding: "twice 12")
    #expect(first.contains("<option value=\"2\" selected>2</option><option value=\"7\">7</option>"))
    for rate in ["7", "8"] {
      let answer = LoopbackRequest.answer(
        port: served.port, path: served.page + "?order=parameters", method: "POST",
        body: "rate=\(rate)")
      #expect(answer.hasPrefix("HTTP/1.1 200"))
      let expected = rate == "7" ? "twice 42" : "parameter 'rate' cannot be '8'"
      #expect(await served.page(holding: expected).contains(expected))
    }
    #expect(await served.end() == 0)
  }

  @Test func aTakenPortIsSaidAndTheNextOneUsed() async throws {
    let first = try await serve()
    let second = try await serve()
    #expect(second.port != first.port)
    #expect(
      second.tool.standardError.contains(
        "preview: port 5300 is in use, so it listens on \(second.port)"))
    #expect(await second.page(holding: "twice 12").contains("a is 6"))
    #expect(await second.end() == 0)
    #expect(await first.end() == 0)
  }

  @Test func anotherSeedRunsEverythingWithIt() async throws {
    let seeded = "---\nseed: 1\n---\n```swift\nprint(\"draws\", Int.random(in: 0..<1 << 40))\n```\n"
    try folder.write(seeded.replacing("seed: 1", with: "seed: 2"), to: "other.md")
    #expect(try await Tool.run("run", "other.md", in: folder).status == 0)
    let expected = try #require(
      folder.text("output/other.html")?.firstMatch(of: /draws \d+/)
    ).output
    let served = try await serve(seeded)
    let first = await served.page(holding: "everything is current")
    #expect(first.contains("draws ") && !first.contains(expected))
    try folder.write(seeded.replacing("seed: 1", with: "seed: 2"))
    #expect(await served.page(holding: String(expected)).contains(expected))
    #expect(await served.end() == 0)
  }

  @Test func embeddedNotesAndDataFilesAreFollowedWhereverTheyLie() async throws {
    try folder.write("Embedded words.\n", to: "parts/part.md")
    try folder.write("x\n1\n", to: "data/numbers.csv")
    let served = try await serve(
      """
      ![[part]]

      ```swift
      print("rows", try CSVTable(contentsOf: "data/numbers.csv").rows.count)
      ```

      ![[later]]
      """)
    let first = await served.page(holding: "everything is current")
    #expect(first.contains("Embedded words.") && first.contains("rows 1"))
    try folder.write("Other embedded words.\n", to: "parts/part.md")
    #expect(await served.page(holding: "Other embedded words.").contains("rows 1"))
    try folder.write("x\n1\n2\n3\n", to: "data/numbers.csv")
    #expect(await served.page(holding: "rows 3").contains("Other embedded words."))
    try folder.write("It is there.\n", to: "later.md")
    #expect(await served.page(holding: "It is there.").contains("rows 3"))
    #expect(await served.end() == 0)
  }

  @Test func aNoteOfAFolderIsFoundWhateverItsName() async throws {
    try folder.write("# Ünder 50 % & more\n", to: "notes/über 50%.md")
    try folder.write("# Plain\n", to: "notes/plain.md")
    try folder.write("# Of Quarto\n", to: "notes/quarto.qmd")
    try folder.write("See [[plain]].\n", to: "far/one.md")
    try folder.write("hidden", to: "notes/.obsidian/x.md")
    let served = try await serve("See [[plain]] and [more](notes/plain.md).", path: ".")
    let index = served.get(served.root)
    #expect(index.contains("plain.html") && !index.contains("obsidian"))
    let address = try #require(index.firstMatch(of: /href="\.\/([^"]*ber[^"]*)"/)).output.1
    #expect(served.get(served.root + address).contains("Ünder 50"))
    let links = served.get(served.root + "note.html").matches(of: /href="([^"#]+\.html)"/)
    #expect(Set(links.map(\.output.1)) == ["notes/plain.html"])
    #expect(served.get(served.root + "notes/plain.html").contains("Plain</h1>"))
    #expect(index.contains("./notes/quarto.html"))
    #expect(served.get(served.root + "notes/quarto.html").contains("Of Quarto</h1>"))
    // The folder is the vault of all its notes, as in a run of it.
    #expect(served.get(served.root + "far/one.html").contains("href=\"../notes/plain.html\""))
    #expect(served.get(served.root + "notes/missing.html").hasPrefix("HTTP/1.1 404"))
    #expect(await served.end() == 0)
  }

  @Test func aNoteThatGoesAndComesBackIsShownAgain() async throws {
    let served = try await serve()
    _ = await served.page(holding: "twice 12")
    try FileManager.default.removeItem(atPath: folder.path("note.md"))
    #expect(await served.page(holding: "there is no such note").contains("follows the file"))
    try folder.write(Self.note.replacing("a * 2", with: "a * 4"))
    #expect(await served.page(holding: "twice 24").contains("everything is current"))
    #expect(await served.end() == 0)
  }

  @Test func paranoidSaysWhetherAFreshRunGivesTheSame() async throws {
    let served = try await serve(options: ["--paranoid"])
    #expect(await served.page(holding: "equal to a fresh run").contains("twice 12"))
    try folder.write("```swift\nimport Foundation\nprint(Date().timeIntervalSince1970)\n```\n")
    #expect(
      await served.page(holding: "a fresh run gives something else: cell 1").contains("cell-1"))
    #expect(await served.end() == 0)
  }

  @Test func theOldestStatesGoWhenThereAreTooMany() async throws {
    let slow = (1...5).map { "```swift\nusleep(30_000)\nprint(\"cell\", \($0))\n```\n" }.joined()
    let start = "```swift\nimport Foundation\n```\n"
    let served = try await serve(start + slow, options: ["--snapshots", "2"])
    let page = await served.page(holding: "everything is current")
    #expect(page.contains("2 states kept in "))
    try folder.write(start + slow.replacing("\"cell\", 1)", with: "\"first\", 1)"))
    _ = await served.page(holding: "first 1")
    #expect(await served.page(holding: "everything is current").contains("cell 5"))
    #expect(await served.end() == 0)
  }

  @Test func noStateAndNoButtonPromisesARunThatNeverComes() async throws {
    let wrong = Self.note.replacing("a * 2", with: "b * 2")
    let served = try await serve(wrong)
    let broken = await served.page(holding: "nothing runs: the note has errors")
    #expect(broken.contains("class=\"preview-cell not-run\"") && !broken.contains(">waiting<"))
    #expect(broken.contains("disabled title=\"the note has errors\">Run all</button>"))
    try folder.write(Self.note)
    let mended = await served.page(holding: "everything is current")
    #expect(
      !mended.contains("preview-cell not-run") && !mended.contains("title=\"the note has errors\""))
    #expect(await served.end() == 0)

    let shown = try await serve(options: ["--no-run"])
    let page = await shown.page(holding: "not run: the preview runs nothing (--no-run)")
    #expect(page.contains("nothing runs: --no-run"))
    #expect(page.contains(">not run<") && !page.contains(">waiting<"))
    #expect(page.contains("disabled title=\"--no-run\">Run all</button>"))
    #expect(await shown.end() == 0)
  }

  private static let endless = """
    ```swift
    print("first")
    ```

    ```swift
    while true { print("going", 1 + 1); usleep(10_000) }
    ```

    ```swift
    print("never")
    ```
    """

  private func post(_ order: String, _ served: Served) -> String {
    LoopbackRequest.answer(
      port: served.port, path: served.page + "?order=" + order, method: "POST", body: "")
  }

  @Test func aCellThatIsNoTrainingEndsAtTheSecondStop() async throws {
    let served = try await serve("```swift\nimport Foundation\n```\n\n" + Self.endless)
    // A cell that is still being compiled has nothing to be stopped twice.
    _ = await served.page(holding: "going 2")
    #expect(post("stop", served).hasPrefix("HTTP/1.1 200"))
    let asked = await served.page(holding: "cell 3 is asked to stop")
    #expect(asked.contains(">End the cell</button>"))
    #expect(await served.tool.read(until: "'End the cell' in the page ends the cell"))
    #expect(!served.tool.standardError.contains("Ctrl-C again"))
    #expect(post("stop", served).hasPrefix("HTTP/1.1 200"))
    let ended = await served.page(holding: "not everything has run")
    #expect(ended.contains("class=\"preview-cell stopped\"") && ended.contains(">not run<"))
    #expect(!ended.contains(">waiting<") && ended.contains(">Stop</button>"))
    #expect(await served.end() == 0)
  }

  @Test func programsOfACellEndWhenItRunsAgain() async throws {
    func note(_ word: String) -> String {
      """
      ```swift
      import Foundation
      let program = Process()
      program.executableURL = URL(filePath: "/bin/sleep")
      program.arguments = ["300"]
      try program.run()
      print("\(word)", "is", program.processIdentifier)
      ```
      """
    }
    func program(_ word: String, _ served: Served) async throws -> Int {
      let page = await served.page(holding: "\(word) is ")
      let number = try #require(
        page.firstMatch(of: try Regex("\(word) is (\\d+)", as: (Substring, Substring).self)))
      return try #require(Int(number.output.1))
    }
    func isRunning(_ number: Int) -> Bool {
      let name = try? String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)
      return name?.contains("sleep") ?? false
    }
    let served = try await serve(note("first"))
    let first = try await program("first", served)
    #expect(isRunning(first))
    try folder.write(note("second"))
    let second = try await program("second", served)
    #expect(second != first && isRunning(second))
    #expect(!isRunning(first))
    #expect(await served.end() == 0)
    #expect(!isRunning(second))
  }

  /// Going back to the state before a cell runs none of the cells before it again, however little
  /// time they take: they may have read the clock, or written what must not be written twice.
  @Test func cellsBeforeAnEditDoNotRunAgain() async throws {
    func note(_ factor: Int) -> String {
      """
      ```swift
      import Foundation
      let begun = Date().timeIntervalSince1970
      try "\\(begun)\\n".write(toFile: "log-\\(begun)", atomically: true, encoding: .utf8)
      ```

      ```swift
      print("begun", begun)
      ```

      ```swift
      print("product", 3 * \(factor))
      ```
      """
    }
    let served = try await serve(note(2))
    let first = await served.page(holding: "product 6")
    let begun = try #require(first.firstMatch(of: /begun (\d+\.\d+)/)).output.1
    try folder.write(note(5))
    let second = await served.page(holding: "product 15")
    #expect(try #require(second.firstMatch(of: /begun (\d+\.\d+)/)).output.1 == begun)
    #expect(folder.names(in: ".").count { $0.hasPrefix("log-") } == 1)
    #expect(await served.end() == 0)
  }

  @Test func aRunningCellShowsItsOwnOutputsAlone() async throws {
    let served = try await serve(
      """
      ```swift
      import Foundation
      print("first", 1 + 0)
      ```

      ```swift
      print("second", 1 + 1)
      ```

      ```swift
      while !FileManager.default.fileExists(atPath: "go") { usleep(1000) }
      print("third", 1 + 2)
      ```
      """)
    let running = await served.page(holding: "cell 3 runs")
    #expect(running.matches(of: /second 2/).count == 1, "\(running)")
    #expect(!running.contains("not run: running"))
    try folder.write("", to: "go")
    #expect(await served.page(holding: "third 3").matches(of: /second 2/).count == 1)
    #expect(await served.end() == 0)
  }

  @Test func ctrlCIsNoErrorOfTheNote() async throws {
    let served = try await serve("```swift\nimport Foundation\n```\n\n" + Self.endless)
    _ = await served.page(holding: "cell 3 runs")
    #expect(await served.end() == 0)
    #expect(!served.tool.standardError.contains("error:"))
    #expect(!served.tool.standardError.contains("SIGKILL"))
    // While the cells are still being checked.
    let other = try await serve(
      "```swift\nlet checked = \(UInt64.random(in: 0...UInt64.max))\n```\n")
    _ = other.get()
    #expect(await other.end() == 0)
    #expect(!other.tool.standardError.contains("error:"))
  }

  @Test func theListOfAFolderIsLive() async throws {
    try folder.write("# A second title\n", to: "parts/second.md")
    let served = try await serve(path: ".")
    let first = served.get(served.root)
    #expect(first.contains("note.html") && first.contains("second</a> · A second title"))
    #expect(first.contains("id=\"preview:connection\"") && first.contains("2 notes"))
    try folder.write("# Another\n", to: "parts/third.md")
    try folder.write("# A new title\n", to: "parts/second.md")
    let second = served.get(served.root)
    #expect(second.contains("parts/third.html") && second.contains("A new title"))
    try FileManager.default.removeItem(atPath: folder.path("parts/third.md"))
    #expect(!served.get(served.root).contains("third"))
    let refused = LoopbackRequest.answer(
      port: served.port, path: served.root + "?order=run", method: "POST", body: "")
    #expect(refused.contains("a list of notes takes no orders"))
    #expect(await served.end() == 0)
  }

  @Test func answersNobodyElse() async throws {
    let served = try await serve()
    #expect(served.get("/x/note.html").hasPrefix("HTTP/1.1 403"))
    #expect(served.get(headers: ["Origin": "http://elsewhere.example"]).hasPrefix("HTTP/1.1 403"))
    #expect(served.get(headers: ["Host": "elsewhere.example"]).hasPrefix("HTTP/1.1 403"))
    let outside = served.page.replacing("note.html", with: "../../etc/passwd.html")
    #expect(!served.get(outside).hasPrefix("HTTP/1.1 200"))
    #expect(await served.end() == 0)
  }
}
