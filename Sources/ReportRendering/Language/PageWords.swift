internal import NotebookDisplay
internal import NotebookDocument

/// The words that a page has of its own, besides those of the note and of its cells.
struct PageWords: Sendable {
  // MARK: Title block
  var author: String
  var authors: String
  var date: String
  var run: String
  var duration: String
  var seed: String
  var state: String
  var claims: String
  var contents: String
  var nothingToRun: String
  var complete: String
  var notRun: String
  /// "complete; not run since"
  var notRunSince: @Sendable (_ state: String) -> String
  var interrupted: String
  var failedCells: @Sendable (Int) -> String
  var falseClaims: @Sendable (Int) -> String
  /// "partial: 1 of 3 cells"
  var partial: @Sendable (_ done: Int, _ all: Int) -> String
  /// "all 3 hold", "2 of 3 hold"
  var heldClaims: @Sendable (_ held: Int, _ all: Int) -> String
  var notCheckedOnRealData: String
  var syntheticData: String
  var notResults: @Sendable (_ dataset: String) -> String
  var standIn: @Sendable (_ reason: String) -> String

  // MARK: Navigation
  var previousNote: String
  var nextNote: String
  var pages: String
  var mentionedIn: String
  var allNotes: String
  var search: String
  var nothingFound: String

  // MARK: Problems
  var problems: String
  var whatWentWrong: String
  var warnings: String
  var moreProblems: @Sendable (Int) -> String
  var failed: String
  var claimIsFalse: String

  // MARK: Cells
  var cell: @Sendable (Int) -> String
  var code: @Sendable (_ name: String) -> String
  var lines: @Sendable (Int) -> String
  var moreLines: @Sendable (Int) -> String
  var shownOnly: String
  var ofAnEarlierRun: @Sendable (_ moment: String) -> String
  var doesNotCompileAsIntended: String
  var stopsAsIntended: String
  var stopsAndGoesOn: String
  var cellFailed: String
  var output: String
  var standardError: String
  var continued: String
  var dataTable: @Sendable (_ figure: String) -> String
  var data: @Sendable (_ figure: String) -> String
  var theFigure: String
  /// "figure 2", within a sentence
  var numberedFigure: @Sendable (_ number: String) -> String
  var rowsNotShown: @Sendable (Int) -> String
  var holds: String
  var isFalse: String
  var notChecked: String
  /// What a cell says of a claim in English, such as "1.5, expected at most 1".
  var claimDetail: @Sendable (_ english: String) -> String
  var lineOfTheNote: @Sendable (Int) -> String
  var copy: String
  var copied: String

  // MARK: Prose
  var kinds: [Reference.Kind: String]
  var proof: String
  var reference: String
  var notShown: String
  var sectionCalled: @Sendable (_ title: String) -> String
  var notEvaluated: String
  var imageNotShown: String
  var footnote: String
  var footnotes: String
  var backToTheText: String
  var place: String
  var mention: @Sendable (Int) -> String
  /// Callouts without a title of their own, by their types; others show the type.
  var callouts: [String: String]
  /// The states of tasks, by their marks.
  var tasks: [String: String]

  // MARK: Works cited
  var references: String
  var and: String
  /// Before the last of several names.
  var andLast: String
  var editors: @Sendable (Int) -> String
  /// In place of a year.
  var undated: String

  // MARK: Footer
  var runInformation: String
  var note: String
  var started: String
  var slowestCells: String
  var command: String
  var dataFile: String
  var dataFiles: String
  var size: String

  /// The words in a language, a BCP 47 tag; English where it is neither English nor German.
  static func words(in language: String) -> PageWords {
    let primary = language.lowercased().prefix { $0 != "-" && $0 != "_" }
    return primary == "de" ? .german : .english
  }
}

extension PageWords {
  /// "Figure"
  func kind(_ kind: Reference.Kind) -> String { kinds[kind] ?? kind.rawValue }

