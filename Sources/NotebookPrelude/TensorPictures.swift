internal import NotebookDisplay
internal import Plotting
internal import Tensors

/// A tensor that holds pictures: square, from 8 to 512 pixels wide, values in 0...1 or 0...255,
/// one channel or three, channels first or last.
struct TensorPictures {
  private static let shown = 16

  private let tensor: Tensor
  private let statistics: TensorStatistics
  private let count: Int
  private let size: Int
  private let channels: Int
  private let isPlanar: Bool

  /// `nil` for a tensor that is not a batch of pictures.
  init?(_ tensor: Tensor, _ statistics: TensorStatistics) {
    let isUnit = statistics.minimum >= 0 && statistics.maximum <= 1
    let areBytes = statistics.minimum >= 0 && statistics.maximum <= 255
    guard statistics.notFinite == 0, isUnit || areBytes else { return nil }
    switch tensor.shape {
    case let shape where shape.count == 3 && shape[1] == shape[2]:
      (count, size, channels, isPlanar) = (shape[0], shape[1], 1, false)
    case let shape where shape.count == 4 && shape[1] == shape[2] && [1, 3].contains(shape[3]):
      (count, size, channels, isPlanar) = (shape[0], shape[1], shape[3], false)
    case let shape where shape.count == 4 && shape[2] == shape[3] && [1, 3].contains(shape[1]):
      (count, size, channels, isPlanar) = (shape[0], shape[2], shape[1], true)
    default: return nil
    }
    guard (8...512).contains(size) else { return nil }
    self.tensor = tensor
    self.statistics = statistics
  }

  /// The first pictures and what the whole tensor is.
  var output: CellOutput {
    let pixels = size * size
    let pictures = (0..<min(count, Self.shown)).map { index in
      let values = tensor[index].doubles
      guard isPlanar, channels == 3 else { return values }
      return (0..<pixels).flatMap { pixel in (0..<3).map { values[$0 * pixels + pixel] } }
    }
    let range = statistics.maximum > 1 ? 0.0...255 : 0.0...1
    var output = ImageGrid(pictures, width: size, channels: channels, range: range).cellOutput
    if case .figure(var figure) = output.content {
      let which = count > Self.shown ? "the first \(Self.shown) of \(count) images" : "images"
      figure.title = "Tensor \(tensor.shape) \(tensor.elementType), \(which)"
      figure.caption = "\(figure.title); \(statistics)"
      output.content = .figure(figure)
    }
    return output
  }
}
