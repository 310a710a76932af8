internal import CellCompilation
internal import FoundationEssentials

/// The files that belong to this installation of the tool.
enum InstalledFiles {
  /// The folder of the running executable.
  static var folder: String {
    #if os(Linux)
      let path =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        ?? CommandLine.arguments[0]
    #else
      let path = CommandLine.arguments[0]
    #endif
    return URL(filePath: path).deletingLastPathComponent().path
  }

  /// The tool itself, where it lies.
  static var tool: String { "\(folder)/notebook" }

  /// The kernel lies beside the tool.
  static var kernel: String { "\(folder)/notebook-kernel" }

  /// The folder with the sources this tool was built from, in which it lies; `nil` where it was
  /// moved elsewhere.
  static var checkout: String? {
    var folder = URL(filePath: folder)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let manifest = folder.appending(path: "Package.swift").path
      if let data = FileManager.default.contents(atPath: manifest),
        String(decoding: data, as: UTF8.self).contains("\"NotebookProgram\"")
      {
        return folder.path
      }
    }
    return nil
  }

  /// Tool, kernel and compiler as they are now: outputs made with others are not reused.
  static var stamps: [FileStamp] {
    let compiler = try? Toolchain.find(environment: ProcessInfo.processInfo.environment).frontend
    return ["\(folder)/notebook", kernel, compiler].compactMap { path in
      path.flatMap { FileStamp(path: $0) }
    }
  }
}
