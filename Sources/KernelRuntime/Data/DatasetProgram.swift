internal import Datasets
@preconcurrency internal import Glibc

/// `notebook-kernel data …`: the kernel's program as the tool's way to the data sets.
package enum DatasetProgram {
  /// Carries out the command and ends the process, if the arguments name one.
  package static func runIfAsked() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.first == "data" else { return }
    DataAccess.install(SystemDataAccess())
    let catalog = DatasetCatalog { print($0) }
    exit(catalog.run(Array(arguments.dropFirst())))
  }
}
