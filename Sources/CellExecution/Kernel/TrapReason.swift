internal import Glibc

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
      message = Self.clean(text.message)
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
    "precondition failure": "precondition failed",
    "assertion failure": "assertion failed",
  ]

  /// Takes `Module/file:line: Fatal error: message` apart.
  private static func parse(_ text: String) -> (file: String?, line: Int?, message: String)? {
    let marker = "Fatal error: "
    guard let start = text.firstRange(of: marker) else { return nil }
    // The runtime adds addresses, which the note's lines replace.
    let message = String(text[start.upperBound...].prefix(before: "\nCurrent stack trace:"))
    let place = text[..<start.lowerBound].split(separator: ":")
    guard place.count >= 2, let line = Int(place[place.count - 2]) ?? Int(place[1]) else {
      return (nil, nil, message)
    }
    let file = place[0].split(separator: "/").last.map(String.init)
    return (file, line, message)
  }

  /// Lower case as all messages, without the end of line and without addresses.
  private static func clean(_ text: String) -> String {
    if let sentence = rewordings[text] { return sentence }
    if let allocation = text.firstMatch(of: /failed to allocate (\d+) bytes/),
      let count = Int(allocation.output.1)
    {
      return "out of memory: \(ByteCount(count)) could not be allocated"
    }
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    if text.last == ".", !text.hasSuffix("..") { text.removeLast() }
    let words = text.replacing(/\s\(0x[0-9a-f]+\)/, with: "")
    guard let first = words.first, let second = words.dropFirst().first, second.isLowercase else {
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
