internal import SwiftSyntax

/// Finds uses of a cell's variables before their declarations: where they stand, and through the
/// functions and types that the code uses.
///
/// Which functions run is told by their names: the use of a name may run everything of the cell
/// that bears it, and the use of a type its initial values and whatever its protocols ask for. So a
/// use is refused too often rather than too rarely.
struct DeclarationOrder {
  private(set) var earlyUses: [EarlyUse] = []

  /// A stored variable at top level.
  private struct Variable {
    /// UTF-8 offset of its name.
    var offset: Int
    /// Behind its declaration.
    var declared: Int
    /// Behind the place where it has a value.
    var ready: Int
    /// The branches of `#if` around it.
    var branches: [Branch]

    /// Whether a place is in another branch of an `#if` that the declaration is in too.
    func isExcluded(at offset: Int) -> Bool {
      branches.contains { offset > $0.condition && offset < $0.clause.lowerBound }
    }
  }

  private struct Branch: Equatable {
    var condition: Int
    var clause: Range<Int>
  }

  /// The first read of a variable by a function, and where.
  private typealias Reads = [String: Int]

  private var variables: [String: [Variable]] = [:]
  private let references: [NameReference]
  /// By name, the references in what bears it.
  private var bodies: [String: [Int]] = [:]

  init(_ tree: SourceFileSyntax, _ references: [NameReference]) {
    self.references = references
    collect(tree.statements, [])
    for (index, reference) in references.enumerated() {
      for owner in reference.owners { bodies[owner, default: []].append(index) }
      if reference.owners.isEmpty || reference.ownValue == .plain { judge(reference) }
    }
    findUsesThroughOthers()
    earlyUses.sort { ($0.reference.start, $0.name) < ($1.reference.start, $1.name) }
  }

  /// Judges a place by itself.
  private mutating func judge(_ reference: NameReference) {
    guard reference.isFree, reference.ownValue != .recursion else { return }
    guard let variable = variables[reference.name].flatMap({ first($0, after: reference) }) else {
      // A type that is defined by an earlier one of its name.
      if reference.ownValue == .plain {
        earlyUses.append(EarlyUse(name: reference.name, kind: .inOwnValue, reference: reference))
      }
      return
    }
    let kind: EarlyUse.Kind =
      reference.ownValue == .plain ? .inOwnValue : reference.isDeferred ? .deferred : .direct
    earlyUses.append(
      EarlyUse(
        name: reference.name, kind: kind, reference: reference, declaration: variable.offset))
  }

  /// The variable whose declaration comes after a place, unless they exclude each other.
  private func first(_ candidates: [Variable], after reference: NameReference) -> Variable? {
    candidates.first { reference.start < $0.declared && !$0.isExcluded(at: reference.start) }
  }

  private mutating func findUsesThroughOthers() {
    guard !variables.isEmpty, !bodies.isEmpty else { return }
    // Behind this offset every variable has its value.
    let last = variables.values.joined().map(\.ready).max() ?? 0
    var known: [String: Reads] = [:]
    var reported: Set<[String]> = []
    for reference in references
    where reference.owners.isEmpty && reference.start < last && bodies[reference.name] != nil {
      let name = reference.name
      let reads = known[name] ?? self.reads(of: name)
      known[name] = reads
      for (variable, offset) in reads {
        let early = variables[variable]?.first {
          reference.start < $0.ready && !$0.isExcluded(at: reference.start)
        }
        guard let early, reported.insert([name, variable]).inserted else { continue }
        earlyUses.append(
          EarlyUse(
            name: variable, kind: .through(name, readAt: offset), reference: reference,
            declaration: early.offset))
      }
    }
  }

  /// The variables of the cell that the use of a name may read.
  private func reads(of name: String) -> Reads {
    var reads: Reads = [:]
    var visited: Set = [name]
    var pending = [name]
    while let next = pending.popLast() {
      for index in bodies[next] ?? [] {
        let reference = references[index]
        if reference.isFree, variables[reference.name] != nil {
          reads[reference.name] = min(reads[reference.name] ?? .max, reference.start)
        }
        if bodies[reference.name] != nil, visited.insert(reference.name).inserted {
          pending.append(reference.name)
        }
      }
    }
    return reads
  }
}

