import MarkupTree
import NotebookDisplay

/// Draws histograms over time, each a little lower than the one before and in front of it.
struct RidgeDrawing {
  var data: RidgeData
  var options: ChartOptions
  private var shown: [Int]
  private var bins: HistogramBins
  private var counts: [[Double]]
  private var width: Double
  private var lost = LostValues()

  private static let mostRows = 24
  private static let rowHeight = 24.0
  /// How far the highest ridge reaches above its own line.
  private static let reach = 44.0

  /// - Parameter width: of the whole drawing.
  init(_ data: RidgeData, options: ChartOptions, width: Double) {
    self.data = data
    self.options = options
    self.width = width
    let count = data.frames.count
    shown = Array(0..<count)
    if count > Self.mostRows {
      shown = (0..<Self.mostRows).map { $0 * (count - 1) / (Self.mostRows - 1) }
    }
    let bins = HistogramBins(
      values: data.frames.joined(), count: data.bins, domain: options.x.domain)
    self.bins = bins
    // Shares, so that frames with different numbers of values can be compared.
    var lost = LostValues()
    let counted = data.frames.map(bins.counted)
    for frame in counted {
      lost.notFinite += frame.lost.notFinite
      lost.outside += frame.lost.outside
    }
    self.lost = lost
    counts = shown.map { bins.heights(counted[$0].counts, .share) }
  }

  func drawing() -> ChartDrawing {
    var insets = ChartDrawing.Insets()
    insets.top = Self.reach + 10
    let column = NumberColumn(shown.map { Double(data.steps[$0]) })
    let labels = shown.map { column.text(Double(data.steps[$0])) }
    insets.left = max(20, (labels.map { TextMetrics.width($0) }.max() ?? 0) + 14)
    let height = max(Double(shown.count) * Self.rowHeight, Self.rowHeight)
    let width = max(width - insets.left - insets.right, 40)
    var nodes = [Shape.stretched(width: width, height: height, ridges(width: width))]
    for (row, label) in labels.enumerated() where row % 2 == 0 || labels.count <= 8 {
      nodes.append(
        Shape.text(
          label, class: "e", x: "0", y: Shape.pixels(Double(row + 1) * Self.rowHeight), dx: -7))
    }
    let axis = axis(width: width)
    nodes += axisNodes(axis)
    if counts.allSatisfy({ $0.allSatisfy { $0 == 0 } }) {
      nodes.append(Shape.text("no data", class: "m", x: "50%", y: "50%"))
    }
    if let label = options.y.label {
      nodes.append(
        Shape.text(
          "↓ " + label, class: "lb", x: Shape.pixels(-insets.left), y: Shape.pixels(-Self.reach + 4)
        ))
    }
    let label = axis.title
    var footer: [String] = []
    if let label, TextMetrics.width(label) <= 280 {
      nodes.append(Shape.text(label + " →", class: "lb e", x: "100%", y: "100%", dy: 34))
    } else if let label {
      footer.append(label + " →")
    }
    return ChartDrawing(
      height: height + insets.top + insets.bottom, insets: insets, nodes: nodes,
      footer: footer + remarks, description: description, table: table,
      fallbackTitle:
        "Distribution of \(options.x.label ?? "values") over \(options.y.label ?? "time")")
  }

  /// What is not drawn, in words.
  private var remarks: [String] {
    var remarks: [String] = []
    if shown.count < data.frames.count {
      remarks.append("\(shown.count) of \(data.frames.count) times shown")
    }
    if lost.notFinite > 0 {
      remarks.append("\(NumberText.counted(lost.notFinite, "value")) not shown: NaN or infinite")
    }
    let empty = data.frames.count { !$0.contains(where: \.isFinite) }
    if empty > 0 { remarks.append("\(NumberText.counted(empty, "time")) without values") }
    if lost.outside > 0 {
      remarks.append("\(NumberText.counted(lost.outside, "value")) beyond the axis")
    }
    return remarks
  }

