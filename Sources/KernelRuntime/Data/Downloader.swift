internal import CLinux
@preconcurrency internal import Glibc

/// Fetches files from the network with the programs that every system has for it.
struct Downloader {
  /// The folders in which `curl` and `wget` are looked for.
  var searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"

  /// Fetches a file; it appears under its name only when it is whole.
  func download(_ address: String, to path: String) throws(DataFileError) {
    let part = "\(path).part-\(getpid())"
    guard let command = command(address, part) else {
      throw DataFileError(
        description: "'\(address)' cannot be fetched: neither 'curl' nor 'wget' is installed; "
          + "install one with 'apt-get install curl'")
    }
    defer { unlink(part) }
    let status = run(command)
    guard status == 0 else {
      throw DataFileError(
        description: "'\(address)' could not be fetched: "
          + "'\(command[0])' ended with status \(status)\(Self.meaning(status, of: command[0]))")
    }
    guard rename(part, path) == 0 else {
      throw DataFileError(
        description: "'\(path)' cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  private func command(_ address: String, _ part: String) -> [String]? {
    if let curl = find("curl") {
      return [
        curl, "--fail", "--silent", "--location", "--retry", "2", "--connect-timeout", "20",
        "--output", part, "--", address,
      ]
    }
    if let wget = find("wget") {
      return [wget, "--quiet", "--tries=3", "--timeout=20", "-O", part, "--", address]
    }
    return nil
  }

  private func find(_ program: String) -> String? {
    searchPath.split(separator: ":").map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
  }

  private func run(_ command: [String]) -> Int32 {
    var arguments = command.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawn(&process, command[0], nil, nil, &arguments, environ)
    guard code == 0 else { return code }
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : status & 0x7F
  }

  /// What the more common statuses of the two programs mean.
  private static func meaning(_ status: Int32, of program: String) -> String {
    let isCurl = program.hasSuffix("curl")
    return switch (isCurl, status) {
    case (true, 6), (true, 7), (true, 28), (false, 4): " (no connection)"
    case (true, 22), (false, 8): " (the server refuses)"
    case (true, 23), (false, 3): " (the file cannot be written)"
    case (true, 35), (true, 60), (false, 5): " (no secure connection)"
    default: ""
    }
  }
}
