import Foundation
import NotebookDisplay
import Testing

@testable import Plotting

@Suite struct StandaloneSVGTests {
  private static let more: [(name: String, chart: Chart)] = [
    ("clipped", Chart { LineMark([1, 9, 1]) }.yScale(domain: 0...3)),
    ("pictures", Chart { ImageGridMark([[0, 1, 0.5, 1]], width: 2, labels: ["a <b>"]) }),
    (
      "raster",
      Chart { PointMark(x: 0..<30_000, y: (0..<30_000).map { ($0 * 7919) % 1009 }).series("a") }
    ),
  ]

  @Test(arguments: ExampleCharts.all.map(\.name) + more.map(\.name))
  func usesNothingThatOnlyBrowsersDraw(name: String) throws {
    let chart = try #require((ExampleCharts.all + Self.more).first { $0.name == name }).chart
    let file = try chart.standaloneSVG()
    #expect(file.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns="))
    #expect(!file.contains("var(") && !file.contains("{{figure}}"))
    #expect(file.matches(of: /="-?[\d.]+%"/).isEmpty)
    #expect(file.ranges(of: "<svg").count == 1)
    #expect(!file.contains("class=\"hit\"") && !file.contains("<div"))
    #expect(XMLCheck().isWellFormed(file), "\(name)")
  }

  @Test func drawsTheLegendAndLongNames() throws {
    let long = String(repeating: "a long name ", count: 8)
    let file = try Chart {
      PointMark([1, 2]).series("one"); PointMark([2, 3]).series("two")
    }.yLabel(long).standaloneSVG()
    #expect(file.contains(">one</text>") && file.contains(">two</text>"))
    #expect(file.contains(">a long name a long name"))
  }

  /// Programs that smooth what they enlarge get every pixel as a block.
  @Test func enlargesSmallPictures() throws {
    func size(_ file: String) throws -> (width: Int, height: Int) {
      // The key of the colours comes first.
      let text = try #require(file.matches(of: /data:image\/png;base64,([^"]+)/).last).1
      let bytes = [UInt8](try #require(Data(base64Encoded: String(text))))
      return (Int(bytes[18]) << 8 + Int(bytes[19]), Int(bytes[22]) << 8 + Int(bytes[23]))
    }
    let pictures = Chart { ImageGridMark([[0, 1, 0.5, 1]], width: 2) }
    #expect(try size(pictures.standaloneSVG()) == (112, 112))
    let cells = Chart { CellMark((0..<70).map { row in (0..<70).map { row * $0 } }) }
    let large = try size(cells.standaloneSVG())
    #expect(large.width == large.height && large.width >= 560)
    #expect(try size(cells.figure(colors: SeriesColors()).svg) == (70, 70))
  }

  @Test func placesWhatThePageStretches() throws {
    let file = try Chart { LineMark([0, 1]) }.standaloneSVG(width: 400)
    let path = try #require(file.firstMatch(of: /class="l s1" d="M0 ([\d.]+)l([\d.]+)-([\d.]+)"/))
    let (height, width) = (Double(path.1) ?? 0, Double(path.2) ?? 0)
    #expect(width > 300 && width < 400 && height > 200 && height < 360)
    #expect(file.contains("viewBox=\"0 0 424 "))
  }
}

extension StandaloneSVGTests {
  /// Texts are measured as the layout measures them, with the widest likely letters.
  @Test(arguments: [
    Chart { CellMark([[1, -1], [.nan, 0.5]]) }, Chart { CellMark([[7]]) },
    Chart { CellMark([[1e10, 1e-10], [123_456.789, -0.000_012_34]]) },
    Chart {
      LineMark(x: .dates("day", ["2024-02-28", "2024-02-29", "2024-03-01"]), y: [1, 2, 3])
    },
    Chart { LineMark(x: [0, 1_234_567], y: [1, 2]) },
  ])
  func keepsEveryTextInside(chart: Chart) throws {
    let file = try chart.standaloneSVG()
    let width = try #require(
      file.firstMatch(of: /<svg [^>]*width="([\d.]+)"/).flatMap { Double($0.1) })
    let ends = TextEnds(file).ends
    #expect(!ends.isEmpty)
    for (text, left, right) in ends {
      #expect(left >= 0 && right <= width, "\(text): \(left) to \(right) of \(width)")
    }
  }
}

/// Where the texts of a file begin and end, in pixels.
private struct TextEnds {
  private(set) var ends: [(text: String, left: Double, right: Double)] = []

  init(_ file: String) {
    var shifts: [Double] = []
    let pattern =
      /<(\/?)(g|text)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>([^<]*)/
    for match in file.matches(of: pattern) {
      if match.2 == "g" {
        if !match.1.isEmpty { shifts.removeLast() }
        guard match.1.isEmpty, match.4.isEmpty else { continue }
        let move = match.3.firstMatch(of: /translate\((-?[\d.]+)\s/).flatMap { Double($0.1) } ?? 0
        shifts.append(move)
        continue
      }
      guard match.1.isEmpty else { continue }
      func number(_ name: String) -> Double {
        guard let place = match.3.range(of: " \(name)=\"") else { return 0 }
        return Double(match.3[place.upperBound...].prefix { $0 != "\"" }) ?? 0
      }
      let classes = match.3.firstMatch(of: /class="([^"]*)"/)?.1.split(separator: " ") ?? []
      let size = classes.contains("key") ? 12.0 : 11
      let width = TextMetrics.width(String(match.5), size: size)
      let share = classes.contains("e") ? 1 : classes.contains("m") ? 0.5 : 0
      let left = shifts.reduce(number("x") + number("dx"), +) - share * width
      ends.append((String(match.5), left, left + width))
    }
  }
}

/// Whether a text is XML, as its parser says.
private struct XMLCheck {
  func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    for match in text.matches(of: /<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/) {
      if !match.1.isEmpty {
        guard open.popLast() == match.2 else { return false }
      } else if match.4.isEmpty {
        open.append(match.2)
      }
    }
    return open.isEmpty
  }
}
