internal import FoundationEssentials
internal import NotebookDisplay

/// When something began, on the wall and on a steady clock.
package struct Stopwatch: Sendable {
  private let start = ContinuousClock.now
  private let date = Date()

  package init() {}

  /// Seconds since the beginning.
  package var seconds: Double { start.duration(to: .now).seconds }

  /// The beginning as ISO 8601 in local time: `2026-11-21T10:04:31+01:00`.
  package var started: String {
    var style = Date.ISO8601FormatStyle(timeZone: .current)
    style = style.year().month().day().time(includingFractionalSeconds: false).timeZone(
      separator: .colon)
    return date.formatted(style)
  }
}
