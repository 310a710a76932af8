internal import Glibc
internal import KernelMessages
internal import NeuralNetworks
internal import Synchronization
internal import SystemBasics

/// Finished trainings on disk, one file each, for all notes of the user's.
///
/// What cannot be read or written, for whatever reason, is trained again: nothing here ever fails.
package final class TrainingCache: TrainingStore {
  /// Bytes that all files may have together; what was used least recently goes first.
  package static let usualLimit = 1_000_000_000

  package let environment: String
  private let folder: String?
  private let limit: Int
  private let use = Mutex(TrainingMemoryUse.off)
  /// One thread at a time writes and makes room.
  private let writing = Mutex(())

  /// How a file ends: the digest of what is before it.
  private static let digestLength = 32
  /// What the disk is to have left for others.
  private static let reserve = 64 << 20

  /// A cache in a folder, made when it is first needed; `nil` keeps nothing.
  package init(
    folder: String?, limit: Int = usualLimit, environment: String = EngineEnvironment().digest
  ) {
    self.folder = folder
    self.limit = limit
    self.environment = environment
  }

  /// The folder of the user's caches that the kernel uses; `nil` where none can be written.
  package static var usualFolder: String? {
    UserFolders.usableCache.map { $0 + "/trainings" }
  }

  /// What is done with it from now on.
  func begin(_ use: TrainingMemoryUse) { self.use.withLock { $0 = use } }

  package var now: String {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S%z", &parts)
    let digits = String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // ISO 8601 has a colon between hours and minutes of the zone.
    return digits.count > 2 ? "\(digits.dropLast(2)):\(digits.suffix(2))" : digits
  }

  package func content(of key: String) -> [UInt8]? {
    guard let folder, use.withLock(\.self) == .use else { return nil }
    let path = "\(folder)/\(key)"
    guard var bytes = try? FileContent.read(path) else { return nil }
    guard bytes.count > Self.digestLength else { return remove(path) }
    let digest = Array(bytes.suffix(Self.digestLength))
    bytes.removeLast(Self.digestLength)
    guard digest == Self.digest(of: bytes, key) else { return remove(path) }
    utimensat(AT_FDCWD, path, nil, 0)
    return bytes
  }

  package func keep(_ content: [UInt8], as key: String) {
    guard let folder, use.withLock(\.self) != .off, content.count <= limit / 4 else { return }
    writing.withLock { _ in
      guard (try? FileContent.makeFolder(folder, isPrivate: true)) != nil,
        hasRoom(for: content.count, in: folder)
      else { return }
      makeRoom(for: content.count, in: folder)
      try? FileContent.write(content + Self.digest(of: content, key), to: "\(folder)/\(key)")
    }
  }

  /// A damaged file is of no use to anybody.
  private func remove(_ path: String) -> [UInt8]? {
    unlink(path)
    return nil
  }

  private static func digest(of bytes: [UInt8], _ key: String) -> [UInt8] {
    var digest = ContentDigest()
    digest.combine(key)
    bytes.withUnsafeBytes { digest.combine($0) }
    return Array(digest.hexadecimal.utf8)
  }

  private func hasRoom(for bytes: Int, in folder: String) -> Bool {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return false }
    let (free, isMore) = Int(clamping: status.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: status.f_frsize))
    return isMore || free >= bytes + Self.reserve
  }

  /// Removes what was used least recently until so many bytes more are within the limit.
  private func makeRoom(for bytes: Int, in folder: String) {
    struct Entry {
      let path: String
      let bytes: Int
      let used: timespec
    }
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    var entries: [Entry] = []
    while let item = readdir(listing) {
      let name = withUnsafeBytes(of: &item.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      var status = stat()
      let path = "\(folder)/\(name)"
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      entries.append(Entry(path: path, bytes: Int(status.st_size), used: status.st_mtim))
    }
    var total = entries.reduce(bytes) { $0 + $1.bytes }
    let oldestFirst = entries.sorted {
      ($0.used.tv_sec, $0.used.tv_nsec) < ($1.used.tv_sec, $1.used.tv_nsec)
    }
    for entry in oldestFirst where total > limit {
      unlink(entry.path)
      total -= entry.bytes
    }
  }
}
