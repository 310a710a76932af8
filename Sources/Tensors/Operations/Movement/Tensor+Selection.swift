// What a tensor in the brackets chooses. It is no range of places: ``Tensor/part(_:_:_:)`` and
// ``Tensor/assign(_:to:_:_:)`` look for one first.

extension Tensor: TensorIndex {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? { nil }
}

extension Array: TensorIndex where Element == Int {
  public func resolved(size: Int) -> (range: Range<Int>, removesAxis: Bool)? { nil }
}

/// What chooses elements by their values or numbers.
private enum Selection {
  /// 1 where an element is chosen, 0 elsewhere.
  case condition(Tensor)
  /// Numbers of places.
  case places(Tensor)

  /// Comparisons give floating-point numbers, and numbers of places are whole.
  init?(_ index: any TensorIndex) {
    switch index {
    case let tensor as Tensor where tensor.elementType == .int32: self = .places(tensor)
    case let tensor as Tensor: self = .condition(tensor)
    case let list as [Int]:
      let numbers = list.map { Swift.min(Swift.max($0, Int(Int32.min)), Int(Int32.max)) }
      self = .places(Tensor(numbers, shape: [list.count]))
    default: return nil
    }
  }

  var shape: [Int] {
    switch self {
    case .condition(let tensor), .places(let tensor): tensor.shape
    }
  }
}

extension Tensor {
  /// The elements that a condition or numbers among the indices choose; `nil` without such.
  func chosen(
    by indices: [any TensorIndex], _ file: StaticString, _ line: UInt
  ) -> Tensor? {
    guard let (place, selection) = selection(among: indices, file, line) else { return nil }
    guard indices.count > 1 else {
      switch selection {
      case .condition(let condition):
        requireCondition(condition, isRead: true, file, line)
        return gather(where: condition, file: file, line: line)
      case .places(let places): return gather(places.fromFront(shape.first), file: file, line: line)
      }
    }
    require(
      indices.count <= rank,
      "a tensor of shape \(shape) has \(rank) axes, got \(indices.count) indices", file: file,
      line: line)
    var others = indices
    others[place] = 0...
    let rest = part(others, file, line)
    let removed = indices[..<place].filter { $0.resolved(size: .max)?.removesAxis == true }.count
    let axis = place - removed
    require(
      selection.shape.count == 1,
      "what chooses along axis \(place) has one axis, got shape \(selection.shape)", file: file,
      line: line)
    switch selection {
    case .places(let places):
      return rest.gather(
        places.fromFront(rest.shape[axis]), axis: axis, file: file, line: line)
    case .condition(let condition):
      require(
        condition.count == rest.shape[axis],
        "a condition along axis \(place) of shape \(shape) has a number for each of its "
          + "\(rest.shape[axis]) places, got \(condition.count)", file: file, line: line)
      requireCondition(condition, isRead: true, file, line)
      return rest.gather(condition.places, axis: axis, file: file, line: line)
    }
  }

  /// The tensor with another value where a condition among the indices holds; `nil` without such.
  func replaced(
    by value: Tensor, where indices: [any TensorIndex], _ file: StaticString, _ line: UInt
  ) -> Tensor? {
    guard let (_, selection) = selection(among: indices, file, line) else { return nil }
    guard case .condition(let condition) = selection, indices.count == 1 else {
      stop(
        "a value is assigned to a condition on the whole tensor, x[x .< 0] = 0, or to places and "
          + "ranges: assign to chosen places one after another", file: file, line: line)
    }
    requireCondition(condition, isRead: false, file, line)
    let row = Array(shape.dropFirst(condition.rank))
    require(
      condition.rank > 0 && shape.starts(with: condition.shape)
        && (value.count == 1 || Broadcasting.fits(value.shape, into: row)),
      "a condition of shape \(condition.shape) on a tensor of shape \(shape) takes one value for "
        + "every place where it holds, "
        + (row.isEmpty ? "a number" : "of shape \(row) or one that repeats to it")
        + ", got shape \(value.shape): to choose between two tensors write `where`(condition, a, b)",
      file: file, line: line)
    let type = typeToHold(value)
    let one = value.count == 1 ? value.reshaped(to: []) : value
    return applied(
      .select, condition.reshaped(to: condition.shape + row.map { _ in 1 }),
      one.converted(to: type), converted(to: type), file: file, line: line)
  }

  /// The condition or the numbers among the indices, and its place; `nil` without such.
  private func selection(
    among indices: [any TensorIndex], _ file: StaticString, _ line: UInt
  ) -> (place: Int, Selection)? {
    var found: (place: Int, Selection)?
    for (place, index) in indices.enumerated() {
      guard let selection = Selection(index) else { continue }
      require(
        found == nil,
        "one condition or list of numbers chooses at a time: choose along the second axis of the "
          + "result, x[a][0..., b]", file: file, line: line)
      found = (place, selection)
    }
    return found
  }

  /// Stops unless a condition consists of 1 and 0. Where elements are chosen, their number must be
  /// known.
  private func requireCondition(
    _ condition: Tensor, isRead: Bool, _ file: StaticString, _ line: UInt
  ) {
    guard !condition.isSymbolic else {
      guard isRead else { return }
      stop(
        "how many elements a condition chooses is not known while the function is being planned: "
          + "put another number in the place of the others with `where`(condition, x, 0), or choose "
          + "outside of it", file: file, line: line)
    }
    if let wrong = condition.doubles.first(where: { $0 != 0 && $0 != 1 }) {
      stop(
        "a condition of 1 and 0, as x .> 0 makes it, chooses elements, got \(wrong): numbers of places "
          + "are whole, x[[0, 2]] or x[Tensor([0, 2])]", file: file, line: line)
    }
  }

  /// Numbers of places, negative ones counted from the end where they are known.
  private func fromFront(_ size: Int?) -> Tensor {
    guard let size, !isSymbolic, integers.contains(where: { $0 < 0 }) else { return self }
    return Tensor(integers.map { $0.fromFront(size) }, shape: shape)
  }
}
