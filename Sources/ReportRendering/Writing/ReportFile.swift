internal import Foundation

/// Writes reports so that a reader never meets half of one.
package enum ReportFile {
  /// Writes a page beside its place and renames it into it; missing folders are made.
  ///
  /// - Throws: ``ReportFileError`` with the path, the reason and the remedy. An older report stays
  ///   as it was.
  package static func write(_ html: String, to path: String) throws(ReportFileError) {
    let folder = path.contains("/") ? String(path[..<path.lastIndex(of: "/")!]) : "."
    try makeFolder(folder.isEmpty ? "/" : folder, for: path)
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw ReportFileError(path: path, code: errno) }
    var code = writeAll(html, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, path) != 0 { code = errno }
    guard code == 0 else {
      unlink(temporary)
      throw ReportFileError(path: path, code: code)
    }
  }

  private static func makeFolder(_ folder: String, for path: String) throws(ReportFileError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw ReportFileError(path: path, code: ENOTDIR) }
      return
    }
    var made = folder.hasPrefix("/") ? "/" : ""
    for part in folder.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      if mkdir(made, 0o777) != 0, errno != EEXIST { throw ReportFileError(path: path, code: errno) }
    }
  }

  /// The error number, or 0.
  private static func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { buffer in
      var done = 0
      while done < buffer.count {
        let count = Foundation.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        done += count
      }
      return fsync(descriptor) == 0 ? 0 : errno
    }
  }
}

/// A report that could not be written.
package struct ReportFileError: Error, Equatable, CustomStringConvertible {
  package var path: String
  /// The system's error number.
  package var code: Int32

  package var description: String {
    let reason =
      switch code {
      case EACCES, EPERM: "the folder may not be written to; choose another with -o"
      case EROFS: "the file system is read-only; choose another folder with -o"
      case ENOSPC, EDQUOT: "the disk is full; the report that was there before is unchanged"
      case ENOTDIR, EEXIST: "a part of its path is a file, not a folder"
      case EISDIR: "a folder of that name is in its place"
      case ENAMETOOLONG: "its name is too long"
      default: String(cString: strerror(code))
      }
    return "cannot write \(path): \(reason)"
  }
}
