internal import FoundationEssentials

/// The version the tool prints, and which reports and records carry.
package enum NotebookVersion {
  package static let current = "0.1.0"

  /// The version with the commit and the compiler it was built from, as `notebook --version` says:
  /// `0.1.0 (commit 3717d5c, Swift version 6.3.1 (swift-6.3.1-RELEASE))`.
  ///
  /// `make` writes them beside the program. Where it was built otherwise since, they are not known.
  package static var described: String {
    let program = "\(InstalledFiles.folder)/notebook"
    let facts = "\(InstalledFiles.folder)/\(buildFacts)"
    guard let built = modified(program), let written = modified(facts), written >= built,
      let data = FileManager.default.contents(atPath: facts)
    else { return "\(current) (commit unknown: not built by 'make')" }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    return "\(current) (\(lines.joined(separator: ", ")))"
  }

  /// The file that `make` writes after it has built.
  static let buildFacts = "notebook-build.txt"

  private static func modified(_ path: String) -> Date? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
  }
}
