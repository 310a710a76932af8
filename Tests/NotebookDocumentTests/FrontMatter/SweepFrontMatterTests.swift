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
    #expect(
      notebook.frontMatter.sweep == [
        .init(name: "rate", values: .text("0.001...1 log"), line: 4),
        .init(name: "name", values: .list(["sgd", "adam"]), line: 5),
        .init(name: "seed", values: .text("1...6"), line: 6),
      ])
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
    let own = notebook("seed: 1\nparams: {seed: 2}").settingParameters([("seed", "7")])
    #expect(own.seed == 1 && own.frontMatter.parameters.first?.value == .integer(7))
  }
}
