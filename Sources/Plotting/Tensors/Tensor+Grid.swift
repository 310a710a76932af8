public import Tensors

extension Tensor {
  /// Shows images side by side.
  ///
  /// The tensor has the shape `[count, height, width]`, with a channel axis of 1 (grey) or 3
  /// (colour) before the height or after the width, or is a single image `[height, width]`.
  ///
  /// ```swift
  /// training.images[0..<32].grid(labels: training.labels, names: fashion.classNames)
  /// ```
  /// - Parameters:
  ///   - labels: the class of each image; further ones than there are images are ignored.
  ///   - names: the captions of the classes; a class without one is shown by its number.
  ///   - columns: the most images in a row.
  public func grid(
    labels: Tensor, names: [String] = [], columns: Int = 8, line: Int = #line
  ) -> ImageGrid {
    let captions = labels.doubles.map { label in
      Int(exactly: label).flatMap { names.indices.contains($0) ? names[$0] : nil }
        ?? NumberText.short(label)
    }
    return grid(captions: captions, columns: columns, line: line)
  }

  /// Shows images side by side, each with a text below it.
  public func grid(
    labels: [some CustomStringConvertible], columns: Int = 8, line: Int = #line
  ) -> ImageGrid {
    grid(captions: labels.map(\.description), columns: columns, line: line)
  }

  /// Shows images side by side.
  public func grid(columns: Int = 8, line: Int = #line) -> ImageGrid {
    grid(captions: [], columns: columns, line: line)
  }

  private func grid(captions: [String], columns: Int, line: Int) -> ImageGrid {
    guard let layout = ImageLayout(shape) else {
      var grid = ImageGrid(
        values: [], width: 1, channels: 1, range: nil, columns: columns, captions: [])
      grid.problem =
        "grid expects images of shape [count, height, width], with or without 1 or 3 channels, "
        + "got \(shape)"
      grid.line = line
      return grid
    }
    let values = doubles
    var grid = ImageGrid(
      values: (0..<layout.count).map { layout.pixels(of: $0, in: values) }, width: layout.width,
      channels: layout.channels, range: nil, columns: columns, captions: captions)
    grid.line = line
    return grid
  }
}

/// Which axis of a tensor of images is which.
struct ImageLayout: Equatable {
  var count: Int
  var height: Int
  var width: Int
  var channels: Int
  var isChannelFirst = false

  /// `nil` for a shape that is no image.
  init?(_ shape: [Int]) {
    switch shape.count {
    case 2: (count, height, width, channels) = (1, shape[0], shape[1], 1)
    case 3: (count, height, width, channels) = (shape[0], shape[1], shape[2], 1)
    case 4 where shape[1] == 1 || shape[1] == 3:
      (count, height, width, channels) = (shape[0], shape[2], shape[3], shape[1])
      isChannelFirst = true
    case 4 where shape[3] == 1 || shape[3] == 3:
      (count, height, width, channels) = (shape[0], shape[1], shape[2], shape[3])
    default: return nil
    }
    guard height > 0, width > 0 else { return nil }
  }

  /// One image, the channels of a pixel next to each other.
  func pixels(of index: Int, in values: [Double]) -> [Double] {
    let size = height * width
    let image = Array(values[(index * size * channels)..<((index + 1) * size * channels)])
    guard isChannelFirst, channels > 1 else { return image }
    return (0..<(size * channels)).map { image[$0 % channels * size + $0 / channels] }
  }
}
