extension Trace {
  /// Where along both axes values lie.
  struct Places {
    var x: AxisPlaces
    var y: AxisPlaces
  }

  /// The traces of a chart in the order of its marks, with their colours.
  static func traces(
    of marks: [AnyMark], places: Places, shades: ShadeScale?, colors: SeriesColors
  ) -> [Trace] {
    var traces = marks.flatMap { Trace.traces(of: $0, places, shades) }
    var names: [String] = []
    for trace in traces where trace.shades.isEmpty {
      if let name = trace.name, !names.contains(name) { names.append(name) }
    }
    let colored = names.count > SeriesColors.count ? SeriesColors.count - 1 : names.count
    let slots = colors.slots(for: Array(names.prefix(colored)))
    let taken = Set(slots.values)
    let free = (1...SeriesColors.count).filter { !taken.contains($0) }
    var unnamed: [Shape: Int] = [:]
    for index in traces.indices where traces[index].shades.isEmpty {
      if let name = traces[index].name {
        traces[index].color = .series(slots[name] ?? 0)
        let order = names.firstIndex(of: name) ?? 0
        guard order < colored else { continue }
        let repeats = names[..<order].count { slots[$0] == slots[name] }
        traces[index].dash = repeats > 0 ? repeats % 4 + 1 : order % 4 + 1
        traces[index].dashesOnScreen = repeats > 0
      } else {
        // Marks without a name that belong together, such as a line and its points, look alike.
        let order = unnamed[traces[index].shape, default: 0]
        unnamed[traces[index].shape] = order + 1
        traces[index].color = .series(free.isEmpty ? 1 : free[order % free.count])
      }
    }
    return traces
  }

  private static func traces(
    of mark: AnyMark, _ places: Places, _ shades: ShadeScale?
  ) -> [Trace] {
    guard var whole = Trace(mark, places) else { return [] }
    guard let groups = mark.style.groups else { return [whole.averaged()] }
    let rows = groups.count == 1 ? [Int](repeating: 0, count: whole.x.count) : nil
    let groupValues = rows.map { groups.values(at: $0) } ?? groups
    if let numbers = groupValues.numbers, let shades {
      whole.shades = numbers.values
      return whole.shaded(by: shades)
    }
    var order: [String] = []
    var members: [String: [Int]] = [:]
    for (index, name) in groupValues.names.enumerated() {
      if members[name] == nil { order.append(name) }
      members[name, default: []].append(index)
    }
    return order.map { whole.part(members[$0] ?? [], name: $0).averaged() }
  }

  /// Lines fall apart into one for each number, other marks into one for each colour.
  private func shaded(by scale: ShadeScale) -> [Trace] {
    let isJoined = shape.traits.isJoined
    var members: [Double: [Int]] = [:]
    var uncolored: [Int] = []
    for (index, value) in shades.enumerated() {
      if let step = scale.step(value) {
        members[isJoined ? value : Double(step), default: []].append(index)
      } else {
        uncolored.append(index)
      }
    }
    let keys = members.keys.sorted()
    let column = NumberColumn(keys)
    var parts = keys.map { key in
      var part = part(members[key] ?? [], name: isJoined ? column.text(key) : nil)
      let step = isJoined ? scale.step(key) : Int(saturating: key)
      part.color = step.map(scale.color) ?? .series(0)
      return part.averaged()
    }
    if !uncolored.isEmpty {
      var part = part(uncolored, name: nil)
      part.color = .series(0)
      parts.insert(part.averaged(), at: 0)
    }
    return parts
  }

  private init?(_ mark: AnyMark, _ places: Places) {
    switch mark.content {
    case .line(let data): self.init(.line, data, places, mark.style)
    case .area(let data): self.init(.area, data, places, mark.style)
    case .points(let data): self.init(.points, data, places, mark.style)
    case .texts(let data): self.init(.texts, data, places, mark.style)
    case .band(let data):
      let (low, high) = (data.low.numbers?.values ?? [], data.high.numbers?.values ?? [])
      self.init(
        shape: .band, name: mark.style.series, x: places.x.places(data.x),
        areCountsOnX: data.x.numbers?.areCounts ?? false,
        y: zip(low, high).map { $0 / 2 + $1 / 2 }, low: low, high: high, style: mark.style)
    case .histogram(let data):
      self.init(
        shape: .histogram, name: mark.style.series, x: data.values, y: [], style: mark.style)
    case .bars(let data):
      let (categories, values) = (
        (data.areHorizontal ? places.y : places.x).places(data.categories),
        data.values.numbers?.values ?? []
      )
      self.init(
        shape: .bars, name: mark.style.series, x: data.areHorizontal ? values : categories,
        y: data.areHorizontal ? categories : values, errors: data.errors,
        isHorizontal: data.areHorizontal, style: mark.style)
    case .rule, .ridge, .cells, .contour, .images: return nil
    }
  }

  private init(_ shape: Shape, _ data: PointData, _ places: Places, _ style: MarkStyle) {
    self.init(
      shape: shape, name: style.series, x: places.x.places(data.x),
      areCountsOnX: data.x.numbers?.areCounts ?? false, y: places.y.places(data.y),
      errors: data.errors, texts: data.texts ?? [], style: style)
  }

  private func part(_ indices: [Int], name: String?) -> Trace {
    func pick<Value>(_ values: [Value]) -> [Value] {
      values.isEmpty ? [] : indices.map { values[$0] }
    }
    var part = self
    part.name = name
    part.x = pick(x)
    part.y = pick(y)
    part.low = pick(low)
    part.high = pick(high)
    part.texts = pick(texts)
    part.shades = pick(shades)
    part.errors = errors.map(pick)
    return part
  }

  /// The trace with the values of areas and bands in the order of x: what is filled between an
  /// edge and another one cannot go back.
  private var fromLeftToRight: Trace {
    guard shape == .area || shape == .band, !isFunction else { return self }
    let order = x.indices.sorted { first, second in
      let (a, b) = (x[first], x[second])
      return b.isNaN ? !a.isNaN || first < second : a < b || (a == b && first < second)
    }
    return part(order, name: name)
  }

  private func averaged() -> Trace {
    var trace = fromLeftToRight
    guard let smoothing = style.smoothing, shape.traits.isLine else { return trace }
    trace.average = smoothing.apply(to: trace.y)
    return trace
  }
}
