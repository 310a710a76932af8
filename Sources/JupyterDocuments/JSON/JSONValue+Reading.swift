extension JSONValue {
  /// Reads a text of JSON in UTF-8, and what Python's reader takes beyond the standard: `NaN` and
  /// `Infinity`, kept as they stand like numbers of any length and size.
  ///
  /// Half of a surrogate pair, which no text in Swift can hold, becomes U+FFFD.
  ///
  /// - Throws: ``JSONError`` saying where it is none, and why.
  package init(reading bytes: some Collection<UInt8>) throws(JSONError) {
    self = try Self.read(bytes).value
  }

  /// Reads a text as ``init(reading:)`` does.
  ///
  /// - Returns: The value, and the line of the first character that half of a pair stood for.
  static func read(
    _ bytes: some Collection<UInt8>
  ) throws(JSONError) -> (value: JSONValue, lineOfHalfCharacter: Int?) {
    let bytes = Array(bytes)
    if let line = firstLineThatIsNoText(bytes) {
      throw JSONError(description: "line \(line): the text is not valid UTF-8")
    }
    var reader = JSONReader(bytes)
    let value = try reader.document()
    return (value, reader.halfCharacter.map { reader.line(of: $0) })
  }

  private static func firstLineThatIsNoText(_ bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
  }
}

/// A text is no JSON.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  /// Where, and what is wrong there.
  package var description: String
}
