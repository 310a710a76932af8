import Testing

@testable import NotebookDocument

@Suite struct FrontMatterTests {
  private func front(_ yaml: String) -> FrontMatter {
    Notebook.parse(source: "---\n\(yaml)\n---\n", path: "note.md").frontMatter
  }

  @Test func readsWhatItKnowsAndKeepsQuietAboutTheRest() {
    let note =
      "---\ntitle: 'T: t'\nauthor: [Ann, {name: Bob}]\ndate: 2026-11-21\ntags: [a, b]\naliases: [x]\ncssclasses: wide\nlang: nl\nformat: {html: {toc: true, toc-depth: 3, theme: cosmo}}\n---\ntext"
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.diagnostics == [])
    var expected = FrontMatter()
    expected.title = "T: t"
    expected.authors = ["Ann", "Bob"]
    expected.date = "2026-11-21"
    expected.tags = ["a", "b"]
    expected.aliases = ["x"]
    expected.language = "nl"
    expected.showsContents = true
    expected.contentsDepth = 3
    #expect(notebook.frontMatter == expected)
  }

  @Test func takesDefaultsForCellsNestedOrFlat() {
    for yaml in ["execute:\n  echo: false\n  timeout: 5", "echo: false\ntimeout: 5"] {
      let note = "---\n\(yaml)\n---\n```swift\n```\n\n```swift\n//| echo: true\n```"
      let notebook = Notebook.parse(source: note, path: "note.md")
      #expect(notebook.cells.map(\.options.echo) == [.hide, .show])
      #expect(notebook.cells.map(\.options.timeout) == [5, 5])
    }
  }

  @Test func takesTheSizeOfFiguresWhereQuartoHasIt() {
    for yaml in [
      "fig-width: 5\nfig-height: 2.5", "format:\n  html:\n    fig-width: 5\n    fig-height: 2.5",
    ] {
      let defaults = front(yaml).cellDefaults
      #expect(defaults.figureWidth == 5 && defaults.figureHeight == 2.5)
    }
  }

  @Test func typesParameters() {
    #expect(
      front(
        "params:\n  epochs: 10\n  rate: 1e-3\n  debug: true\n  name: sgd\n  code: '12'\nseed: 42"
      ).parameters == [
        Parameter(name: "epochs", value: .integer(10), line: 3),
        Parameter(name: "rate", value: .number(1e-3), line: 4),
        Parameter(name: "debug", value: .boolean(true), line: 5),
        Parameter(name: "name", value: .text("sgd"), line: 6),
        Parameter(name: "code", value: .text("12"), line: 7),
      ])
    #expect(front("seed: 42").seed == 42)
  }

  @Test(arguments: [
    ("params:\n  learning-rate: 1", 3, "parameter 'learning-rate' is not a name that Swift allows"),
    ("params:\n  class: 1", 3, "parameter 'class' is not a name that Swift allows"),
    (
      "params:\n  a: [1, 2]", 3,
      "parameter 'a' must be a whole number, a number, true or false, or a text, not a list"
    ),
    (
      "params:\n  a:", 3,
      "parameter 'a' must be a whole number, a number, true or false, or a text, not ''"
    ),
    (
      "params:\n  a: {value: x, choices: [y, z]}", 3,
      "the value 'x' of parameter 'a' is none of its choices"
    ),
    ("params:\n  a: {choices: [1, 2]}", 3, "parameter 'a' has no 'value:'"),
    (
      "params:\n  a: {value: 1, choices: []}", 3,
      "'params: a: choices' must be a list of at least one value, not a list"
    ),
    (
      "params:\n  a: {value: 1, choices: [1, two]}", 3,
      "parameter 'a' is a whole number, and its choice 'two' is a text"
    ),
    ("params:\n  a: {value: 1, chioces: [1]}", 3, "unknown key 'chioces' in 'params: a'"),
    ("params: 3", 2, "'params' must be a list of names and values, not '3'"),
    ("seed: -1", 2, "'seed' must be a whole number of at least 0, not '-1'"),
    ("toc: banana", 2, "'toc' must be true or false, not 'banana'"),
    (
      "nocite: \"@moe, doe\"", 2,
      "'nocite' must be keys of works, each written '@key', or '@*' for all, not '@moe, doe'"
    ),
    ("title: T\nexecute:\n  ecoh: true", 4, "unknown cell option 'ecoh'"),
    ("echo: 7", 2, "'echo' must be true, false or fenced, not '7'"),
    ("lang: 12", 2, "'lang' must be a language tag such as en or nl, not '12'"),
  ])
  func reportsWhatDoesNotFitAtItsLine(_ yaml: String, _ line: Int, _ message: String) {
    let notebook = Notebook.parse(source: "---\n\(yaml)\n---\n", path: "note.md")
    #expect(notebook.diagnostics.map(\.message) == [message])
    #expect(notebook.diagnostics.map(\.line) == [line])
    #expect(notebook.hasErrors)
  }

  @Test func reportsYAMLThatCannotBeRead() {
    #expect(diagnostics("---\ntitle: [a\n---\ntext").contains("note.md:3"))
    #expect(
      diagnostics("---\ntitle: [a\n---\ntext").contains(
        "error: front matter keys are not valid YAML"))
  }

  @Test(arguments: [
    ("params:\n\trate: 0.1", "a tab indents this line; YAML takes spaces only"),
    (
      "title: A\n author: B",
      "'author' stands 1 space further in than 'title' above it, which has its value: write both at "
        + "the same distance"
    ),
    (
      "params:\n  rate: 1\n    n: 2",
      "'n' stands 2 spaces further in than 'rate' above it, which has its value"
    ),
    ("title: A: B", "a value that contains ': ' must stand in quotes"),
    ("title: A\ntags: x: y", "a value that contains ': ' must stand in quotes"),
  ]) func saysWhatIsWrongWithTheIndentation(yaml: String, hint: String) {
    let found = diagnostics("---\n\(yaml)\n---\ntext")
    #expect(found.contains(hint), "\(found)")
    #expect(found.contains("are not valid YAML"))
  }

  @Test func reportsFrontMatterThatIsNeverClosed() {
    #expect(
      diagnostics("---\ntitle: T\n\ntext").contains(
        "note.md:1:1: error: the front matter that begins here is never closed"))
  }

  @Test func leavesRulesAroundProseAlone() {
    #expect(tree("---\nNot a key\n\n---\n").contains("rule"))
  }

  @Test func setsParametersByTheTypeOfTheirDeclaration() {
    let note = "---\nparams:\n  rate: 0.1\n  epochs: 3\n---\n"
    let notebook = Notebook.parse(source: note, path: "note.md")
    let changed = notebook.settingParameters([("rate", "1e-4"), ("epochs", "5")])
    #expect(changed.frontMatter.parameters.map(\.value) == [.number(1e-4), .integer(5)])
    #expect(changed.diagnostics == [])
    let wrong = notebook.settingParameters([("epochs", "many"), ("epoch", "1")])
    #expect(
      wrong.diagnostics.map(\.message) == [
        "parameter 'epochs' is a whole number and cannot be 'many'",
        "the note has no parameter 'epoch'",
      ])
    #expect(wrong.diagnostics.map(\.line) == [4, nil])
    let address = notebook.settingParameters(
      [("epoch", "1"), ("epochs", "many"), ("rate", "0.5")], ofAddress: { "note.html?\($0)=\($1)" })
    #expect(address.frontMatter.parameters.map(\.value) == [.number(0.5), .integer(3)])
    #expect(!address.hasErrors && address.diagnostics.allSatisfy { $0.line == nil })
    #expect(
      address.diagnostics.map { "\($0.file): \($0.message)" } == [
        "note.html?epoch=1: the note has no parameter 'epoch'",
        "note.html?epochs=many: parameter 'epochs' is a whole number and cannot be 'many'",
      ])
    #expect(
      address.diagnostics.map(\.explanation) == [
        "its parameters are rate, epochs", "the note's own value holds, 3",
      ])
    #expect(wrong.diagnostics.last?.fix == "did you mean 'epochs'?")
  }

  @Test(arguments: ["\"@a, @b-c\"", "[\"@a\", \"@b-c\"]", "|\n  @a; @b-c", "\"[@a; @b-c]\""])
  func worksThatAreNotCitedHaveTheirSigns(_ yaml: String) {
    let notebook = Notebook.parse(source: "---\nnocite: \(yaml)\n---\n", path: "note.md")
    #expect(notebook.diagnostics == [])
    #expect(notebook.frontMatter.uncitedWorks == ["a", "b-c"])
  }

  @Test func parametersCanHaveChoices() {
    let note = """
      ---
      params:
        optimizer: {value: adam, choices: [sgd, adam, rmsprop]}
        rate: {value: 0.5, choices: [0.5, 1]}
        depth: {value: 3}
      ---
      """
    let notebook = Notebook.parse(source: note, path: "note.md")
    #expect(notebook.diagnostics == [])
    #expect(
      notebook.frontMatter.parameters == [
        Parameter(
          name: "optimizer", value: .text("adam"),
          choices: [.text("sgd"), .text("adam"), .text("rmsprop")], line: 3),
        Parameter(name: "rate", value: .number(0.5), choices: [.number(0.5), .number(1)], line: 4),
        Parameter(name: "depth", value: .integer(3), line: 5),
      ])
    let changed = notebook.settingParameters([("optimizer", "sgd"), ("rate", "1")])
    #expect(
      changed.frontMatter.parameters.map(\.value) == [.text("sgd"), .number(1), .integer(3)])
    let wrong = notebook.settingParameters([("optimizer", "adm"), ("rate", "0.75")])
    #expect(
      wrong.diagnostics.map(\.message) == [
        "parameter 'optimizer' cannot be 'adm'", "parameter 'rate' cannot be '0.75'",
      ])
    #expect(wrong.diagnostics.map(\.line) == [3, 4])
    #expect(wrong.diagnostics.first?.explanation == "its choices are sgd, adam, rmsprop")
    #expect(wrong.diagnostics.first?.fix == "did you mean 'adam'?")
  }

  @Test func wholeNumbersMayStandInYAMLsOtherBases() {
    let note = Notebook.parse(
      source: "---\nparams:\n  mask: 0x1F\n  mode: 0o20\n  rate: 1e3\n---\n", path: "note.md")
    #expect(
      note.frontMatter.parameters.map(\.value) == [.integer(31), .integer(16), .number(1_000)])
  }
}
