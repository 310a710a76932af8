internal import SystemBasics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The bytes of a file; `nil` if it cannot be read.
func readFile(_ path: String) -> [UInt8]? { try? FileContent.read(path) }

/// Writes a whole file, which nobody sees before it is whole, or says why not.
func writeFile(_ text: String, to path: String) throws {
  do {
    try FileContent.write(Array(text.utf8), to: path)
  } catch {
    throw CompilerFailure("cannot write \(path): \(error)")
  }
}

/// Whether something is at the path.
func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// What tells one build of a file from another: its size and the time it was written; empty if it
/// is not there.
func fileStamp(_ path: String) -> String {
  var status = stat()
  guard stat(path, &status) == 0 else { return "" }
  #if canImport(Glibc)
    return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  #else
    return "\(status.st_size) \(status.st_mtimespec.tv_sec).\(status.st_mtimespec.tv_nsec)"
  #endif
}
