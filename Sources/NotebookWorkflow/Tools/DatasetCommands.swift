internal import DatasetCatalog
internal import NotebookDisplay

/// Lists, fetches and verifies the data sets, for `notebook data`.
package struct DatasetCommands {
  private let search: DatasetSearch
  private let say: (String) -> Void
  private let showProgress: (String) -> Void
  /// How files are fetched; a test has no network.
  var download: (FileDownload, _ path: String, _ progress: @escaping (Int) -> Void) throws -> Void =
    {
      try $0.fetch(into: $1, progress: $2)
    }

  /// - Parameters:
  ///   - say: Takes each line.
  ///   - showProgress: Takes lines that replace each other; an empty one ends them.
  package init(say: @escaping (String) -> Void, showProgress: @escaping (String) -> Void) {
    self.init(searching: .standard, say: say, showProgress: showProgress)
  }

  init(
    searching search: DatasetSearch, say: @escaping (String) -> Void,
    showProgress: @escaping (String) -> Void = { _ in }
  ) {
    self.search = search
    self.say = say
    self.showProgress = showProgress
  }

  /// Says of every data set what it is and where.
  package func list() {
    for set in DatasetDescription.all {
      let size = NumberFormat.byteCount(set.bytes)
      say("\(set.name): \(set.title), \(size), licence \(set.licence)")
      say("  \(folder(of: set) ?? "not on this machine; \(set.remedy)")")
      for file in set.files {
        let checksum = file.checksums.first.map { "SHA-256 \($0)" } ?? "no published checksum"
        say("  \(file.name)  \(file.bytes) bytes  \(checksum)")
      }
    }
  }

  /// Fetches sets into the user's cache folder.
  ///
  /// - Returns: The exit status: 1 where a set could not be had, 64 for a name that does not exist.
  package func fetch(_ names: [String]) -> Int32 {
    guard let sets = sets(named: names) else { return 64 }
    return sets.map(fetch).max() ?? 0
  }

  /// Compares the files of sets with their checksums; of all that are there where none is named.
  ///
  /// - Returns: The exit status: 1 where a file is damaged or missing, 64 for a name that does not
  ///   exist.
  package func verify(_ names: [String]) -> Int32 {
    guard let asked = sets(named: names) else { return 64 }
    var status: Int32 = 0
    for set in asked.isEmpty ? setsHere : asked {
      guard let folder = folder(of: set) else {
        say("error: \(set.title) is not on this machine; \(set.remedy)")
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

  private func fetch(_ set: DatasetDescription) -> Int32 {
    if let folder = folder(of: set),
      !set.verify(in: folder).contains(where: { $0.finding == .missing })
    {
      say("\(set.title) is in \(folder)")
      return 0
    }
    guard set.address != nil else {
      say("error: \(set.title) cannot be fetched for you; \(set.remedy)")
      return 1
    }
    guard let cache = search.cache(named: set.folderName) else {
      say("error: there is no folder to fetch into; set HOME or XDG_CACHE_HOME")
      return 1
    }
    defer { showProgress("") }
    do {
      try set.fetch(into: cache) { address, path, file in
        let whole = NumberFormat.byteCount(file.bytes)
        try download(FileDownload(address, bytes: file.bytes), path) { bytes in
          showProgress("\(file.name)  \(NumberFormat.byteCount(bytes)) of \(whole)")
        }
      }
      showProgress("")
      say("\(set.title) is in \(cache)")
      return 0
    } catch {
      showProgress("")
      say("error: \(set.title) was not fetched: \(error)")
      if let package = set.package { say("  Debian has it too: apt-get install \(package)") }
      return 1
    }
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

  private func folder(of set: DatasetDescription) -> String? {
    search.folder(named: set.folderName, holdingAnyOf: set.fileNames)
  }

  /// The sets with these names; says which does not exist, and is `nil` then.
  private func sets(named names: [String]) -> [DatasetDescription]? {
    var sets: [DatasetDescription] = []
    for name in names {
      guard let set = DatasetDescription.named(name) else {
        let known = DatasetDescription.all.map(\.name).joined(separator: ", ")
        say("error: there is no data set '\(name)'; there are \(known)")
        return nil
      }
      sets.append(set)
    }
    return sets
  }
}
