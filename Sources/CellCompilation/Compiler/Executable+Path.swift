internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

extension Executable {
  /// The program at a path, without a search.
  static func program(at path: String) -> Executable { .path(FilePath(path)) }
}

extension FilePath {
  /// The folder that every machine has.
  static let rootFolder = FilePath("/")
}
