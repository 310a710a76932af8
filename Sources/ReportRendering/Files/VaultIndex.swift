internal import Glibc
internal import NotebookDocument
internal import Synchronization

/// The files below a vault's folder by their names, and its notes.
///
/// Indexes are kept from page to page. Whether one still holds is told by its folders' times of
/// change, which are asked anew for each page: files that come, go or are renamed change the time
/// of their folder.
final class VaultIndex: Sendable {
  /// A folder, as it was listed.
  private struct Listing {
    /// `nil` where the folder changed so shortly before that another change may have the same time.
    var time: FileTime?
    var files: [String] = []
    var folders: [String] = []
  }

  /// Vaults are smaller; what is searched stays bounded where a note lies in a home folder.
  private static let greatestFileCount = 50_000
  private static let greatestVaultCount = 8
  private static let vaults = Mutex<[String: VaultIndex]>([:])

  private let listings: [String: Listing]
  private let paths: [String: [String]]
  /// The paths of the notes, in alphabetical order.
  let notes: [String]

  /// The files below a folder as they are now.
  static func current(below root: String) -> VaultIndex {
    vaults.withLock { vaults in
      let known = vaults[root]
      if let known, known.holds { return known }
      if vaults.count >= greatestVaultCount { vaults.removeAll() }
      let index = VaultIndex(root: root, former: known?.listings ?? [:])
      vaults[root] = index
      return index
    }
  }

  /// Lists a folder and all below it; those that have not changed are not read again.
  private init(root: String, former: [String: Listing]) {
    var listings: [String: Listing] = [:]
    var paths: [String: [String]] = [:]
    var notes: [String] = []
    var open = [root]
    var count = 0
    while let folder = open.popLast(), count < Self.greatestFileCount {
      let listing: Listing
      if let known = former[folder], let time = known.time, FileTime(ofChangeOf: folder) == time {
        listing = known
      } else {
        listing = Self.list(folder)
      }
      listings[folder] = listing
      for name in listing.files {
        let path = folder == "/" ? "/" + name : folder + "/" + name
        let key = name.lowercased()
        paths[key, default: []].append(path)
        if NoteName.isNote(key) { notes.append(path) }
      }
      open += listing.folders.map { folder == "/" ? "/" + $0 : folder + "/" + $0 }
      count += listing.files.count + listing.folders.count
    }
    self.listings = listings
    self.paths = paths
    self.notes = notes.sorted()
  }

  /// The files that list works, in BibTeX, in alphabetical order; what was built is left out.
  var works: [String] {
    paths.filter { $0.key.hasSuffix(".bib") }.values.joined()
      .filter { !$0.contains("/_build/") }.sorted()
  }

  private var holds: Bool {
    listings.allSatisfy { folder, listing in
      listing.time != nil && FileTime(ofChangeOf: folder) == listing.time
    }
  }

  /// What is in a folder. Hidden files and what a package manager has put there are nobody's notes;
  /// links to folders are not followed, since they may lead in circles.
  private static func list(_ folder: String) -> Listing {
    var listing = Listing()
    let time = FileTime(ofChangeOf: folder)
    listing.time = time.flatMap { $0.isSettled ? $0 : nil }
    guard let directory = opendir(folder) else { return listing }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard !name.hasPrefix("."), name != "node_modules" else { continue }
      var isFolder = Int(entry.pointee.d_type) == Int(DT_DIR)
      if Int(entry.pointee.d_type) == Int(DT_UNKNOWN) {
        var status = stat()
        isFolder = lstat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      }
      if isFolder { listing.folders.append(name) } else { listing.files.append(name) }
    }
    return listing
  }

  /// The file whose path ends with a name, whatever its case: the fewest folders away.
  func nearest(_ name: String, to folder: String) -> String? {
    let wanted = name.lowercased().split(separator: "/").filter { $0 != "." && $0 != ".." }
    guard let last = wanted.last else { return nil }
    let here = folder.split(separator: "/")
    let candidates = (paths[String(last)] ?? []).filter { path in
      path.lowercased().split(separator: "/").suffix(wanted.count).elementsEqual(wanted)
        && FilePaths.isFile(path)
    }
    return candidates.min { distance($0, here) < distance($1, here) }
  }

  /// How many folders lie between, then the path itself.
  private func distance(_ path: String, _ here: [Substring]) -> (Int, String) {
    let there = path.split(separator: "/").dropLast()
    let shared = zip(there, here).prefix { $0 == $1 }.count
    return (there.count + here.count - 2 * shared, path)
  }
}
