internal import NotebookDocument
internal import Synchronization
internal import SystemBasics

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

/// Modules and libraries of cells, kept by what they were made from.
///
/// One folder an entry, named by the hash of everything that went in. An entry is made in a work
/// folder beside the others and renamed into its place, so that two runs at once can only make the
/// same thing twice.
final class CompilationCache: Sendable {
  /// What type checking left behind besides the module.
  struct Record: Codable, Equatable {
    var diagnostics: [Diagnostic]
    var isBroken: Bool
    /// The files of the entry that later cells and the kernel read, as they were made.
    var checksums: [String: String] = [:]
    /// The entries of the imported modules, where something is said of their lines: the same
    /// module can be made of another text. The record holds for these only.
    var sources: [String]?
  }

  private let folder: URL
  private let isTemporary: Bool
  private let limit: Int
  /// The folder of this run's unfinished work.
  private let work: URL
  /// Where this run's libraries are, whoever removes the cache while they run.
  private let libraries = RunLibraries()
  private let count = Mutex(0)
  private let known = Mutex(Known())

  /// What this run has read already, with the stamps of the files: a session checks all its cells
  /// each time, and reading thousands of files again would take longer than compiling the new one.
  private struct Known {
    var records: [String: (stamp: String, record: Record, used: ContinuousClock.Instant)] = [:]
    var checksums: [String: (stamp: String, checksum: String)] = [:]
  }

  /// Opens a cache; stale work of runs that were killed is removed.
  init(folder: String, isTemporary: Bool, limit: Int) throws {
    self.folder = URL(filePath: folder)
    self.isTemporary = isTemporary
    self.limit = limit
    let runs = self.folder.appending(path: "work")
    work = runs.appending(
      path: "\(ProcessInfo.processInfo.processIdentifier)-\(UInt64.random(in: .min ... .max))")
    do {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
      for name in ["cells", "sources"] {
        try FileManager.default.createDirectory(
          at: self.folder.appending(path: name), withIntermediateDirectories: true)
      }
    } catch {
      throw CompilerSetupError(
        problem: "cannot write into \(folder)",
        remedy: "set XDG_CACHE_HOME to a folder that can be written")
    }
    Self.removeFoldersOfDeadRuns(in: runs)
  }

  /// Where the compiler keeps what it makes of C modules.
  var clangModules: String { folder.appending(path: "clang-modules").path }

  /// The folder of an entry, whether or not it is there.
  func entry(_ key: String) -> String { entryURL(key).path }

  /// Where an entry's source stays from before it is compiled: modules know it by its path, from
  /// which the compiler tells where in the note something was declared.
  ///
  /// - Parameter noteName: The file's name.
  func source(_ key: String, noteName: String) -> String {
    sourceFolder(key).appending(path: noteName).path
  }

  private func sourceFolder(_ key: String) -> URL {
    folder.appending(path: "sources").appending(path: key)
  }

  /// A new empty folder for unfinished work.
  func makeWorkFolder() throws -> String {
    let number = count.withLock { count in
      count += 1
      return count
    }
    let url = work.appending(path: "\(number)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
  }

  /// What an entry records, if there is one; it then counts as used now.
  func record(_ key: String) -> Record? {
    let url = entryURL(key)
    guard let record = readRecord(key, in: url) else { return nil }
    // A module that a full disk or a crash of the machine has cut short would be an error in every
    // cell that uses it: it is made again.
    let isWhole = record.checksums.allSatisfy { name, checksum in
      self.checksum(url.appending(path: name).path) == checksum
    }
    return isWhole ? record : nil
  }

  private func readRecord(_ key: String, in folder: URL) -> Record? {
    let url = folder.appending(path: "record.json")
    let stamp = fileStamp(url.path)
    let now = ContinuousClock.now
    let former = known.withLock { $0.records[key] }.flatMap { $0.stamp == stamp ? $0 : nil }
    if let former, former.used + .seconds(60) > now { return former.record }
    guard let data = try? Data(contentsOf: url) else { return nil }
    try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: folder.path)
    guard let record = try? JSONDecoder().decode(Record.self, from: data) else { return nil }
    known.withLock { $0.records[key] = (stamp, record, now) }
    return record
  }

  /// Whether an entry has a library that is what was linked.
  func hasLibrary(_ path: String) -> Bool {
    guard let checksum = readFile(path + Self.checksumEnding) else { return false }
    return String(decoding: checksum, as: UTF8.self) == self.checksum(path)
  }

  /// Makes sure that a library is there until the run is over.
  ///
  /// - Returns: The path to load it from.
  func keepForRun(_ library: String) -> String { libraries.keep(library) ?? library }

  /// Puts a finished library into its entry.
  func publishLibrary(_ path: String, as destination: String) throws {
    try writeFile(checksum(path) ?? "", to: path + Self.checksumEnding)
    try move(path + Self.checksumEnding, to: destination + Self.checksumEnding)
    try move(path, to: destination)
  }

  /// Tells a file from one that was cut short or damaged; `nil` where it cannot be read.
  private func checksum(_ path: String) -> String? {
    let stamp = fileStamp(path)
    let former = known.withLock { $0.checksums[path] }
    if let former, former.stamp == stamp { return former.checksum }
    guard let checksum = readFile(path).map({ SHA256.hexadecimal(of: $0) }) else { return nil }
    // Unfinished work may still change.
    if path.hasPrefix(folder.appending(path: "cells").path) {
      known.withLock { $0.checksums[path] = (stamp, checksum) }
    }
    return checksum
  }

  private static let checksumEnding = ".checksum"

