internal import Glibc
internal import KernelMessages
internal import NotebookDisplay

/// What the Swift runtime, or the compiler, says of a trap, cleaned for a reader.
struct TrapReason {
  /// One sentence; `nil` when nothing is known but the signal.
  var message: String?
  /// The line of the note, where the runtime has named it.
  var line: Int?

  /// Finds the reason.
  ///
  /// - Parameters:
  ///   - fatalText: The runtime's last text, `Module/note.md:3: Fatal error: …`.
  ///   - lastErrorText: The end of everything written to the standard error.
  ///   - signal: The signal that ended the process.
  ///   - trapReason: The compiler's name for the trap.
  ///   - noteName: The note's file name.
  init(
    fatalText: String?, lastErrorText: String, signal: Int32, trapReason: String?,
    noteName: String
  ) {
    if let fatalText, let text = Self.parse(fatalText) {
      message = Self.clean(text.message, isOwnSentence: text.isOwnSentence)
      if text.file == noteName { line = text.line }
    } else if let trapReason {
      message = Self.clean(trapReason)
    } else if signal == SIGABRT {
      let last = lastErrorText.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }
      message = last.map { Self.clean(String($0)) }
    }
  }

  /// What optimised code says of a check whose own message it does not carry.
  private static let rewordings = [
    "range requires lowerbound <= upperbound": "a range ends before it begins",
    "precondition failure": "precondition failed",
    "assertion failure": "assertion failed",
    "fatal access conflict detected":
      "the same variable is accessed twice at once, and one access changes it",
  ]

  private static let fatalError = TrapAnnouncement.fatalError.description
  private static let kinds = TrapAnnouncement.words.map(\.description)

  /// Where the first of the runtime's words for a stop stands.
  private static func firstMarker(
    in text: some StringProtocol
  ) -> (kind: String, range: Range<String.Index>)? {
    kinds.compactMap { kind in
      text.firstRange(of: kind).map { (kind, $0) }
    }.min { $0.1.lowerBound < $1.1.lowerBound }
  }

  /// Whether a text is the runtime's last sentence of a program.
  static func isAnnounced(in text: some StringProtocol) -> Bool { firstMarker(in: text) != nil }

  /// Takes `Module/file:line: Fatal error: message` apart.
  private static func parse(
    _ text: String
  ) -> (file: String?, line: Int?, message: String, isOwnSentence: Bool)? {
    guard let (kind, start) = firstMarker(in: text) else { return nil }
    // The runtime adds addresses, which the note's lines replace.
    let said = text[start.upperBound...].prefix(before: "\nCurrent stack trace:")
    let words = said.hasPrefix(": ") ? said.dropFirst(2) : ""
    let message =
      words.allSatisfy(\.isWhitespace)
      ? kind.lowercased() : kind == fatalError ? String(words) : "\(kind.lowercased()): \(words)"
    let place = text[..<start.lowerBound].split(separator: ":")
    guard place.count >= 2, let line = Int(place[place.count - 2]) ?? Int(place[1]) else {
      return (nil, nil, message, true)
    }
    let file = place[0].split(separator: "/").last.map(String.init)
    // The runtime names the author's line for an empty optional, and its own files for the rest.
    let isOwnSentence =
      place[0].hasPrefix("Swift/") || message.hasPrefix("Unexpectedly found nil")
    return (file, line, message, isOwnSentence)
  }

  /// Without the end of line and without addresses; the runtime's own sentences in lower case as
  /// all messages, an author's as they are.
  private static func clean(_ text: String, isOwnSentence: Bool = true) -> String {
    if let allocation = text.firstMatch(of: /failed to allocate (\d+) bytes/),
      let count = Int(allocation.output.1)
    {
      return "out of memory: \(NumberFormat.byteCount(count)) could not be allocated"
    }
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    if text.last == ".", !text.hasSuffix("..") { text.removeLast() }
    let words = text.replacing(/\s\(0x[0-9a-f]+\)/, with: "")
    if let sentence = rewordings[words.lowercased()] { return sentence }
    guard isOwnSentence, let first = words.first, let second = words.dropFirst().first,
      second.isLowercase
    else {
      return String(words)
    }
    return first.lowercased() + words.dropFirst()
  }
}

extension Substring {
  /// What stands before the first occurrence of a text, or everything.
  fileprivate func prefix(before text: String) -> Substring {
    firstRange(of: text).map { self[..<$0.lowerBound] } ?? self
  }
}
