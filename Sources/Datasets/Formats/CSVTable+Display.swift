public import NotebookDisplay

extension CSVTable: Displayable {
  /// ``table``.
  public var cellOutput: CellOutput { CellOutput(.table(table)) }

  /// The first twenty rows, as they stand in the file.
  public var table: Table {
    let shown = min(rows.count, 20)
    return Table(
      columns: columns.map { Table.Column($0) }, rows: Array(rows.prefix(shown)),
      omittedRows: rows.count - shown)
  }
}
