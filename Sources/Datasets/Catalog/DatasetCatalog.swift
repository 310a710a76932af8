/// Lists, fetches and verifies the data sets, for `notebook data`. It runs in the kernel's process,
/// which has the data sets' code and what loading them needs of the system.
package struct DatasetCatalog {
  private let search: DatasetSearch
  private let say: (String) -> Void

  /// - Parameter say: Takes each line.
  package init(searching search: DatasetSearch = .standard, say: @escaping (String) -> Void) {
    self.search = search
    self.say = say
  }

  /// Carries out `list`, `fetch NAME...` or `verify NAME...`.
  ///
  /// - Returns: The exit status: 1 where a set could not be had or a file is damaged, 64 for a
  ///   command or a name that does not exist.
  package func run(_ arguments: [String]) -> Int32 {
    var sets: [DatasetDescription] = []
    for name in arguments.dropFirst() {
      guard let set = Self.set(named: name) else {
        let known = DatasetDescription.all.map(\.name).joined(separator: ", ")
        say("error: there is no data set '\(name)'; there are \(known)")
        return 64
      }
      sets.append(set)
    }
    switch arguments.first {
    case "list": return list()
    case "fetch": return sets.map(fetch).max() ?? 64
    case "verify": return verify(sets)
    default:
      say("error: 'notebook data' takes list, fetch or verify")
      return 64
    }
  }

  // MARK: Commands

  private func list() -> Int32 {
    for set in DatasetDescription.all {
      say("\(set.name): \(set.title), \(Self.size(set.bytes)), licence \(set.licence)")
      say("  \(folder(of: set) ?? "not on this machine; \(remedy(for: set))")")
      for file in set.files {
        let checksum = file.checksums.first.map { "SHA-256 \($0)" } ?? "no published checksum"
        say("  \(file.name)  \(file.bytes) bytes  \(checksum)")
      }
    }
    return 0
  }

  private func fetch(_ set: DatasetDescription) -> Int32 {
    if let folder = folder(of: set),
      !set.verify(in: folder).contains(where: { $0.finding == .missing })
    {
      say("\(set.title) is in \(folder)")
      return 0
    }
    guard set.address != nil else {
      say("error: \(set.title) cannot be fetched for you; \(remedy(for: set))")
      return 1
    }
    guard let cache = search.cache(named: set.folderName) else {
      say("error: there is no folder to fetch into; set HOME or XDG_CACHE_HOME")
      return 1
    }
    do {
      try set.fetch(into: cache)
      say("\(set.title) is in \(cache)")
      return 0
    } catch {
      say("error: \(set.title) was not fetched: \(error)")
      if let package = set.package { say("  Debian has it too: apt-get install \(package)") }
      return 1
    }
  }

  private func verify(_ asked: [DatasetDescription]) -> Int32 {
    var status: Int32 = 0
    for set in asked.isEmpty ? setsHere : asked {
      guard let folder = folder(of: set) else {
        say("error: \(set.title) is not on this machine; \(remedy(for: set))")
        status = 1
        continue
      }
      for (path, finding) in set.verify(in: folder) {
        switch finding {
        case .intact: say("ok       \(path)")
        case .rightLength: say("ok       \(path) (its length; no checksum is known)")
        case .missing: say("MISSING  \(path)")
        case .damaged(let reason): say("DAMAGED  \(reason)")
        }
        if finding != .intact, finding != .rightLength { status = 1 }
      }
    }
    if asked.isEmpty, setsHere.isEmpty { say("no data set is on this machine") }
    return status
  }

  /// The sets on this machine. Files of two sets may have the same names; a folder then counts as
  /// that of the set more of whose files it holds.
  private var setsHere: [DatasetDescription] {
    var best: [String: (set: DatasetDescription, intact: Int)] = [:]
    for set in DatasetDescription.all {
      guard let folder = folder(of: set) else { continue }
      let isAlone = !DatasetDescription.all.contains {
        $0.folderName != set.folderName && self.folder(of: $0) == folder
      }
      let intact = isAlone ? 0 : set.verify(in: folder).count { $0.finding == .intact }
      if intact > best[folder]?.intact ?? -1 { best[folder] = (set, intact) }
    }
    return DatasetDescription.all.filter { set in
      best.values.contains { $0.set.folderName == set.folderName }
    }
  }

  // MARK: Words

  private func folder(of set: DatasetDescription) -> String? {
    search.folder(named: set.folderName, holdingAnyOf: set.fileNames)
  }

  private func remedy(for set: DatasetDescription) -> String {
    set.address == nil
      ? "\(set.ownCopy) and put its folder '\(set.folderName)' into the folder NOTEBOOK_DATA names"
      : "notebook data fetch \(set.name)"
  }

  private static func set(named name: String) -> DatasetDescription? {
    DatasetDescription.all.first {
      $0.name == name.lowercased() || $0.folderName == name
    }
  }

  /// Megabytes with one decimal.
  private static func size(_ bytes: Int) -> String {
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10) MB"
  }
}
