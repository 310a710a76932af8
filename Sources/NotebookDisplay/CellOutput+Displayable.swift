/// Content that is put together by hand is shown as what it is, wherever a value is shown.

extension CellOutput: Displayable {
  /// The output itself.
  public var cellOutput: CellOutput { self }
}

extension Table: Displayable {
  /// The table as a table.
  public var cellOutput: CellOutput { CellOutput(.table(self)) }
}

extension Table: CustomStringConvertible {
  /// The table in columns of text, for `print`.
  public var description: String { plainText }
}

extension Table: FailableDisplayable {
  package var line: Int { 0 }

  package var problem: String? {
    for (name, rows) in [("row", rows), ("footer row", footer)] {
      for (index, row) in rows.enumerated() where row.count != columns.count {
        let cells = row.count == 1 ? "1 cell" : "\(row.count) cells"
        let heads = columns.count == 1 ? "1 column" : "\(columns.count) columns"
        return "\(name) \(index + 1) has \(cells) for \(heads); every row needs one cell a column"
      }
    }
    return nil
  }
}

extension Figure: Displayable {
  /// The figure as a figure.
  public var cellOutput: CellOutput { CellOutput(.figure(self)) }
}

extension Image: Displayable {
  /// The picture as a picture.
  public var cellOutput: CellOutput { CellOutput(.image(self)) }
}
