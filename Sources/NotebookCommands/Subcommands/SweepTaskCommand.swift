internal import ArgumentParser
internal import NotebookSession
internal import NotebookWorkflow
internal import Sweeps

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// `notebook sweep-task FILE INDEX`, which a sweep starts here or on a cluster.
struct SweepTaskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep-task", abstract: "Does one run of a sweep; 'notebook sweep' starts it.",
    shouldDisplay: false)

  @Argument(help: "The file that the sweep has written.")
  var file: String

  @Argument(help: "The run's index in it.")
  var index: Int

  @Flag(help: "Ends when the standard input does, which the sweep's process holds.")
  var endWithInput = false

  func run() async throws {
    let interruption = RunInterruption()
    let signals = SignalForwarding(to: interruption)
    defer { signals.stop() }
    if endWithInput { Self.watchInput(interruption) }
    let console = SweepTaskConsole()
    do {
      // However the run has ended, its result is in its place: the process did what it was for.
      try await SweepTask(
        path: file, index: index, interruption: interruption,
        watch: { event, _ in console.show(event) })()
    } catch let failure as SweepTask.Failure {
      print("notebook: error: \(failure)")
      throw ExitCode(2)
    }
  }

  /// Interrupts the run at once when nobody is there any more who wants it.
  private static func watchInput(_ interruption: RunInterruption) {
    var thread = pthread_t()
    let holder = Unmanaged.passRetained(interruption)
    let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
      guard let pointer else { return nil }
      let interruption = Unmanaged<RunInterruption>.fromOpaque(pointer).takeRetainedValue()
      var byte: UInt8 = 0
      while true {
        let count = read(0, &byte, 1)
        if count == 0 || count < 0 && errno != EINTR { break }
      }
      interruption.request()
      interruption.request()
      return nil
    }
    if pthread_create(&thread, nil, body, holder.toOpaque()) == 0 { pthread_detach(thread) }
  }
}
