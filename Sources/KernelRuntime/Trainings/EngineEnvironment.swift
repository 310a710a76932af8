internal import Glibc
internal import NeuralNetworks
internal import SystemBasics

/// What the bits of a training depend on that no note says: the programs and libraries in this
/// process and the processor they run on.
package struct EngineEnvironment {
  /// Every file of code in the process with its size, number and time.
  private let code: [String]
  /// Name and abilities of the processor, by which libraries choose their code.
  private let processor: [Substring]
  /// The variables by which libraries are told to choose otherwise.
  private let variables: [String]

  /// Looks at this process; to be done before cells are loaded.
  package init() {
    code = Self.mappedFiles.map(Self.stamp)
    processor = Self.lines(of: "/proc/cpuinfo", limit: 1 << 13).filter { line in
      ["model name", "flags", "Features", "CPU part"].contains { line.hasPrefix($0) }
    }.reduce(into: []) { found, line in
      // Of the first processor: they are all of a kind.
      if !found.contains(where: { $0.prefix(8) == line.prefix(8) }) { found.append(line) }
    }
    variables = Self.variables { name in
      ["DNNL_", "ONEDNN_"].contains { name.hasPrefix($0) }
    }
  }

  /// All of it in one word.
  package var digest: String {
    var digest = ContentDigest()
    for part in code + processor.map(String.init) + variables { digest.combine(part) }
    return digest.hexadecimal
  }

  /// The paths of all files whose code is in this process, in order.
  static var mappedFiles: [String] {
    let paths = lines(of: "/proc/self/maps").compactMap { line -> String? in
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      guard fields.count == 6, fields[1].contains("x") else { return nil }
      // Blanks stand before the path, which may hold some itself.
      let path = fields[5].drop { $0 == " " }
      return path.hasPrefix("/") ? String(path) : nil
    }
    return Set(paths).sorted()
  }

  private static func stamp(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return path }
    return "\(path) \(status.st_size) \(status.st_ino) \(status.st_mtim.tv_sec) "
      + "\(status.st_mtim.tv_nsec)"
  }

  private static func lines(of path: String, limit: Int = .max) -> [Substring] {
    let bytes = (try? FileContent.read(path, limit: limit)) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  /// `NAME=value` of every variable whose name is wanted, in order.
  private static func variables(_ isWanted: (Substring) -> Bool) -> [String] {
    var found: [String] = []
    var place = environ
    while let entry = place.pointee {
      let text = String(cString: entry)
      if isWanted(text.prefix { $0 != "=" }) { found.append(text) }
      place += 1
    }
    return found.sorted()
  }
}
