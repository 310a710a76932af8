internal import FoundationEssentials
internal import SystemBasics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A whole file beside its place, which nobody sees before it is published; if it is not, it goes.
struct PreparedFile: ~Copyable {
  /// Where it will be.
  let path: String
  /// Where it is until then: `report.html.123-456.part`, with the number of this process.
  let temporaryPath: String

  /// Writes a text to the disk; missing folders are made.
  ///
  /// - Throws: ``FileError`` with the path, the reason and the remedy.
  init(_ text: String, for path: String) throws(FileError) {
    self.path = path
    temporaryPath = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max))\(Self.ending)"
    do {
      try FileContent.makeFolder(Self.folder(of: path))
    } catch {
      throw FileError(path: path, code: error.code)
    }
    let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    var code = Self.writeAll(text, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else {
      unlink(temporaryPath)
      throw FileError(path: path, code: code)
    }
  }

  deinit { unlink(temporaryPath) }

  /// Puts the file in its place; where that fails, an older file stays as it was.
  consuming func publish() throws(FileError) {
    guard rename(temporaryPath, path) == 0 else { throw FileError(path: path, code: errno) }
  }
}

extension PreparedFile {
  private static let ending = ".part"

  /// The bytes that a temporary name may have more than the file's own: two numbers of up to ten
  /// digits and three signs besides the ending.
  static let longestEnding = 22 + ending.utf8.count

  /// Removes what processes that were killed have left beside a path.
  static func removeLeftovers(of path: String) {
    let folder = folder(of: path)
    let name = path.split(separator: "/").last ?? ""
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for file in files where file.hasPrefix("\(name).") && file.hasSuffix(ending) {
      let number = file.dropFirst(name.count + 1).prefix { $0.isNumber }
      guard let process = pid_t(number), kill(process, 0) != 0, errno == ESRCH else { continue }
      unlink("\(folder)/\(file)")
    }
  }

  /// The folder that a path is in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The error number, or 0.
  private static func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { buffer in
      var done = 0
      while done < buffer.count {
        let count = write(descriptor, buffer.baseAddress! + done, buffer.count - done)
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

/// A file that could not be written.
struct FileError: Error, Equatable, CustomStringConvertible {
  var path: String
  /// The system's error number.
  var code: Int32

  var description: String {
    let reason =
      switch code {
      case EACCES, EPERM: "the folder may not be written to; choose another with -o"
      case EROFS: "the file system is read-only; choose another folder with -o"
      case ENOSPC, EDQUOT: "the disk is full; the report that was there before is unchanged"
      case ENOTDIR, EEXIST: "a part of its path is a file, not a folder"
      case EISDIR: "a folder of that name is in its place"
      case EFBIG: "it would be larger than this user's files may be; raise the limit (ulimit -f)"
      case EMFILE: "too many files are open; raise the limit (ulimit -n)"
      case ENAMETOOLONG: "its name is too long"
      default: String(cString: strerror(code))
      }
    return "cannot write \(path): \(reason)"
  }
}
