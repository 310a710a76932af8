internal import NotebookDocument

/// What becomes one module: a cell, or the inline expressions that follow a cell.
struct CodeUnit: Sendable {
  enum Kind: Sendable, Hashable {
    case cell(Int)
    /// The expressions in prose after the cell with this number.
    case inlineExpressions(after: Int)
  }

  var kind: Kind
  /// The cell's label, else its number: what its random numbers follow from.
  private(set) var name: String
  /// The author's code, line for line; for inline expressions with blanks in place of the prose.
  var code: String
  /// The note's line of the first line of `code`.
  var firstLine: Int
  /// The line of the file in which that line stands.
  private(set) var place: SourceLine
  /// The number of the first line in compiled code, which ``NoteLines`` lead back to the note's.
  var compiledFirstLine: Int
  /// How many bytes the note has before each line of `code`.
  var indentation: Int
  var syntax: CellSyntax
  /// What the cell needs to be a module of its own.
  private var necessary: [Insertion]
  /// What makes the cell come to its end and show its last value.
  private var additional: [Insertion]
  /// The code that is compiled.
  private(set) var rewritten: RewrittenCode
  /// The code with nothing but what it needs to be a module of its own; where it differs from
  /// `rewritten`, the compiler explains errors better in it.
  private(set) var plain: RewrittenCode
  /// Whether access levels cannot be made to fit, so that they must not be checked.
  var ignoresAccessLevels = false
  var mustNotCompile: Bool
  /// What is no inline value, at the note's lines.
  private(set) var formErrors: [FormError] = []

  /// An inline expression that is none.
  struct FormError: Sendable {
    var line: Int
    var column: Int
    var problem: InlineForm.Problem
  }

  var moduleName: String {
    switch kind {
    case .cell(let number): "Cell\(number)"
    case .inlineExpressions(let number): "Inline\(number)"
    }
  }

  /// The cell's number, or that of the cell the expressions follow.
  var number: Int {
    switch kind {
    case .cell(let number), .inlineExpressions(let number): number
    }
  }

  /// The declaration that every module has: other modules name it to reach the members of
  /// extensions.
  var markerName: String { "Notebook\(moduleName)" }
}

extension CodeUnit {
  /// A cell, rewritten so that it runs to its end and shows its last value.
  init(_ cell: Cell) {
    let code = cell.compilableCode
    let syntax = CellSyntax(code: code)
    var rewriter = CellRewriter(
      syntax,
      for: .kernel(firstLine: 1, lineVariable: "NotebookCell\(cell.number).line"))
    let insertions = cell.options.expectsCompileError ? [] : rewriter.rewriteCell()
    let lines = LineLiteralRewriter(
      syntax, surplus: cell.options.expectsCompileError ? 0 : cell.lineSurplus)
    let conformances = ConformanceRewriter(syntax)
    self.init(
      kind: .cell(cell.number), code: code, firstLine: cell.firstLine,
      indentation: cell.indentation, syntax: syntax,
      necessary: LayerCallRewriter(syntax).insertions + conformances.insertions,
      // What encloses an expression goes around what is put to its ends.
      additional: lines.ends + insertions + lines.beginnings,
      mustNotCompile: cell.options.expectsCompileError)
    ignoresAccessLevels = conformances.exposesOwnTypes
    if let label = cell.label { name = label }
    place = cell.place
  }

  /// Expressions between two cells, each at its own line and column.
  init(_ expressions: [InlineExpression], after number: Int) {
    let ordered = expressions.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    let firstLine = ordered.first?.line ?? 1
    var code = ""
    var insertions: [Insertion] = []
    var errors: [FormError] = []
    var line = firstLine
    var column = 1
    for expression in ordered {
      if expression.line > line {
        code += String(repeating: "\n", count: expression.line - line)
        (line, column) = (expression.line, 1)
      }
      // A line break inside an expression is prose that was wrapped; it reads as a blank.
      let form = InlineForm(String(expression.code.map { $0.isNewline ? " " : $0 }))
      if let problem = form.problem {
        // The others are checked all the same.
        errors.append(
          FormError(line: expression.line, column: expression.column, problem: problem))
        continue
      }
      code += String(repeating: " ", count: max(0, expression.column - column))
      let start = code.utf8.count
      var rewriter = CellRewriter(
        form.syntax,
        for: .kernel(
          firstLine: line - firstLine + 1, lineVariable: "NotebookInline\(number).line"))
      insertions += rewriter.rewriteInline(expression.number).map {
        Insertion(offset: $0.offset + start, text: $0.text)
      }
      code += form.code
      column = max(column, expression.column) + form.code.utf8.count
    }
    self.init(
      kind: .inlineExpressions(after: number), code: code, firstLine: firstLine, indentation: 0,
      syntax: CellSyntax(code: code), necessary: insertions, additional: [], mustNotCompile: false)
    formErrors = errors
  }

  private init(
    kind: Kind, code: String, firstLine: Int, indentation: Int, syntax: CellSyntax,
    necessary: [Insertion], additional: [Insertion], mustNotCompile: Bool
  ) {
    self.kind = kind
    name = kind.description
    self.code = code
    self.firstLine = firstLine
    place = SourceLine(number: firstLine)
    compiledFirstLine = firstLine
    self.indentation = indentation
    self.syntax = syntax
    self.necessary = necessary
    self.additional = additional
    rewritten = RewrittenCode(code, insertions: additional + necessary)
    plain = RewrittenCode(code, insertions: necessary)
    self.mustNotCompile = mustNotCompile
  }
}

extension CodeUnit {
  /// Adds what the code needs to mean the right definitions of its names.
  mutating func insert(_ insertions: [Insertion]) {
    guard !insertions.isEmpty else { return }
    necessary += insertions
    rewritten = RewrittenCode(code, insertions: additional + necessary)
    plain = RewrittenCode(code, insertions: necessary)
  }
}

extension CodeUnit.Kind: CustomStringConvertible {
  var description: String {
    switch self {
    case .cell(let number): "cell \(number)"
    case .inlineExpressions(let number): "the inline values after cell \(number)"
    }
  }
}
