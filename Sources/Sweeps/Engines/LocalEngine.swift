internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Carries out runs on this computer, each in a process of its own, as many at once as it is told.
///
/// The processes end with the one that started them, however that ends.
package actor LocalEngine: SweepEngine {
  /// How runs share the computer.
  package struct Share: Sendable, Equatable {
    /// Runs at once.
    package var jobs: Int
    /// Worker threads of each.
    package var threads: Int

    package init(jobs: Int, threads: Int) {
      self.jobs = jobs
      self.threads = threads
    }

    /// As many runs at once as there are cores, and more threads for each where there are fewer
    /// runs.
    ///
    /// - Parameters:
    ///   - runs: How many there are to do.
    ///   - cores: Processors that may be used.
    ///   - jobs: Runs at once, where that is said.
    ///   - threads: Threads of each, where that is said.
    ///   - memory: Bytes that each run may take, and bytes that are free, where both are known.
    package static func fitting(
      runs: Int, cores: Int, jobs: Int? = nil, threads: Int? = nil,
      memory: (each: Int, free: Int)? = nil
    ) -> Share {
      let room = memory.map { max(1, $0.free / max(1, $0.each)) } ?? .max
      let atOnce = max(1, jobs ?? min(max(1, cores / max(1, threads ?? 1)), room))
      let used = min(atOnce, max(1, runs))
      return Share(jobs: used, threads: threads ?? max(1, cores / used))
    }
  }

  /// Why a run has ended that had not begun when the sweep was interrupted.
  package static let notStarted = "not started: the sweep was interrupted"

  private struct Element: Sendable {
    var job: String
    var index: Int
    var run: SweepRun
  }

  private let tool: String
  private let share: Share
  private var queue: [Element] = []
  private var all: [SweepRun: EngineState] = [:]
  /// By which the processes that run get signals.
  private var processes: [SweepRun: @Sendable (Signal) -> Void] = [:]
  private var runningCount = 0
  private var cancellations = 0

  /// - Parameter tool: The path of `notebook`.
  package init(tool: String, share: Share) {
    self.tool = tool
    self.share = share
  }

  package func submit(_ job: SweepJob) {
    for (index, run) in job.runs.enumerated() {
      queue.append(Element(job: job.path, index: index, run: run))
      all[run] = .pending(nil)
    }
    fill()
  }

  package func states() -> [SweepRun: EngineState] { all }

  package func cancel() {
    cancellations += 1
    for element in queue { all[element.run] = .ended(Self.notStarted) }
    queue = []
    for send in processes.values { send(signalOfCancellation) }
  }

  private var signalOfCancellation: Signal { cancellations == 1 ? .interrupt : .terminate }

  private func fill() {
    while runningCount < share.jobs, !queue.isEmpty {
      let element = queue.removeFirst()
      runningCount += 1
      all[element.run] = .running(nil)
      Task {
        let reason = await carryOut(element)
        ended(element.run, reason)
      }
    }
  }

  private func ended(_ run: SweepRun, _ reason: String?) {
    processes[run] = nil
    all[run] = .ended(reason)
    runningCount -= 1
    fill()
  }

  private func began(_ run: SweepRun, send: @escaping @Sendable (Signal) -> Void) {
    processes[run] = send
    if cancellations > 0 { send(signalOfCancellation) }
  }

  private func said(_ line: String, by run: SweepRun) { all[run] = .running(line) }

  /// Starts the process of a run and waits for its end.
  ///
  /// - Returns: Why it ended, where that was not by itself.
  private func carryOut(_ element: Element) async -> String? {
    let environment = Environment.inherit.updating(["NOTEBOOK_THREADS": "\(share.threads)"])
    var options = PlatformOptions()
    // Ctrl-C on the terminal is for the sweep, which passes it on.
    options.processGroupID = 0
    do {
      let result = try await Subprocess.run(
        .path(FilePath(tool)),
        arguments: ["sweep-task", element.job, "\(element.index)", "--end-with-input"],
        environment: environment, platformOptions: options, input: .inputWriter,
        output: .sequence, error: .combinedWithOutput
      ) { execution in
        self.began(element.run) { try? execution.send(signal: $0) }
        var lastWords = ""
        for try await line in execution.standardOutput.strings() {
          if let status = TaskStatus(line: line) {
            self.said(status.text, by: element.run)
          } else if !line.isEmpty {
            lastWords = line
          }
        }
        try await execution.standardInputWriter.finish()
        return lastWords
      }
      return Self.reason(result.terminationStatus, lastWords: result.closureResult)
    } catch {
      return "its process could not be started: \(error)"
    }
  }

  private static func reason(_ status: TerminationStatus, lastWords: String) -> String? {
    switch status {
    case .exited(0): nil
    case .exited(let code):
      "its process ended with status \(code)" + (lastWords.isEmpty ? "" : ": \(lastWords)")
    case .signaled(let signal): "its process was ended by signal \(signal)"
    }
  }
}
