/// One series of a chart with axes, ready to be drawn.
struct Trace {
  enum Shape { case line, area, points, band, histogram }

  var shape: Shape
  var name: String?
  /// The colour, 1 to 8; 0 for the grey of the eighth and further of more than eight series.
  var slot = 1
  /// The dash pattern, 1 (solid) to 4; in print, and on screen where colours repeat.
  var dash = 1
  var dashesOnScreen = false
  var x: [Double]
  var areCountsOnX: Bool
  /// The values as given; the middle of a band.
  var y: [Double]
  var low: [Double] = []
  var high: [Double] = []
  /// The running average over the whole series, if one is wanted.
  var average: [Double]?
  var style: MarkStyle

  /// The line that is drawn in full strength.
  var drawn: [Double] { average ?? y }

  /// What stands next to its end.
  var label: String? { style.annotation ?? name }

  /// Whether x never goes back, so that the line has a right end and one value at each place.
  var isFunction: Bool {
    zip(x, x.dropFirst()).allSatisfy { !($0 > $1) }
  }

  /// Many raw values make a thin, nervous line.
  var isNoisy: Bool { average == nil && x.count > 500 }
}

extension Trace {
  /// The traces of a chart in the order of its marks, with their colours.
  static func traces(of marks: [AnyMark], colors: SeriesColors) -> [Trace] {
    var traces = marks.flatMap(Trace.traces)
    var names: [String] = []
    for case let name? in traces.map(\.name) where !names.contains(name) { names.append(name) }
    let colored = names.count > SeriesColors.count ? SeriesColors.count - 1 : names.count
    let slots = colors.slots(for: Array(names.prefix(colored)))
    let taken = Set(slots.values)
    let free = (1...SeriesColors.count).filter { !taken.contains($0) }
    var unnamed: [Shape: Int] = [:]
    for index in traces.indices {
      if let name = traces[index].name {
        traces[index].slot = slots[name] ?? 0
        let order = names.firstIndex(of: name) ?? 0
        guard order < colored else { continue }
        let repeats = names[..<order].filter { slots[$0] == slots[name] }.count
        traces[index].dash = repeats > 0 ? repeats % 4 + 1 : order % 4 + 1
        traces[index].dashesOnScreen = repeats > 0
      } else {
        // Marks without a name that belong together, such as a line and its points, look alike.
        let order = unnamed[traces[index].shape, default: 0]
        unnamed[traces[index].shape] = order + 1
        traces[index].slot = free.isEmpty ? 1 : free[order % free.count]
      }
    }
    return traces
  }

  private static func traces(of mark: AnyMark) -> [Trace] {
    let whole: Trace
    switch mark.content {
    case .line(let data): whole = Trace(.line, data, mark.style)
    case .area(let data): whole = Trace(.area, data, mark.style)
    case .points(let data): whole = Trace(.points, data, mark.style)
    case .band(let data): whole = Trace(data, mark.style)
    case .histogram(let data):
      whole = Trace(
        shape: .histogram, name: mark.style.series, x: data.values, areCountsOnX: false, y: [],
        style: mark.style)
    case .bars, .rule, .ridge, .cells, .contour, .images: return []
    }
    guard let groups = mark.style.groups else { return [whole.averaged()] }
    var order: [String] = []
    var members: [String: [Int]] = [:]
    for (index, name) in groups.enumerated() {
      if members[name] == nil { order.append(name) }
      members[name, default: []].append(index)
    }
    return order.map { whole.part(members[$0] ?? [], name: $0).averaged() }
  }

  private init(_ shape: Shape, _ data: PointData, _ style: MarkStyle) {
    self.init(
      shape: shape, name: style.series, x: data.x.numbers?.values ?? [],
      areCountsOnX: data.x.numbers?.areCounts ?? false, y: data.y.numbers?.values ?? [],
      style: style)
  }

  private init(_ data: BandData, _ style: MarkStyle) {
    let (low, high) = (data.low.numbers?.values ?? [], data.high.numbers?.values ?? [])
    self.init(
      shape: .band, name: style.series, x: data.x.numbers?.values ?? [],
      areCountsOnX: data.x.numbers?.areCounts ?? false, y: zip(low, high).map { ($0 + $1) / 2 },
      low: low, high: high, style: style)
  }

  private func part(_ indices: [Int], name: String) -> Trace {
    var part = self
    part.name = name
    part.x = indices.map { x[$0] }
    if !y.isEmpty { part.y = indices.map { y[$0] } }
    if !low.isEmpty {
      part.low = indices.map { low[$0] }
      part.high = indices.map { high[$0] }
    }
    return part
  }

  private func averaged() -> Trace {
    guard let smoothing = style.smoothing, shape == .line || shape == .area else { return self }
    var trace = self
    trace.average = smoothing.apply(to: y)
    return trace
  }
}
