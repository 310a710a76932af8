internal import FoundationEssentials

/// The environment variables of this process.
package enum Environment {
  package static subscript(name: String) -> String? { ProcessInfo.processInfo.environment[name] }

  /// Those that cells get. They run in the note's folder, where a relative path to the data sets
  /// would lead elsewhere.
  static var ofCells: [String: String] {
    var variables = ProcessInfo.processInfo.environment
    if let folder = variables["NOTEBOOK_DATA"], !folder.isEmpty {
      variables["NOTEBOOK_DATA"] = absolute(folder)
    }
    return variables
  }

  /// A path that does not depend on the folder this process works in.
  package static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }
}
