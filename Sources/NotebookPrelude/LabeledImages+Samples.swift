public import Datasets
public import Plotting

extension LabeledImages {
  /// The first images side by side, each with its class below it: `training.samples()`.
  ///
  /// - Parameters:
  ///   - count: How many, or all if there are fewer.
  ///   - columns: The most images in a row.
  public func samples(_ count: Int = 24, columns: Int = 8, line: Int = #line) -> ImageGrid {
    let first = prefix(max(0, count))
    return first.images.grid(
      labels: first.labels, names: classNames, columns: columns, line: line)
  }
}
