internal import KernelMessages
internal import NotebookDisplay

/// How much one cell may display. A report with more could not be read, and hardly be opened; what
/// is beyond is counted and left out.
struct DisplayBudget {
  static let outputLimit = 5_000
  static let byteLimit = 32_000_000
  /// As much as a cell may print.
  static let textLimit = 1_000_000
  /// What an error or a claim says of itself.
  static let sentenceLimit = 10_000

  private(set) var displayed = DisplayedAmount()
  private(set) var sent = DisplayedAmount()
  /// The sizes of outputs that take the place of their former selves.
  private var liveSizes: [String: Int] = [:]
  /// The number of displayed outputs at which an omission is told next.
  private var nextReport = 0

  /// The output, or as much of it as can be shown.
  mutating func admit(_ output: CellOutput) -> CellOutput? {
    let size = output.content.size
    let former = output.identifier.flatMap { liveSizes[$0] }
    displayed.outputs += former == nil ? 1 : 0
    displayed.bytes += size - (former ?? 0)
    guard former != nil || sent.outputs < Self.outputLimit else { return nil }
    let room = Self.byteLimit - sent.bytes + (former ?? 0)
    guard let part = output.cut(toText: min(Self.textLimit, room), other: room) else { return nil }
    if let identifier = output.identifier {
      liveSizes[identifier] = size
    }
    sent.outputs += former == nil ? 1 : 0
    sent.bytes += part.content.size - (former ?? 0)
    return part
  }

  /// How much was left out, if anything was.
  var omission: KernelReply? {
    sent == displayed ? nil : .omitted(displayed: displayed, sent: sent)
  }

  /// The same now and then, so that the amount is about right should the cell end the kernel.
  mutating func newOmission() -> KernelReply? {
    guard let omission, displayed.outputs >= nextReport else { return nil }
    nextReport = displayed.outputs + 1_000
    return omission
  }
}

extension CellOutput {
  /// The output if it is not larger than a number of bytes; of a text as much as fits.
  fileprivate func cut(toText textLimit: Int, other limit: Int) -> CellOutput? {
    guard case .text(let text) = content, text.utf8.count > textLimit else {
      return content.size <= limit ? self : nil
    }
    guard textLimit > 0 else { return nil }
    return CellOutput(.text(text.prefix(bytes: textLimit)), identifier: identifier)
  }
}

extension String {
  /// As many whole characters as fit into a number of bytes.
  func prefix(bytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: limit)
    while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
    return String(self[..<end])
  }
}

extension CellOutput.Content {
  /// The bytes that make up the output.
  fileprivate var size: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .html(let markup): markup.utf8.count
    case .figure(let figure):
      figure.svg.utf8.count + figure.description.utf8.count + (figure.data?.size ?? 0)
        + (figure.standaloneSVG?.utf8.count ?? 0)
    case .table(let table): table.size
    case .image(let image): image.png.count
    }
  }
}

extension Table {
  fileprivate var size: Int {
    (rows + footer).reduce(0) { $1.reduce($0) { $0 + $1.utf8.count } }
  }
}
