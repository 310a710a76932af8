/// A Swift block of the note that runs.
package struct Cell: Sendable, Equatable {
  /// 1-based number among the note's cells, the one users and options speak of.
  package var number: Int
  package var label: String? { options.label }
  package var options: CellOptions
  /// The Swift source without option lines replaced or removed: line for line what the note has
  /// between the fences, with the fence's indentation removed.
  package var code: String
  /// The note's 1-based line of the first line of `code`.
  package var firstLine: Int
  /// The line of the file in which that line stands, where that is an included one.
  package var included: SourceLine?
  /// The line that a reader counts the first line of `code` as, where that is neither the note's
  /// nor that of an included file.
  package var countedFirstLine: Int?
  /// UTF-8 bytes removed from the start of each line (an indented fence, a quoted block).
  package var indentation: Int

  package init(
    number: Int, options: CellOptions, code: String, firstLine: Int, indentation: Int = 0
  ) {
    self.number = number
    self.options = options
    self.code = code
    self.firstLine = firstLine
    self.indentation = indentation
  }

  /// The line of the first line of `code` in the file that it stands in.
  package var place: SourceLine { included ?? SourceLine(number: firstLine) }

  /// How much higher ``firstLine`` is than the line that a reader knows.
  package var lineSurplus: Int { firstLine - (countedFirstLine ?? place.number) }

  /// A line of `code`, as ``firstLine`` counts it, in the file that it stands in.
  package func place(ofLine line: Int) -> SourceLine {
    SourceLine(file: place.file, number: place.number + line - firstLine)
  }
}

/// Quarto's keys for one cell, with the note's `execute:` defaults already applied.
package struct CellOptions: Sendable, Equatable {
  package enum Echo: String, Sendable { case show, hide, fenced }
  package enum Fold: String, Sendable { case open, closed, none }

  package var label: String?
  package var figureCaption: String?
  package var figureAlternativeText: String?
  /// Of the second figure and those after it, where a list gives one for each.
  package var furtherFigureCaptions: [String] = []
  package var furtherAlternativeTexts: [String] = []
  package var tableCaption: String?
  /// Inches of 96 CSS pixels, for charts that set no size of their own.
  package var figureWidth: Double?
  /// Inches of 96 CSS pixels, for charts that set no size of their own.
  package var figureHeight: Double?
  /// The caption of the code.
  package var listingCaption: String?
  /// `lst-label`, by which the code is referred to where the cell has another label.
  package var listingLabel: String?
  package var echo = Echo.show
  /// Whether the cell is compiled and run.
  package var evaluates = true
  package var showsOutput = true
  /// Whether text output is Markdown to be rendered (`output: asis`).
  package var rendersOutputAsMarkdown = false
  /// `false` leaves code and output out of the report; the cell runs.
  package var isIncluded = true
  package var showsWarnings = true
  /// The cell may trap or throw (`error: true`): the report shows the diagnostic, and the run goes
  /// on.
  package var toleratesError = false
  /// The cell must trap or throw (`runtime-error: true`); to complete is its failure.
  package var requiresError = false
  /// The cell must not compile; the diagnostic is shown, and compiling is the failure.
  package var expectsCompileError = false
  package var codeFold = Fold.none
  package var codeSummary: String?
  /// Whether lines of code have numbers, those of the note.
  package var numbersLines = false
  /// Seconds.
  package var timeout: Double?
  package var tags: [String] = []

  package init() {}
}

extension CellOptions {
  /// Whether the run goes on when the cell traps or throws.
  package var mayFail: Bool { toleratesError || requiresError }

  /// Whether what the cell prints is read as Markdown and stands in the report.
  package var mayPrintMarkdown: Bool {
    rendersOutputAsMarkdown && evaluates && isIncluded && showsOutput
  }

  /// The label of the code, where it has one.
  package var codeLabel: String? {
    listingLabel ?? label.flatMap { Reference.Kind(label: $0) == .listing ? $0 : nil }
  }

  /// Whether the code is a numbered listing.
  package var isListing: Bool { codeLabel != nil || listingCaption != nil }
}

/// `` `{swift} expression` `` in prose.
package struct InlineExpression: Sendable, Equatable {
  /// 0-based number among the note's inline expressions.
  package var number: Int
  package var code: String
  package var line: Int
  package var column: Int
  /// How many cells stand before it.
  package var precedingCells: Int

  package init(number: Int, code: String, line: Int, column: Int, precedingCells: Int) {
    self.number = number
    self.code = code
    self.line = line
    self.column = column
    self.precedingCells = precedingCells
  }
}

/// A constant of the front matter's `params:`, in scope of every cell.
package struct Parameter: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case text(String)
  }

  package var name: String
  package var value: Value
  /// The only values that it can have; empty where any value of its type will do.
  package var choices: [Value]
  package var line: Int

  package init(name: String, value: Value, choices: [Value] = [], line: Int) {
    self.name = name
    self.value = value
    self.choices = choices
    self.line = line
  }
}
