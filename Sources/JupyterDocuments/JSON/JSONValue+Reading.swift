internal import FoundationEssentials

extension JSONValue {
  /// Reads a text of JSON in UTF-8.
  ///
  /// - Throws: ``JSONError`` where it is none.
  package init(reading bytes: some Collection<UInt8>) throws(JSONError) {
    // The decoder passes over a comma with nothing after it; all else that is no JSON it refuses.
    if let line = Self.lineOfTrailingComma(bytes) {
      throw JSONError(description: "a ',' before the end of a list or an object, in line \(line)")
    }
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    } catch DecodingError.dataCorrupted(let context) {
      let reason = context.underlyingError.map { "\($0)" } ?? context.debugDescription
      throw JSONError(description: reason)
    } catch {
      throw JSONError(description: "\(error)")
    }
  }
}

extension JSONValue {
  /// The line of the first comma that only blanks part from a closing bracket.
  private static func lineOfTrailingComma(_ bytes: some Collection<UInt8>) -> Int? {
    var line = 1
    var isInString = false
    var isEscaped = false
    var comma: Int?
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      case UInt8(ascii: "]") where !isInString, UInt8(ascii: "}") where !isInString:
        if let comma { return comma }
      case UInt8(ascii: ",") where !isInString:
        comma = line
        continue
      default:
        if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
        comma = nil
      }
      isEscaped = isInString && !isEscaped && byte == UInt8(ascii: "\\")
    }
    return nil
  }
}

/// A text is no JSON.
package struct JSONError: Error, CustomStringConvertible {
  /// What is wrong, in the decoder's words.
  package var description: String
}

extension JSONValue: Decodable {
  package init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Name.self) {
      var object: [String: JSONValue] = [:]
      object.reserveCapacity(members.allKeys.count)
      for name in members.allKeys {
        object[name.stringValue] = try members.decode(JSONValue.self, forKey: name)
      }
      self = .object(object)
      return
    }
    if var elements = try? decoder.unkeyedContainer() {
      var array: [JSONValue] = []
      while !elements.isAtEnd { array.append(try elements.decode(JSONValue.self)) }
      self = .array(array)
      return
    }
    let value = try decoder.singleValueContainer()
    if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .boolean(flag)
    } else if let number = try? value.decode(Int.self) {
      self = .integer(number)
    } else {
      self = .number(try value.decode(Double.self))
    }
  }

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
