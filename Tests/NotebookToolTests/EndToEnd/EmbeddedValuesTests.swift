import Testing

/// Values of an embedded note are those of its own latest run.
@Suite struct EmbeddedValuesTests {
  @Test func theyAreTakenFromItsRecordAndFollowIt() async throws {
    let folder = try NoteFolder()
    try folder.write("```swift\nlet deep = 5\n```\n\nValue `{swift} deep`.\n", to: "inner.md")
    try folder.write("![[inner]]\n", to: "host.md")
    let before = try await Tool.run("run", "host.md", in: folder)
    #expect(before.status == 0)
    #expect(
      before.standardError.contains(
        "host.md:1:1: warning: the value of 'deep' in note 'inner' is not known here"))
    #expect(try await Tool.run("run", "inner.md", in: folder).status == 0)
    let after = try await Tool.run("run", "host.md", in: folder)
    #expect(!after.standardError.contains("warning"))
    #expect(folder.text("output/host.html")?.contains("Value 5.") == true)
    // What the other note has become since is not known.
    try folder.write("```swift\nlet deep = 6\n```\n\nValue `{swift} deep`.\n", to: "inner.md")
    let edited = try await Tool.run("run", "host.md", in: folder)
    #expect(edited.standardError.contains("is not known here"))
    #expect(folder.text("output/host.html")?.contains("Value 5.") == false)
  }
}
