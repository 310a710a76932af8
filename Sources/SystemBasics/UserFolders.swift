#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Folders of the user's that all parts of notebook share.
package enum UserFolders {
  /// Where caches go, the first that can be used: `$XDG_CACHE_HOME/notebook`, `~/.cache/notebook`.
  /// Only absolute paths count, as the XDG Base Directory Specification asks.
  package static func caches(in environment: [String: String]) -> [String] {
    var bases: [String] = []
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { bases.append(base) }
    if let home = environment["HOME"], home.hasPrefix("/") { bases.append(home + "/.cache") }
    return bases.map { $0 + "/notebook" }
  }

  /// The same for this process.
  package static var caches: [String] {
    var environment: [String: String] = [:]
    for name in ["XDG_CACHE_HOME", "HOME"] { environment[name] = variable(name) }
    return caches(in: environment)
  }

  /// The first of them that can be written, or made where it is not there yet; `nil` where none
  /// can.
  package static var usableCache: String? { caches.first(where: canBeWritten) }

  /// Whether files can be made in a folder, or in the nearest one above it that is there.
  package static func canBeWritten(_ folder: String) -> Bool {
    if access(folder, F_OK) == 0 { return access(folder, W_OK | X_OK) == 0 }
    guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return false }
    return canBeWritten(String(folder[..<slash]))
  }

  /// A variable of the environment that is set and not empty.
  package static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
