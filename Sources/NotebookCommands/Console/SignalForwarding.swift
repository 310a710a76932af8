internal import Dispatch
internal import NotebookSession
internal import NotebookWorkflow

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Turns Ctrl-C, a hang-up and a request to terminate into an interruption of the run.
///
/// A signal that this process was started to ignore stays ignored: the hang-up under `nohup`, and
/// Ctrl-C in a background job of a script.
final class SignalForwarding {
  private let numbers: [Int32]
  private let sources: [any DispatchSourceSignal]

  /// Has Ctrl-C stop what runs, and a hang-up or a request to terminate end the process in good
  /// order.
  convenience init(
    interrupt: @escaping @Sendable () -> Void, end: @escaping @Sendable () -> Void
  ) {
    self.init { $0 == SIGINT ? interrupt() : end() }
  }

  convenience init(to interruption: RunInterruption) {
    self.init { number in
      // Nobody watches after a hang-up or a termination: no second chance for the loop.
      if number != SIGINT { interruption.request() }
      interruption.request()
      // Whoever asks so often wants no report any more; the kernel ends with this process.
      if interruption.requests > 3 { FileWriting.endProcess(status: 130) }
    }
  }

  private init(receive: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "notebook.signals")
    numbers = [SIGINT, SIGTERM, SIGHUP].filter { !Self.isIgnored($0) }
    sources = numbers.map { number in
      // The source sees the signal only when the default action is off.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { receive(number) }
      source.resume()
      return source
    }
    signal(SIGPIPE, SIG_IGN)
  }

  /// Lets what writes beyond `ulimit -f` fail with a reason instead of ending the process.
  static func ignoreFileSizeLimit() { signal(SIGXFSZ, SIG_IGN) }

  /// Gives the signals back their usual meaning.
  func stop() {
    for source in sources { source.cancel() }
    for number in numbers { signal(number, SIG_DFL) }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
