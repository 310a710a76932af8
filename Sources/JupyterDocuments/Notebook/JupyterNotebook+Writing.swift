extension JupyterNotebook {
  /// The file as Jupyter writes it, in format 4.5.
  package var fileText: String {
    var known = Set(cells.compactMap(\.identifier))
    let values = cells.enumerated().map { index, cell -> JSONValue in
      var identifier = cell.identifier ?? "cell-\(index + 1)"
      if cell.identifier == nil {
        while !known.insert(identifier).inserted { identifier += "-new" }
      }
      return cell.value(identifier: identifier)
    }
    let file: JSONValue = [
      "cells": .array(values), "metadata": .object(metadata), "nbformat": 4, "nbformat_minor": 5,
    ]
    return file.text(indentation: 1) + "\n"
  }
}

extension JupyterCell {
  fileprivate func value(identifier: String) -> JSONValue {
    var members: [String: JSONValue] = [
      "cell_type": .string(kind.rawValue), "id": .string(identifier),
      "metadata": .object(metadata), "source": Self.lines(source),
    ]
    if kind == .code {
      members["outputs"] = .array(outputs)
      members["execution_count"] = executionCount.map { .integer($0) } ?? .null
    } else if let attachments {
      members["attachments"] = attachments
    }
    return .object(members)
  }

  /// A text as the list of its lines, each with its end.
  static func lines(_ text: String) -> JSONValue {
    var lines: [JSONValue] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n"))
      let next = end.map { rest.utf8.index(after: $0) } ?? rest.endIndex
      lines.append(.string(String(rest[..<next])))
      rest = rest[next...]
    }
    return .array(lines)
  }
}
