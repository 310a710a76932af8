internal import NotebookDisplay
internal import NotebookDocument

/// The modules to check for a note, in its order, and what each needs of the others.
struct CheckPlan: Sendable {
  let units: [CodeUnit]
  let imports: [NoteScope.Imports]
  /// What each unit means by names that it uses before it defines them.
  let earlierNames: [EarlierNames]
  let places: DiagnosticPlaces
  /// The note's parameters, at the lines that they have in compiled code.
  let parameters: [Parameter]
  /// The way back from the lines of compiled code.
  let lines: NoteLines
  let notePath: String
  /// The note's file name, which the compiled texts bear too: to debug information the text around
  /// a cell belongs to the note.
  var noteName: String { notePath.split(separator: "/").last.map(String.init) ?? notePath }

  /// - Parameter unit: Reads a cell.
  init(
    cells: [Cell], parameters: [Parameter], inlineExpressions: [InlineExpression],
    notePath: String, reading unit: (Cell) -> CodeUnit = { CodeUnit($0) }
  ) {
    self.notePath = notePath
    let groups = Dictionary(grouping: inlineExpressions, by: \.precedingCells)
    var units: [CodeUnit] = []
    func addInlineExpressions(after number: Int) {
      if let group = groups[number] { units.append(CodeUnit(group, after: number)) }
    }
    addInlineExpressions(after: 0)
    for cell in cells {
      if cell.options.evaluates { units.append(unit(cell)) }
      addInlineExpressions(after: cell.number)
    }
    var scope = NoteScope()
    let imports = units.map { scope.add($0) }
    self.imports = imports
    let parameterNames = Set(parameters.map(\.name))
    earlierNames = imports.map { imports in
      EarlierNames(
        modules: imports.earlier.mapValues { units[$0].moduleName }, parameters: parameterNames)
    }
    for (index, names) in earlierNames.enumerated() {
      units[index].insert(names.insertions(for: units[index]))
    }
    var numbering = LineNumbering(units, imports, parameters)
    self.units = numbering.number(units)
    self.parameters = numbering.number(parameters)
    lines = numbering.lines
    places = DiagnosticPlaces(notePath: notePath, units: self.units, lines: lines)
  }

  /// The text of a unit's module.
  ///
  /// - Parameter missingModules: Modules that earlier cells import in vain, which is their error.
  func source(
    _ index: Int, missingModules: Set<String>, preludeModule: String
  ) -> ModuleSource {
    ModuleSource(
      unit: units[index],
      imports: importedModules(index, except: missingModules) + imports[index].declarations,
      parameters: freeParameters(of: index), earlierParameters: hiddenParameters(of: index),
      notePath: notePath, preludeModule: preludeModule)
  }

  /// The parameters that a unit reads.
  private func parameters(of index: Int) -> [Parameter] {
    freeParameters(of: index) + hiddenParameters(of: index)
  }

  private func freeParameters(of index: Int) -> [Parameter] {
    parameters.filter { imports[index].freeNames.contains($0.name) }
  }

  /// Those that a unit reads before it defines their names itself.
  private func hiddenParameters(of index: Int) -> [Parameter] {
    let hidden = earlierNames[index].hiddenParameters(of: units[index])
    return parameters.filter { hidden.contains($0.name) }
  }

  /// The errors of a unit that names its own variables before their declarations, and of inline
  /// values that are none.
  func ownErrors(_ index: Int) -> [Diagnostic] {
    let forms = units[index].formErrors.map { error in
      Diagnostic(
        .error, file: notePath, line: error.line, column: error.column, error.problem.message,
        explanation: error.problem.remedy)
    }
    return earlierNames[index].errors(of: units[index], file: notePath) + forms
  }

