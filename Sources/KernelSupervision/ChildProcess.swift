internal import Glibc

/// Starting a program with given descriptors; `posix_spawn` with Swift's types.
enum ChildProcess {
  /// `POSIX_SPAWN_SETSID` of glibc 2.26, which Swift's view of the header leaves out.
  private static let newSession: Int32 = 0x80

  /// Starts a program as the leader of a session and a process group of its own, by which
  /// everything it starts can be found again.
  ///
  /// - Parameter descriptors: What becomes descriptor 0, 1, 2, … of the program; each must be above
  ///   the last of these numbers.
  /// - Returns: The process identifier.
  static func start(
    _ executable: String, arguments: [String], environment: [String: String], descriptors: [Int32]
  ) throws(SystemError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let flags = newSession | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    let code = withCStrings([executable] + arguments) { arguments in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        var process = pid_t()
        let code = posix_spawn(&process, executable, &actions, &attributes, arguments, environment)
        return code == 0 ? .success(process) : Result<pid_t, SystemError>.failure(SystemError(code))
      }
    }
    return try code.get()
  }

  /// Runs a program to its end and gives back what it printed.
  static func output(of executable: String, arguments: [String]) throws(SystemError) -> String {
    let pipe = try DescriptorPair.pipe()
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    let silent = fcntl(null, F_DUPFD_CLOEXEC, DescriptorPair.lowest)
    close(null)
    defer {
      close(pipe.near)
      close(silent)
    }
    let process: pid_t
    do {
      defer { close(pipe.far) }
      process = try start(
        executable, arguments: arguments, environment: [:],
        descriptors: [silent, pipe.far, silent])
    }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(pipe.near, &chunk, chunk.count)
      if count > 0 { output += chunk[..<count] } else if count == 0 || errno != EINTR { break }
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 && errno == EINTR {}
    return String(decoding: output, as: UTF8.self)
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}

/// The two ends of a pipe or socket, high enough that `ChildProcess` can place them, and closed in
/// every other program.
struct DescriptorPair {
  /// Above all the numbers that `ChildProcess` gives to a program.
  static let lowest: Int32 = 8

  /// What the tool keeps.
  let near: Int32
  /// What the program gets.
  let far: Int32

  /// A pipe that the tool reads.
  static func pipe() throws(SystemError) -> Self {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw SystemError(errno) }
    return try Self(moving: ends)
  }

  /// A connected pair of sockets.
  static func socket() throws(SystemError) -> Self {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SystemError(errno) }
    return try Self(moving: ends)
  }

  private init(moving ends: [Int32]) throws(SystemError) {
    let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, Self.lowest) }
    let code = errno
    ends.forEach { close($0) }
    guard moved.allSatisfy({ $0 >= 0 }) else {
      moved.filter { $0 >= 0 }.forEach { close($0) }
      throw SystemError(code)
    }
    (near, far) = (moved[0], moved[1])
  }
}

/// A system call failed.
package struct SystemError: Error, Equatable, CustomStringConvertible {
  /// The `errno`.
  package var code: Int32

  package init(_ code: Int32) {
    self.code = code
  }

  package var description: String {
    let words = String(cString: strerror(code)).lowercased()
    return Self.limits[code].map { "\(words); raise the limit (\($0))" } ?? words
  }

  /// What a shell calls the limits of a user by which calls fail.
  private static let limits: [Int32: String] = [
    EMFILE: "ulimit -n", EAGAIN: "ulimit -u, or -v where it is set", ENOMEM: "ulimit -v",
    EFBIG: "ulimit -f",
  ]
}
