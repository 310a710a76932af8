internal import Glibc
internal import NotebookDocument
internal import Subprocess

/// Runs the compiler and the linker for one module.
struct FrontendInvocation: Sendable {
  let configuration: CompilerConfiguration
  let moduleName: String
  /// The folder that holds `NAME.swift` and receives what is made of it.
  let folder: String
  /// Folders with the modules of earlier cells.
  let moduleFolders: [String]
  let clangModules: String
  let ignoresAccessLevels: Bool

  /// The name that the linker gives to calls of the runtime's end for uncaught errors, which ends
  /// the process.
  private static let errorInMain = "swift_errorInMain"

  /// Type-checks the source and writes the module that later cells import. Returns whether it is
  /// sound, and what the compiler said.
  ///
  /// - Parameter object: Where to write the code too, which takes less time than to read everything
  ///   once more for it; the modules of later cells wait for it.
  func check(
    source: String, object: String? = nil
  ) async throws -> (isSound: Bool, diagnostics: [SerializedDiagnostic]) {
    let diagnosticsPath = path("dia")
    let products =
      object.map {
        ["-c", "-o", $0, "-emit-module-path", path("swiftmodule")]
      } ?? ["-emit-module", "-o", path("swiftmodule")]
    let ended = try await launch(
      configuration.frontend,
      products + [
        "-primary-file", source, "-emit-module-source-info-path", path("swiftsourceinfo"),
        "-serialize-diagnostics-path", diagnosticsPath,
      ] + commonArguments)
    let diagnostics = SerializedDiagnostic.read(readFile(diagnosticsPath) ?? [])
    let hasError = diagnostics.contains { $0.severity == .error }
    if !ended.isSuccess && !hasError {
      throw CompilerFailure(
        "the compiler stopped without saying what is wrong with the cell", details: ended.lastWords)
    }
    return (ended.isSuccess && !hasError, diagnostics)
  }

  /// Generates code. Returns the object file's path.
  func makeObject(source: String) async throws -> String {
    let compiled = try await launch(
      configuration.frontend,
      [
        "-c", "-primary-file", source, "-o", path("o"), "-suppress-warnings",
      ] + commonArguments)
    guard compiled.isSuccess else {
      throw CompilerFailure(
        "no code could be generated for \(moduleName)", details: compiled.lastWords)
    }
    return path("o")
  }

  /// Links the code. Returns the library's path.
  func link(_ object: String, with toolchainLibraries: Bool) async throws -> String {
    let linked = try await launch(
      configuration.linker, linkerArguments(object, toolchainLibraries: toolchainLibraries))
    guard linked.isSuccess else {
      throw CompilerFailure("\(moduleName) could not be linked", details: linked.lastWords)
    }
    return path("so")
  }

  /// The C symbol that runs the module's top-level code.
  var entryPoint: String { "notebook_\(moduleName)" }

  /// The symbol of the function that takes errors nobody caught.
  static func errorHandler(of moduleName: String) -> String { "notebook_\(moduleName)_error" }

  /// After so many seconds on one expression, its types are too much for the compiler.
  private static let secondsForExpression = 60

  /// Everything that decides what the compiler makes of a source, for the cache.
  static let flags = [
    "-enable-testing", "-swift-version", "5", "-O", "-assert-config Debug", "-gline-tables-only",
    "BareSlashRegexLiterals", "ImplicitOpenExistentials", "60 s", "layout 6",
  ]
}

extension FrontendInvocation {
  private func path(_ kind: String) -> String { "\(folder)/\(moduleName).\(kind)" }