  private func ridges(width: Double) -> [MarkupNode] {
    let highest = max(counts.joined().max() ?? 1, .leastNormalMagnitude)
    return counts.enumerated().map { row, counts in
      let base = Double(row + 1) * Self.rowHeight
      let bin = width / Double(bins.count)
      var points = [PlotPoint(0, base)]
      for (index, count) in counts.enumerated() {
        points.append(PlotPoint((Double(index) + 0.5) * bin, base - count / highest * Self.reach))
      }
      points.append(PlotPoint(width, base))
      var path = PathData()
      path.add(LineSimplifier.douglasPeucker(points, tolerance: 0.25))
      path.close()
      // From light to dark with time; the lightest steps would vanish on the page.
      let step = self.counts.count > 1 ? 2 + row * 5 / (self.counts.count - 1) : 5
      return Shape.path(path, class: "r q\(step)")
    }
  }

  /// The axis of the values, over all bins.
  private func axis(width: Double) -> AxisModel {
    var axis = options.x
    axis.domain = bins.edge(0)...bins.edge(bins.count)
    return AxisModel(
      .init(values: [bins.edge(0), bins.edge(bins.count)], options: axis, label: axis.label),
      count: max(Int(saturating: width / 90), 3))
  }

  private func axisNodes(_ model: AxisModel) -> [MarkupNode] {
    var nodes = [Shape.horizontal("100%", class: "axis")]
    var ticks: [MarkupNode] = []
    for (index, value) in model.ticks.values.enumerated() {
      let x = Shape.percent(model.scale.position(value))
      ticks.append(.element("line", ["class": "tick", "x1": x, "x2": x, "y2": "5"]))
      ticks.append(
        Shape.text(
          model.ticks.labels[index], class: index % 2 == 1 ? "m n2" : "m", x: x, y: "17"))
    }
    nodes.append(.element("svg", ["y": "100%"], ticks))
    return nodes
  }

  private static func mean(_ values: [Double]) -> Double {
    let finite = values.filter(\.isFinite)
    return finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count)
  }

  private static func deviation(_ values: [Double]) -> Double {
    let (finite, mean) = (values.filter(\.isFinite), mean(values))
    guard finite.count > 1 else { return 0 }
    return (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(finite.count)).squareRoot()
  }

  private var description: String {
    let count = data.frames.count
    var text = "\(NumberText.counted(count, "histogram")), one behind the other."
    if let label = options.x.label { text += " x: \(label)." }
    let ends = NumberColumn([bins.edge(0), bins.edge(bins.count)], format: options.x.format)
    text += " Values from \(ends.text(bins.edge(0))) to \(ends.text(bins.edge(bins.count)))."
    let filled = data.frames.filter { $0.contains(where: \.isFinite) }
    if let first = filled.first, let last = filled.last, filled.count > 1 {
      for (name, value) in [("Mean", Self.mean), ("Standard deviation", Self.deviation)] {
        let column = NumberColumn([value(first), value(last)], format: options.x.format)
        text += " \(name) \(column.text(value(first))) to \(column.text(value(last)))."
      }
    }
    return text + remarks.map { " " + $0 + "." }.joined()
  }

  private var table: Table {
    let names = [options.y.label ?? "step", "values", "mean", "standard deviation", "low", "high"]
    let summaries = shown.map { index -> [Double] in
      let frame = data.frames[index]
      let finite = frame.filter(\.isFinite)
      return [Self.mean(frame), Self.deviation(frame), finite.min() ?? .nan, finite.max() ?? .nan]
    }
    let columns = (0..<4).map { place in
      NumberColumn(summaries.map { $0[place] }, format: options.x.format)
    }
    return Table(
      columns: names.map { Table.Column($0, alignment: .trailing) },
      rows: zip(shown, summaries).map { index, summary in
        [NumberText.grouped(data.steps[index]), NumberText.grouped(data.frames[index].count)]
          + zip(columns, summary).map { $0.text($1) }
      }, omittedRows: data.frames.count - shown.count)
  }
}
