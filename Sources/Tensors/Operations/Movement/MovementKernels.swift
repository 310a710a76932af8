/// Copies between layouts. Elements are moved as raw 4 or 8 bytes: their type does not matter.
enum MovementKernels {
  /// A tensor of `shape` read from `x` with the given steps (0 repeats).
  static func gather(_ x: Tensor, _ shape: [Int], strides: [Int], start: Int) -> Tensor {
    moving(x, to: shape) { source, output in
      StridedCopy(shape: shape, strides: strides).gather(source + start, output)
    } wide: { source, output in
      StridedCopy(shape: shape, strides: strides).gather(source + start, output)
    }
  }

  /// A matrix with rows and columns exchanged, in blocks of 16 by 16 that stay in the cache.
  static func transposeMatrix(_ x: Tensor) -> Tensor {
    let (rows, columns) = (x.shape[0], x.shape[1])
    return moving(x, to: [columns, rows]) {
      transposeBlocks(rows, columns, $0, $1)
    } wide: {
      transposeBlocks(rows, columns, $0, $1)
    }
  }

  @inline(__always)
  private static func transposeBlocks<Word>(
    _ rows: Int, _ columns: Int, _ source: UnsafePointer<Word>, _ output: UnsafeMutablePointer<Word>
  ) {
    for row in stride(from: 0, to: rows, by: 16) {
      for column in stride(from: 0, to: columns, by: 16) {
        for j in column..<min(column + 16, columns) {
          for i in row..<min(row + 16, rows) { output[j * rows + i] = source[i * columns + j] }
        }
      }
    }
  }

  /// Every `strides`-th element from `starts`; a run of whole rows shares memory with `x`.
  static func slice(_ x: Tensor, _ shape: [Int], _ starts: [Int], _ strides: [Int]) -> Tensor {
    let own = x.shape.rowMajorStrides
    let start = zip(starts, own).reduce(0) { $0 + $1.0 * $1.1 }
    let isRowRange =
      !shape.isEmpty && strides[0] == 1 && shape.dropFirst() == x.shape.dropFirst()
    if isRowRange, case .concrete(let storage, let offset) = x.contents {
      return Tensor(
        shape: shape, elementType: x.elementType,
        contents: .concrete(storage, offset: offset + start))
    }
    return gather(x, shape, strides: zip(strides, own).map { $0 * $1 }, start: start)
  }

  /// `x` laid into zeros of `shape` where a slice with these starts and strides reads.
  static func spread(_ x: Tensor, _ shape: [Int], _ starts: [Int], _ strides: [Int]) -> Tensor {
    let own = shape.rowMajorStrides
    let start = zip(starts, own).reduce(0) { $0 + $1.0 * $1.1 }
    let steps = zip(strides, own).map { $0 * $1 }
    return moving(x, to: shape) { source, output in
      output.update(repeating: 0, count: shape.product)
      StridedCopy(shape: x.shape, strides: steps).scatter(source, output + start)
    } wide: { source, output in
      output.update(repeating: 0, count: shape.product)
      StridedCopy(shape: x.shape, strides: steps).scatter(source, output + start)
    }
  }

  /// `x` written over the part of a variable that begins at `starts`; both have values and one
  /// element type.
  static func write(_ x: Tensor, to variable: inout Tensor, at starts: [Int]) {
    guard case .concrete(let source, let offset) = x.contents, x.count > 0 else { return }
    let own = variable.shape.rowMajorStrides
    let start = zip(starts, own).reduce(0) { $0 + $1.0 * $1.1 }
    let copy = StridedCopy(shape: x.shape, strides: own)
    let isNarrow = x.elementType.stride == 4
    variable.withElementsToChange { memory in
      if isNarrow {
        copy.scatter(
          UnsafePointer(source.pointer.assumingMemoryBound(to: UInt32.self) + offset),
          memory.assumingMemoryBound(to: UInt32.self) + start)
      } else {
        copy.scatter(
          UnsafePointer(source.pointer.assumingMemoryBound(to: UInt64.self) + offset),
          memory.assumingMemoryBound(to: UInt64.self) + start)
      }
    }
  }

