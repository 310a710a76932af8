internal import CellCompilation
internal import NotebookDisplay
internal import RunResults

extension CellResult.Item {
  /// The item with texts in which cells' types have their plain names.
  func namingTypes(_ names: CellTypeNames) -> CellResult.Item {
    switch self {
    case .standardOutput(let text): return .standardOutput(names.plain(text))
    case .standardError(let text): return .standardError(names.plain(text))
    case .output(var output):
      switch output.content {
      case .text(let text): output.content = .text(names.plain(text))
      case .table(var table):
        table.rows = table.rows.map { $0.map(names.plain) }
        output.content = .table(table)
      case .html, .figure, .image: break
      }
      return .output(output)
    case .claim(var claim):
      claim.detail = claim.detail.map(names.plain)
      return .claim(claim)
    case .remark: return self
    }
  }
}
