package import NotebookDocument

/// The cells of a note as the files of a Swift package.
///
/// As in the notebook, each cell is a module, and a later one imports of every name the latest
/// definition. A module has the cell's declarations, and a function with its statements; the
/// program calls these functions one after the other.
package struct ProgramExport: Sendable {
  /// A file of the package: its path in it, and its text.
  package struct File: Sendable, Equatable {
    package var path: String
    package var text: String
  }

  package let files: [File]

  /// Makes the files for a note that type-checks.
  ///
  /// - Parameters:
  ///   - name: The package's and the program's name, of letters, digits, `-` and `_`.
  ///   - checkout: The folder with the sources of notebook, which the package builds on.
  package init(_ notebook: Notebook, name: String, checkout: String) {
    let cells = notebook.cells.filter { $0.options.evaluates && !$0.options.expectsCompileError }
    let plan = CheckPlan(
      cells: cells, parameters: notebook.frontMatter.parameters, inlineExpressions: [],
      notePath: notebook.path)
    let modules = plan.units.indices.map { ExportedModule(plan, $0) }
    let parameters = notebook.frontMatter.parameters.filter { parameter in
      modules.contains { $0.parameters.contains(parameter.name) }
    }
    let runs = cells.map { ($0.number, isRun: !$0.options.requiresError) }
    var files = [
      File(
        path: "Package.swift",
        text: ExportedManifest(name: name, checkout: checkout, modules: modules).text),
      File(
        path: "Sources/Program/main.swift",
        text: Self.main(seed: notebook.seed, cells: runs)),
    ]
    if !parameters.isEmpty {
      files.append(
        File(path: "Sources/Parameters/Parameters.swift", text: Self.text(of: parameters)))
    }
    let note = notebook.path.split(separator: "/").last.map(String.init) ?? notebook.path
    files += modules.map {
      File(path: "Sources/\($0.name)/\($0.name).swift", text: $0.text(note: note))
    }
    self.files = files
  }

  private static func main(seed: UInt64, cells: [(number: Int, isRun: Bool)]) -> String {
    let imports = cells.map { "import Cell\($0.number)\n" }.joined()
    let calls = cells.map { cell in
      cell.isRun
        ? "  try runCell\(cell.number)()\n"
        : "  // Cell \(cell.number) has to fail, which would end the program.\n"
    }
    return """
      \(imports)import NotebookProgram

      NotebookProgram.run(seed: \(seed)) {
      \(calls.joined())}

      """
  }

  private static func text(of parameters: [Parameter]) -> String {
    "// The note's parameters.\n"
      + parameters.map { "public let \($0.name): \($0.swiftType) = \($0.value.literal)\n" }.joined()
  }
}
