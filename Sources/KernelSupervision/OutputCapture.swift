internal import NotebookDisplay

/// Turns the bytes a cell prints into events: whole characters, a bounded amount, and without the
/// Swift runtime's last sentence, which becomes the cell's error.
struct OutputCapture {
  enum Stream: Int { case standardOutput, standardError }

  /// The bytes of one cell's printing that are kept, both streams together.
  let limit: Int
  private var kept = 0
  private var dropped = 0
  /// The beginning of a character whose end has not arrived, for each stream.
  private var unfinished: [[UInt8]] = [[], []]
  /// Text of the standard error from a line with the runtime's `Fatal error:` or its like on.
  /// Should the cell die now, it is the reason; should anything follow, it was printed like
  /// anything else.
  private var held = ""
  /// The end of what went to the standard error.
  private(set) var lastErrorText = ""

  init(limit: Int) {
    self.limit = limit
  }

  /// The events for bytes that have arrived.
  mutating func take(_ bytes: some Collection<UInt8>, from stream: Stream) -> [KernelEvent] {
    let room = limit - kept
    let part = bytes.prefix(room)
    kept += part.count
    dropped += bytes.count - part.count
    switch stream {
    case .standardOutput:
      let text = decode(part, stream, isLast: false)
      if text.isEmpty { return [] }
      return release() + [.standardOutput(text)]
    case .standardError:
      // The last sentence matters more than the limit.
      let text = decode(part.isEmpty ? bytes.suffix(4096) : part, stream, isLast: false)
      lastErrorText = String((lastErrorText + text).suffix(4096))
      return takeError(text, isShown: !part.isEmpty)
    }
  }

  /// Lets go what was held back, because something else comes after it.
  mutating func release() -> [KernelEvent] {
    defer { held = "" }
    return held.isEmpty ? [] : [.standardError(held)]
  }

  /// The last events of a cell.
  ///
  /// - Parameter isCrash: Whether the kernel died, so that text held back is returned as the
  ///   reason.
  mutating func finish(isCrash: Bool) -> (events: [KernelEvent], reason: String?) {
    var reason: String?
    var events: [KernelEvent] = []
    if isCrash, !held.isEmpty {
      reason = held
      held = ""
    } else {
      events = release()
    }
    for stream in [Stream.standardOutput, .standardError] {
      let rest = decode([], stream, isLast: true)
      guard !rest.isEmpty else { continue }
      events.append(stream == .standardOutput ? .standardOutput(rest) : .standardError(rest))
    }
    if dropped > 0 {
      events.append(
        .remark(
          "the cell printed \(NumberFormat.byteCount(kept + dropped)), of which the first "
            + "\(NumberFormat.byteCount(kept)) are shown"))
      dropped = 0
    }
    return (events, reason)
  }
}

extension OutputCapture {
  private mutating func takeError(_ text: String, isShown: Bool) -> [KernelEvent] {
    var text = Substring(text)
    if held.isEmpty {
      guard let start = Self.fatalLine(in: text) else {
        return text.isEmpty || !isShown ? [] : [.standardError(String(text))]
      }
      held = String(text[start...])
      text = text[..<start]
      return text.isEmpty || !isShown ? [] : [.standardError(String(text))]
    }
    held += text
    // A program that prints such lines all the time is not dying.
    return held.utf8.count > 1 << 16 ? release() : []
  }

  /// Where the last line with the runtime's marker begins.
  private static func fatalLine(in text: Substring) -> Substring.Index? {
    var rest = text[...]
    while !rest.isEmpty {
      let end = rest.dropLast().lastIndex(of: "\n").map(rest.index(after:)) ?? rest.startIndex
      if TrapReason.isAnnounced(in: rest[end...]) { return end }
      rest = rest[..<end]
    }
    return nil
  }

  /// Whole characters; what is no UTF-8 becomes `�`. Control characters pass as they came: a front
  /// end gets them, and a page and the terminal get the text that ``TerminalText`` makes of them.
  private mutating func decode(
    _ bytes: some Collection<UInt8>, _ stream: Stream, isLast: Bool
  ) -> String {
    var all = unfinished[stream.rawValue] + bytes
    unfinished[stream.rawValue] = []
    if !isLast {
      let tail = Self.unfinishedCharacter(in: all)
      unfinished[stream.rawValue] = Array(all.suffix(tail))
      all.removeLast(tail)
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// How many bytes at the end begin a character of more bytes.
  private static func unfinishedCharacter(in bytes: [UInt8]) -> Int {
    for count in 1...3 where count <= bytes.count {
      let byte = bytes[bytes.count - count]
      if byte & 0b1100_0000 == 0b1000_0000 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > count ? count : 0
    }
    return 0
  }
}
