package import NotebookDocument

/// Type-checks the cells of a note and makes libraries of them.
///
/// ```swift
/// let compiler = try NotebookCompiler(configuration: try await .discover(), notePath: "note.md")
/// let result = try await compiler.check(cells: note.cells)
/// if result.isSound { let library = try await compiler.compiled(1).library }
/// await compiler.close()
/// ```
package actor NotebookCompiler {
  let notePath: String
  nonisolated let configuration: CompilerConfiguration
  let cache: CompilationCache
  let slots: CompilerSlots
  let fingerprint: String
  private var libraries: [CodeUnit.Kind: Task<CompiledCell, any Error>] = [:]
  /// The cells as they were read last, by their numbers: one that has not changed is not read
  /// again.
  private var readCells: [Int: (cell: Cell, unit: CodeUnit)] = [:]
  /// The texts of the check before; `nil` before the first one.
  private var checkedCodes: Set<String>?
  /// How many checks have begun: only the latest one's libraries are wanted.
  private var checkCount = 0
  /// Whether the latest check has come to its end.
  private var isChecked = false

  /// Prepares to compile a note's cells.
  ///
  /// - Parameter notePath: The path as the user gave it; diagnostics and `#file` show it.
  /// - Throws: ``CompilerSetupError`` if the cache folder cannot be written.
  package init(configuration: CompilerConfiguration, notePath: String) throws {
    self.configuration = configuration
    self.notePath = notePath
    cache = try CompilationCache(
      folder: configuration.cacheFolder, isTemporary: configuration.isCacheTemporary,
      limit: configuration.cacheLimit)
    slots = CompilerSlots(configuration.parallelism)
    fingerprint = configuration.fingerprint
  }

  /// Type-checks everything and collects all errors and warnings of all cells.
  ///
  /// - Parameter generatesCode: Whether code generation of the sound cells starts in the
  ///   background; ``compiled(_:)`` waits for it.
  /// - Throws: ``CompilerFailure`` for what is no fault of the note, `CancellationError` also where
  ///   another check has begun meanwhile.
  package func check(
    cells: [Cell], parameters: [Parameter] = [], inlineExpressions: [InlineExpression] = [],
    generatesCode: Bool = true
  ) async throws -> CheckResult {
    for task in libraries.values { task.cancel() }
    libraries = [:]
    checkCount += 1
    isChecked = false
    let number = checkCount
    let plan = CheckPlan(
      cells: cells, parameters: parameters, inlineExpressions: inlineExpressions,
      notePath: notePath, reading: unit)
    var checker = UnitChecker(
      plan: plan, configuration: configuration, cache: cache, slots: slots,
      fingerprint: fingerprint)
    if generatesCode, let checkedCodes { checker.soleChange = plan.soleChange(since: checkedCodes) }
    checkedCodes = Set(plan.units.map(\.code))
    let outcomes = try await checker.checkAll()
    guard number == checkCount else { throw CancellationError() }
    isChecked = true
    if generatesCode {
      for (index, outcome) in outcomes.enumerated() where outcome.canRun {
        libraries[plan.units[index].kind] = Task { [checker] in
          try await checker.makeLibrary(index, outcome, outcomes)
        }
      }
    }
    return plan.result(outcomes)
  }

  /// A cell's library, as soon as it is there.
  ///
  /// - Throws: ``CompilerFailure``, also for a cell that the last `check` did not find sound or did
  ///   not generate code for; `CancellationError` where another check has begun, or where the
  ///   caller is cancelled.
  package func compiled(_ number: Int) async throws -> CompiledCell {
    try await library(.cell(number))
  }

  /// The library of the inline expressions that follow a cell, 0 for those before the first;
  /// running it sends their values.
  package func compiledInlineExpressions(after number: Int) async throws -> CompiledCell {
    try await library(.inlineExpressions(after: number))
  }

  /// Ends compilers that still run, removes unfinished work and cuts the cache down to its limit.
  package func close() async {
    for task in libraries.values { task.cancel() }
    for task in libraries.values { _ = await task.result }
    libraries = [:]
    cache.close()
  }

  /// What becomes a cell's module.
  func unit(_ cell: Cell) -> CodeUnit {
    if let known = readCells[cell.number], known.cell == cell { return known.unit }
    let unit = CodeUnit(cell)
    readCells[cell.number] = (cell, unit)
    return unit
  }

  private func library(_ kind: CodeUnit.Kind) async throws -> CompiledCell {
    guard let task = libraries[kind] else {
      // Whether it is sound is only known when the check that has begun is done.
      guard isChecked else { throw CancellationError() }
      throw CompilerFailure("\(kind.description) was not compiled, since it is not sound")
    }
    return try await withTaskCancellationHandler {
      do {
        return try await task.value
      } catch {
        // A compiler that was ended is no fault of the note.
        throw task.isCancelled ? CancellationError() : error
      }
    } onCancel: {
      task.cancel()
    }
  }
}

extension CompilerConfiguration {
  /// Changes whenever the same source could give another module.
  fileprivate var fingerprint: String {
    var hash = ContentHash()
    hash.combine(compilerVersion)
    hash.combine(frontend + " " + fileStamp(frontend))
    for flag in FrontendInvocation.flags { hash.combine(flag) }
    for folder in moduleFolders {
      for module in cellModules {
        let path = "\(folder)/\(module).swiftmodule"
        hash.combine("\(path) \(fileStamp(path))")
      }
    }
    return hash.hexadecimal
  }
}
