import Foundation

/// The Swift files of the repository, read as text.
struct SourceTree {
  struct File {
    /// From the root of the repository: "Sources/Tensors/Shape/ElementType.swift".
    var path: String
    var lines: [Substring]

    /// The target the file belongs to.
    var target: String { String(path.split(separator: "/")[1]) }

    /// Modules the file imports, with their line numbers.
    var imports: [(module: String, line: Int)] {
      lines.enumerated().compactMap { index, line in
        let words = line.split(separator: " ").map(String.init)
        guard let keyword = words.firstIndex(of: "import"),
          words[..<keyword].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
        else { return nil }
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        let name = words[(keyword + 1)...].first { !kinds.contains($0) } ?? ""
        return (String(name.split(separator: ".").first ?? ""), index + 1)
      }
    }

    private static let accessLevels: Set = [
      "public", "package", "internal", "private", "fileprivate",
    ]
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below a folder of the repository.
  static func files(below folder: String) throws -> [File] {
    let start = root.appending(path: folder)
    guard let walk = FileManager.default.enumerator(atPath: start.path()) else { return [] }
    return try walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      let text = try String(contentsOf: start.appending(path: $0), encoding: .utf8)
      return File(
        path: "\(folder)/\($0)",
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }
}