  /// The import declarations of earlier cells, which hold for a unit too.
  func importedModules(_ index: Int, except missingModules: Set<String>) -> [String] {
    var declarations: [String] = []
    for importer in imports[index].importers {
      for declaration in units[importer].syntax.imports where !declarations.contains(declaration) {
        // `no such module` names the whole path or a part of it.
        let path = declaration.split(separator: " ").suffix(1)
        let words = declaration.split { $0 == " " || $0 == "." } + path
        if words.allSatisfy({ !missingModules.contains(String($0)) }) {
          declarations.append(declaration)
        }
      }
    }
    return declarations
  }

  /// The only unit with code that is not among these texts, where no other unit waits for its
  /// module.
  func soleChange(since codes: Set<String>) -> Int? {
    let changed = units.indices.filter { !codes.contains(units[$0].code) }
    guard changed.count == 1, let index = changed.first, !units[index].mustNotCompile,
      !imports.contains(where: { $0.units.contains(index) || $0.importers.contains(index) })
    else { return nil }
    return index
  }

  /// Whether a unit or one it needs uses modules beyond ours.
  func importsModules(_ index: Int) -> Bool {
    !units[index].syntax.imports.isEmpty || !imports[index].importers.isEmpty
  }

  /// Names by which code reads a clock.
  private static let clocks: Set = [
    "ContinuousClock", "SuspendingClock", "Clock", "Date", "DispatchTime", "DispatchWallTime",
    "ProcessInfo", "CFAbsoluteTimeGetCurrent", "CACurrentMediaTime", "mach_absolute_time", "clock",
    "clock_gettime", "gettimeofday", "getrusage", "time", "times",
  ]

  /// The units from the first that uses a clock, itself or by what it imports, to the last.
  private var timedUnits: Range<Int> {
    let timed = units.indices.filter { index in
      ([index] + imports[index].units).contains {
        !imports[$0].freeNames.isDisjoint(with: Self.clocks)
      }
    }
    return (timed.first ?? 0)..<((timed.last ?? -1) + 1)
  }

  /// The outcomes as other modules see them.
  func result(_ outcomes: [UnitOutcome]) -> CheckResult {
    var result = CheckResult(cells: [], inlineExpressions: [])
    let timed = timedUnits
    let sharedState = sharedState
    for (index, outcome) in outcomes.enumerated() {
      let unit = units[index]
      let checked = CheckedCell(
        number: unit.number, diagnostics: outcome.diagnostics, isBroken: outcome.isBroken,
        failsAsExpected: outcome.failsAsExpected,
        defines: unit.syntax.definedNames.sorted(),
        dependsOn: imports[index].units.map { units[$0].number },
        variables: unit.syntax.variableNames, sharedState: sharedState[index],
        uses: Dictionary(
          imports[index].uses.map { (units[$0.key].number, $0.value) },
          uniquingKeysWith: { $0.union($1) }),
        variableLines: unit.syntax.variableLines,
        parameters: Set(parameters(of: index).map(\.name)), isTimed: timed.contains(index),
        isFromCache: outcome.isFromCache, identity: outcome.key)
      switch unit.kind {
      case .cell: result.cells.append(checked)
      case .inlineExpressions: result.inlineExpressions.append(checked)
      }
    }
    return result
  }
}

/// What checking one unit found.
struct UnitOutcome: Sendable {
  var diagnostics: [Diagnostic] = []
  var isBroken = false
  var failsAsExpected = false
  var isFromCache = false
  /// The name of its entry in the cache; empty where nothing was compiled.
  var key = ""
  /// All that those who import the module see of it; empty where there is none.
  var module = ""
  /// The code, where it was generated with the check.
  var object: String?

  var canRun: Bool { !isBroken && !failsAsExpected }

  /// The modules that the unit imports in vain, as the compiler names them.
  var missingModules: [String] = []

  /// The modules that diagnostics of the compiler's own, not yet explained, find missing.
  static func missingModules(in diagnostics: [Diagnostic]) -> [String] {
    diagnostics.compactMap { diagnostic in
      let pieces = diagnostic.message.split(separator: "'")
      return pieces.count >= 2 && pieces[0].hasSuffix("no such module ") ? String(pieces[1]) : nil
    }
  }
}
