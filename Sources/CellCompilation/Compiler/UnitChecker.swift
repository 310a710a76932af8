internal import NotebookDocument

/// Checks the units of a plan, each as soon as those it needs are done.
struct UnitChecker: Sendable {
  let plan: CheckPlan
  let configuration: CompilerConfiguration
  let cache: CompilationCache
  let slots: CompilerSlots
  let fingerprint: String
  /// The unit whose code is generated with its check: the only one that has changed, when no other
  /// waits for its module.
  var soleChange: Int?

  /// The outcomes in the plan's order.
  func checkAll() async throws -> [UnitOutcome] {
    var tasks: [Task<UnitOutcome, any Error>] = []
    for index in plan.units.indices {
      let earlier = tasks
      tasks.append(Task { try await check(index, after: earlier) })
    }
    let all = tasks
    return try await withTaskCancellationHandler {
      var outcomes: [UnitOutcome] = []
      var failure: (any Error)?
      for task in all {
        do {
          outcomes.append(try await task.value)
        } catch {
          failure = failure ?? error
          for task in all { task.cancel() }
        }
      }
      if let failure { throw failure }
      return outcomes
    } onCancel: {
      for task in all { task.cancel() }
    }
  }

  /// Generates code for a sound unit unless the cache has it.
  func makeLibrary(
    _ index: Int, _ outcome: UnitOutcome, _ outcomes: [UnitOutcome]
  ) async throws -> CompiledCell {
    let unit = plan.units[index]
    let entry = cache.entry(outcome.key)
    var library = "\(entry)/\(unit.moduleName).so"
    if !cache.hasLibrary(library) {
      let name = "\(unit.moduleName).so"
      library = try await slots.withSlot {
        let invocation = invocation(index, in: try cache.makeWorkFolder(), outcomes)
        let source = cache.source(outcome.key, noteName: plan.noteName)
        let object =
          if let object = outcome.object { object } else {
            try await invocation.makeObject(source: source)
          }
        let made = try await invocation.link(object, with: plan.importsModules(index))
        let finished = "\(entry)/\(name)"
        try cache.publishLibrary(made, as: finished)
        return finished
      }
    }
    var cell = CompiledCell(
      number: unit.number, moduleName: unit.moduleName, library: cache.keepForRun(library),
      entryPoint: "notebook_\(unit.moduleName)", diagnostics: outcome.diagnostics)
    cell.places = AuthorPlaces(plan.units, lines: plan.lines, noteName: plan.noteName)
    return cell
  }
}

extension UnitChecker {
  private func check(
    _ index: Int, after earlier: [Task<UnitOutcome, any Error>]
  ) async throws -> UnitOutcome {
    let unit = plan.units[index]
    let imports = plan.imports[index]
    var outcomes = [UnitOutcome](repeating: UnitOutcome(), count: plan.units.count)
    for needed in Set(imports.units + imports.importers) {
      outcomes[needed] = try await earlier[needed].value
    }
    let broken = imports.reasons.filter { outcomes[$0.key].isBroken }
    if let (needed, name) = broken.min(by: { $0.key < $1.key }) {
      return blocked(unit, by: needed, because: name)
    }
    let key = key(index, outcomes)
    let sources = imports.units.map { outcomes[$0].key }
    if let record = cache.record(key), record.holds(for: sources) {
      return outcome(index, record, key, isFromCache: true)
    }
    let found = outcomes
    let object = index == soleChange ? "\(try cache.makeWorkFolder())/\(unit.moduleName).o" : nil
    let record = try await slots.withSlot {
      try await compile(index, found, key: key, object: object)
    }
    var outcome = outcome(index, record, key, isFromCache: false)
    outcome.object = object.flatMap { fileExists($0) ? $0 : nil }
    return outcome
  }

  /// The name of everything that goes into a unit's module: its text, and of other modules what it
  /// sees of them, which many an edit leaves as it was.
  private func key(_ index: Int, _ outcomes: [UnitOutcome]) -> String {
    let unit = plan.units[index]
    var hash = ContentHash()
    let text = source(index, outcomes).rewritten
    for part in [fingerprint, unit.moduleName, "\(unit.indentation)", text] { hash.combine(part) }
    for needed in plan.imports[index].units { hash.combine(outcomes[needed].module) }
    return hash.hexadecimal
  }

  func source(_ index: Int, _ outcomes: [UnitOutcome]) -> ModuleSource {
    let missing = plan.imports[index].importers.flatMap { outcomes[$0].missingModules }
    return plan.source(
      index, missingModules: Set(missing), preludeModule: configuration.preludeModule)
  }

