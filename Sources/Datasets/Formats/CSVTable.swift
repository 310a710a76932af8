internal import SystemBasics
public import Tensors

/// A table read from comma-separated text (RFC 4180: quoted fields may hold separators, doubled
/// quotes and line ends).
///
/// ```swift
/// let table = try CSVTable(contentsOf: "penguins.csv")
/// let data = try table.examples(inputs: ["bill", "flipper"], labels: "species")
/// ```
public struct CSVTable: Sendable, CustomStringConvertible {
  /// Where the text came from, for messages.
  public let path: String
  /// The heads of the columns; "column 1" and so on where the file has none.
  public let columns: [String]
  /// The fields, row by row, without the heads.
  public let rows: [[String]]
  /// The line of the file each row begins at.
  private let lines: [Int]

  /// "plants.csv: 20 rows of species, height, width".
  public var description: String {
    "\(path): \(rows.count) rows of \(columns.joined(separator: ", "))"
  }

  /// Reads a file in UTF-8.
  ///
  /// - Parameters:
  ///   - path: Relative paths start at the note's folder.
  ///   - separator: Between fields.
  ///   - hasHeader: Whether the first row names the columns.
  public init(
    contentsOf path: String, separator: Character = ",", hasHeader: Bool = true
  ) throws {
    let bytes = try DataFile(path: path).unpacked()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DatasetError(path, .unreadable("it is not text in UTF-8"))
    }
    try self.init(text: text, path: path, separator: separator, hasHeader: hasHeader)
  }

  /// Reads text; `path` names it in messages.
  public init(
    text: String, path: String = "text", separator: Character = ",", hasHeader: Bool = true
  ) throws {
    var reader = CSVReader(text: text, separator: separator)
    var (rows, lines): ([[String]], [Int])
    do {
      (rows, lines) = try reader.readRows()
    } catch {
      throw DatasetError(path, .wrongLine(error.line, error.reason))
    }
    guard let first = rows.first else { throw DatasetError(path, .empty) }
    if hasHeader {
      columns = first
      rows.removeFirst()
      let line = lines.removeFirst()
      var names: Set<String> = []
      if let name = first.first(where: { !$0.isEmpty && !names.insert($0).inserted }) {
        throw DatasetError(
          path,
          .wrongLine(line, "two columns are called \"\(name)\": give each a name of its own"))
      }
    } else {
      columns = (1...first.count).map { "column \($0)" }
    }
    for (row, line) in zip(rows, lines) where row.count != columns.count {
      throw DatasetError(
        path, .wrongLine(line, "expected \(columns.count) fields, got \(row.count)"))
    }
    self.path = path
    self.rows = rows
    self.lines = lines
  }

  /// The fields of one column.
  public func column(_ name: String) throws -> [String] {
    let index = try index(of: name)
    return rows.map { $0[index] }
  }

  /// The numbers of one column, in decimal digits, or "nan" and "inf". An empty field is no number,
  /// and neither is one beyond float32.
  public func numbers(_ name: String) throws -> [Float] {
    let index = try index(of: name)
    return try zip(rows, lines).map { row, line in
      let field = row[index].filter { $0 != " " }
      guard let number = Self.number(field) else {
        throw DatasetError(
          path, .wrongLine(line, "expected a number in column \"\(name)\", got \"\(row[index])\""))
      }
      return number
    }
  }

  /// Swift reads hexadecimal digits too, and makes infinity of what is too large.
  private static func number(_ field: String) -> Float? {
    guard let number = Float(field), !field.contains(where: { "xX".contains($0) }) else {
      return nil
    }
    return number.isFinite || !field.contains(where: \.isNumber) ? number : nil
  }

  /// The numbers of several columns as `[rows, columns]`.
  public func tensor(_ names: [String]) throws -> Tensor {
    let columns = try names.map(numbers)
    let values = rows.indices.flatMap { row in columns.map { $0[row] } }
    return Tensor(values, shape: [rows.count, names.count])
  }

  /// Examples whose target is a class: the distinct fields of the column `labels`, in the order of
  /// the numbers where all are whole numbers, else in alphabetical order.
  ///
  /// A second table is numbered like the first by its classes, whatever classes it holds:
  ///
  /// ```swift
  /// let train = try trainTable.examples(inputs: columns, labels: "species")
  /// let test = try testTable.examples(
  ///   inputs: columns, labels: "species", classNames: train.classNames)
  /// ```
  ///
  /// - Parameters:
  ///   - inputs: The columns with numbers.
  ///   - labels: The column with the classes.
  ///   - classNames: The classes in the order of their labels; a row of another class is an error.
  public func examples(
    inputs: [String], labels: String, classNames: [String]? = nil
  ) throws -> Examples {
    let fields = try column(labels)
    let names = classNames ?? Self.ordered(Set(fields))
    let numbers = Dictionary(zip(names, Int32(0)...)) { first, _ in first }
    let targets = try zip(fields, lines).map { field, line in
      guard let number = numbers[field] else {
        throw DatasetError(
          path,
          .wrongLine(
            line,
            "expected one of the classes \(names.joined(separator: ", ")) in column "
              + "\"\(labels)\", got \"\(field)\""))
      }
      return number
    }
    return Examples(
      inputs: try tensor(inputs), targets: Tensor(targets, shape: [rows.count]),
      classNames: names)
  }

  /// 2 before 10, "2" before "10", "apple" before "pear".
  private static func ordered(_ fields: Set<String>) -> [String] {
    let numbers = fields.compactMap { field in Int(field).map { (field, $0) } }
    guard numbers.count == fields.count else { return fields.sorted() }
    return numbers.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }

  /// Examples whose targets are numbers, `[rows, targets]`.
  public func examples(inputs: [String], targets: [String]) throws -> Examples {
    Examples(inputs: try tensor(inputs), targets: try tensor(targets))
  }

  private func index(of name: String) throws -> Int {
    guard let index = columns.firstIndex(of: name) else {
      throw DatasetError(
        path,
        .wrongRequest(
          "there is no column \"\(name)\"; there are \(columns.joined(separator: ", "))"))
    }
    return index
  }
}
