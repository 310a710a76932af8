internal import Glibc
internal import KernelMessages
internal import NotebookDisplay

/// A cell from the request to run it until its outcome.
struct RunningCell {
  struct Request: Sendable {
    let cell: LoadableCell
    let timeout: Double?
    let figureSize: FigureSize
    let parameters: [String: String]
    let trainingMemory: TrainingMemoryUse
    /// Whether what its tasks and threads print and show after its end, up to the next cell, is
    /// wanted.
    let isHeardAfterItsEnd: Bool
    let onEvent: @Sendable (KernelEvent) -> Void
    let completion: @Sendable (CellOutcome) -> Void
  }

  /// Why a cell is being brought to its end.
  enum Ending: Equatable {
    case interruption
    case timeout
    case memory(bytes: Int)
    /// A signal has stopped the kernel.
    case stop
    /// The socket was closed, or something else than messages came out of it.
    case lostConnection
  }

  let request: Request
  let started = Self.now()
  var capture: OutputCapture
  var uncaughtError: UncaughtError?
  var ending: Ending?
  /// When the kernel is told to end itself and say where the cell is, if the cell has not ended.
  var abandonAt: Double?
  /// When the kernel is killed, if it has not ended itself.
  var killAt: Double?
  /// Whether it waits for a line that somebody types.
  var awaitsInput = false
  /// How often in a row the kernel was found stopped by a signal.
  var looksStopped = 0
  /// Some two seconds. Looks are counted instead of seconds, since somebody may stop tool and
  /// kernel for a while and let both go on.
  static let looksUntilStopped = 100
  /// How much the cell has displayed and how much of it can be shown, where that is less.
  var omission: (displayed: DisplayedAmount, sent: DisplayedAmount)?
  private var lastProgress: Progress?

  init(request: Request, outputLimit: Int) {
    self.request = request
    capture = OutputCapture(limit: outputLimit)
  }

  /// When the cell's time is over.
  var timeoutAt: Double? { request.timeout.map { started + $0 } }

  /// The epoch that a training loop was in.
  var epoch: Int? { lastProgress?.epoch }

  /// Where a training loop was, in words.
  var position: String? {
    lastProgress.map { " at epoch \($0.epoch) of \($0.epochs)" }
  }

  /// What the report says of outputs that were left out.
  var omissionRemark: String? {
    guard let (displayed, sent) = omission else { return nil }
    return "the cell displayed \(Self.words(displayed)), of which \(Self.words(sent)) "
      + "\(sent.outputs == 1 ? "is" : "are") shown"
  }

  private static func words(_ amount: DisplayedAmount) -> String {
    "\(amount.outputs) \(amount.outputs == 1 ? "output" : "outputs") of \(NumberFormat.byteCount(amount.bytes))"
  }

  /// Passes on what the cell printed.
  mutating func printed(_ bytes: some Collection<UInt8>, _ stream: OutputCapture.Stream) {
    capture.take(bytes, from: stream).forEach(pass)
  }

  /// Passes on what the cell showed or reported.
  ///
  /// - Parameter keepsItsPlace: Whether all that was printed before is known. Other events may be
  ///   older than what was printed last.
  mutating func reported(_ event: CellEvent, keepsItsPlace: Bool) {
    if keepsItsPlace { capture.release().forEach(pass) }
    switch event {
    case .uncaughtError(let error):
      uncaughtError = uncaughtError ?? error
      return
    case .progress(let progress): lastProgress = progress
    default: break
    }
    request.onEvent(.event(event))
  }

  /// Passes on an event of the capture. A place in a text of the Swift runtime's is brought to the
  /// note's line: it is there when, for example, a process dies that the cell has forked.
  func pass(_ event: KernelEvent) {
    guard case .standardError(let text) = event else { return request.onEvent(event) }
    request.onEvent(.standardError(readable(text)))
  }

  /// The text with the note's lines in it.
  func readable(_ text: String) -> String { request.cell.places.readable(text) }

  /// The text with the note's lines in it and without what only a terminal understands, for a
  /// sentence.
  func sentence(_ text: String) -> String { TerminalText.settled(readable(text)) }

  /// Seconds on a clock that nobody sets.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
