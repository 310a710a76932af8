/// What each cell of a note sees of the cells before it: of every name the latest definition.
struct NoteScope {
  /// What one unit takes from earlier ones; units are counted in the note's order.
  struct Imports: Sendable, Equatable {
    /// Units whose modules must be there, in order.
    var units: [Int] = []
    /// The name on account of which a unit is needed, for messages; units that only those need have
    /// none.
    var reasons: [Int: String] = [:]
    /// All names on account of which units are needed, by those units.
    var uses: [Int: Set<String>] = [:]
    /// The import declarations of the module, one a line.
    var declarations: [String] = []
    /// Units whose own `import` declarations are in force.
    var importers: [Int] = []
    /// Names the unit uses that neither it nor an earlier one defines.
    var freeNames: Set<String> = []
    /// Of the names that the unit uses before it defines them itself, the units that define them.
    var earlier: [String: Int] = [:]
    /// Variables of earlier units that the unit names, as `name@unit`.
    var variables: Set<String> = []
  }

  private struct Provider {
    var unit: Int
    var name: DefinedName
  }

  private var units: [CodeUnit] = []
  private var imports: [Imports] = []
  /// For each unit its definitions by name.
  private var definitions: [[String: [DefinedName]]] = []
  private var latest: [String: [Provider]] = [:]
  /// For each unit the types and protocols its extensions name, as they were defined then.
  private var extended: [[String: [Provider]]] = []

  /// Finds what the unit imports; later units then see its definitions, unless it must not compile.
  mutating func add(_ unit: CodeUnit) -> Imports {
    let own = Dictionary(grouping: unit.syntax.definitions, by: \.name)
    let result = resolve(unit, own)
    let index = units.count
    units.append(unit)
    definitions.append(own)
    imports.append(result)
    guard !unit.mustNotCompile, case .cell = unit.kind else {
      extended.append([:])
      return result
    }
    let shared = unit.syntax.definitions.filter { $0.restriction == nil }
    for (name, definitions) in Dictionary(grouping: shared, by: \.name) {
      let added = definitions.map { Provider(unit: index, name: $0) }
      latest[name] = overloads(of: name, beside: definitions) + added
    }
    var owners: [String: [Provider]] = [:]
    for summary in unit.syntax.extensions {
      for name in summary.protocols.union([summary.type]) { owners[name] = latest[name] }
    }
    extended.append(owners)
    return result
  }

  /// The functions that definitions of their name leave in force: those of cells in which none has
  /// the same parameters.
  private func overloads(of name: String, beside definitions: [DefinedName]) -> [Provider] {
    let signatures = Set(definitions.map(\.signature))
    guard definitions.allSatisfy(\.canBeOverloaded), !signatures.contains("") else { return [] }
    return (latest[name] ?? []).filter { provider in
      provider.name.canBeOverloaded
        && (self.definitions[provider.unit][name] ?? []).allSatisfy {
          !signatures.contains($0.signature)
        }
    }
  }

  /// - Parameter definitions: The unit's own ones by name.
  private func resolve(_ unit: CodeUnit, _ definitions: [String: [DefinedName]]) -> Imports {
    var result = Imports()
    var needed: Set<Int> = []
    var whole: Set<Int> = []
    var scoped: Set<String> = []

    func need(_ index: Int, because name: String) {
      needed.formUnion([index] + imports[index].units)
      if result.reasons[index] == nil { result.reasons[index] = name }
      result.uses[index, default: []].insert(name)
    }

    func take(_ provider: Provider) {
      need(provider.unit, because: provider.name.name)
      if provider.name.kind == .operator {
        whole.insert(provider.unit)
      } else {
        let module = units[provider.unit].moduleName
        scoped.insert(
          "@testable import \(provider.name.kind.rawValue) \(module)"
            + ".\(provider.name.name.quotedIfKeyword)")
      }
      if provider.name.kind == .variable {
        result.variables.insert("\(provider.name.name)@\(units[provider.unit].number)")
      }
    }

    for use in unit.syntax.earlyUses {
      guard let provider = latest[use.name]?.last else { continue }
      if use.canMeanEarlier { take(provider) }
      result.earlier[use.name] = provider.unit
    }
    for name in unit.syntax.usedNames.sorted() {
      let own = definitions[name] ?? []
      if own.isEmpty, latest[name] == nil { result.freeNames.insert(name) }
      let isOverloading = !own.isEmpty && own[0].kind != .operator
      let providers = isOverloading ? overloads(of: name, beside: own) : latest[name] ?? []
      providers.forEach(take)
    }
    var isComplete = false
    while !isComplete {
      isComplete = true
      for index in units.indices where !needed.contains(index) && !units[index].mustNotCompile {
        for summary in units[index].syntax.extensions
        where reaches(summary, of: index, from: unit, needing: needed) {
          need(index, because: "extension \(summary.type)")
          isComplete = false
        }
      }
    }
    // The language finds an operator among a type's members only in modules imported as a whole.
    whole.formUnion(
      needed.filter {
        !units[$0].syntax.memberOperators.isDisjoint(with: unit.syntax.mentionedNames)
      })
    for index in needed.sorted() {
      let other = units[index]
      result.units.append(index)
      result.declarations.append(
        whole.contains(index)
          ? "@testable import \(other.moduleName)"
          : "@testable import enum \(other.moduleName).\(other.markerName)")
    }
    result.declarations += scoped.sorted()
    result.importers = units.indices.filter {
      !units[$0].syntax.imports.isEmpty && !units[$0].mustNotCompile
    }
    return result
  }

  private func reaches(
    _ summary: ExtensionSummary, of index: Int, from unit: CodeUnit, needing needed: Set<Int>
  ) -> Bool {
    /// A name that no cell defined is always there; one of a cell only if its cell is needed.
    func isPresent(_ name: String) -> Bool {
      guard let providers = extended[index][name] else { return true }
      return providers.contains { needed.contains($0.unit) }
    }
    let owners = extended[index][summary.type] ?? []
    // What a protocol's extension adds may be used on values of types that do not name it.
    let mayReach = isPresent(summary.type) || owners.contains { $0.name.kind == .protocol }
    guard mayReach else { return false }
    if !summary.members.isDisjoint(with: unit.syntax.mentionedNames) { return true }
    return isPresent(summary.type) && summary.actsImplicitly
      && (summary.protocols.isEmpty || summary.protocols.contains(where: isPresent))
  }
}

extension String {
  /// The name in backticks where it could be taken for a word of the language.
  var quotedIfKeyword: String {
    let words: Set = [
      "as", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
      "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard",
      "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "private",
      "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript",
      "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]
    return words.contains(self) ? "`\(self)`" : self
  }
}
