internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The libraries of one run, in a folder of its own among the temporary files: linked where that is
/// possible, else copied. A cache that is removed or cut down meanwhile takes nothing from them.
final class RunLibraries: Sendable {
  /// How the folders' names begin.
  private static let prefix = "notebook-run-"

  /// `ST_NOEXEC`, which Swift's view of the header leaves out.
  private static let noExecution: UInt = 8

  /// The folder, made when it is first needed; `nil` where none can be used.
  private let folder = Mutex<Folder>(.notYetMade)

  private enum Folder {
    case notYetMade
    case made(String)
    case impossible
  }

  /// Links or copies a library.
  ///
  /// - Returns: Where it is now, or `nil` where it has to stay.
  func keep(_ library: String) -> String? {
    guard let folder = usableFolder() else { return nil }
    let name = library.split(separator: "/").suffix(2).joined(separator: "-")
    let path = "\(folder)/\(name)"
    if fileExists(path) || link(library, path) == 0 { return path }
    do {
      // Beside its place first: another task may load a library of the same name.
      let beside = "\(path).\(UInt32.random(in: 0 ... .max))"
      try FileManager.default.copyItem(atPath: library, toPath: beside)
      return rename(beside, path) == 0 ? path : nil
    } catch {
      return nil
    }
  }

  /// Removes the folder.
  func remove() {
    folder.withLock { folder in
      if case .made(let path) = folder { try? FileManager.default.removeItem(atPath: path) }
      folder = .impossible
    }
  }

  private func usableFolder() -> String? {
    folder.withLock { folder in
      if case .notYetMade = folder { folder = Self.make() }
      if case .made(let path) = folder { return path }
      return nil
    }
  }

  private static func make() -> Folder {
    let parent = FileManager.default.temporaryDirectory
    CompilationCache.removeFoldersOfDeadRuns(in: parent, prefix: prefix)
    // Nothing can be loaded from a file system whose files may not be executed.
    var status = statvfs()
    guard statvfs(parent.path, &status) == 0, status.f_flag & noExecution == 0 else {
      return .impossible
    }
    let path = "\(parent.path)/\(prefix)\(getpid())-\(UInt64.random(in: 0 ... .max))"
    return mkdir(path, 0o700) == 0 ? .made(path) : .impossible
  }
}
