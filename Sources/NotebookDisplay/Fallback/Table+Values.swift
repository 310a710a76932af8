extension Table {
  /// A list of structures, tuples or dictionaries as a table, a field a column; `nil` where the
  /// value is no such list, and for elements that have a text of their own.
  ///
  /// At most `rowLimit` rows are kept; ``Table/omittedRows`` says how many were left out.
  package init?(listing value: Any, rowLimit: Int = 100, columnLimit: Int = 30) {
    let list = Mirror(reflecting: value)
    guard list.displayStyle == .collection, !list.children.isEmpty else { return nil }
    var titles: [String] = []
    var known: Set<String> = []
    var records: [[String: Any]] = []
    for element in list.children.prefix(rowLimit) {
      guard let fields = Self.fields(of: element.value) else { return nil }
      for field in fields where known.insert(field.name).inserted { titles.append(field.name) }
      records.append(Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first })
    }
    titles = Array(titles.prefix(columnLimit))
    guard !titles.isEmpty else { return nil }
    let text = ValueText(widthLimit: .max, characterLimit: 200, elementLimit: 8)
    self.init(
      columns: titles.map { title in
        let values = records.compactMap { $0[title] }.filter { !Self.isNil($0) }
        let areNumbers = !values.isEmpty && values.allSatisfy(Self.isNumber)
        return Column(title, alignment: areNumbers ? .trailing : .leading)
      },
      rows: records.map { record in
        titles.map { title in
          guard let value = record[title], !Self.isNil(value) else { return "" }
          return text.text(for: value)
        }
      },
      omittedRows: list.children.count - records.count)
  }

  private static func fields(of value: Any) -> [(name: String, value: Any)]? {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .struct, .class:
      guard !(value is any CustomStringConvertible), !(value is any Displayable) else { return nil }
      return mirror.children.map { ($0.label ?? "", $0.value) }
    case .tuple:
      return mirror.children.map { child in
        let name = child.label ?? ""
        return (name.hasPrefix(".") ? String(name.dropFirst()) : name, child.value)
      }
    case .dictionary:
      let entries = mirror.children.compactMap { child -> (name: String, value: Any)? in
        let entry = Array(Mirror(reflecting: child.value).children)
        guard entry.count == 2, let name = entry[0].value as? String else { return nil }
        return (name, entry[1].value)
      }
      // Keys that are not text make no column titles.
      return entries.count == mirror.children.count ? entries.sorted { $0.name < $1.name } : nil
    default:
      return nil
    }
  }

  private static func isNil(_ value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional && mirror.children.isEmpty
  }

  private static func isNumber(_ value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional, let wrapped = mirror.children.first {
      return isNumber(wrapped.value)
    }
    return value is any Numeric
  }
}
