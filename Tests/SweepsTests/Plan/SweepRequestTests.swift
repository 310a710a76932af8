import NotebookDocument
import Testing

@testable import Sweeps

@Suite struct SweepRequestTests {
  private static let note = """
    ---
    seed: 4
    params:
      rate: 0.1
      width: 16
      optimizer: adam
    sweep:
      rate: 0.001...1 log
      optimizer: [sgd, adam]
    ---
    """

  private func plan(
    _ values: [(String, String)], zip: Bool = false, random: Int? = nil, seeds: Int? = nil,
    table: RunTable? = nil, note: String = Self.note
  ) throws -> SweepPlan {
    var request = SweepRequest()
    request.values = values.map { (name: $0.0, text: $0.1) }
    request.zips = zip
    request.draws = random
    request.seeds = seeds
    request.table = table
    let notebook = Notebook.parse(source: Array(note.utf8), path: "note.md")
    #expect(notebook.diagnostics.isEmpty)
    return try request.plan(for: notebook.frontMatter)
  }

  @Test(arguments: [
    ("{width: [1, 2.5]}", "'width' is a whole number and cannot be '2.5'", 13),
    ("{lr: [1, 2]}", "the note has no parameter 'lr'", 2),
    ("{width: 6...1}", "6...1 of 'width' ends before it begins", 9),
    ("{width: [1, 1]}", "'width' has the value '1' twice", 2),
  ]) func whatIsWrongInTheNoteIsSaidAtItsPlace(sweep: String, message: String, column: Int) {
    let note = "---\nparams: {width: 3}\nsweep: \(sweep)\n---\n"
    let error = #expect(throws: SweepError.self) { try plan([], note: note) }
    #expect(error?.message == message)
    // Counted from the brace.
    #expect(error?.place == TextPlace(file: "note.md", line: 3, column: 7 + column))
    let typed = #expect(throws: SweepError.self) { try plan([("width", "x")], note: note) }
    #expect(typed?.place == nil)
  }

