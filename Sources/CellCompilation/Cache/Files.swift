#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The bytes of a file; `nil` if it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { return ferror(file) == 0 ? bytes : nil }
    bytes += chunk[..<count]
  }
}

/// Writes a whole file, or says why not.
func writeFile(_ text: String, to path: String) throws {
  guard let file = fopen(path, "wb") else {
    throw CompilerFailure("cannot write \(path): \(String(cString: strerror(errno)))")
  }
  let bytes = Array(text.utf8)
  let written = fwrite(bytes, 1, bytes.count, file)
  guard fclose(file) == 0, written == bytes.count else {
    throw CompilerFailure("cannot write \(path): \(String(cString: strerror(errno)))")
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
