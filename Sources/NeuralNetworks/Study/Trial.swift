internal import Tensors

/// One setting of everything that is searched.
public struct Trial: Sendable, CustomStringConvertible {
  /// Counted from 1.
  public let number: Int
  let settings: [(name: String, value: Value)]
  /// What the trials of the search know of each other.
  let progress: SearchProgress

  /// The value of a setting.
  enum Value: Sendable, CustomStringConvertible {
    case number(Double)
    case choice(Choice)

    /// With about four digits, for tables.
    var description: String {
      switch self {
      case .number(let number): significant(number)
      case .choice(let choice): choice.name
      }
    }

    /// With every digit, for files.
    var exact: String {
      switch self {
      case .number(let number): "\(number)"
      case .choice(let choice): choice.name
      }
    }
  }

  /// One of several values that are no numbers, and what it is printed as.
  struct Choice: Sendable {
    let value: any Sendable
    let name: String

    init(_ value: some Sendable) {
      self.value = value
      name = "\(value)"
    }

    /// As it is written in code.
    var spelling: String { value is String ? "\"\(name)\"" : name }
  }

  /// The value of a setting, such as a learning rate.
  public subscript(name: String) -> Double {
    guard case .number(let number) = value(of: name) else {
      stop("\"\(name)\" of trial \(number) is no number: \(remedy(for: name))")
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
    guard case .choice(let choice) = value(of: name) else {
      stop("\"\(name)\" of trial \(number) is a number, no name: read it as Double or Int")
    }
    return choice.name
  }

  /// The value that a setting has, of the type that `.choice` was given.
  @_disfavoredOverload
  public subscript<Value: Equatable & Sendable>(name: String) -> Value {
    switch value(of: name) {
    case .choice(let choice):
      guard let value = choice.value as? Value else {
        stop("\"\(name)\" of trial \(number) is no \(Value.self): \(remedy(for: name))")
      }
      return value
    case .number:
      stop("\"\(name)\" of trial \(number) is a number: read it as Double or Int")
    }
  }

  private func remedy(for name: String) -> String {
    guard case .choice(let choice) = value(of: name) else { return "read it as Double or Int" }
    return "it is \(choice.spelling), read it as \(type(of: choice.value))"
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
