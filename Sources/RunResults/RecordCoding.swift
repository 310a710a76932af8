internal import FoundationEssentials

/// Records as JSON, with the numbers that JSON lacks as words.
package enum RecordCoding {
  /// Reads the record at a path; `nil` where there is none, or where it is damaged.
  package static func read<Record: Decodable>(_ type: Record.Type, at path: String) -> Record? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return FileManager.default.contents(atPath: path)
      .flatMap { try? decoder.decode(Record.self, from: $0) }
  }

  /// A record with sorted keys, so that two can be compared as text.
  ///
  /// - Parameter isIndented: Whether it is for people too.
  package static func text(of record: some Encodable, isIndented: Bool = true) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = isIndented ? [.sortedKeys, .prettyPrinted] : [.sortedKeys]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(record), as: UTF8.self) + "\n"
  }
}
