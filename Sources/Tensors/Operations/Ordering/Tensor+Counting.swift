extension Tensor {
  /// Every value that occurs, the smallest first, and how often each does. Values of NaN count as
  /// one. How many there are depends on the numbers, so a planned function cannot contain this.
  public func unique(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, counts: [Int]) {
    requireValue("unique()", file: file, line: line)
    let flat = detached.flattened().sorted(axis: 0)
    let numbers = flat.doubles
    var places: [Int] = []
    var counts: [Int] = []
    for (place, number) in numbers.enumerated() {
      let isSame = places.last.map { earlier in
        numbers[earlier] == number || numbers[earlier].isNaN && number.isNaN
      }
      if isSame == true {
        counts[counts.count - 1] += 1
      } else {
        places.append(place)
        counts.append(1)
      }
    }
    return (flat.gather(Tensor(places, shape: [places.count])), counts)
  }

  /// How many elements lie in each of `bins` equal parts of a range, and the parts' edges, one more
  /// than there are parts. A part includes its lower edge, the last also its upper one; elements
  /// outside and NaN are in none, as in NumPy.
  ///
  /// - Parameters:
  ///   - bins: How many parts.
  ///   - range: From the smallest to the largest element unless given; half a unit to each side
  ///     where all are equal.
  public func histogram(
    bins: Int = 10, in range: ClosedRange<Double>? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> (counts: [Int], edges: [Double]) {
    requireValue("histogram(bins:)", file: file, line: line)
    require(
      (1...10_000_000).contains(bins),
      "histogram(bins: \(bins)) expects 1 to 10000000 bins, got \(bins)", file: file, line: line)
    let numbers = doubles
    var (lower, upper) = (range?.lowerBound ?? 0, range?.upperBound ?? 1)
    if range == nil, let smallest = numbers.min(), let largest = numbers.max() {
      require(
        numbers.allSatisfy(\.isFinite),
        "histogram(bins: \(bins)) expects finite numbers, got some that are not: give it a range",
        file: file, line: line)
      (lower, upper) = (smallest, largest)
    }
    if lower == upper { (lower, upper) = (lower - 0.5, upper + 0.5) }
    require(
      (upper - lower).isFinite && lower < upper,
      "histogram(bins:in:) expects a finite range, got \(lower)...\(upper)", file: file, line: line)
    let width = (upper - lower) / Double(bins)
    let edges = (0...bins).map { $0 == bins ? upper : lower + Double($0) * width }
    var counts = [Int](repeating: 0, count: bins)
    for number in numbers where number >= lower && number <= upper {
      var bin = Swift.min(Int((number - lower) / width), bins - 1)
      // Rounding may put a number beside its part; the edges decide.
      if number < edges[bin] { bin -= 1 }
      if bin + 1 < bins, number >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    return (counts, edges)
  }
}
