internal import CellCompilation
internal import FoundationEssentials

/// What `notebook doctor` looks at: everything a run needs, each with the command that mends it.
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

  /// Looks at everything; nothing is changed.
  package func examine() async -> [Finding] {
    [await compiler, kernel] + katex + [fashionMNIST, cache]
  }

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

  private var katex: [Finding] {
    [
      ("KaTeX", "/usr/share/javascript/katex/katex.min.js", "libjs-katex"),
      ("KaTeX fonts", "/usr/share/fonts/truetype/katex", "fonts-katex"),
    ].map { name, path, package in
      FileManager.default.fileExists(atPath: path)
        ? Finding(name: name, state: .fine, detail: path)
        : Finding(
          name: name, state: .missing, detail: "\(path) is not there; notes with mathematics fail",
          remedy: "apt-get install \(package)")
    }
  }

  private var fashionMNIST: Finding {
    let environment = ProcessInfo.processInfo.environment
    let candidates =
      [environment["NOTEBOOK_DATA"].map { "\($0)/fashion-mnist" }, environment["NOTEBOOK_DATA"]]
      .compactMap(\.self) + ["/usr/share/datasets/fashion-mnist"]
    let found = candidates.first {
      FileManager.default.fileExists(atPath: "\($0)/train-images-idx3-ubyte.gz")
    }
    return found.map { Finding(name: "Fashion-MNIST", state: .fine, detail: $0) }
      ?? Finding(
        name: "Fashion-MNIST", state: .optional,
        detail: "not on this machine; a run downloads it, or falls back to synthetic images",
        remedy: "apt-get install dataset-fashion-mnist")
  }

  private static var cacheFolder: String {
    let environment = ProcessInfo.processInfo.environment
    return environment["XDG_CACHE_HOME"].map { "\($0)/notebook" }
      ?? "\(environment["HOME"] ?? "")/.cache/notebook"
  }

  private var cache: Finding {
    let folder = Self.cacheFolder
    let parent = URL(filePath: folder).deletingLastPathComponent().path
    let isThere = FileManager.default.fileExists(atPath: folder)
    let isWritable = FileManager.default.isWritableFile(atPath: isThere ? folder : parent)
    return isWritable
      ? Finding(name: "cache", state: .fine, detail: folder)
      : Finding(
        name: "cache", state: .optional,
        detail: "\(folder) cannot be written; every run compiles every cell",
        remedy: "set XDG_CACHE_HOME to a folder that can be written")
  }
}