  /// The inputs one after another along the axis.
  static func concatenate(_ inputs: [Tensor], _ axis: Int, _ shape: [Int]) -> Tensor {
    let outer = Array(shape[..<axis]).product
    let stride = inputs[0].elementType.stride
    let rowBytes = Array(shape[axis...]).product * stride
    let storage = Storage(count: shape.product, type: inputs[0].elementType)
    var column = 0
    for input in inputs {
      guard case .concrete(let source, let offset) = input.contents else { continue }
      let bytes = Array(input.shape[axis...]).product * stride
      for row in 0..<outer {
        (storage.pointer + row * rowBytes + column).copyMemory(
          from: source.pointer + offset * stride + row * bytes, byteCount: bytes)
      }
      column += bytes
    }
    return Tensor(
      shape: shape, elementType: inputs[0].elementType, contents: .concrete(storage, offset: 0))
  }

  /// A tensor of `shape` and of the element type of `x`, filled as 4- or 8-byte words.
  private static func moving(
    _ x: Tensor, to shape: [Int],
    _ narrow: (UnsafePointer<UInt32>, UnsafeMutablePointer<UInt32>) -> Void,
    wide: (UnsafePointer<UInt64>, UnsafeMutablePointer<UInt64>) -> Void
  ) -> Tensor {
    let storage = Storage(count: shape.product, type: x.elementType)
    if case .concrete(let source, let offset) = x.contents, shape.product > 0 {
      if x.elementType.stride == 4 {
        narrow(
          UnsafePointer(source.pointer.assumingMemoryBound(to: UInt32.self) + offset),
          storage.pointer.assumingMemoryBound(to: UInt32.self))
      } else {
        wide(
          UnsafePointer(source.pointer.assumingMemoryBound(to: UInt64.self) + offset),
          storage.pointer.assumingMemoryBound(to: UInt64.self))
      }
    }
    return Tensor(
      shape: shape, elementType: x.elementType, contents: .concrete(storage, offset: 0))
  }
}

/// A walk over a dense tensor beside a strided one, innermost axis as a plain loop.
struct StridedCopy {
  private var sizes: [Int] = []
  private var strides: [Int] = []
  private var runLength = 1
  private var runStride = 0

  init(shape: [Int], strides steps: [Int]) {
    // Neighbouring axes that advance as one are joined; the innermost is the run.
    for axis in shape.indices.reversed() where shape[axis] != 1 {
      if let stride = strides.last, let size = sizes.last, steps[axis] == stride * size {
        sizes[sizes.count - 1] = size * shape[axis]
      } else {
        sizes.append(shape[axis])
        strides.append(steps[axis])
      }
    }
    if !sizes.isEmpty {
      runLength = sizes.removeFirst()
      runStride = strides.removeFirst()
    }
  }

  /// Dense output from strided source.
  @inline(__always)
  func gather<Word>(_ source: UnsafePointer<Word>, _ output: UnsafeMutablePointer<Word>) {
    forEachRun { strided, dense in
      let (from, to) = (source + strided, output + dense)
      switch runStride {
      case 1: to.update(from: from, count: runLength)
      case 0: to.update(repeating: from[0], count: runLength)
      default: for i in 0..<runLength { to[i] = from[i * runStride] }
      }
    }
  }

  /// Strided output from dense source.
  @inline(__always)
  func scatter<Word>(_ source: UnsafePointer<Word>, _ output: UnsafeMutablePointer<Word>) {
    forEachRun { strided, dense in
      let (from, to) = (source + dense, output + strided)
      for i in 0..<runLength { to[i * runStride] = from[i] }
    }
  }

  @inline(__always)
  private func forEachRun(_ body: (_ strided: Int, _ dense: Int) -> Void) {
    guard runLength > 0 else { return }
    var position = [Int](repeating: 0, count: sizes.count)
    var offset = 0
    for run in 0..<sizes.product {
      body(offset, run * runLength)
      var axis = 0
      while axis < sizes.count {
        position[axis] += 1
        offset += strides[axis]
        if position[axis] < sizes[axis] { break }
        offset -= strides[axis] * sizes[axis]
        position[axis] = 0
        axis += 1
      }
    }
  }
}
