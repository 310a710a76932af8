/// The compiler, the modules that cells see, and where compiled cells are kept.
package struct CompilerConfiguration: Sendable, Equatable {
  /// The path of `swift-frontend`, which is called directly: the driver would double the time.
  package var frontend: String
  /// The path of the toolchain's own `ld.lld`.
  package var linker: String
  /// The toolchain's `lib/swift`, with the runtime's libraries and the standard library's macros.
  package var resources: String
  /// The folders that hold the `.swiftmodule`s of the modules that cells see.
  package var moduleFolders: [String]
  /// Compiled cells by content.
  package var cacheFolder: String
  /// Whether `cacheFolder` is removed at the end, since no lasting folder can be written.
  package var isCacheTemporary: Bool
  /// What the compiler says of itself, such as `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
  package var compilerVersion: String
  /// The module imported into every cell.
  package var preludeModule = "NotebookPrelude"
  /// The modules of ours that a cell sees, directly or not; when one changes, cells are compiled
  /// anew.
  package var cellModules = [
    "SystemBasics", "MarkupTree", "NotebookDisplay", "Tensors", "NeuralNetworks", "DatasetCatalog",
    "Datasets", "Plotting", "NotebookPrelude",
  ]
  /// At the end of a run the cache is cut down to so many bytes, oldest first.
  package var cacheLimit = 1 << 30
  /// How many compilers run at once.
  package var parallelism = 2

  /// Creates a configuration from its parts; `discover()` finds them.
  package init(
    frontend: String, linker: String, resources: String, moduleFolders: [String],
    cacheFolder: String, isCacheTemporary: Bool = false, compilerVersion: String
  ) {
    self.frontend = frontend
    self.linker = linker
    self.resources = resources
    self.moduleFolders = moduleFolders
    self.cacheFolder = cacheFolder
    self.isCacheTemporary = isCacheTemporary
    self.compilerVersion = compilerVersion
  }
}

/// Something on this machine that compiling cells needs and that is not there.
package struct CompilerSetupError: Error, Equatable, CustomStringConvertible {
  /// What is missing or does not fit.
  package var problem: String
  /// What mends it.
  package var remedy: String

  package var description: String { "\(problem); \(remedy)" }
}