  static let english = PageWords(
    author: "Author", authors: "Authors", date: "Date", run: "Run", duration: "Duration",
    seed: "Seed", state: "State", claims: "Claims", contents: "Contents",
    nothingToRun: "nothing to run", complete: "complete", notRun: "not run",
    notRunSince: { "\($0); not run since" },
    interrupted: "interrupted", failedCells: { "\(NumberFormat.count($0, "cell")) failed" },
    falseClaims: { $0 == 1 ? "1 claim is false" : "\($0) claims are false" },
    partial: { "partial: \($0) of \(NumberFormat.count($1, "cell"))" },
    heldClaims: { held, all in
      held == all ? all == 1 ? "it holds" : "all \(all) hold" : "\(held) of \(all) hold"
    },
    notCheckedOnRealData: "not checked on real data", syntheticData: "Synthetic data",
    notResults: { "These are not results on \($0)." },
    standIn: {
      "The data set was not available (\($0)), and a synthetic stand-in took its place. Numbers and charts below describe the stand-in; claims are not checked on real data."
    },
    previousNote: "Previous", nextNote: "Next", pages: "Pages", mentionedIn: "Mentioned in",
    allNotes: "All notes", search: "Search", nothingFound: "No note has all of these words.",
    problems: "Problems", whatWentWrong: "What went wrong", warnings: "Warnings",
    moreProblems: { "… and \(NumberFormat.count($0, "more problem"))" }, failed: "failed",
    claimIsFalse: "a claim is false: ",
    cell: { "cell \($0)" }, code: { "Code of \($0)" }, lines: { NumberFormat.count($0, "line") },
    moreLines: { "… \(NumberFormat.count($0, "more line"))" }, shownOnly: "shown only",
    ofAnEarlierRun: { "What follows is of \($0), from an earlier run." },
    doesNotCompileAsIntended: "As intended, this does not compile",
    stopsAsIntended: "As intended, this stops",
    stopsAndGoesOn: "This stops, and the note goes on", cellFailed: "This cell failed.",
    output: "Output",
    standardError: "Standard error", continued: "continued",
    dataTable: { "Data table for \($0)" }, data: { "Data of \($0)" }, theFigure: "the figure",
    numberedFigure: { "figure \($0)" },
    rowsNotShown: { "\(NumberFormat.count($0, "row")) not shown" }, holds: "Holds",
    isFalse: "False", notChecked: "Not checked on real data", claimDetail: { $0 },
    lineOfTheNote: { "line \($0) of the note" }, copy: "Copy", copied: "Copied",
    kinds: [
      .figure: "Figure", .table: "Table", .equation: "Equation", .section: "Section",
      .listing: "Listing", .note: "Note", .tip: "Tip", .warning: "Warning",
      .important: "Important", .caution: "Caution", .theorem: "Theorem", .lemma: "Lemma",
      .corollary: "Corollary", .proposition: "Proposition", .conjecture: "Conjecture",
      .definition: "Definition", .example: "Example", .exercise: "Exercise",
      .solution: "Solution", .remark: "Remark", .algorithm: "Algorithm",
    ], proof: "Proof", reference: "Reference", notShown: "(not shown)",
    sectionCalled: { "section “\($0)”" },
    notEvaluated: "not evaluated", imageNotShown: "Image not shown", footnote: "Footnote",
    footnotes: "Footnotes", backToTheText: "Back to the text", place: "place",
    mention: { "Mention \($0)" }, callouts: [:],
    tasks: [
      " ": "to do", "x": "done", "/": "in progress", "-": "cancelled", ">": "deferred",
      "<": "scheduled", "!": "important", "?": "question", "": "other",
    ],
    references: "References", and: "and", andLast: ", and ",
    editors: { $0 == 1 ? ", ed" : ", eds" }, undated: "n.d.",
    runInformation: "Run information", note: "Note", started: "Started",
    slowestCells: "Slowest cells", command: "Command", dataFile: "Data file",
    dataFiles: "Data files", size: "Size")
}
