internal import NotebookDisplay
internal import Synchronization

/// A line chart that grows while a model trains; the report keeps its last state.
///
/// ```swift
/// let live = LiveChart("loss")
/// for (step, loss) in losses.enumerated() { live.log(step: step, ["with BN": loss]) }
/// live.finish()
/// ```
public final class LiveChart: Sendable {
  private struct State {
    var names: [String] = []
    var steps: [String: [Double]] = [:]
    var values: [String: [Double]] = [:]
    var lastDrawing: ContinuousClock.Instant?
    var hasChanges = false
  }

  private static let count = Atomic(0)
  private static let interval = Duration.milliseconds(250)

  private let title: String
  private let label: String
  private let smoothing: Smoothing?
  private let identifier: String
  private let state = Mutex(State())

  /// Creates a chart without values; the title also names the y axis.
  public init(_ title: String, xLabel: String = "step", smoothing: Smoothing? = nil) {
    self.title = title
    label = xLabel
    self.smoothing = smoothing
    let number = Self.count.add(1, ordering: .relaxed).newValue
    identifier = "live-chart-\(number)"
  }

  deinit { finish() }

  /// Adds a value to each named series and draws the chart, at most four times a second.
  public func log(step: Int, _ values: KeyValuePairs<String, some ChartNumber>) {
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      for (name, value) in values {
        if state.values[name] == nil { state.names.append(name) }
        state.steps[name, default: []].append(Double(step))
        state.values[name, default: []].append(value.chartValue)
      }
      state.hasChanges = true
      guard let last = state.lastDrawing, now - last < Self.interval else {
        state.lastDrawing = now
        return true
      }
      return false
    }
    if isDue { draw() }
  }

  /// Draws what came since the last drawing.
  public func finish() {
    if state.withLock({ $0.hasChanges }) { draw() }
  }

  /// The chart with all values so far.
  package var chart: Chart {
    state.withLock { state in
      Chart(title) {
        for name in state.names {
          let line = LineMark(
            x: PlottableValue(
              nil, .numbers(ChartNumbers(state.steps[name] ?? [], areCounts: true))),
            y: PlottableValue(nil, .numbers(ChartNumbers(state.values[name] ?? []))))
          if let smoothing {
            line.series(name).smoothed(smoothing)
          } else {
            line.series(name)
          }
        }
      }
    }
    .xLabel(label).yLabel(title)
  }

  private func draw() {
    let chart = chart
    state.withLock { $0.hasChanges = false }
    var output = chart.cellOutput
    output.identifier = identifier
    DisplaySink.send(.output(output))
  }
}
