internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// A program of the machine that turns one file into another.
struct HelperProgram: Sendable {
  /// The names it may have, the usual one first.
  let names: [String]
  /// How it is installed, for the message where it is missing.
  let package: String

  /// Draws SVG as PNG.
  static let svgConverter = HelperProgram(names: ["rsvg-convert"], package: "librsvg2-bin")
  /// Prints pages.
  static let browser = HelperProgram(
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    package: "chromium")

  enum Failure: Error, CustomStringConvertible {
    case missing(HelperProgram)
    /// The last line it wrote.
    case failed(String, lastWords: String)
    case tooSlow(String)

    var description: String {
      switch self {
      case .missing(let program):
        "\(program.names[0]) is not installed; 'apt-get install \(program.package)' brings it"
      case .failed(let name, let words): words.isEmpty ? "\(name) failed" : "\(name): \(words)"
      case .tooSlow(let name): "\(name) did not end within a minute"
      }
    }
  }

  /// Runs the first of the names that is there, and waits at most a minute for its end.
  func run(_ arguments: [String]) async throws(Failure) {
    for name in names {
      let executable = Executable.name(name)
      guard (try? await executable.resolveExecutablePath(in: .inherit)) != nil else { continue }
      return try await run(name, executable, arguments)
    }
    throw .missing(self)
  }

  private func run(
    _ name: String, _ executable: Executable, _ arguments: [String]
  ) async throws(Failure) {
    let words: String?
    do {
      words = try await withThrowingTaskGroup(of: String??.self) { group in
        group.addTask {
          var options = PlatformOptions()
          options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
          let result = try await Subprocess.run(
            executable, arguments: Arguments(arguments), platformOptions: options,
            output: .discarded, error: .string(limit: 1 << 20))
          let isSuccess = result.terminationStatus.isSuccess
          return .some(isSuccess ? nil : result.standardError)
        }
        group.addTask {
          try await Task.sleep(for: .seconds(60))
          return .none
        }
        let first = try await group.next() ?? .none
        group.cancelAll()
        guard let first else { throw Failure.tooSlow(name) }
        return first
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .failed(name, lastWords: "\(error)")
    }
    guard let words else { return }
    let lines = words.split(separator: "\n").map(String.init)
    throw .failed(name, lastWords: lines.last ?? "")
  }
}