  private func compile(
    _ index: Int, _ outcomes: [UnitOutcome], key: String, object: String?
  ) async throws -> CompilationCache.Record {
    let unit = plan.units[index]
    if BracketNesting.isTooDeep(unit.code) {
      return CompilationCache.Record(
        diagnostics: [
          Diagnostic(
            .error, file: plan.notePath, line: unit.compiledFirstLine,
            "too many '[' stand directly inside each other",
            explanation:
              "with more than \(BracketNesting.limit), the compiler does not come to an end")
        ], isBroken: true)
    }
    let source = source(index, outcomes)
    let folder = try cache.makeWorkFolder()
    let path = cache.source(key, noteName: plan.noteName)
    if !fileExists(path) {
      let unfinished = "\(folder)/source"
      try writeFile(source.rewritten, to: unfinished)
      try cache.moveSource(unfinished, to: path)
    }
    let invocation = invocation(index, in: folder, outcomes)
    let isSound: Bool
    let serialized: [SerializedDiagnostic]
    do {
      (isSound, serialized) = try await invocation.check(source: path, object: object)
    } catch let failure as CompilerFailure {
      // A compiler that crashes spoils this cell only; nothing of it is kept.
      return CompilationCache.Record(
        diagnostics: [
          Diagnostic(
            .error, file: plan.notePath, line: unit.firstLine, failure.summary,
            explanation: failure.details)
        ], isBroken: true)
    }
    var diagnostics = plan.places.diagnostics(serialized, of: unit, in: unit.rewritten)
    if !isSound && unit.plain != unit.rewritten {
      // The compiler's words about the author's own code are better than about the rewritten one.
      let plain = "\(folder)/\(plan.noteName)"
      try writeFile(source.plain, to: plain)
      let (_, original) = try await invocation.check(source: plain)
      let errors = plan.places.diagnostics(original, of: unit, in: unit.plain)
        .filter { $0.severity == .error }
      if !errors.isEmpty {
        diagnostics = diagnostics.filter { $0.severity != .error } + errors
      }
    }
    var record = CompilationCache.Record(
      diagnostics: diagnostics.enumerated().sorted {
        ($0.element.line ?? 0, $0.element.column ?? 0, $0.offset)
          < ($1.element.line ?? 0, $1.element.column ?? 0, $1.offset)
      }.map(\.element), isBroken: !isSound)
    if !record.concernsOnly(unit) {
      record.sources = plan.imports[index].units.map { outcomes[$0].key }
    }
    return try cache.publish(folder, as: key, record)
  }

  func invocation(
    _ index: Int, in folder: String, _ outcomes: [UnitOutcome]
  ) -> FrontendInvocation {
    FrontendInvocation(
      configuration: configuration, moduleName: plan.units[index].moduleName,
      folder: folder,
      moduleFolders: plan.imports[index].units.map { cache.entry(outcomes[$0].key) },
      clangModules: cache.clangModules,
      ignoresAccessLevels: plan.units[index].ignoresAccessLevels)
  }

  private func outcome(
    _ index: Int, _ record: CompilationCache.Record, _ key: String, isFromCache: Bool
  ) -> UnitOutcome {
    let unit = plan.units[index]
    let own = plan.ownErrors(index)
    let isBroken = record.isBroken || !own.isEmpty
    // What the compiler says of the same lines follows from them.
    let found = plan.places.explained(record.diagnostics, of: unit).filter { diagnostic in
      diagnostic.severity != .error || !own.contains { $0.line == diagnostic.line }
    }
    var outcome = UnitOutcome(
      diagnostics: (own + found).sorted {
        ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0)
      },
      isBroken: isBroken,
      isFromCache: isFromCache, key: key,
      module: record.checksums["\(unit.moduleName).swiftmodule"] ?? "")
    outcome.missingModules = UnitOutcome.missingModules(in: record.diagnostics)
    if unit.mustNotCompile {
      outcome.isBroken = !isBroken
      outcome.failsAsExpected = isBroken
      if outcome.isBroken {
        outcome.diagnostics.append(
          Diagnostic(
            .error, file: plan.notePath, line: unit.firstLine,
            "cell \(unit.number) compiles, but 'compile-error: true' says that it must not",
            explanation: "remove the option, or make the error the cell is to show"))
      }
    }
    return outcome
  }

  private func blocked(
    _ unit: CodeUnit, by needed: Int, because name: String
  ) -> UnitOutcome {
    UnitOutcome(
      diagnostics: [
        Diagnostic(
          .note, file: plan.notePath, line: unit.firstLine,
          "not checked: needs '\(name)' of cell \(plan.units[needed].number)")
      ], isBroken: true)
  }
}

extension CompilationCache.Record {
  /// Whether everything said is said of the unit's own lines.
  fileprivate func concernsOnly(_ unit: CodeUnit) -> Bool {
    diagnostics.flatMap { [$0] + $0.notes }.allSatisfy { diagnostic in
      diagnostic.line.map { unit.contains(line: $0) } ?? true
    }
  }

  /// Whether what is said of others' lines is still true of those.
  fileprivate func holds(for sources: [String]) -> Bool {
    self.sources == nil || self.sources == sources
  }
}
