internal import FoundationEssentials
package import NotebookSession

/// The files by which Jupyter knows a kernel: `share/jupyter/kernels/NAME/kernel.json`.
package struct KernelSpecification: Sendable {
  let name: String
  let folder: String

  /// - Parameters:
  ///   - name: The kernel's name, which is that of its folder.
  ///   - prefix: The folder of an installation; `nil` for the user's own data folder.
  package init(name: String, prefix: String?) {
    self.name = name
    let environment = ProcessInfo.processInfo.environment
    let data =
      prefix.map { "\($0)/share/jupyter" } ?? environment["JUPYTER_DATA_DIR"]
      ?? (environment["XDG_DATA_HOME"] ?? "\(environment["HOME"] ?? "")/.local/share") + "/jupyter"
    folder = URL(filePath: data).standardizedFileURL.path + "/kernels/\(name)"
  }

  /// Writes the specification.
  ///
  /// - Returns: Its path.
  /// - Throws: ``KernelSpecificationError`` where the folder cannot be written, or is another
  ///   kernel's.
  package func install(displayName: String) throws -> String {
    let file = "\(folder)/kernel.json"
    if FileManager.default.fileExists(atPath: file), !isOurs {
      throw KernelSpecificationError(
        description: "'\(folder)' is another kernel's; choose another --name")
    }
    let tool = "\(InstalledFiles.folder)/notebook"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let description = Description(
        argv: [tool, "jupyter", "kernel", "{connection_file}"], displayName: displayName,
        language: "swift", interruptMode: "message", metadata: ["debugger": false])
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      var text = try encoder.encode(description)
      text.append(UInt8(ascii: "\n"))
      try text.write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw KernelSpecificationError(
        description: "'\(folder)' cannot be written: \(error)")
    }
    return file
  }

  /// Removes the specification.
  ///
  /// - Returns: The folder that is gone.
  /// - Throws: ``KernelSpecificationError`` where there is none, or it is another kernel's.
  package func uninstall() throws -> String {
    guard FileManager.default.fileExists(atPath: "\(folder)/kernel.json") else {
      throw KernelSpecificationError(
        description: "there is no kernel '\(name)' in '\(folder)'")
    }
    guard isOurs else {
      throw KernelSpecificationError(description: "'\(folder)' is another kernel's")
    }
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      throw KernelSpecificationError(
        description: "'\(folder)' cannot be removed: \(error)")
    }
    return folder
  }

  private struct Description: Codable {
    var argv: [String]
    var displayName: String
    var language: String
    var interruptMode: String
    var metadata: [String: Bool]

    enum CodingKeys: String, CodingKey {
      case argv, language, metadata
      case displayName = "display_name"
      case interruptMode = "interrupt_mode"
    }
  }

  /// Whether the specification that is there starts this tool.
  private var isOurs: Bool {
    guard let data = FileManager.default.contents(atPath: "\(folder)/kernel.json"),
      let known = try? JSONDecoder().decode(Description.self, from: data)
    else { return false }
    return known.argv.dropFirst().starts(with: ["jupyter", "kernel"])
  }
}

/// A kernel specification that cannot be written or removed.
package struct KernelSpecificationError: Error, CustomStringConvertible {
  package var description: String
}

extension SessionOptions {
  /// The options of a session of this installation.
  package static var forTool: SessionOptions {
    SessionOptions(kernel: InstalledFiles.kernel, version: NotebookVersion.current)
  }
}

/// The folder that this process works in.
package enum WorkingFolder {
  package static var path: String { FileManager.default.currentDirectoryPath }
}