  @Test func theProductHasEveryCombinationInOrder() throws {
    let plan = try plan([("rate", "0.1,0.2"), ("seed", "1...2")])
    #expect(
      plan.runs.map(\.title) == [
        "rate=0.1, seed=1", "rate=0.1, seed=2", "rate=0.2, seed=1", "rate=0.2, seed=2",
      ])
    #expect(plan.variedParameters == ["rate", "seed"])
  }

  @Test func controlCharactersOfATextAreWrittenAsSwiftWritesThem() {
    let run = SweepRun([
      .init("name", "a\nb"), .init("other", "\u{1B}[31mred"), .init("plain", "ä \"q\""),
    ])
    #expect(run.title == #"name="a\nb", other="\u{1B}[31mred", plain=ä "q""#)
  }

  @Test func whatIsDrawnFromMayBeOfAnySize() throws {
    func note(_ range: String) -> String {
      "---\nseed: 1\nparams: {n: 3}\nsweep: {n: \(range)}\n---\n"
    }
    let large = try plan([], random: 3, note: note("1...1000000"))
    let drawn = large.runs.compactMap { $0["n"].flatMap { Int($0) } }
    #expect(drawn.count == 3 && drawn.allSatisfy { (1...1_000_000).contains($0) })
    #expect(drawn.contains { $0 > 10_000 })
    let ends = "9223372036854775800...9223372036854775807"
    let last = try plan([], random: 8, note: note(ends))
    #expect(
      last.runs.compactMap { $0["n"].flatMap { Int($0) } }.sorted()
        == Array(9_223_372_036_854_775_800...9_223_372_036_854_775_807))
    // As before, a small range is drawn from to its last value.
    #expect(try plan([], random: 10, note: note("1...10")).runs.count == 10)
    let error = #expect(throws: SweepError.self) {
      try self.plan([], note: note("1...1000000"))
    }
    #expect(error?.message == "1...1000000 of 'n' has more than 10000 values")
  }

  @Test func listsSideBySide() throws {
    let plan = try plan([("rate", "0.1,0.2"), ("width", "8,16"), ("seed", "3")], zip: true)
    #expect(plan.runs.map(\.title) == ["rate=0.1, width=8, seed=3", "rate=0.2, width=16, seed=3"])
    #expect(plan.variedParameters == ["rate", "width"])
    let error = #expect(throws: SweepError.self) {
      try self.plan([("rate", "0.1,0.2"), ("width", "8,16,32")], zip: true)
    }
    #expect(
      error?.message
        == "--zip takes lists of one length: 'rate' has 2 values, another list has 3")
  }

  @Test func drawsFromFewValuesAreAllDifferent() throws {
    let note = """
      ---
      params: {width: 16, optimizer: adam}
      sweep: {width: [16, 32, 64], optimizer: [sgd, adam, rms]}
      ---
      """
    let titles = try plan([], random: 9, note: note).runs.map(\.title)
    #expect(Set(titles).count == 9)
    #expect(try plan([], random: 5, note: note).runs.map(\.title) == Array(titles.prefix(5)))
    let error = #expect(throws: SweepError.self) { try plan([], random: 10, note: note) }
    #expect(
      error?.message == "10 runs cannot be drawn: only 9 sets of values were found")
    let zipped = try plan([], zip: true, note: note).runs.map(\.title)
    #expect(
      zipped == ["width=16, optimizer=sgd", "width=32, optimizer=adam", "width=64, optimizer=rms"])
  }

  @Test func aFileIsMultipliedByLists() throws {
    let table = RunTable(names: ["rate", "width"], rows: [["0.10", "8"], ["0.2", "16"]])
    let plan = try plan([("seed", "1...2")], table: table)
    #expect(plan.runs.count == 4)
    #expect(plan.runs[0].title == "rate=0.1, width=8, seed=1")
  }

  @Test func drawsFollowFromTheSeedAndStayWhenThereAreMore() throws {
    let few = try plan([], random: 5)
    let many = try plan([], random: 20)
    #expect(Array(many.runs.prefix(5)) == few.runs)
    let rates = many.runs.compactMap { $0["rate"].flatMap(Double.init) }
    #expect(rates.count == 20 && rates.allSatisfy { (0.001...1).contains($0) })
    #expect(Set(many.runs.map { $0["optimizer"] }) == ["sgd", "adam"])
    // Another parameter changes none of the draws; a list is gone through for each.
    let more = try plan([("width", "8,16")], random: 5)
    #expect(more.runs.count == 10)
    #expect(more.runs.map { $0["rate"] }.contains(few.runs[3]["rate"]))
    let other = try plan([], random: 5, note: Self.note.replacing("seed: 4", with: "seed: 5"))
    #expect(other.runs != few.runs)
  }

  @Test func logarithmicDrawsGoThroughPowersOfTen() throws {
    let rates = try plan([("rate", "0.001...1 log")], random: 300).runs
      .compactMap { $0["rate"].flatMap(Double.init) }
    for power in [0.001, 0.01, 0.1] {
      #expect((70...130).contains(rates.count { $0 >= power && $0 < power * 10 }))
    }
  }

  @Test func theNoteAsksForSeeds() throws {
    let note = "---\nparams: {rate: 0.1}\nseed: 7\n---\n"
    #expect(try plan([], seeds: 3, note: note).runs.map(\.title) == ["seed=7", "seed=8", "seed=9"])
    #expect(try plan([("seed", "1,2")], seeds: 3, note: note).runs.count == 2)
    // One seed is the note's own: no other runs than without.
    #expect(try plan([("rate", "1,2")], seeds: 1).runs.map(\.title) == ["rate=1.0", "rate=2.0"])
    #expect(try plan([], seeds: 1, note: note).runs.map(\.title) == ["seed=7"])
  }

  @Test(arguments: [
    ([("rat", "1")], "the note has no parameter 'rat'"),
    ([("rate", "0.1"), ("rate", "0.2")], "-P gives 'rate' twice"),
    ([("rate", "0.1...1")], "the range of 'rate' has no steps"),
    ([("seed", "-1")], "'seed' must be at least 0, and is -1"),
    (
      [("width", "1...9999"), ("seed", "1...9999")],
      "that would be 99980001 runs or more; a sweep has at most 100000"
    ),
  ]) func whatDoesNotFitIsSaid(values: [(String, String)], message: String) {
    let error = #expect(throws: SweepError.self) { try plan(values) }
    #expect(error?.message == message)
  }

  @Test func nothingToSweepAndNothingToDrawFromAreErrors() {
    let bare = "---\nparams: {rate: 0.1}\n---\n"
    let nothing = #expect(throws: SweepError.self) { try plan([], note: bare) }
    #expect(nothing?.message == "there is nothing to sweep")
    let draws = #expect(throws: SweepError.self) {
      try plan([("rate", "0.1,0.2")], random: 3, note: bare)
    }
    #expect(draws?.message == "--random has no range to draw from")
  }

  @Test func fileNamesAreSafeAndDifferent() {
    let plain = SweepRun([.init("rate", "0.1"), .init("seed", "3")])
    #expect(plain.fileName == "rate=0.1,seed=3")
    let one = SweepRun([.init("name", "a/b c")])
    let other = SweepRun([.init("name", "a b/c")])
    #expect(one.fileName.hasPrefix("name=a_b_c-"))
    #expect(one.fileName != other.fileName)
    #expect(SweepRun([.init("name", String(repeating: "x", count: 500))]).fileName.utf8.count < 80)
  }
}
