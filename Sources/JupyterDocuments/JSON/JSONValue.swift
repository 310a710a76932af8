/// A JSON value (RFC 8259), for documents of which only parts are understood here and the rest has
/// to stay as it is.
package enum JSONValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  /// A number that neither of these holds, as it stands in the text: a whole one beyond 64 bits,
  /// `-0`, one beyond the range of `Double`, or `NaN`, `Infinity` and `-Infinity`, which Python
  /// writes.
  case literal(String)
  case string(String)
  case array([JSONValue])
  /// Members without an order, as the standard has them.
  case object([String: JSONValue])
}

extension JSONValue {
  /// The member of an object; `nil` for other values and for members that are not there.
  package subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The text of a string; `nil` for other values.
  package var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The value of `true` or `false`; `nil` for other values.
  package var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

  /// The value of a whole number; `nil` for other values.
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  /// The elements of an array; `nil` for other values.
  package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

  /// The members of an object; `nil` for other values.
  package var object: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// What a reader calls a value of this kind: "a list".
  package var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "true or false"
    case .integer, .number, .literal: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(Dictionary(members) { $1 })
  }
}
