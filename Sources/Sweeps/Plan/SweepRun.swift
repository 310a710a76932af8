internal import SystemBasics

/// One run of a sweep: the values of the parameters that are set for it.
package struct SweepRun: Codable, Sendable, Hashable {
  /// A parameter and its value.
  package struct Assignment: Codable, Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var assignments: [Assignment]

  package init(_ assignments: [Assignment]) { self.assignments = assignments }

  /// The values as messages name them: `learningRate=0.1, seed=3`. A text with line ends or other
  /// control characters is written as Swift writes it.
  package var title: String {
    assignments.map { assignment in
      let isPlain = assignment.value.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && $0.value != 0x2028 && $0.value != 0x2029
      }
      return "\(assignment.name)=\(isPlain ? assignment.value : assignment.value.debugDescription)"
    }.joined(separator: ", ")
  }

  /// The name of the run's files: its values, and where these do not fit into a name or could be
  /// mistaken for others, a checksum of them.
  package var fileName: String {
    let plain = assignments.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    let safe = String(plain.map { Self.isSafe($0) ? $0 : "_" })
    if safe == plain, safe.utf8.count <= Self.longestName { return safe }
    let text = assignments.map { "\($0.name)\u{0}\($0.value)\u{0}" }.joined()
    let checksum = SHA256.hexadecimal(of: Array(text.utf8)).prefix(12)
    return "\(safe.prefix(60))-\(checksum)"
  }

  /// The value of a parameter, where the run sets it.
  package subscript(name: String) -> String? { assignments.first { $0.name == name }?.value }

  private static let longestName = 120

  private static func isSafe(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "=,._+-".contains(character))
  }
}
