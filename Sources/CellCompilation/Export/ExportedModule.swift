internal import NotebookDocument

/// One cell as a module of the package.
struct ExportedModule {
  let name: String
  /// The modules of cells that it imports.
  let dependencies: [String]
  /// The note's parameters that it names.
  let parameters: Set<String>
  let ignoresAccessLevels: Bool
  private let unit: CodeUnit
  private let names: EarlierNames
  private let imports: [String]

  init(_ plan: CheckPlan, _ index: Int) {
    unit = plan.units[index]
    let needs = plan.imports[index]
    name = unit.moduleName
    dependencies = needs.units.map { plan.units[$0].moduleName }
    let known = plan.parameters.map(\.name)
    var names = plan.earlierNames[index]
    names.parameterQualifier = "Parameters"
    self.names = names
    parameters = needs.freeNames.intersection(known).union(names.hiddenParameters(of: unit))
    ignoresAccessLevels = unit.ignoresAccessLevels
    imports =
      plan.importedModules(index, except: []) + needs.declarations
      + parameters.sorted().map { "import let Parameters.\($0)" }
  }

  /// The module's only file.
  func text(note: String) -> String {
    let program = ProgramSplitter(
      unit.syntax, unit.code, names.insertions(for: unit))
    var lines = [
      "// Cell \(unit.number) of \(note), \(unit.place.described).", "import NotebookPrelude",
    ]
    lines += imports + program.imports
    lines += ["", "/// Later cells import it to reach this cell's extensions."]
    lines.append("enum \(unit.markerName) {}")
    for declaration in program.declarations { lines += ["", declaration] }
    lines += ["", "/// What the cell does, in its order.", "public func run\(name)() throws {"]
    lines.append("  NotebookPrelude.beginCell(\(unit.name.debugDescription))")
    lines += program.statements.map(\.indented)
    return lines.joined(separator: "\n") + "\n}\n"
  }
}
