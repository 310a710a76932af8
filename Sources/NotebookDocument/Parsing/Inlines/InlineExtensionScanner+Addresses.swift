/// Addresses that are links without any brackets, as GitHub reads them.
extension InlineExtensionScanner {
  mutating func scanAddress() {
    if isLinkDestination { return skipLinkDestination() }
    guard !isAfterWord, let scheme = WebAddress.scheme(in: bytes, at: index),
      let end = WebAddress.end(in: bytes, from: index, scheme: scheme, limit: range.upperBound)
    else { return copy(to: index + 1) }
    let address = authorText(index..<end)
    let destination = scheme == .www ? "http://" + address : address
    takeOut(.link(destination: destination, text: address), to: end)
  }

  /// Whether the destination of `[text](destination)` begins here.
  private var isLinkDestination: Bool {
    index > range.lowerBound + 1 && bytes.has("](", at: index - 2)
  }

  private mutating func skipLinkDestination() {
    var depth = 0
    while index < range.upperBound, !bytes[index].isWhitespace {
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") {
        depth -= 1
        if depth < 0 { return }
      }
      index += 1
    }
  }

  /// An address whose `@` stands at `index`; its beginning has been passed already.
  mutating func scanMailAddress() {
    var start = index
    while start > range.lowerBound, index - start < 100,
      bytes[start - 1].isLetter || bytes[start - 1].isDigit
        || ".-_+".utf8.contains(bytes[start - 1])
    {
      start -= 1
    }
    var end = index + 1
    var dots = 0
    while end < range.upperBound, bytes[end].isLabelByte || bytes[end] == UInt8(ascii: ".") {
      if bytes[end] == UInt8(ascii: ".") {
        // The full stop of a sentence is no part of it.
        guard end + 1 < range.upperBound, bytes[end + 1].isLabelByte else { break }
        dots += 1
      }
      end += 1
    }
    guard start < index, dots > 0, bytes[end - 1] != UInt8(ascii: "-"),
      bytes[end - 1] != UInt8(ascii: "_"),
      start == range.lowerBound || !bytes[start - 1].isWordByte,
      start == range.lowerBound || bytes[start - 1] != UInt8(ascii: "/")
    else { return copy(to: index + 1) }
    let scheme = mailScheme(before: start)
    if scheme == .xmpp {
      end = MailScheme.resourceEnd(in: bytes, from: end, limit: range.upperBound)
    }
    start -= scheme?.rawValue.utf8.count ?? 0
    let address = authorText(start..<end)
    takeOut(
      .link(destination: scheme == nil ? "mailto:" + address : address, text: address), start..<end)
    index = end
  }

  /// The scheme that the author has written before an address.
  private func mailScheme(before start: Int) -> MailScheme? {
    MailScheme.allCases.first { scheme in
      let first = start - scheme.rawValue.utf8.count
      return first >= range.lowerBound
        && bytes[first..<start].elementsEqual(scheme.rawValue.utf8)
        && (first == range.lowerBound || !bytes[first - 1].isWordByte)
    }
  }
}

/// What may stand before a person's address.
private enum MailScheme: String, CaseIterable {
  case mailto = "mailto:"
  case xmpp = "xmpp:"

  /// The end of the `/resource` behind an address of XMPP.
  static func resourceEnd(in bytes: [UInt8], from start: Int, limit: Int) -> Int {
    guard start < limit, bytes[start] == UInt8(ascii: "/") else { return start }
    var end = start + 1
    while end < limit, bytes[end].isLetter || bytes[end].isDigit || "@.".utf8.contains(bytes[end]) {
      end += 1
    }
    while bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return end > start + 1 ? end : start
  }
}

/// Addresses of the web in running text.
enum WebAddress {
  enum Scheme { case www, web }

  static func scheme(in bytes: [UInt8], at index: Int) -> Scheme? {
    if bytes.has("www.", at: index) { return .www }
    let isWeb =
      bytes.has("http://", at: index) || bytes.has("https://", at: index)
      || bytes.has("ftp://", at: index)
    return isWeb ? .web : nil
  }

  /// The end of the address that begins at `start`, or `nil` if it has no valid host.
  static func end(in bytes: [UInt8], from start: Int, scheme: Scheme, limit: Int) -> Int? {
    var host = start
    if scheme == .web {
      while bytes[host] != UInt8(ascii: ":") { host += 1 }
      host += 3
    }
    guard hasValidHost(bytes, from: host, limit: limit, needsDot: scheme == .www) else {
      return nil
    }
    var end = host
    while end < limit, !bytes[end].isWhitespace, bytes[end] != UInt8(ascii: "<"),
      !"`|\"".utf8.contains(bytes[end]), bytes[end] != UInt8(ascii: "]")
    {
      end += 1
    }
    return trimmed(bytes, start, end)
  }

  /// Letters, digits, `-`, `_` and full stops, without `_` in the last two parts.
  private static func hasValidHost(
    _ bytes: [UInt8], from start: Int, limit: Int, needsDot: Bool
  ) -> Bool {
    var end = start
    while end < limit,
      bytes[end].isLabelByte || bytes[end] >= 0x80 || bytes[end] == UInt8(ascii: ".")
    {
      end += 1
    }
    let parts = bytes[start..<end].split(separator: UInt8(ascii: "."))
    guard let first = parts.first, first.startIndex == start, !needsDot || parts.count > 1 else {
      return false
    }
    return parts.suffix(2).allSatisfy { !$0.contains(UInt8(ascii: "_")) }
  }

  /// Without the punctuation of the sentence around it, closing parentheses that it does not open,
  /// and a character reference at the end.
  private static func trimmed(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var end = end
    var opened = 0
    var closed = 0
    for byte in bytes[start..<end] {
      if byte == UInt8(ascii: "(") { opened += 1 }
      if byte == UInt8(ascii: ")") { closed += 1 }
    }
    while end > start {
      let last = bytes[end - 1]
      if "?!.,:*_~'".utf8.contains(last) {
        end -= 1
      } else if last == UInt8(ascii: ")"), closed > opened {
        closed -= 1
        end -= 1
      } else if last == UInt8(ascii: ";") {
        var ampersand = end - 2
        while ampersand > start, bytes[ampersand].isLetter || bytes[ampersand].isDigit {
          ampersand -= 1
        }
        let isReference = bytes[ampersand] == UInt8(ascii: "&") && ampersand < end - 2
        end = isReference ? ampersand : end - 1
      } else {
        return end
      }
    }
    return nil
  }
}
