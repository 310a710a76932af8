internal import Foundation
internal import Synchronization
internal import SystemBasics

/// The formulas of one note as they were typeset last, in a file among the user's caches: the next
/// process that reads the note needs no JavaScript engine for them.
///
/// A note's path tells which of the folder's files is its own. Another note with the same file
/// takes it over, so that the folder stays within bounds by itself. What cannot be read or written,
/// for whatever reason, is typeset again.
final class FormulaFile: Sendable {
  /// How many files the folder has.
  static let fileCount = 128
  /// In bytes; the formulas of a note that has more are not kept.
  static let greatestSize = 8 << 20

  private struct Content: Codable {
    /// What the markup depends on besides the formulas.
    var scripts: String
    var formulas: [Typeset]
  }

  private struct Typeset: Codable {
    var definitions: String
    var tex: String
    var isDisplayed: Bool
    var markup: String?
    var changesMacros = false
    /// Why it is invalid.
    var message: String?
    var offset: Int?
  }

  private let path: String
  private let folder: String
  private let katex: KatexFiles
  private let scripts: String
  /// The keys that the file had; `nil` before it is read.
  private let known = Mutex<Set<FormulaCache.Key>?>(nil)

  init(in folder: String, notePath: String, katex: KatexFiles) {
    let digest = SHA256.digest(of: Array(FilePaths.absolute(notePath).utf8))
    self.folder = folder
    path = "\(folder)/\(Int(digest[0]) % Self.fileCount)"
    self.katex = katex
    scripts = ([KatexScript.digest] + katex.stamps).joined(separator: " ")
  }

  /// Reads the file into the cache of this process; a second call does nothing.
  func load() {
    known.withLock { known in
      guard known == nil else { return }
      known = []
      for formula in read() {
        let key = FormulaCache.Key(
          scripts: katex.scripts, definitions: formula.definitions, tex: formula.tex,
          isDisplayed: formula.isDisplayed)
        if let entry = Self.entry(formula) {
          FormulaCache.shared[key] = entry
          known?.insert(key)
        }
      }
    }
  }

  /// Keeps the formulas of a page, where the file lacks one of them.
  func keep(_ keys: [FormulaCache.Key]) {
    guard let known = known.withLock(\.self), !keys.allSatisfy(known.contains) else { return }
    var kept: Set<FormulaCache.Key> = []
    let formulas = keys.compactMap { key -> Typeset? in
      guard kept.insert(key).inserted, let entry = FormulaCache.shared[key] else { return nil }
      return Self.typeset(key, entry)
    }
    guard let content = try? JSONEncoder().encode(Content(scripts: scripts, formulas: formulas)),
      content.count <= Self.greatestSize
    else { return }
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? FileContent.write(SHA256.digest(of: content) + content, to: path)
  }

  private func read() -> [Typeset] {
    guard let bytes = try? FileContent.read(path, limit: Self.greatestSize + 64),
      bytes.count > 32, SHA256.digest(of: bytes[32...]) == Array(bytes[..<32]),
      let content = try? JSONDecoder().decode(Content.self, from: Data(bytes[32...])),
      content.scripts == scripts
    else { return [] }
    return content.formulas
  }

  private static func entry(_ formula: Typeset) -> FormulaCache.Entry? {
    if let markup = formula.markup {
      return .success(.init(markup: markup, changesMacros: formula.changesMacros))
    }
    return formula.message.map { .failure(.invalidFormula(message: $0, offset: formula.offset)) }
  }

  private static func typeset(_ key: FormulaCache.Key, _ entry: FormulaCache.Entry) -> Typeset? {
    var formula = Typeset(
      definitions: key.definitions, tex: key.tex, isDisplayed: key.isDisplayed)
    switch entry {
    case .success(let typeset):
      formula.markup = typeset.markup
      formula.changesMacros = typeset.changesMacros
    case .failure(.invalidFormula(let message, let offset)):
      formula.message = message
      formula.offset = offset
    case .failure(.brokenScript): return nil
    }
    return formula
  }
}

extension KatexScript {
  /// Tells these scripts from those of another version.
  fileprivate static let digest = SHA256.hexadecimal(of: Array((environment + typesetting).utf8))
}

extension KatexFiles {
  /// Size and time of the scripts, which tell one version from another.
  fileprivate var stamps: [String] {
    ["katex.min.js", "contrib/mhchem.js"].map { name in
      let file = try? FileManager.default.attributesOfItem(atPath: scripts + "/" + name)
      let time = (file?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(scripts)/\(name) \(file?[.size] as? Int ?? 0) \(time)"
    }
  }
}
