/// Small pictures side by side, each with a caption: samples of a data set, learned filters.
///
/// All pictures go into the report as one PNG. Pixels are shown with hard edges.
public struct ImageGrid: Sendable {
  /// One byte for each pixel and channel, row by row.
  package var images: [[UInt8]]
  package var width: Int
  package var height: Int
  /// 1 for grey, 3 for red, green and blue next to each other.
  package var channels: Int
  /// The most pictures in a row; a narrow page shows fewer.
  package var columns: Int
  /// One for each picture, or none at all.
  package var captions: [String]
  package var title: String?
  /// The texts at the ends of the key of signed values, and at its middle.
  package var key: [String] = []
  package var problem: String?
  package var line = 0

  /// Creates a grid from lists of pixels.
  ///
  /// - Parameters:
  ///   - images: the pixels of each picture, row by row; values in 0...1, or in 0...255 where any
  ///     is above 1. Grey pictures with negative values, such as learned filters, become blue below
  ///     zero and orange above, with a key; values that are not finite are then grey, else black.
  ///   - width: pixels in a row.
  ///   - channels: 1 for grey, 3 for red, green and blue next to each other.
  ///   - range: the values shown as black and white, where they are to be others.
  ///   - columns: the most pictures in a row.
  ///   - labels: captions; further ones than there are pictures are ignored, so that the labels of
  ///     a whole data set fit the first few pictures.
  ///   - line: the line of the note, where a problem is reported.
  public init(
    _ images: some Sequence<some Sequence<some ChartNumber>>, width: Int, channels: Int = 1,
    range: ClosedRange<Double>? = nil, columns: Int = 8,
    labels: some Sequence<some CustomStringConvertible>, line: Int = #line
  ) {
    self.init(
      values: images.map { ChartNumbers($0).values }, width: width, channels: channels,
      range: range, columns: columns, captions: labels.map(\.description))
    self.line = line
  }

  /// Creates a grid without captions.
  public init(
    _ images: some Sequence<some Sequence<some ChartNumber>>, width: Int, channels: Int = 1,
    range: ClosedRange<Double>? = nil, columns: Int = 8, line: Int = #line
  ) {
    self.init(
      values: images.map { ChartNumbers($0).values }, width: width, channels: channels,
      range: range, columns: columns, captions: [])
    self.line = line
  }

  package init(
    values: [[Double]], width: Int, channels: Int, range: ClosedRange<Double>?, columns: Int,
    captions: [String]
  ) {
    self.width = max(width, 1)
    self.channels = channels
    self.columns = max(columns, 1)
    self.captions = captions.prefix(values.count).map(\.plainLine)
    let size = values.first?.count ?? 0
    height = size / max(self.width * max(channels, 1), 1)
    problem = Self.problem(
      values: values, width: width, channels: channels, columns: columns, captions: captions.count)
    guard problem == nil else {
      images = []
      return
    }
    var (low, high) = (0.0, 0.0)
    for value in values.joined() where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    if low < 0, range == nil, channels == 1 {
      let colors = CellColors([low, high], scale: .diverging)
      key = colors.key
      self.channels = 3
      images = values.map { image in
        image.flatMap { PictureColors.color(colors.share($0) ?? .nan, isDiverging: true) }
      }
      return
    }
    let range = range ?? 0...(high > 1 ? 255 : 1)
    images = values.map { $0.map { Self.byte($0, in: range) } }
  }

  private static func byte(_ value: Double, in range: ClosedRange<Double>) -> UInt8 {
    let span = range.upperBound - range.lowerBound
    let share = span > 0 ? (value - range.lowerBound) / span : 0
    return UInt8(saturating: min(max(share, 0), 1) * 255)
  }

  private static func problem(
    values: [[Double]], width: Int, channels: Int, columns: Int, captions: Int
  ) -> String? {
    guard width > 0, columns > 0 else { return "width and columns must be at least 1" }
    guard channels == 1 || channels == 3 else {
      return "channels is \(channels); it must be 1 or 3"
    }
    let size = values.first?.count ?? 0
    if let other = values.firstIndex(where: { $0.count != size }) {
      return
        "image 0 has \(NumberText.counted(size, "value")), image \(other) has \(values[other].count)"
    }
    if !values.isEmpty && (size == 0 || size % (width * channels) != 0) {
      return "\(size) values do not fill rows of \(width) pixels with \(channels) channel"
        + (channels == 1 ? "" : "s")
    }
    if captions > 0 && captions < values.count {
      return "there are \(values.count) images and \(captions) labels"
    }
    return nil
  }
}

/// An ``ImageGrid`` inside a ``Chart``, for a title and a caption.
public struct ImageGridMark: ChartContent {
  public let mark: AnyMark

  /// Creates a grid with one label for each picture; the parameters are those of ``ImageGrid``.
  public init(
    _ images: some Sequence<some Sequence<some ChartNumber>>, width: Int, channels: Int = 1,
    columns: Int = 8, labels: some Sequence<some CustomStringConvertible>
  ) {
    self.init(
      ImageGrid(images, width: width, channels: channels, columns: columns, labels: labels))
  }

  /// Creates a grid without captions; the parameters are those of ``ImageGrid``.
  public init(
    _ images: some Sequence<some Sequence<some ChartNumber>>, width: Int, channels: Int = 1,
    columns: Int = 8
  ) {
    self.init(ImageGrid(images, width: width, channels: channels, columns: columns))
  }

  /// Shows a grid that already exists.
  public init(_ grid: ImageGrid) {
    mark = AnyMark(.images(grid), problem: grid.problem)
  }
}
