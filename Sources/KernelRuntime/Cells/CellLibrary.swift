internal import Glibc

/// A compiled cell on disk.
struct CellLibrary: Sendable {
  let path: String
  let entryPoint: String

  /// Loads the library and calls its entry point; returns when the cell is done.
  ///
  /// All symbols are bound now and seen by later cells. A library is never unloaded: values of its
  /// types live on.
  func run() throws(CellLoadingError) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL) else { throw lastError() }
    guard let address = dlsym(handle, entryPoint) else { throw lastError() }
    typealias Entry = @convention(c) (Int32, UnsafeMutableRawPointer?) -> Int32
    _ = unsafeBitCast(address, to: Entry.self)(0, nil)
  }

  private func lastError() -> CellLoadingError {
    CellLoadingError(description: dlerror().map { String(cString: $0) } ?? "'\(path)' not loaded")
  }
}

/// The dynamic linker refused a cell.
struct CellLoadingError: Error, CustomStringConvertible {
  var description: String
}
