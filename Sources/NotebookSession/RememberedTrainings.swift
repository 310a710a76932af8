internal import NotebookDisplay

/// Trainings of one cell whose results an earlier run had computed.
struct RememberedTrainings: Sendable {
  /// Where among the cell's items they are spoken of.
  var place: Int
  var count: Int
  /// How long they took then, together.
  var seconds: Double
  /// When the last of them was done, as ISO 8601.
  var made: String

  /// "trained in 4.1 s on 2026-11-28 20:14; 'notebook run --force' trains anew".
  var sentence: String {
    let duration = NumberFormat.duration(seconds: seconds)
    let moment = NumberFormat.moment(made)
    let subject =
      count == 1
      ? "trained in \(duration) on \(moment)"
      : "\(count) trainings of \(duration) in all, the last of \(moment)"
    return "\(subject); 'notebook run --force' trains anew"
  }
}
