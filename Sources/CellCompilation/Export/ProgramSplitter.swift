internal import SwiftSyntax

/// Divides a cell's code for a library, which has no statements at its top: what defines names
/// stays there, and a function does the rest in the cell's order.
///
/// A library's variable gets its initial value when it is first read. So the function reads each at
/// its place, and the order of the cell is kept.
struct ProgramSplitter {
  /// The code's own imports.
  private(set) var imports: [String] = []
  /// Declarations, each with the comment before it.
  private(set) var declarations: [String] = []
  /// The statements of the function.
  private(set) var statements: [String] = []

  private let source: [UInt8]
  private let insertions: [Insertion]

  /// - Parameter names: What names need in order to mean definitions of earlier cells.
  init(_ syntax: CellSyntax, _ code: String, _ names: [Insertion] = []) {
    source = Array(code.utf8)
    var rewriter = CellRewriter(syntax, for: .program)
    insertions =
      LayerCallRewriter(syntax).insertions + ConformanceRewriter(syntax).insertions
      + rewriter.rewriteCell() + names
    split(syntax.tree.statements)
  }

  private mutating func split(_ items: CodeBlockItemListSyntax) {
    for item in items {
      switch item.item {
      case .decl(let declaration): split(declaration, item)
      case .stmt(let statement):
        if let node = statement.as(GuardStmtSyntax.self) {
          split(node, item)
        } else {
          statements.append(text(item))
        }
      case .expr: statements.append(text(item))
      @unknown default: statements.append(text(item))
      }
    }
  }

  private mutating func split(_ declaration: DeclSyntax, _ item: CodeBlockItemSyntax) {
    switch declaration.as(DeclSyntaxEnum.self) {
    case .importDecl: imports.append(text(item))
    case .variableDecl(let node):
      if node.bindings.contains(where: { $0.isUnassigned(in: node) }) {
        declarations += unassigned(node)
        return
      }
      let names = node.bindings.filter(\.isStored).flatMap(\.pattern.boundNames)
      let isComputed = !node.bindings.contains(where: \.isStored)
      if names.isEmpty, !isComputed {
        statements.append(text(item))
      } else {
        declarations.append(text(item))
        statements += names.map { "_ = \($0.quotedIfKeyword)" }
      }
    case .ifConfigDecl(let node): split(node)
    default: declarations.append(text(item))
    }
  }

  /// A library's variable needs an initial value; one that gets it from a statement is kept in
  /// another, which is empty until then.
  private func unassigned(_ node: VariableDeclSyntax) -> [String] {
    var type: String?
    // `let a, b: Int` gives both the type behind the last.
    let declarations = node.bindings.reversed().flatMap { binding -> [String] in
      type = binding.typeAnnotation?.type.trimmedDescription ?? type
      guard let type else { return [] }
      return binding.pattern.boundNames.map { name in
        """
        private var \(name)_value: \(type)?
        var \(name.quotedIfKeyword): \(type) {
          get { \(name)_value! }
          set { \(name)_value = newValue }
        }
        """
      }
    }
    return declarations.reversed()
  }

  /// A `guard` that binds names becomes the initial value of variables of these names.
  private mutating func split(_ node: GuardStmtSyntax, _ item: CodeBlockItemSyntax) {
    let bound = node.conditions.flatMap(\.guardedNames)
    guard let first = bound.first else {
      statements.append(text(item))
      return
    }
    let names = bound.map(\.name).joined(separator: ", ")
    let tuple = bound.count == 1 ? names : "(\(names))"
    let effects = Effects(of: item)
    let body = "{\n\(text(item).indented)\n  return \(tuple)\n}"
    let value = effects.throwsErrors ? "NotebookPrelude.valueOrExit(\(body))" : "\(body)()"
    declarations.append("\(first.keyword) \(tuple) = \(value)")
    statements += bound.map { "_ = \($0.name)" }
  }

  /// The same conditions around the declarations and around the statements.
  private mutating func split(_ node: IfConfigDeclSyntax) {
    var parts: [(head: String, part: Self)] = []
    for clause in node.clauses {
      guard case .statements(let items) = clause.elements else { continue }
      let condition = clause.condition.map { " \($0.trimmedDescription)" } ?? ""
      var part = self
      (part.imports, part.declarations, part.statements) = ([], [], [])
      part.split(items)
      parts.append((clause.poundKeyword.text + condition, part))
    }
    func joined(_ lines: KeyPath<Self, [String]>) -> [String] {
      if parts.allSatisfy({ $0.part[keyPath: lines].isEmpty }) { return [] }
      let clauses = parts.flatMap { [$0.head] + $0.part[keyPath: lines] }
      return [(clauses + ["#endif"]).joined(separator: "\n")]
    }
    imports += joined(\.imports)
    declarations += joined(\.declarations)
    statements += joined(\.statements)
  }

  /// An item as rewritten, with the comments before it.
  private func text(_ item: CodeBlockItemSyntax) -> String {
    let start = item.position.utf8Offset
    let end = item.endPosition.utf8Offset
    // What is inserted at a border belongs to the item whose code begins or ends there.
    let hasLeadingTrivia = item.positionAfterSkippingLeadingTrivia.utf8Offset > start
    let hasTrailingTrivia = item.endPositionBeforeTrailingTrivia.utf8Offset < end
    let inside = insertions.filter { insertion in
      insertion.offset > start && insertion.offset < end
        || insertion.offset == start && !hasLeadingTrivia
        || insertion.offset == end && !hasTrailingTrivia
    }
    let code = String(decoding: source[start..<end], as: UTF8.self)
    let moved = inside.map { Insertion(offset: $0.offset - start, text: $0.text) }
    return RewrittenCode(code, insertions: moved).text.trimmingBlankLines
  }
}

extension String {
  /// Every line moved to the right. Texts of several lines stay the same, since the quotation marks
  /// that end them move too.
  var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
  }

  fileprivate var trimmingBlankLines: String {
    var lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines = lines.dropFirst() }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines = lines.dropLast() }
    return lines.joined(separator: "\n")
  }
}