  /// Makes a finished work folder an entry. An entry that is there, and whole, keeps its files,
  /// which are the same, and gets the new record.
  ///
  /// - Returns: The record with the checksums of the files.
  func publish(_ workFolder: String, as key: String, _ record: Record) throws -> Record {
    var record = record
    for name in try FileManager.default.contentsOfDirectory(atPath: workFolder)
    where name.hasSuffix(".swiftmodule") {
      record.checksums[name] = checksum("\(workFolder)/\(name)")
    }
    let data = try JSONEncoder().encode(record)
    try data.write(to: URL(filePath: workFolder).appending(path: "record.json"))
    if rename(workFolder, entry(key)) != 0 {
      let reason = errno
      guard reason == EEXIST || reason == ENOTEMPTY else {
        throw CompilerFailure(
          "cannot keep a compiled cell in \(folder.path): \(String(cString: strerror(reason)))")
      }
      // An entry with an unreadable record would be met again and again.
      if let former = self.record(key) {
        record.checksums = former.checksums
        try JSONEncoder().encode(record)
          .write(to: entryURL(key).appending(path: "record.json"), options: .atomic)
        try? FileManager.default.removeItem(atPath: workFolder)
      } else {
        try? FileManager.default.removeItem(at: entryURL(key))
        _ = rename(workFolder, entry(key))
      }
    }
    return record
  }

  /// Moves a finished file into its place; renaming replaces one that another run made meanwhile.
  func move(_ path: String, to destination: String) throws {
    guard rename(path, destination) == 0 else {
      throw CompilerFailure("cannot write \(destination): \(String(cString: strerror(errno)))")
    }
  }

  /// Moves a finished source into its place.
  func moveSource(_ path: String, to destination: String) throws {
    try? FileManager.default.createDirectory(
      at: URL(filePath: destination).deletingLastPathComponent(), withIntermediateDirectories: true)
    try move(path, to: destination)
  }

  /// Removes unfinished work, and now and then the oldest entries beyond the limit.
  func close() {
    libraries.remove()
    try? FileManager.default.removeItem(at: work)
    if isTemporary {
      try? FileManager.default.removeItem(at: folder)
    } else {
      evictIfDue()
    }
  }

  private func entryURL(_ key: String) -> URL {
    folder.appending(path: "cells").appending(path: key)
  }
}

extension CompilationCache {
  /// `$XDG_CACHE_HOME/notebook`, else `~/.cache/notebook`; where neither can be written, a new
  /// folder among the temporary files, which goes away with the run.
  static func lastingFolder(environment: [String: String]) -> (path: String, isTemporary: Bool) {
    for path in UserFolders.caches(in: environment) {
      try? FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
      if access(path, W_OK | X_OK) == 0, hasRoom(in: path) { return (path, false) }
    }
    let folder = FileManager.default.temporaryDirectory
    removeFoldersOfDeadRuns(in: folder, prefix: temporaryPrefix)
    let process = ProcessInfo.processInfo.processIdentifier
    let name = "\(temporaryPrefix)\(process)-\(UInt64.random(in: .min ... .max))"
    return (folder.appending(path: name).path, true)
  }

  /// Whether the cells of a note have room there, on a disk that may be full: a full one is like
  /// one that cannot be written to.
  ///
  /// - Parameter bytes: What a note of some hundred cells takes.
  static func hasRoom(in folder: String, for bytes: Int = 64 << 20) -> Bool {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return true }
    let (free, isMore) = Int(clamping: status.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: status.f_frsize))
    return isMore || free >= bytes
  }

  /// How the names of caches begin that go away with their run.
  private static let temporaryPrefix = "notebook-cells-"

  /// Removes what runs left that were killed; names begin with the prefix and the process.
  static func removeFoldersOfDeadRuns(in runs: URL, prefix: String = "") {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let number = name.dropFirst(prefix.count).prefix { $0.isNumber }
      guard let process = pid_t(number), kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(at: runs.appending(path: name))
    }
  }

  /// Looking at every entry takes seconds for a large cache: it is done once a day.
  private func evictIfDue() {
    let mark = folder.appending(path: "last-eviction").path
    let last =
      (try? FileManager.default.attributesOfItem(atPath: mark))?[.modificationDate] as? Date
    if let last, last.timeIntervalSinceNow > -86_400, last.timeIntervalSinceNow <= 0 { return }
    guard (try? writeFile("", to: mark)) != nil else { return }
    evict()
  }

  /// Removes the entries used least recently until the limit holds. What was used within the last
  /// hour stays: another run may be about to load it.
  private func evict() {
    struct Entry {
      var url: URL
      var size: Int
      var used: Date
    }
    let files = FileManager.default
    let cells = folder.appending(path: "cells")
    let entries = ((try? files.contentsOfDirectory(atPath: cells.path)) ?? []).map { name in
      let url = cells.appending(path: name)
      let size = ((try? files.contentsOfDirectory(atPath: url.path)) ?? []).reduce(0) {
        let attributes = try? files.attributesOfItem(atPath: url.appending(path: $1).path)
        return $0 + (attributes?[.size] as? Int ?? 0)
      }
      let used = (try? files.attributesOfItem(atPath: url.path))?[.modificationDate] as? Date
      return Entry(url: url, size: size, used: used ?? .distantPast)
    }
    var total = entries.reduce(0) { $0 + $1.size }
    let recent = Date(timeIntervalSinceNow: -3600)
    for entry in entries.sorted(by: { $0.used < $1.used }) where total > limit {
      if entry.used > recent { break }
      try? files.removeItem(at: entry.url)
      try? files.removeItem(at: sourceFolder(entry.url.lastPathComponent))
      total -= entry.size
    }
  }
}
