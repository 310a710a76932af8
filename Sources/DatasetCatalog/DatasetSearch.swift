internal import SystemBasics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Where data sets are looked for, in this order: the folder named by `NOTEBOOK_DATA` (a folder of
/// the set's name inside it, or itself), the system's data sets, the user's cache folder.
package struct DatasetSearch: Sendable {
  /// `NOTEBOOK_DATA`.
  package var userFolder: String?
  /// Where Debian's packages put data sets.
  package var systemFolder: String
  /// Where downloads are kept.
  package var cacheFolder: String?

  package init(userFolder: String?, systemFolder: String, cacheFolder: String?) {
    self.userFolder = userFolder
    self.systemFolder = systemFolder
    self.cacheFolder = cacheFolder
  }

  /// The places of this machine and user.
  package static var standard: DatasetSearch {
    DatasetSearch(
      userFolder: UserFolders.variable("NOTEBOOK_DATA"), systemFolder: "/usr/share/datasets",
      cacheFolder: (UserFolders.usableCache ?? UserFolders.caches.first).map { $0 + "/datasets" })
  }

  /// The first folder that holds any of the files. A set that is there in part counts as found, so
  /// that what is missing is reported instead of another copy being used in silence.
  ///
  /// - Parameter exists: Whether a file is there.
  package func folder(
    named name: String, holdingAnyOf files: [String], exists: (String) -> Bool = Self.isThere
  ) -> String? {
    var candidates: [String] = []
    if let userFolder { candidates += ["\(userFolder)/\(name)", userFolder] }
    candidates.append("\(systemFolder)/\(name)")
    if let cacheFolder { candidates.append("\(cacheFolder)/\(name)") }
    return candidates.first { folder in
      files.contains { exists("\(folder)/\($0)") }
    }
  }

  /// Whether something is at a path.
  package static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The folder downloads of the set go to.
  package func cache(named name: String) -> String? { cacheFolder.map { "\($0)/\(name)" } }

  /// The places in words, for messages.
  package func description(named name: String) -> String {
    var places = [userFolder.map { "\($0) (NOTEBOOK_DATA)" } ?? "NOTEBOOK_DATA (not set)"]
    places.append("\(systemFolder)/\(name)")
    if let cache = cache(named: name) { places.append(cache) }
    return places.joined(separator: ", ")
  }
}
