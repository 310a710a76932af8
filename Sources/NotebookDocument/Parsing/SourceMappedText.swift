/// Text made of pieces of a note, which knows where in the note each of its bytes comes from.
struct SourceMappedText {
  private(set) var bytes: [UInt8] = []
  /// From `offset` on, bytes come from `origin` on, or all of them stand in its place.
  private var pieces: [(offset: Int, origin: Int, isReplacement: Bool)] = []
  private var lineStarts = [0]

  /// Appends bytes of the note.
  mutating func append(_ source: NoteSource, _ range: Range<Int>) {
    append(source.bytes[range], from: range.lowerBound)
  }

  /// Appends bytes that come from `origin` on in the note, or with `isReplacement` other bytes in
  /// the place of what stands there.
  mutating func append(
    _ text: some Collection<UInt8>, from origin: Int, isReplacement: Bool = false
  ) {
    if let last = pieces.last, last.isReplacement == isReplacement,
      last.origin + (isReplacement ? 0 : bytes.count - last.offset) == origin
    {
      // The piece goes on.
    } else {
      pieces.append((bytes.count, origin, isReplacement))
    }
    for byte in text {
      bytes.append(byte)
      if byte == UInt8(ascii: "\n") { lineStarts.append(bytes.count) }
    }
  }

  /// Appends part of another mapped text.
  mutating func append(_ other: SourceMappedText, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var start = range.lowerBound
    var piece = other.pieceIndex(of: start)
    while start < range.upperBound {
      let next = piece + 1 < other.pieces.count ? other.pieces[piece + 1].offset : range.upperBound
      let end = min(next, range.upperBound)
      append(
        other.bytes[start..<end], from: other.origin(of: start),
        isReplacement: other.pieces[piece].isReplacement)
      start = end
      piece += 1
    }
  }

  private func pieceIndex(of offset: Int) -> Int {
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].offset <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Where in the note the byte at `offset` comes from.
  func origin(of offset: Int) -> Int {
    guard !pieces.isEmpty else { return 0 }
    let piece = pieces[pieceIndex(of: offset)]
    return piece.origin + (piece.isReplacement ? 0 : offset - piece.offset)
  }

  var lineCount: Int { lineStarts.count }

  /// The offsets of a 1-based line of this text, without its line end.
  func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    return start..<(line < lineStarts.count ? lineStarts[line] - 1 : bytes.count)
  }
}
