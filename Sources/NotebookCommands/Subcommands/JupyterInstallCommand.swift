internal import ArgumentParser
internal import NotebookWorkflow

/// Where a kernel specification goes.
struct KernelSpecificationOptions: ParsableArguments {
  @Flag(help: "For this user only, as without --prefix.")
  var user = false

  @Option(
    help: "The folder of an installation, such as a virtual environment: PREFIX/share/jupyter.",
    completion: .directory)
  var prefix: String?

  @Option(help: "The name of the kernel.")
  var name = "swift"

  func validate() throws {
    if user, prefix != nil { throw ValidationError("--user and --prefix exclude each other") }
    let isName = name.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-_.".utf8.contains(byte)
    }
    if !isName || name.isEmpty {
      throw ValidationError("--name takes letters, digits, '-', '_' and '.', not '\(name)'")
    }
  }

  var specification: KernelSpecification { KernelSpecification(name: name, prefix: prefix) }
}

/// `notebook jupyter install`
struct JupyterInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Tells Jupyter of the Swift kernel.")

  @OptionGroup var options: KernelSpecificationOptions

  @Option(help: "What front ends call the kernel.")
  var displayName = "Swift (notebook)"

  func run() throws {
    do {
      print("wrote \(try options.specification.install(displayName: displayName))")
    } catch {
      throw ValidationError("\(error)")
    }
  }
}

/// `notebook jupyter uninstall`
struct JupyterUninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Takes the Swift kernel away from Jupyter.")

  @OptionGroup var options: KernelSpecificationOptions

  func run() throws {
    do {
      print("removed \(try options.specification.uninstall())")
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
