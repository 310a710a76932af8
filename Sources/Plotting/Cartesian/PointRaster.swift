import MarkupTree
import NotebookDisplay

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Very many points as a picture of how many lie where, in the colour of their series.
///
/// The picture is a mask, so that the colour still follows the page.
struct PointRaster {
  /// More points than this in a chart become a raster.
  static let fewestPoints = 20_000
  /// Pixels of the plot area along both sides of a cell.
  private static let cell = 2.0

  var trace: Trace
  var space: PlotSpace
  /// Tells the masks of a chart apart.
  var number: String

  func nodes() -> [MarkupNode] {
    let columns = max(Int(saturating: space.width / Self.cell), 1)
    let rows = max(Int(saturating: space.height / Self.cell), 1)
    var counts = [Int](repeating: 0, count: rows * columns)
    for (x, y) in zip(trace.x, trace.y) {
      let point = space.point(x, y)
      guard point.x >= 0, point.x <= space.width, point.y >= 0, point.y <= space.height else {
        continue
      }
      let column = min(Int(saturating: (point.x / Self.cell).rounded(.down)), columns - 1)
      let row = min(Int(saturating: (point.y / Self.cell).rounded(.down)), rows - 1)
      counts[row * columns + column] += 1
    }
    let most = log(1 + Double(counts.max() ?? 1))
    // One point is seen; sixteen steps compress well.
    let bytes = counts.map { count -> UInt8 in
      guard count > 0 else { return 0 }
      let share = 0.35 + 0.65 * log(1 + Double(count)) / most
      return UInt8(saturating: (share * 15).rounded() * 17)
    }
    let png = PNGEncoder.encode(bytes, width: columns, height: rows, channels: 1)
    let id = Figure.identifierPlaceholder + "-mask\(number)"
    let unit = PathData.unitsPerPixel
    let size = [
      MarkupAttribute("width", Shape.pixels(space.width * unit)),
      MarkupAttribute("height", Shape.pixels(space.height * unit)),
    ]
    let image = MarkupNode.element(
      name: "image",
      attributes: size + [
        MarkupAttribute("preserveAspectRatio", "none"),
        MarkupAttribute("href", Base64.address(ofPNG: png)),
      ], children: [])
    return [
      .element(
        "mask",
        ["id": id, "maskUnits": "userSpaceOnUse", "x": "0", "y": "0"],
        [image]
      ).attributes(size),
      .element("rect", ["class": "b \(trace.color.rasterName)", "mask": "url(#\(id))"]).attributes(
        size),
    ]
  }
}

extension MarkupNode {
  /// The same element with more attributes at the end.
  fileprivate func attributes(_ added: [MarkupAttribute]) -> MarkupNode {
    added.reduce(self) { $0.attribute($1.name, $1.value) }
  }
}