  private var commonArguments: [String] {
    let plugins = configuration.resources + "/host"
    // These must be the same for checking and for generating code, and for all notes: with any of
    // them changed, the compiler makes its own form of every C module anew, which takes a second.
    var arguments = [
      // An optimized cell still says why it stopped, and where.
      "-O", "-assert-config", "Debug", "-gline-tables-only",
      "-module-name", moduleName, "-enable-testing", "-swift-version", "5",
      // Of a function of this name the compiler sees more than of `main`, such as a division by a
      // constant that is zero.
      "-entry-point-function-name", entryPoint,
      "-enable-upcoming-feature", "BareSlashRegexLiterals",
      "-enable-upcoming-feature", "ImplicitOpenExistentials",
      "-module-cache-path", clangModules, "-diagnostic-style", "llvm",
      "-file-compilation-dir", ".",
      // The compiler's own limit is ten minutes for each expression.
      "-solver-expression-time-threshold=\(Self.secondsForExpression)",
      "-in-process-plugin-server-path", plugins + "/libSwiftInProcPluginServer.so",
      "-plugin-path", plugins + "/plugins",
    ]
    if ignoresAccessLevels { arguments.append("-disable-access-control") }
    for folder in configuration.moduleFolders + moduleFolders { arguments += ["-I", folder] }
    return arguments
  }

  /// The same for the compiler's driver, as an editor's tools take arguments.
  var editorArguments: [String] {
    var arguments = [
      "-module-name", moduleName, "-enable-testing", "-swift-version", "5",
      "-enable-upcoming-feature", "BareSlashRegexLiterals",
      "-enable-upcoming-feature", "ImplicitOpenExistentials",
      "-module-cache-path", clangModules, "-resource-dir", configuration.resources,
      "-plugin-path", configuration.resources + "/host/plugins",
    ]
    // What an editor puts in the place of arguments would be reported on the standard error.
    arguments += ["-Xfrontend", "-warn-on-editor-placeholder", "-suppress-warnings"]
    if ignoresAccessLevels { arguments += ["-Xfrontend", "-disable-access-control"] }
    for folder in configuration.moduleFolders + moduleFolders { arguments += ["-I", folder] }
    return arguments
  }

  private func linkerArguments(_ object: String, toolchainLibraries: Bool) -> [String] {
    #if arch(arm64)
      let architecture = "aarch64"
    #else
      let architecture = "x86_64"
    #endif
    let libraries = configuration.resources + "/linux"
    // Regular expressions and tasks need no import; a library is only kept if it is used.
    var names = ["swift_StringProcessing", "swift_Concurrency"]
    if toolchainLibraries {
      names += [
        "Foundation", "FoundationEssentials", "FoundationInternationalization",
        "FoundationNetworking", "FoundationXML", "dispatch", "swiftDispatch", "swiftObservation",
        "swiftRegexBuilder", "swiftSynchronization", "swiftDistributed",
        "swift_Differentiation", "swift_Volatile",
      ]
    }
    return [
      // A library means its own symbols by their names: every cell has its own error handler,
      // and all are global.
      "-shared", "-Bsymbolic", object, "\(libraries)/\(architecture)/swiftrt.o", "-o",
      path("so"),
      "--wrap=\(Self.errorInMain)",
      "--defsym=__wrap_\(Self.errorInMain)=\(Self.errorHandler(of: moduleName))",
      "-L", libraries, "-rpath", libraries, "--as-needed",
    ] + names.filter { fileExists("\(libraries)/lib\($0).so") }.map { "-l\($0)" }
  }

  private struct Ending {
    var isSuccess: Bool
    var standardError: String

    /// What a message can quote of a program that failed without a diagnostic.
    var lastWords: String? {
      let lines = standardError.split(whereSeparator: \.isNewline).prefix(6)
      return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
  }

  /// What a shell calls the limits by which the system ends a program, by the signal it sends.
  private static let limits: [Int32: String] = [SIGXFSZ: "ulimit -f", SIGXCPU: "ulimit -t"]

  private func launch(_ program: String, _ arguments: [String]) async throws -> Ending {
    var options = PlatformOptions()
    options.teardownSequence = []  // Neither program has anything to put in order: kill at once.
    // Modules name the folder in which they were made: it is the same for everybody, so that the
    // modules of a note are too, wherever the tool was started.
    let result = try await run(
      .program(at: program), arguments: Arguments(arguments), workingDirectory: .rootFolder,
      platformOptions: options,
      output: .discarded, error: .string(limit: 8 << 20))
    try Task.checkCancellation()
    if case .signaled(let signal) = result.terminationStatus, let limit = Self.limits[signal] {
      throw CompilerFailure("the compiler was ended by a limit of this user: raise it (\(limit))")
    }
    return Ending(
      isSuccess: result.terminationStatus.isSuccess, standardError: result.standardError)
  }
}
