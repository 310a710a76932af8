import Foundation
import NotebookDisplay
import Testing

@testable import Plotting

/// No number a user may have ends the process, is drawn as nonsense or is lost without a word.
@Suite struct NumbersOfAllKindsTests {
  /// Doubles of every magnitude, and the special ones.
  private static func number(_ random: inout Randomness) -> Double {
    let special: [Double] = [
      0, -0.0, .nan, .infinity, -.infinity, 1e300, -1e300, 5e-324, -5e-324, 1e308, -1e308, 1.7e18,
      .greatestFiniteMagnitude, Double(Int.max),
    ]
    let choice = random.next()
    if choice < 0.2 { return special[Int(random.next() * Double(special.count))] }
    if choice < 0.4 { return (random.next() * 200).rounded() - 100 }
    return Double(bitPattern: UInt64(random.next() * 4_294_967_296) << 32 | 0x9E37)
  }

  @Test func aMillionNumbersHaveTextsAndTicks() {
    var random = Randomness(seed: 21)
    for round in 0..<100_000 {
      let values = (0..<8).map { _ in Self.number(&random) }
      _ = Int(saturating: values[0])
      if round % 4 == 0 { _ = NumberText.short(values[1]) }
      guard round % 50 == 0 else { continue }
      let column = NumberColumn(
        values, format: [.automatic, .percent, .scientific][round / 50 % 3])
      for value in values { #expect(!column.text(value).isEmpty) }
      _ = column.text(values[0], error: values[1])
      for scale in [ScaleType.linear, .log, .symlog, .sqrt, .robust] {
        var options = ChartOptions.Axis()
        options.scale = scale
        let axis = AxisModel(.init(values: values, options: options, label: nil), count: 5)
        #expect(axis.ticks.values.count == axis.ticks.labels.count)
        #expect(axis.scale.domain.lowerBound < axis.scale.domain.upperBound, "\(values)")
        #expect(axis.ticks.values.allSatisfy { axis.scale.position($0).isFinite }, "\(values)")
      }
    }
  }

  @Test func chartsOfAllNumbersAreDrawn() throws {
    var random = Randomness(seed: 22)
    for _ in 0..<60 {
      let values = (0..<12).map { _ in Self.number(&random) }
      let places = (0..<12).map { _ in Self.number(&random) }
      let names = values.map { "\($0)" }
      let charts = [
        Chart { LineMark(x: places, y: values) }, Chart { PointMark(x: places, y: values) },
        Chart { AreaMark(values).stacked() }.yScale(.symlog),
        Chart { BarMark(names, values) },
        Chart {
          BarMark(x: .value("x", places), y: .value("y", values), error: places.map(\.magnitude))
        },
        Chart { HistogramMark(values, normalization: .density) },
        Chart { BandMark(x: places, yStart: values, yEnd: places) }.xScale(.log),
        Chart { CellMark([values, places]) },
        Chart { CellMark([values, places]) }.colorScale(.log),
        Chart { RidgeMark([values, places]) },
        Chart { ContourMark(values: [values, places], x: 0...1, y: 0...1, isFilled: true) },
        Chart { LineMark(x: .dates("t", secondsSince1970: places), y: .value("y", values)) },
        Chart { PointMark(x: places, y: values).foregroundStyle(by: .value("z", values)) },
        Chart { RuleMark(y: values[0]) },
      ]
      for (index, chart) in charts.enumerated() {
        let svg = try chart.figure(colors: SeriesColors()).svg
        let wrong = svg.matches(of: /\s(?:d|x|y|x1|x2|y1|y2|width|height)="[^"]*(?:nan|inf)/)
        #expect(wrong.isEmpty, "\(index): \(values)")
      }
    }
  }

  /// A conversion that ends the process for most numbers must not come back.
  @Test func everyConversionToAnIntegerIsChecked() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Plotting")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path()))
    let conversion = /\bU?Int(?:8|16|32|64)?\((?!saturating:|exactly:|truncatingIfNeeded:)([^)]*)/
    // Lengths, digits and magnitudes of integers.
    let harmless = [
      "ascii:", "bitPattern:", "match.", "$0, radix", "digits.", "power.", "length",
      "year.magnitude",
    ]
    for case let name as String in files where name.hasSuffix(".swift") {
      // Compressing works on bytes alone.
      if name.hasPrefix("Raster/") { continue }
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        for match in line.matches(of: conversion) {
          let isHarmless = harmless.contains { match.1.hasPrefix($0) }
          #expect(isHarmless, "\(name):\(index + 1): \(match.0)")
        }
      }
    }
  }
}
