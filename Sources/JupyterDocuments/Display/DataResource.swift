internal import NotebookDisplay

/// A table as data: a tabular data resource of the Frictionless Data standard, with a type for each
/// field.
enum DataResource {
  /// Not `application/json`, which JupyterLab would show in the place of the table or chart.
  static let mediaType = "application/vnd.dataresource+json"

  /// The rows as objects. Numbers, which stand at the trailing edge of their column, and dates have
  /// the values that their texts say; a cell without a value, NaN and infinity are `null`.
  static func value(of table: Table) -> JSONValue {
    // Columns may have the same title, or none.
    var names: [String] = []
    for (index, column) in table.columns.enumerated() {
      let isTaken = column.title.isEmpty || names.contains(column.title)
      names.append(isTaken ? "\(column.title)#\(index + 1)" : column.title)
    }
    let texts = table.rows + table.footer
    let fields = table.columns.enumerated().map { index, column in
      Field(texts.map { $0.indices.contains(index) ? $0[index] : "" }, column.alignment)
    }
    let rows = texts.indices.map { row -> JSONValue in
      .object(Dictionary(zip(names, fields.map { $0.values[row] })) { $1 })
    }
    return [
      "schema": [
        "fields": .array(
          zip(names, fields).map { ["name": .string($0), "type": .string($1.type)] })
      ],
      "data": .array(rows),
    ]
  }
}

/// A column's type and values.
private struct Field {
  var type = "string"
  var values: [JSONValue]

  init(_ texts: [String], _ alignment: Table.Alignment) {
    if alignment == .trailing, let numbers = Self.numbers(texts) {
      values = numbers
      let areWhole = numbers.allSatisfy { $0 == .null || $0.integer != nil }
      type = areWhole ? "integer" : "number"
    } else if alignment == .leading, let type = Self.typeOfTimes(texts) {
      self.type = type
      values = texts.map { text in
        text.isEmpty ? .null : .string(type == "date" ? text : Self.dateAndTime(text))
      }
    } else {
      values = texts.map { .string($0) }
    }
  }

  // MARK: Numbers

  /// The numbers that texts say; `nil` where one says none, or all are empty.
  private static func numbers(_ texts: [String]) -> [JSONValue]? {
    guard texts.contains(where: { !$0.isEmpty }) else { return nil }
    var values: [JSONValue] = []
    for text in texts {
      guard let value = number(text) else { return nil }
      values.append(value)
    }
    return values
  }

  /// The number that a text says as a reader sees it: `−1,250.5`, `1.2e-4`, `12.5%`.
  private static func number(_ text: String) -> JSONValue? {
    var text = text.replacing("\u{2212}", with: "-")
    if ["", "nan", "∞", "-∞", "inf", "-inf", "+inf"].contains(text.lowercased()) { return .null }
    if text.wholeMatch(of: /[-+]?\d{1,3}(,\d{3})+(\.\d*)?%?/) != nil {
      text = text.replacing(",", with: "")
    }
    guard text.wholeMatch(of: /[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?%?/) != nil else { return nil }
    if text.hasSuffix("%") {
      return Double(text.dropLast()).flatMap { percent in
        Double(text.dropLast() + "e-2").map { .number($0) } ?? .number(percent / 100)
      }
    }
    return Int(text).map { .integer($0) } ?? Double(text).map { .number($0) }
  }

  // MARK: Times

  /// `date` or `datetime` where all texts are days, or days with times of day.
  private static func typeOfTimes(_ texts: [String]) -> String? {
    let texts = texts.filter { !$0.isEmpty }
    guard !texts.isEmpty else { return nil }
    if texts.allSatisfy({ $0.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil }) { return "date" }
    let areTimes = texts.allSatisfy {
      $0.wholeMatch(of: /\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d(\.\d+)?)?)?/) != nil
    }
    return areTimes ? "datetime" : nil
  }

  /// A day and time of day as ISO 8601 has them, in universal time: `2026-11-29T12:30:00Z`.
  private static func dateAndTime(_ text: String) -> String {
    let parts = text.split(separator: " ")
    guard parts.count == 2 else { return text + "T00:00:00Z" }
    return "\(parts[0])T\(parts[1])\(parts[1].count == 5 ? ":00" : "")Z"
  }
}
