/// A piece of HTML or SVG.
public indirect enum MarkupNode: Sendable, Equatable {
  /// An element with attributes in the order they are written.
  case element(name: String, attributes: [MarkupAttribute], children: [MarkupNode])
  /// Text; escaped when it is written.
  case text(String)
  /// Markup that is already escaped.
  case raw(String)
}

/// A name and a value; a `nil` value writes the bare name (`hidden`).
public struct MarkupAttribute: Sendable, Equatable {
  /// The attribute's name, as it is written.
  public var name: String
  /// Its value, escaped when it is written; `nil` for a bare name.
  public var value: String?

  /// Creates an attribute.
  public init(_ name: String, _ value: String? = nil) {
    self.name = name
    self.value = value
  }
}