extension DeclarationOrder {
  private mutating func collect(_ items: CodeBlockItemListSyntax, _ branches: [Branch]) {
    for item in items {
      switch item.item {
      case .decl(let declaration):
        if let node = declaration.as(VariableDeclSyntax.self) { collect(node, branches) }
        guard let condition = declaration.as(IfConfigDeclSyntax.self) else { continue }
        for clause in condition.clauses {
          guard case .statements(let inner) = clause.elements else { continue }
          let range = clause.position.utf8Offset..<clause.endPosition.utf8Offset
          let branch = Branch(condition: condition.position.utf8Offset, clause: range)
          collect(inner, branches + [branch])
        }
      case .stmt(let statement):
        guard let node = statement.as(GuardStmtSyntax.self) else { continue }
        for name in node.conditions.flatMap(\.guardedNames) {
          let end = node.endPosition.utf8Offset
          add(name.name, at: name.end - name.name.utf8.count, declared: end, ready: end, branches)
        }
      default: break
      }
    }
  }

  private mutating func collect(_ node: VariableDeclSyntax, _ branches: [Branch]) {
    for binding in node.bindings where binding.isStored {
      let declared = binding.endPosition.utf8Offset
      for name in binding.pattern.boundNames {
        var ready = declared
        if binding.isUnassigned(in: node), let tree = node.root.as(SourceFileSyntax.self) {
          ready = AssignmentVisitor.firstAssignment(of: name, after: declared, in: tree) ?? .max
        }
        add(
          name, at: binding.pattern.positionAfterSkippingLeadingTrivia.utf8Offset,
          declared: declared, ready: ready, branches)
      }
    }
  }

  private mutating func add(
    _ name: String, at offset: Int, declared: Int, ready: Int, _ branches: [Branch]
  ) {
    variables[name, default: []].append(
      Variable(offset: offset, declared: declared, ready: ready, branches: branches))
  }
}

/// Finds where a variable without an initial value gets its first one.
final class AssignmentVisitor: StraightCodeVisitor {
  private let names: Set<String>
  private let start: Int
  private(set) var assigned: (name: String, end: Int)?

  private init(_ names: Set<String>, after start: Int) {
    self.names = names
    self.start = start
    super.init(viewMode: .sourceAccurate)
  }

  /// The UTF-8 offset behind the first assignment.
  static func firstAssignment(
    of name: String, after offset: Int, in tree: SourceFileSyntax
  ) -> Int? {
    let visitor = AssignmentVisitor([name], after: offset)
    visitor.walk(tree)
    return visitor.assigned?.end
  }

  /// Whether the code assigns to one of the names where it stands.
  static func assigns(_ names: Set<String>, in node: some SyntaxProtocol) -> Bool {
    guard !names.isEmpty else { return false }
    let visitor = AssignmentVisitor(names, after: 0)
    visitor.walk(node)
    return visitor.assigned != nil
  }

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    let elements = Array(node.elements)
    if assigned == nil, elements.count > 2, elements[1].is(AssignmentExprSyntax.self),
      node.position.utf8Offset >= start,
      let name = elements[0].assignedNames.first(where: names.contains)
    {
      assigned = (name, node.endPosition.utf8Offset)
    }
    return assigned == nil ? .visitChildren : .skipChildren
  }
}

extension ExprSyntax {
  /// The names on the left of an assignment: one, or those of a tuple.
  fileprivate var assignedNames: [String] {
    if let tuple = self.as(TupleExprSyntax.self) {
      return tuple.elements.flatMap(\.expression.assignedNames)
    }
    return self.as(DeclReferenceExprSyntax.self).map { [$0.baseName.unquotedName] } ?? []
  }
}
