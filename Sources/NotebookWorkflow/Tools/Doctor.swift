internal import CellCompilation
internal import DatasetCatalog
internal import FoundationEssentials
internal import NotebookDisplay
internal import NotebookDocument
internal import NotebookSession
internal import ReportRendering
internal import RunResults
internal import SystemBasics

/// What `notebook doctor` looks at: everything a run needs, each with the command that mends it. It
/// does not only look: a cell is compiled and trains a model in a kernel, and a formula is set.
package struct Doctor: Sendable {
  /// One thing a run needs.
  package struct Finding: Sendable, Equatable, Codable {
    package enum State: String, Sendable, Codable {
      case fine
      /// Runs work without it, with less.
      case optional
      case missing
    }

    package var name: String
    package var state: State
    /// What was found, or what is missing and why it matters.
    package var detail: String
    /// A shell command that mends it.
    package var remedy: String?
  }

  package init() {}

  /// Examines everything; nothing is left behind.
  package func examine() async -> [Finding] {
    var findings = [await compiler, kernel]
    if findings.allSatisfy({ $0.state == .fine }) { findings.append(await run) }
    findings += katex
    if !findings.contains(where: { $0.name.hasPrefix("KaTeX") && $0.state != .fine }) {
      findings.append(formula)
    }
    return findings + DatasetDescription.all.map(dataset) + [cache]
  }

  // MARK: Programs

  private var compiler: Finding {
    get async {
      do {
        let configuration = try await CompilerConfiguration.discover()
        return Finding(
          name: "Swift compiler", state: .fine, detail: configuration.compilerVersion)
      } catch {
        return Finding(
          name: "Swift compiler", state: .missing, detail: "\(error)",
          remedy: "install Swift 6.3 from https://www.swift.org/install and run 'make build'")
      }
    }
  }

  private var kernel: Finding {
    let path = InstalledFiles.kernel
    return FileManager.default.isExecutableFile(atPath: path)
      ? Finding(name: "kernel", state: .fine, detail: path)
      : Finding(
        name: "kernel", state: .missing, detail: "\(path) is not there or cannot be executed",
        remedy: "make build")
  }

  // MARK: A run

  /// A note with all that a run does, in small.
  private static let note = """
    ```swift
    let data = Examples(
      inputs: Tensor.normal([32, 4]), targets: Tensor((0..<32).map { Int32($0 % 2) }))
    let model = Sequential { Dense(2) }
    let history = try model.fit(data, validation: data, epochs: 1)
    ```

    $x^2$
    """

  /// Compiles a cell, starts a kernel and trains a step.
  private var run: Finding {
    get async {
      let name = "a run"
      let clock = Stopwatch()
      let folder = FileManager.default.temporaryDirectory.path
      let notebook = Notebook.parse(source: Self.note, path: "\(folder)/doctor.md")
      do throws(RunFailure) {
        let run = try await NotebookRun(
          path: notebook.path, options: RunOptions(), interruption: RunInterruption(),
          watch: { _, _ in }
        ).produce(notebook)
        guard run.state == .complete else {
          return Self.failure(name, run.diagnostics + run.cells.flatMap(\.diagnostics))
        }
        let backend = run.information.facts.first { $0.name == "Backend" }?.value ?? "unknown"
        return Finding(
          name: name, state: .fine,
          detail: "a cell trained a model in a kernel with \(backend), in "
            + NumberFormat.duration(seconds: clock.seconds))
      } catch {
        return Self.failure(name, error.diagnostics)
      }
    }
  }

  private static func failure(_ name: String, _ diagnostics: [Diagnostic]) -> Finding {
    let reasons = diagnostics.filter { $0.severity == .error }.map(\.message)
    return Finding(
      name: name, state: .missing,
      detail: reasons.isEmpty ? "a small note does not run" : reasons.joined(separator: "; "),
      remedy: "make build")
  }

  // MARK: Mathematics

  private var katex: [Finding] {
    [
      ("KaTeX", "\(KatexFiles.debian.scripts)/katex.min.js", "libjs-katex"),
      ("KaTeX fonts", KatexFiles.debian.fonts, "fonts-katex"),
    ].map { name, path, package in
      FileManager.default.fileExists(atPath: path)
        ? Finding(name: name, state: .fine, detail: path)
        : Finding(
          name: name, state: .optional,
          detail: "\(path) is not there; formulas are shown as they are written",
          remedy: "apt-get install \(package)")
    }
  }

  private var formula: Finding {
    let notebook = Notebook.parse(source: "$x^2$", path: "doctor.md")
    let problems = ReportRenderer().diagnostics(of: notebook, run: .notRun)
    return problems.isEmpty
      ? Finding(name: "a formula", state: .fine, detail: "was set")
      : Finding(
        name: "a formula", state: .optional,
        detail: problems.map(\.message).joined(separator: "; "),
        remedy: "apt-get install --reinstall libjs-katex fonts-katex")
  }

  // MARK: Files

  private func dataset(_ set: DatasetDescription) -> Finding {
    let search = DatasetSearch.standard
    if let folder = search.folder(named: set.folderName, holdingAnyOf: set.fileNames) {
      return Finding(name: set.title, state: .fine, detail: folder)
    }
    return Finding(
      name: set.title, state: .optional, detail: "not on this machine",
      remedy: set.package.map { "apt-get install \($0)" } ?? set.remedy)
  }

  private var cache: Finding {
    let name = "cache"
    if let folder = UserFolders.usableCache {
      return Finding(name: name, state: .fine, detail: folder)
    }
    guard let folder = UserFolders.caches.first else {
      return Finding(
        name: name, state: .optional,
        detail: "there is no folder for it; every run compiles every cell",
        remedy: "set HOME or XDG_CACHE_HOME")
    }
    return Finding(
      name: name, state: .optional,
      detail: "\(folder) cannot be written; every run compiles every cell",
      remedy: "set XDG_CACHE_HOME to a folder that can be written")
  }
}
