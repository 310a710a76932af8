internal import Dispatch
internal import NotebookSession
internal import NotebookWorkflow

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
  internal import NotebookSession
#endif

/// Turns Ctrl-C, a hang-up and a request to terminate into an interruption of the run.
final class SignalForwarding {
  private let sources: [any DispatchSourceSignal]

  init(to interruption: RunInterruption) {
    let queue = DispatchQueue(label: "notebook.signals")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      // The source sees the signal only when the default action is off.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        // Nobody watches after a hang-up or a termination: no second chance for the loop.
        if number != SIGINT { interruption.request() }
        interruption.request()
        // Whoever asks so often wants no report any more; the kernel ends with this process.
        if interruption.requests > 3 { FileWriting.endProcess(status: 130) }
      }
      source.resume()
      return source
    }
    signal(SIGPIPE, SIG_IGN)
  }

  /// Gives the signals back their usual meaning.
  func stop() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}
