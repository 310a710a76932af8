internal import SystemBasics

#if canImport(Glibc)
  @preconcurrency internal import Glibc
#elseif canImport(Musl)
  @preconcurrency internal import Musl
#else
  @preconcurrency internal import Darwin
#endif

/// Fetches a file from the network with the programs that every system has for it, and goes on
/// where an earlier attempt was broken off.
package struct FileDownload {
  /// Where the file is fetched from.
  package let address: String
  /// The length of the whole file.
  package let bytes: Int
  /// The folders in which `curl` and `wget` are looked for.
  package var searchPath: String?

  package init(_ address: String, bytes: Int) {
    self.address = address
    self.bytes = bytes
  }

  /// Fetches the file, or what is missing of it. Where that fails, what has come stays for the next
  /// attempt.
  ///
  /// - Parameters:
  ///   - path: Where it goes; another process that fetches the same waits.
  ///   - progress: Told five times a second how many bytes are there.
  package func fetch(
    into path: String, progress: ((_ bytes: Int) -> Void)? = nil
  ) throws(DownloadError) {
    let lock = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard lock >= 0 else {
      throw DownloadError("'\(path)' cannot be written: \(String(cString: strerror(errno)))")
    }
    defer { close(lock) }
    while flock(lock, LOCK_EX) != 0, errno == EINTR {}
    // What is longer is no beginning of the file.
    if Self.size(of: path) > bytes { ftruncate(lock, 0) }
    if Self.size(of: path) == bytes { return }
    guard let (program, arguments) = command(path) else {
      throw DownloadError(
        "'\(address)' cannot be fetched: neither 'curl' nor 'wget' is installed; "
          + "install one with 'apt-get install curl'")
    }
    var status = run(program, arguments) { progress?(Self.size(of: path)) }
    if Self.cannotResume(status, program) {
      ftruncate(lock, 0)
      status = run(program, arguments) { progress?(Self.size(of: path)) }
    }
    guard status == 0 else {
      throw DownloadError(
        "'\(address)' could not be fetched: "
          + "'\(program.path)' ended with status \(status)\(Self.meaning(status, of: program))")
    }
  }

  private func command(_ path: String) -> (program: SystemProgram, arguments: [String])? {
    if let curl = SystemProgram(named: "curl", searchPath: searchPath) {
      return (
        curl,
        [
          "--fail", "--silent", "--location", "--retry", "2", "--connect-timeout", "20",
          "--continue-at", "-", "--output", path, "--", address,
        ]
      )
    }
    if let wget = SystemProgram(named: "wget", searchPath: searchPath) {
      return (
        wget, ["--quiet", "--tries=3", "--timeout=20", "--continue", "-O", path, "--", address]
      )
    }
    return nil
  }

  private func run(_ program: SystemProgram, _ arguments: [String], _ watch: () -> Void) -> Int32 {
    let (process, error) = program.start(arguments)
    guard error == 0 else { return error }
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process || ended == -1 && errno != EINTR { break }
      watch()
      usleep(200_000)
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : status & 0x7F
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether the server has only whole files: curl's CURLE_RANGE_ERROR.
  private static func cannotResume(_ status: Int32, _ program: SystemProgram) -> Bool {
    program.path.hasSuffix("curl") && status == 33
  }

  /// What the more common statuses of the two programs mean.
  private static func meaning(_ status: Int32, of program: SystemProgram) -> String {
    let isCurl = program.path.hasSuffix("curl")
    return switch (isCurl, status) {
    case (true, 6), (true, 7), (true, 28), (false, 4): " (no connection)"
    case (true, 18): " (broken off; the next attempt goes on from there)"
    case (true, 22), (false, 8): " (the server refuses)"
    case (true, 23), (false, 3): " (the file cannot be written)"
    case (true, 35), (true, 60), (false, 5): " (no secure connection)"
    default: ""
    }
  }
}

/// A file could not be fetched.
package struct DownloadError: Error, Equatable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}
