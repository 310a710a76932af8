/// A piece of memory a plan reads and writes.
struct PlanBuffer {
  enum Home: Equatable {
    /// In the arena, sharing memory with buffers alive at other times.
    case arena
    /// In the arena for the whole call: inputs and outputs.
    case pinned
    case state(Int)
    case constant(Int)
  }

  var home: Home
  /// Elements, with padding.
  var capacity: Int
  var elementType: ElementType

  var bytes: Int { (capacity * elementType.stride + 63) & ~63 }
}

/// A value of the graph as a plan holds it: a buffer and how to read it.
struct PlanValue {
  var buffer: Int
  /// Elements from the buffer's begin: a slice of rows is a view.
  var offset = 0
  var shape: [Int]
  var elementType: ElementType
  var layout: Layout

  var count: Int { shape.reduce(1, *) }

  /// Elements in memory, with the gaps between rows.
  var storedCount: Int { layout == .paddedRows ? shape[0] * paddedToLanes(shape[1]) : count }

  /// Rows, columns and elements from row to row as element-wise steps go over them. Without gaps
  /// everything is one row: whole registers are read and written, and only the end of the last row
  /// has room for that.
  var sweep: (rows: Int, columns: Int, stride: Int) {
    layout == .paddedRows ? matrix : (1, count, count)
  }

  /// Rows, columns and elements from row to row, for values that are matrices or less.
  var matrix: (rows: Int, columns: Int, stride: Int) {
    switch (layout, shape.count) {
    case (.paddedRows, _): (shape[0], shape[1], paddedToLanes(shape[1]))
    case (_, 2): (shape[0], shape[1], shape[1])
    default: (1, count, count)
    }
  }
}
