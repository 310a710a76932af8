extension CellOutput {
  /// The output for a reader who sees text only: a table in columns, of a figure its title and
  /// description.
  package var plainText: String {
    switch content {
    case .text(let text), .html(let text): text
    case .figure(let figure): "[\(figure.title)] \(figure.description)"
    case .image(let image): "[image, \(image.width) x \(image.height)] \(image.alternativeText)"
    case .table(let table): table.plainText
    }
  }
}

extension Table {
  /// Columns of equal width, numbers to the right.
  package var plainText: String {
    let rows = [columns.map(\.title)] + rows + footer
    let widths = columns.indices.map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    var lines = rows.map { row in
      zip(zip(row, widths), columns).map { cell, column in
        let gap = String(repeating: " ", count: cell.1 - cell.0.count)
        return column.alignment == .trailing ? gap + cell.0 : cell.0 + gap
      }.joined(separator: "  ").trimmingTrailingSpaces
    }
    if let caption { lines.insert(caption, at: 0) }
    if omittedRows > 0 { lines.append("… \(omittedRows) more rows") }
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
