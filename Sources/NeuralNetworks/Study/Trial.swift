internal import Tensors

/// One setting of everything that is searched.
public struct Trial: Sendable, CustomStringConvertible {
  /// Counted from 1.
  public let number: Int
  let settings: [(name: String, value: Value)]
  /// What the trials of the search know of each other.
  let progress: SearchProgress

  /// The value of a setting.
  enum Value: Sendable, Equatable, CustomStringConvertible {
    case number(Double)
    case name(String)

    /// With about four digits, for tables.
    var description: String {
      switch self {
      case .number(let number): significant(number)
      case .name(let name): name
      }
    }

    /// With every digit, for files.
    var exact: String {
      switch self {
      case .number(let number): "\(number)"
      case .name(let name): name
      }
    }
  }

  /// The value of a setting, such as a learning rate.
  public subscript(name: String) -> Double {
    guard case .number(let number) = value(of: name) else {
      stop("\"\(name)\" of trial \(number) is a name, no number: read it as String")
    }
    return number
  }

  /// The value of a setting as a whole number, such as a width; it is rounded.
  public subscript(name: String) -> Int {
    let value: Double = self[name]
    guard let whole = Int(exactly: value.rounded()) else {
      stop("\"\(name)\" of trial \(number) is \(value), which is too large for a whole number")
    }
    return whole
  }

  /// The name that a setting has, such as an optimizer's.
  public subscript(name: String) -> String {
    guard case .name(let text) = value(of: name) else {
      stop("\"\(name)\" of trial \(number) is a number, no name: read it as Double or Int")
    }
    return text
  }

  /// "rate 0.01, width 64".
  public var description: String {
    settings.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
  }

  private func value(of name: String) -> Value {
    guard let found = settings.first(where: { $0.name == name }) else {
      stop(
        "\"\(name)\" is not searched; there are "
          + settings.map { "\"\($0.name)\"" }.joined(separator: ", "))
    }
    return found.value
  }

  private func stop(_ sentence: String) -> Never { Tensors.stop(sentence) }
}
