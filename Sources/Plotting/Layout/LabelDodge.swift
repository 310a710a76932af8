/// Moves labels apart that would lie on each other, as little as possible.
enum LabelDodge {
  /// Positions with at least `gap` between neighbours and as close to the wanted ones as can be
  /// (least squares, by pooling adjacent violators), within `range` if there is room.
  ///
  /// Labels keep the order of their wanted positions; equal ones keep the order given.
  static func positions(
    for wanted: [Double], gap: Double, in range: ClosedRange<Double>
  ) -> [Double] {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    // A block is a run of labels that touch; its start is the mean of what its members want.
    var blocks: [(start: Double, count: Int)] = []
    func clamped(_ start: Double, _ count: Int) -> Double {
      let room = range.upperBound - Double(count - 1) * gap
      return max(range.lowerBound, min(start, room))
    }
    for index in order {
      var block = (start: wanted[index], count: 1)
      while let last = blocks.last,
        clamped(last.start, last.count) + Double(last.count) * gap
          > clamped(block.start, block.count)
      {
        blocks.removeLast()
        let count = last.count + block.count
        let shifted = block.start - Double(last.count) * gap
        block.start =
          (last.start * Double(last.count) + shifted * Double(block.count)) / Double(count)
        block.count = count
      }
      blocks.append(block)
    }
    var result = wanted
    var next = order.makeIterator()
    for block in blocks {
      let start = clamped(block.start, block.count)
      for row in 0..<block.count {
        if let index = next.next() { result[index] = start + Double(row) * gap }
      }
    }
    return result
  }
}
