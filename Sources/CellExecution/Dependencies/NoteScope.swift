/// What each cell of a note sees of the cells before it: of every name the latest definition.
struct NoteScope {
  /// What one unit takes from earlier ones; units are counted in the note's order.
  struct Imports: Sendable, Equatable {
    /// Units whose modules must be there, in order.
    var units: [Int] = []
    /// The name on account of which a unit is needed, for messages; units that only those need have
    /// none.
    var reasons: [Int: String] = [:]
    /// The import declarations of the module, one a line.
    var declarations: [String] = []
    /// Units whose own `import` declarations are in force.
    var importers: [Int] = []
    /// Names the unit uses that neither it nor an earlier one defines.
    var freeNames: Set<String> = []
    /// Variables of earlier units that the unit names, as `name@unit`.
    var variables: Set<String> = []
  }

  private struct Provider {
    var unit: Int
    var name: DefinedName
  }

  private var units: [CodeUnit] = []
  private var imports: [Imports] = []
  private var latest: [String: [Provider]] = [:]

  /// Finds what the unit imports; later units then see its definitions, unless it must not compile.
  mutating func add(_ unit: CodeUnit) -> Imports {
    let result = resolve(unit)
    let index = units.count
    units.append(unit)
    imports.append(result)
    guard !unit.mustNotCompile, case .cell = unit.kind else { return result }
    for (name, definitions) in Dictionary(grouping: unit.syntax.definitions, by: \.name) {
      let added = definitions.map { Provider(unit: index, name: $0) }
      latest[name] = (keepsEarlier(name, than: definitions) ? latest[name] ?? [] : []) + added
    }
    return result
  }

  /// Functions that differ in their parameters from all earlier ones of the name are overloads.
  private func keepsEarlier(_ name: String, than definitions: [DefinedName]) -> Bool {
    guard let earlier = latest[name] else { return false }
    let overloads = { (one: DefinedName) in
      (one.kind == .function || one.kind == .operator) && !one.signature.isEmpty
    }
    return definitions.allSatisfy(overloads)
      && earlier.allSatisfy { $0.name.kind == definitions[0].kind || $0.name.kind == .operator }
      && Set(earlier.map(\.name.signature)).isDisjoint(with: definitions.map(\.signature))
  }

  private func resolve(_ unit: CodeUnit) -> Imports {
    var result = Imports()
    var needed: Set<Int> = []
    var whole: Set<Int> = []
    var scoped: Set<String> = []

    func need(_ index: Int, because name: String) {
      needed.formUnion([index] + imports[index].units)
      if result.reasons[index] == nil { result.reasons[index] = name }
    }

    for name in unit.syntax.usedNames.sorted() {
      if !mayImport(name, into: unit) { continue }
      if latest[name] == nil { result.freeNames.insert(name) }
      for provider in latest[name] ?? [] {
        need(provider.unit, because: name)
        if provider.name.kind == .operator {
          whole.insert(provider.unit)
        } else {
          let module = units[provider.unit].moduleName
          scoped.insert(
            "@testable import \(provider.name.kind.rawValue) \(module).\(name.quotedIfKeyword)")
        }
        if provider.name.kind == .variable {
          result.variables.insert("\(name)@\(units[provider.unit].number)")
        }
      }
    }
    var isComplete = false
    while !isComplete {
      isComplete = true
      for index in units.indices where !needed.contains(index) && !units[index].mustNotCompile {
        for summary in units[index].syntax.extensions
        where reaches(summary, from: unit, needing: needed) {
          need(index, because: "extension \(summary.type)")
          isComplete = false
        }
      }
    }
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

  /// Whether an earlier definition of a name the unit uses is still meant beside its own.
  private func mayImport(_ name: String, into unit: CodeUnit) -> Bool {
    let own = unit.syntax.definitions.filter { $0.name == name }
    return own.isEmpty || own[0].kind == .operator || keepsEarlier(name, than: own)
  }

  private func reaches(
    _ summary: ExtensionSummary, from unit: CodeUnit, needing needed: Set<Int>
  ) -> Bool {
    /// A name that no cell defines is always there; one of a cell only if its cell is needed.
    func isPresent(_ name: String) -> Bool {
      guard let providers = latest[name] else { return true }
      return providers.contains { needed.contains($0.unit) }
        || unit.syntax.definedNames.contains(name)
    }
    guard isPresent(summary.type) else { return false }
    if !summary.members.isDisjoint(with: unit.syntax.mentionedNames) { return true }
    return summary.actsImplicitly
      && (summary.protocols.isEmpty || summary.protocols.contains(where: isPresent))
  }
}

extension String {
  /// The name in backticks where an import declaration could take it for a word of the language.
  fileprivate var quotedIfKeyword: String {
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
