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
    /// The path of the note's page.
    var page: String

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

  private func serve(_ text: String = note) async throws -> Served {
    try folder.write(text)
    let tool = try RunningTool("preview", "note.md", "--port", "5300", in: folder)
    #expect(await tool.read(until: "(Ctrl-C ends it)"))
    let address = try #require(
      tool.standardError.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\/(\w+)\//))
    return Served(
      tool: tool, port: try #require(UInt16(address.output.1)),
      page: "/\(address.output.2)/note.html")
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
    try folder.write(Self.note)
    let mended = await served.page(holding: "everything is current")
    #expect(mended.contains("twice 12") && !mended.contains("What follows is of"))
    #expect(await served.end() == 0)
  }

  @Test func parametersAreSetForThePreviewAlone() async throws {
    let served = try await serve()
    _ = await served.page(holding: "a is 6")
    let answer = LoopbackRequest.answer(
      port: served.port, path: served.page + "?order=parameters", method: "POST", body: "rate=5")
    #expect(answer.hasPrefix("HTTP/1.1 200"))
    #expect(await served.page(holding: "twice 30").contains("a is 15"))
    #expect(folder.text("note.md") == Self.note)
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
