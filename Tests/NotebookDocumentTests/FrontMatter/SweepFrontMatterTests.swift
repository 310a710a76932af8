import Testing

@testable import NotebookDocument

@Suite struct SweepFrontMatterTests {
  private func notebook(_ yaml: String) -> Notebook {
    Notebook.parse(source: "---\n\(yaml)\n---\n", path: "note.md")
  }

  @Test func rangesAndListsAreKeptAsTheyAreWritten() {
    let notebook = notebook(
      "params: {rate: 1}\nsweep:\n  rate: 0.001...1 log\n  name: [sgd, adam]\n  seed: 1...6")
    #expect(notebook.diagnostics == [])
    let sweep = notebook.frontMatter.sweep
    #expect(sweep.map(\.name) == ["rate", "name", "seed"])
    #expect(
      sweep.map(\.values) == [.text("0.001...1 log"), .list(["sgd", "adam"]), .text("1...6")])
    #expect(sweep.map { [$0.place.line, $0.place.column] } == [[4, 3], [5, 3], [6, 3]])
    #expect(sweep[1].valuePlaces.map(\.column) == [10, 15])
    #expect(sweep[0].valuePlaces == [TextPlace(file: "note.md", line: 4, column: 9)])
  }

  @Test(arguments: [
    ("{seeds: 3, hold: all}", 3, FrontMatter.ClaimRequirement.Count.all),
    ("{hold: 90%}", 1, .share(0.9)), ("{hold: 4}", 1, .runs(4)), ("{seeds: 5}", 5, .all),
  ]) func whatClaimsMustShow(
    yaml: String, seeds: Int, hold: FrontMatter.ClaimRequirement.Count
  ) {
    let notebook = notebook("claims: \(yaml)")
    #expect(notebook.diagnostics == [])
    #expect(notebook.frontMatter.claimRequirement?.seeds == seeds)
    #expect(notebook.frontMatter.claimRequirement?.hold == hold)
  }

  @Test(arguments: [
    (
      "claims: all",
      "'claims' must be 'seeds:' and 'hold:', such as {seeds: 3, hold: all}, not 'all'"
    ),
    ("claims: {seeds: 0}", "'claims: seeds' must be a whole number from 1 to 1000, not '0'"),
    (
      "claims: {hold: most}",
      "'claims: hold' must be 'all', a number of runs, or a share such as 90%, not 'most'"
    ),
    ("claims: {seed: 3}", "unknown key 'seed' in 'claims'"),
    ("sweep: 3", "'sweep' must be a list of parameters with their values, not '3'"),
    (
      "sweep: {rate: {a: 1}}",
      "'sweep: rate' must be a range such as 1...6, or a list of values, not a mapping"
    ),
    ("sweep: {n: null}", "'sweep: n' has no values"), ("sweep: {n: }", "'sweep: n' has no values"),
    ("sweep: {n: []}", "'sweep: n' has no values"),
    ("sweep: {n: [1, ~]}", "a value of 'sweep: n' is empty"),
    (
      "params: {rate: 1e-400}",
      "parameter 'rate' must be a whole number, a number, true or false, or a text, not '1e-400'"
    ),
  ]) func whatIsWrongIsSaid(yaml: String, message: String) {
    let notebook = notebook(yaml)
    #expect(notebook.diagnostics.map(\.message) == [message])
    #expect(notebook.diagnostics.first?.line == 2)
  }

  @Test func theSeedIsSetLikeAParameterUnlessThereIsOneOfThatName() {
    let plain = notebook("seed: 1").settingParameters([("seed", "7")])
    #expect(plain.seed == 7 && plain.diagnostics == [])
    let wrong = notebook("seed: 1").settingParameters([("seed", "-7")])
    #expect(
      wrong.diagnostics.map(\.message)
        == ["the seed is a whole number of at least 0 and cannot be '-7'"])
    let tiny = notebook("params: {rate: 0.5}").settingParameters([("rate", "1e-400")])
    #expect(
      tiny.diagnostics.map(\.message) == ["parameter 'rate' is a number and cannot be '1e-400'"])
    #expect(
      tiny.diagnostics.first?.explanation
        == "the numbers above 0 that a Double holds lie between 5e-324 and 1.8e308")
    let own = notebook("seed: 1\nparams: {seed: 2}").settingParameters([("seed", "7")])
    #expect(own.seed == 1 && own.frontMatter.parameters.first?.value == .integer(7))
  }
}
