/// One thing a cell shows: the value of its last expression, a `display(_:)`, a chart, a table.
public struct CellOutput: Codable, Sendable, Equatable {
  /// What is shown.
  public var content: Content

  /// Outputs of one cell with the same identifier replace each other, so that progress and charts
  /// that grow while a model trains leave only their last state. `nil`: never replaced.
  public var identifier: String?

  /// Whether this is the value of the cell's last expression; Jupyter tells it from what was
  /// displayed.
  package var isLastValue = false

  private enum CodingKeys: String, CodingKey {
    case content, identifier, isLastValue
  }

  /// Creates an output.
  public init(_ content: Content, identifier: String? = nil) {
    self.content = content
    self.identifier = identifier
  }

  /// Reads an output; records of earlier versions do not say which is the last value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    content = try container.decode(Content.self, forKey: .content)
    identifier = try container.decodeIfPresent(String.self, forKey: .identifier)
    isLastValue = try container.decodeIfPresent(Bool.self, forKey: .isLastValue) ?? false
  }

  /// Writes the output; that it is no last value is not written.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(content, forKey: .content)
    try container.encodeIfPresent(identifier, forKey: .identifier)
    if isLastValue { try container.encode(true, forKey: .isLastValue) }
  }

  /// The kinds of content a report can show.
  public enum Content: Codable, Sendable, Equatable {
    /// Readable text, shown as it is in a monospaced block.
    case text(String)
    /// HTML. The report shows the elements and attributes that it also allows in a note: nothing
    /// that runs, loads or leaves the page; drawings in SVG besides. `notebook run --trust` shows
    /// all.
    case html(String)
    case figure(Figure)
    case table(Table)
    case image(Image)
  }
}

/// A drawing with everything a reader needs who does not see it.
///
/// The SVG carries the placeholder ``Figure/identifierPlaceholder`` wherever an element id is
/// needed; the report replaces it when figures are numbered in document order.
public struct Figure: Codable, Sendable, Equatable {
  /// Stands in `svg` for the figure's id, which only the finished report knows.
  public static let identifierPlaceholder = "{{figure}}"

  /// The whole `<svg>` element (or several, side by side, in a `<div>`), with `role`, `<title>` and
  /// `<desc>`.
  public var svg: String
  /// The short name, used as caption where the note gives none.
  public var title: String
  /// The generated description in words.
  public var description: String
  /// The caption the note's author gave in code, if any.
  public var caption: String?
  /// The numbers behind the drawing.
  public var data: Table?
  /// The drawing as an SVG file of its own, in light colours and without HTML or CSS variables;
  /// `nil` unless a run writes its figures into files.
  public var standaloneSVG: String?
  /// `true` for a drawing that a cell has put together itself: the report checks its markup as it
  /// does all HTML.
  package var isForeign: Bool?

  /// Creates a figure from a drawing of one's own, with `role`, `<title>` and `<desc>` in it.
  public init(
    svg: String, title: String, description: String, caption: String? = nil, data: Table? = nil
  ) {
    self.init(
      drawing: svg, title: title, description: description, caption: caption, data: data)
    isForeign = true
  }

  /// Creates a figure from a drawing that one of the notebook's own modules has made.
  package init(
    drawing svg: String, title: String, description: String, caption: String? = nil,
    data: Table? = nil
  ) {
    self.svg = svg
    self.title = title
    self.description = description
    self.caption = caption
    self.data = data
  }
}

/// Rows and columns of text, shown as a real table.
public struct Table: Codable, Sendable, Equatable {
  /// How a column is set.
  public enum Alignment: String, Codable, Sendable { case leading, trailing }

  /// The head of a column.
  public struct Column: Codable, Sendable, Equatable {
    /// What stands above the column.
    public var title: String
    /// The edge its cells are set at.
    public var alignment: Alignment

    /// Creates a column; numbers belong to the trailing edge.
    public init(_ title: String, alignment: Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// What the table shows, set above it.
  public var caption: String?
  /// The heads, from left to right.
  public var columns: [Column]
  /// The cells, row by row.
  public var rows: [[String]]
  /// Rows below a rule at the end, such as totals.
  public var footer: [[String]]
  /// How many rows were left out of `rows`, which the report then says.
  public var omittedRows: Int

  /// Creates a table. Every row has as many cells as there are columns.
  public init(
    caption: String? = nil, columns: [Column], rows: [[String]], footer: [[String]] = [],
    omittedRows: Int = 0
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.footer = footer
    self.omittedRows = omittedRows
  }
}

/// A picture in pixels.
public struct Image: Codable, Sendable, Equatable {
  /// The bytes of a PNG file.
  public var png: [UInt8]
  /// Size on the page in CSS pixels.
  public var width: Int
  /// Size on the page in CSS pixels.
  public var height: Int
  /// What the picture shows, in words.
  public var alternativeText: String
  /// Whether enlarged pixels keep hard edges.
  public var isPixelated: Bool

  private enum CodingKeys: String, CodingKey {
    case png, width, height, alternativeText, isPixelated
  }

  /// Reads an image, its bytes in base64.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let png = Base64.bytes(of: try container.decode(String.self, forKey: .png)) else {
      throw DecodingError.dataCorruptedError(
        forKey: .png, in: container, debugDescription: "the image is not base64")
    }
    self.init(
      png: png, width: try container.decode(Int.self, forKey: .width),
      height: try container.decode(Int.self, forKey: .height),
      alternativeText: try container.decode(String.self, forKey: .alternativeText),
      isPixelated: try container.decode(Bool.self, forKey: .isPixelated))
  }

  /// Writes the image, its bytes in base64.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Base64.text(of: png), forKey: .png)
    try container.encode(width, forKey: .width)
    try container.encode(height, forKey: .height)
    try container.encode(alternativeText, forKey: .alternativeText)
    try container.encode(isPixelated, forKey: .isPixelated)
  }

  /// Creates an image.
  public init(
    png: [UInt8], width: Int, height: Int, alternativeText: String, isPixelated: Bool = true
  ) {
    self.png = png
    self.width = width
    self.height = height
    self.alternativeText = alternativeText
    self.isPixelated = isPixelated
  }
}
