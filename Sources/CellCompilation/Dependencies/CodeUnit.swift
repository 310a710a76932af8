internal import NotebookDocument

/// What becomes one module: a cell, or the inline expressions that follow a cell.
struct CodeUnit: Sendable {
  enum Kind: Sendable, Hashable {
    case cell(Int)
    /// The expressions in prose after the cell with this number.
    case inlineExpressions(after: Int)
  }

  var kind: Kind
  /// The author's code, line for line; for inline expressions with blanks in place of the prose.
  var code: String
  /// The note's line of the first line of `code`.
  var firstLine: Int
  /// The number of the first line in compiled code, which ``NoteLines`` lead back to the note's.
  var compiledFirstLine: Int
  /// How many bytes the note has before each line of `code`.
  var indentation: Int
  var syntax: CellSyntax
  var rewritten: RewrittenCode
  /// The code with nothing but what it needs to be a module of its own; where it differs from
  /// `rewritten`, the compiler explains errors better in it.
  var plain: RewrittenCode
  /// Whether access levels cannot be made to fit, so that they must not be checked.
  var ignoresAccessLevels = false
  var mustNotCompile: Bool

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

  /// The declaration that every module has: other modules name it to reach the members of extensions.
  var markerName: String { "Notebook\(moduleName)" }
}

extension CodeUnit {
  /// A cell, rewritten so that it runs to its end and shows its last value.
  init(_ cell: Cell) {
    let syntax = CellSyntax(code: cell.code)
    var rewriter = CellRewriter(
      syntax,
      for: .kernel(firstLine: 1, lineVariable: "NotebookCell\(cell.number).line"))
    let insertions = cell.options.expectsCompileError ? [] : rewriter.rewriteCell()
    let conformances = ConformanceRewriter(syntax)
    self.init(
      kind: .cell(cell.number), code: cell.code, firstLine: cell.firstLine,
      compiledFirstLine: cell.firstLine, indentation: cell.indentation, syntax: syntax,
      rewritten: RewrittenCode(cell.code, insertions: conformances.insertions + insertions),
      plain: RewrittenCode(cell.code, insertions: conformances.insertions),
      ignoresAccessLevels: conformances.exposesOwnTypes,
      mustNotCompile: cell.options.expectsCompileError)
  }

  /// Expressions between two cells, each at its own line and column.
  init(_ expressions: [InlineExpression], after number: Int) {
    let ordered = expressions.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    let firstLine = ordered.first?.line ?? 1
    var code = ""
    var insertions: [Insertion] = []
    var line = firstLine
    var column = 1
    for expression in ordered {
      if expression.line > line {
        code += String(repeating: "\n", count: expression.line - line)
        (line, column) = (expression.line, 1)
      }
      // A line break inside an expression is prose that was wrapped; it reads as a blank.
      let text = String(expression.code.map { $0.isNewline ? " " : $0 })
      code += String(repeating: " ", count: max(0, expression.column - column))
      let start = code.utf8.count
      var rewriter = CellRewriter(
        CellSyntax(code: text),
        for: .kernel(
          firstLine: line - firstLine + 1, lineVariable: "NotebookInline\(number).line"))
      insertions += rewriter.rewriteInline(expression.number).map {
        Insertion(offset: $0.offset + start, text: $0.text)
      }
      code += text
      column = max(column, expression.column) + text.utf8.count
    }
    let rewritten = RewrittenCode(code, insertions: insertions)
    self.init(
      kind: .inlineExpressions(after: number), code: code, firstLine: firstLine,
      compiledFirstLine: firstLine, indentation: 0, syntax: CellSyntax(code: code),
      rewritten: rewritten, plain: rewritten,
      mustNotCompile: false)
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
