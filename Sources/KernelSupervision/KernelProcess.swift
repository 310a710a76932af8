internal import Glibc
internal import KernelMessages

/// A kernel and the descriptors that lead to it, used by one thread.
struct KernelProcess {
  let processID: pid_t
  let channel: MessageChannel<KernelReply>
  let lastWords: Int32
  let printed: PrintedStreams
  /// What the kernel's cells have started; `nil` where the system has no list of processes.
  private let started: DescendantProcesses?

  /// Starts the program; the calling thread must live as long as the kernel, which asks the system
  /// to be told of that thread's end.
  init(
    executable: String, environment: [String: String], workingDirectory: String
  ) throws(SystemError) {
    var pairs: [DescriptorPair] = []
    var streams: PrintedStreams?
    let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    let input = fcntl(null, F_DUPFD_CLOEXEC, DescriptorPair.lowest)
    close(null)
    defer {
      close(input)
      pairs.forEach { close($0.far) }
    }
    do {
      for _ in 0..<3 { pairs.append(try .pipe()) }
      pairs.append(try .socket())
      let printed = try PrintedStreams(standardOutput: pairs[0].near, standardError: pairs[1].near)
      streams = printed
      self.printed = printed
      var environment = environment
      // The kernel's own handler says where it died, faster and in the note's lines.
      environment["SWIFT_BACKTRACE"] = "enable=no"
      // Sets and dictionaries have the same order in every run.
      environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
      let mark = "\(getpid())-\(UInt64.random(in: 0 ... .max))"
      environment[DescendantProcesses.variable] = mark
      started = DescendantProcesses(mark: mark)
      processID = try ChildProcess.start(
        executable, arguments: ["\(getpid())", workingDirectory], environment: environment,
        descriptors: [input, pairs[0].far, pairs[1].far, pairs[3].far, pairs[2].far])
    } catch {
      streams?.close()
      pairs.forEach { close($0.near) }
      throw error
    }
    for pair in pairs.prefix(3) {
      _ = fcntl(pair.near, F_SETFL, fcntl(pair.near, F_GETFL) | O_NONBLOCK)
    }
    lastWords = pairs[2].near
    channel = MessageChannel(descriptor: pairs[3].near)
  }

  /// Whether the process has ended; it stays known to the system until `reap`.
  var hasEnded: Bool {
    var information = siginfo_t()
    let code = waitid(P_PID, id_t(processID), &information, WEXITED | WNOHANG | WNOWAIT)
    return code == 0 && information.si_signo == SIGCHLD
  }

  /// Ends the kernel and every program that its cells have started.
  func killGroup() {
    kill(-processID, SIGKILL)
    started?.killAll(session: processID)
  }

  /// Ends the programs that cells have started since a moment, and what those have started.
  ///
  /// - Parameters:
  ///   - moment: In clock ticks since the system was started.
  ///   - own: The kernel's own processes, which stay.
  func endPrograms(since moment: UInt64, besides own: [pid_t]) {
    started?.killAll(session: processID) { process in
      guard !own.contains(process), let began = ProcessStatus(of: process)?.began else {
        return false
      }
      return began >= moment
    }
  }

  /// Waits for the kernel's end, ends what it left behind, and gives its descriptors back.
  ///
  /// - Returns: The status as of `waitpid`.
  func reap() -> Int32 {
    // The group's number cannot be given to others while its leader is not reaped.
    var information = siginfo_t()
    while waitid(P_PID, id_t(processID), &information, WEXITED | WNOWAIT) == -1 && errno == EINTR {}
    killGroup()
    var status: Int32 = 0
    while waitpid(processID, &status, 0) == -1 && errno == EINTR {}
    printed.close()
    for descriptor in [
      channel.descriptor, lastWords, printed.standardOutput, printed.standardError,
    ] {
      close(descriptor)
    }
    return status
  }
}
