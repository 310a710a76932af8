internal import FoundationEssentials
internal import SystemBasics

/// The files of an exported package, by which edits are noticed before they are written over.
struct ExportedFiles {
  let folder: String

  /// A line with checksum and path for each file.
  var list: String {
    checksums.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }.joined()
  }

  /// The paths of files that are not what a list says, or that it does not name.
  ///
  /// - Parameter mark: The file with a line for the note and the list; one without a list is of an
  ///   earlier version, which kept none.
  func edited(sinceWrittenIn mark: String) -> [String] {
    guard let data = FileManager.default.contents(atPath: mark) else { return [] }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst()
    guard !lines.isEmpty else { return [] }
    var written: [String: String] = [:]
    for line in lines {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { written[String(parts[1].drop { $0 == " " })] = String(parts[0]) }
    }
    return checksums.filter { written[$0.key] != $0.value }.map(\.key).sorted()
  }

  /// By path in the folder: the manifest, and all sources.
  private var checksums: [String: String] {
    let files = FileManager.default
    let sources = (try? files.subpathsOfDirectory(atPath: "\(folder)/Sources")) ?? []
    var checksums: [String: String] = [:]
    for path in ["Package.swift"] + sources.map({ "Sources/\($0)" }) {
      guard let data = files.contents(atPath: "\(folder)/\(path)") else { continue }
      checksums[path] = SHA256.hexadecimal(of: data)
    }
    return checksums
  }
}
