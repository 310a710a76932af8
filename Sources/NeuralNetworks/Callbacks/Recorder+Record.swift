internal import NotebookDisplay
internal import Tensors

extension Recorder {
  /// What was recorded under one name.
  public struct Record: Sendable, CustomStringConvertible {
    /// The steps at which it was recorded, counted from 1.
    public private(set) var steps: [Int] = []
    /// The percentiles recorded; empty where none were asked for.
    public private(set) var percentiles: [Double] = []
    /// All numbers seen at each step, where `.values` were asked for.
    public private(set) var frames: [[Double]] = []
    /// How many numbers lay in each bin at each step, where a `.histogram` was asked for.
    public private(set) var histograms: [[Int]] = []
    /// The bounds of the bins: one more than there are bins.
    public private(set) var binEdges: [Double] = []
    private var rows: [[Double]] = []
    private var numbers: [Double] = []
    private let name: String

    init(_ name: String) { self.name = name }

    /// "dense_1.weight: 20 steps up to 100, the last 0.2146"; of percentiles, values and histograms
    /// which there are.
    public var description: String {
      let kind =
        if let last = numbers.last { "the last \(significant(last))" } else if !rows.isEmpty {
          "percentiles \(percentiles.map(brief).joined(separator: ", "))"
        } else if !histograms.isEmpty { "histograms" } else { "values" }
      return steps.isEmpty
        ? "\(name): nothing yet"
        : "\(name): \(plural(steps.count, "step")) up to \(steps[steps.count - 1]), \(kind)"
    }

    /// A record that was kept as ``fields``.
    init(_ name: String, fields: [String: Tensor]) {
      self.name = name
      func numbers(_ field: String) -> [Double] { fields[field]?.doubles ?? [] }
      func table(_ field: String) -> [[Double]] {
        var rest = numbers(field)[...]
        return (fields["\(field) lengths"]?.integers ?? []).map { length in
          defer { rest = rest.dropFirst(length) }
          return Array(rest.prefix(length))
        }
      }
      steps = fields["steps"]?.integers ?? []
      percentiles = numbers("percentiles")
      frames = table("frames")
      histograms = table("histograms").map { $0.map { Int(clamping: $0) } }
      binEdges = numbers("bin edges")
      rows = table("rows")
      self.numbers = numbers("numbers")
    }

    /// Everything in it as tensors; what is empty is left out.
    var fields: [String: Tensor] {
      var fields = ["steps": Tensor(steps)]
      for (name, list) in [
        ("percentiles", percentiles), ("bin edges", binEdges), ("numbers", numbers),
      ] where !list.isEmpty {
        fields[name] = Tensor(list, type: .float64)
      }
      for (name, table) in [
        ("frames", frames), ("histograms", histograms.map { $0.map(Double.init) }), ("rows", rows),
      ] where !table.isEmpty {
        fields[name] = Tensor(table.flatMap(\.self), type: .float64)
        fields["\(name) lengths"] = Tensor(table.map(\.count))
      }
      return fields
    }

    /// The numbers, where there is one for each step.
    public var values: [Double] {
      require(
        numbers.count == steps.count,
        "\"\(name)\" was not recorded as one number for each step: read \(availability)")
      return numbers
    }

    /// The numbers of one percentile.
    public func values(
      atPercentile percentile: Double, file: StaticString = #fileID, line: UInt = #line
    ) -> [Double] {
      guard let index = percentiles.firstIndex(of: percentile) else {
        Tensors.stop(
          "percentile \(percentile) of \"\(name)\" was not recorded; there are \(percentiles)",
          file: file, line: line)
      }
      return rows.map { $0[index] }
    }

    /// ``frames``. Stops where something else was kept of the values.
    package func allValues(file: StaticString, line: UInt) -> [[Double]] {
      require(
        frames.count == steps.count,
        "\"\(name)\" was recorded as \(kept), not value by value: give the Recorder's quantity "
          + "'as: .values', .activations(of: \"dense_1\", as: .values)", file: file, line: line)
      return frames
    }

    private var kept: String {
      percentiles.isEmpty ? histograms.isEmpty ? "a number" : "histograms" : "percentiles"
    }

    private var availability: String {
      percentiles.isEmpty
        ? histograms.isEmpty ? "frames" : "histograms" : "values(atPercentile:)"
    }

    mutating func append(step: Int) {
      if steps.last != step { steps.append(step) }
    }

    mutating func append(_ number: Double) { numbers.append(number) }

    mutating func append(_ values: [Float], as summary: Quantity.Summary) {
      switch summary {
      case .values: frames.append(values.map(Double.init))
      case .norm:
        let squares = values.reduce(0) { $0 + Double($1) * Double($1) }
        numbers.append(squares.squareRoot())
      case .mean:
        numbers.append(values.reduce(0) { $0 + Double($1) } / Double(values.count))
      case .percentiles(let wanted):
        percentiles = wanted
        let hasNaN = values.contains(where: \.isNaN)
        let sorted = hasNaN ? [] : values.sorted()
        rows.append(wanted.map { Self.percentile($0, of: sorted) })
      case .histogram(let bins, let range):
        let width = (range.upperBound - range.lowerBound) / Double(bins)
        binEdges = (0...bins).map { range.lowerBound + Double($0) * width }
        var counts = Array(repeating: 0, count: bins)
        for value in values where range.contains(Double(value)) {
          counts[min(Int(clamping: (Double(value) - range.lowerBound) / width), bins - 1)] += 1
        }
        histograms.append(counts)
      }
    }

    /// Linear interpolation between the nearest ranks, as NumPy does it; NaN for no values.
    private static func percentile(_ percentile: Double, of values: [Float]) -> Double {
      guard !values.isEmpty else { return .nan }
      let place = percentile / 100 * Double(values.count - 1)
      let lower = Int(clamping: place.rounded(.down))
      let share = place - Double(lower)
      guard share > 0 else { return Double(values[lower]) }
      return Double(values[lower]) * (1 - share) + Double(values[lower + 1]) * share
    }
  }
}
