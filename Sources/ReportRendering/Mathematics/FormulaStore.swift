internal import DatasetCatalog
internal import Foundation
internal import Synchronization

/// The formulas of a note as KaTeX typeset them, in a file of the user's caches: one to six
/// milliseconds for each are spent once, not in every run.
struct FormulaStore {
  /// What the file holds.
  private struct Content: Codable {
    /// The KaTeX that made it; another one's formulas are not used.
    var engine: String
    var formulas: [StoredFormula]
  }

  private struct StoredFormula: Codable {
    var key: FormulaCache.Key
    var markup: String
    var changesMacros: Bool
  }

  /// The folder keeps the formulas of so many notes, those of the latest runs.
  static let mostNotes = 200

  private let folder: String
  private let path: String
  private let engine: String
  /// What the files are known to hold, by their paths.
  private static let known = Mutex<[String: Set<FormulaCache.Key>]>([:])

  /// - Parameters:
  ///   - folder: made when there is something to keep.
  ///   - notePath: tells notes apart.
  init(folder: String, notePath: String, files: KatexFiles) {
    self.folder = folder
    engine = files.fingerprint
    let note = URL(filePath: notePath).standardizedFileURL.path()
    path = folder + "/" + SHA256.hexadecimal(of: Array(note.utf8)).prefix(32) + ".json"
  }

  /// Brings what the file holds into the cache of this process. A file that cannot be read, such as
  /// one cut short, counts as none.
  func load() {
    guard Self.known.withLock({ $0[path] }) == nil else { return }
    var keys: Set<FormulaCache.Key> = []
    if let data = FileManager.default.contents(atPath: path),
      let content = try? JSONDecoder().decode(Content.self, from: data), content.engine == engine
    {
      for formula in content.formulas {
        keys.insert(formula.key)
        FormulaCache.shared[formula.key] = .success(
          KatexEngine.Typeset(markup: formula.markup, changesMacros: formula.changesMacros))
      }
    }
    Self.known.withLock { $0[path] = keys }
  }

  /// Writes the formulas of a page, where the file lacks one of them. What cannot be written is
  /// typeset again the next time.
  func save(_ keys: Set<FormulaCache.Key>) {
    let known = Self.known.withLock { $0[path] } ?? []
    guard !keys.isSubset(of: known) else { return }
    let formulas = keys.compactMap { key -> StoredFormula? in
      guard case .success(let typeset)? = FormulaCache.shared[key] else { return nil }
      return StoredFormula(
        key: key, markup: typeset.markup, changesMacros: typeset.changesMacros)
    }
    let content = Content(engine: engine, formulas: formulas)
    guard let data = try? JSONEncoder().encode(content),
      (try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)) != nil,
      (try? data.write(to: URL(filePath: path), options: .atomic)) != nil
    else { return }
    Self.known.withLock { $0[path] = keys }
    removeOldest()
  }

  /// Forgets what files are known to hold, as a new process would.
  static func forget() { known.withLock { $0 = [:] } }

  private func removeOldest() {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard files.count > Self.mostNotes else { return }
    let dated = files.map { file -> (path: String, date: Date) in
      let path = folder + "/" + file
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return (path, attributes?[.modificationDate] as? Date ?? .distantPast)
    }
    for file in dated.sorted(by: { $0.date < $1.date }).prefix(files.count - Self.mostNotes) {
      try? FileManager.default.removeItem(atPath: file.path)
    }
  }
}

extension KatexFiles {
  /// Differs where the scripts do: their places, sizes and dates.
  fileprivate var fingerprint: String {
    let parts = ["/katex.min.js", "/contrib/mhchem.js"].map { name -> String in
      let attributes = try? FileManager.default.attributesOfItem(atPath: scripts + name)
      let size = attributes?[.size] as? Int ?? 0
      let date = attributes?[.modificationDate] as? Date ?? .distantPast
      return "\(size) \(date.timeIntervalSince1970)"
    }
    return ([scripts] + parts).joined(separator: " ")
  }
}
