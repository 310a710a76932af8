/// Writes values of one axis that are read together, so that different ones have different texts.
struct AxisTexts {
  private let kind: AxisKind
  private let column: NumberColumn

  /// - Parameter values: all that will be written, and those they must be told apart from.
  init(_ axis: AxisModel, _ values: some Sequence<Double>) {
    kind = axis.kind
    column = NumberColumn(axis.kind == .numbers ? Array(values) : [], format: axis.format)
  }

  /// A value in words: its category, its time or its number.
  func text(_ value: Double) -> String {
    switch kind {
    case .numbers: return column.text(value)
    case .times: return CivilTime(secondsSince1970: value).text
    case .categories(let names):
      let index = Int(saturating: value)
      return names.indices.contains(index) ? names[index] : NumberText.short(value)
    }
  }

  /// A value with its error.
  func text(_ value: Double, error: Double?) -> String {
    kind == .numbers ? column.text(value, error: error) : text(value)
  }
}
