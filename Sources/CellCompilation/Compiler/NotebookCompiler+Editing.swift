package import NotebookDocument

extension NotebookCompiler {
  /// What an editor's tools need to complete and explain a cell.
  ///
  /// - Parameters:
  ///   - cell: The cell as far as it is written.
  ///   - earlier: The cells before it, which have been found sound.
  package func editorSource(of cell: Cell, after earlier: [Cell]) async throws -> EditorSource {
    let known = CheckPlan(
      cells: earlier, parameters: [], inlineExpressions: [], notePath: notePath, reading: unit)
    let outcomes = try await checker(of: known).checkAll()
    // A name may be completed that the cell does not mention yet: all of them are mentioned.
    let names = Set(
      known.units.flatMap { $0.syntax.definitions }.filter { $0.kind != .operator }.map(\.name))
    var mentioning = cell
    let code = cell.compilableCode
    mentioning.code =
      code + "\n;_ = [\(names.sorted().map(\.quotedIfKeyword).joined(separator: ", "))]"
    let plan = CheckPlan(
      cells: earlier + [mentioning], parameters: [], inlineExpressions: [], notePath: notePath,
      reading: unit)
    var source = checker(of: plan).editorSource(outcomes + [UnitOutcome()], code: code)
    source.earlierCode = earlier.reversed().map(\.code)
    return source
  }

  /// The library of the toolchain that completes and explains code.
  package nonisolated var sourceKitLibrary: String {
    configuration.resources + "/../libsourcekitdInProc.so"
  }

  /// A folder of the compiler's own, in which no source file lies.
  package nonisolated var editingFolder: String { configuration.cacheFolder }

  private func checker(of plan: CheckPlan) -> UnitChecker {
    UnitChecker(
      plan: plan, configuration: configuration, cache: cache, slots: slots,
      fingerprint: fingerprint)
  }
}
