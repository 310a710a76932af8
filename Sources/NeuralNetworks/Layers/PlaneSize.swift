/// A height and a width, of a window or of its steps.
struct PlaneSize: Equatable, CustomStringConvertible {
  let height: Int
  let width: Int

  /// A square.
  init(_ size: Int) { (height, width) = (size, size) }

  /// Height and width.
  init(_ size: (Int, Int)) { (height, width) = size }

  var pair: (Int, Int) { (height, width) }
  var list: [Int] { [height, width] }
  var area: Int { height * width }
  var isPositive: Bool { height > 0 && width > 0 }

  /// In pixels: "5", "5 x 1".
  var pixels: String { height == width ? "\(height)" : "\(height) x \(width)" }

  /// As it is written: "3", "(3, 1)".
  var description: String { height == width ? "\(height)" : "(\(height), \(width))" }
}
