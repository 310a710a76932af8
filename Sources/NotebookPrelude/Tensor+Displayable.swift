public import NotebookDisplay
internal import Plotting
public import Tensors

/// Tensors show their shape, statistics and a few values; a batch of pictures shows the first ones.
extension Tensor: Displayable {
  /// The first pictures of a batch, else text.
  public var cellOutput: CellOutput {
    guard !isSymbolic, count > 0 else { return CellOutput(.text("Tensor \(self)")) }
    let statistics = TensorStatistics(self)
    guard let pictures = TensorPictures(self, statistics) else {
      let values = description.dropFirst("\(shape) \(elementType) ".count)
      let line = "Tensor \(shape) \(elementType)"
      return CellOutput(
        .text(count == 1 ? "\(line) \(values)" : "\(line), \(statistics)\n\(values)"))
    }
    return pictures.output
  }
}

/// The few numbers that tell whether a tensor is what one thinks it is.
struct TensorStatistics: CustomStringConvertible {
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  private(set) var mean = 0.0
  private(set) var deviation = 0.0
  /// How many elements are infinite or no number; they are left out of the others.
  private(set) var notFinite = 0

  init(_ tensor: Tensor) {
    switch tensor.elementType {
    case .float32: tensor.withElements(of: Float.self) { measure($0) { Double($0) } }
    case .float64: tensor.withElements(of: Double.self) { measure($0) { $0 } }
    case .int32: tensor.withElements(of: Int32.self) { measure($0) { Double($0) } }
    }
  }

  private mutating func measure<Element>(
    _ elements: UnsafeBufferPointer<Element>, _ number: (Element) -> Double
  ) {
    var count = 0.0
    var squares = 0.0
    // Welford's running mean and sum of squared differences.
    for element in elements {
      let value = number(element)
      guard value.isFinite else {
        notFinite += 1
        continue
      }
      count += 1
      let difference = value - mean
      mean += difference / count
      squares += difference * (value - mean)
      minimum = min(minimum, value)
      maximum = max(maximum, value)
    }
    if count > 0 { deviation = (squares / count).squareRoot() }
  }

  var description: String {
    var parts: [String] = []
    if minimum <= maximum {
      parts = [
        "mean \(Self.short(mean))", "standard deviation \(Self.short(deviation))",
        "from \(Self.short(minimum)) to \(Self.short(maximum))",
      ]
    }
    if notFinite > 0 { parts.append("\(notFinite) not finite") }
    return parts.joined(separator: ", ")
  }

  /// Four significant digits.
  static func short(_ value: Double) -> String {
    guard value != 0, value != value.rounded() || value.magnitude >= 1e6 else {
      return "\(Int(clamping: value))"
    }
    var scale = 1.0
    while value.magnitude * scale < 1000, scale < 1e12 { scale *= 10 }
    guard value.magnitude < 1e6, value.magnitude * scale >= 1000 else { return "\(Float(value))" }
    return "\((value * scale).rounded() / scale)"
  }
}
