/// A matrix product, divided by columns or by rows of the result; with a rate, the product is
/// added to the result scaled by it: the weight update of plain SGD in one pass.
struct ProductStep: PlanStep {
  var left: PlanValue
  var right: PlanValue
  var output: PlanValue
  var transposesLeft: Bool
  var transposesRight: Bool
  /// A scalar read at run time: output -= rate * product.
  var rate: PlanValue?
  var backend: any Backend

  private var rows: Int { output.shape[0] }
  private var columns: Int { output.shape[1] }
  private var depth: Int { transposesLeft ? left.shape[0] : left.shape[1] }

  var label: String {
    let product = "product \(rows)x\(columns)x\(depth)"
    return rate == nil ? product : "\(product), subtracted with the rate from the state"
  }
  var reads: [PlanValue] { [left, right] + (rate.map { [$0, output] } ?? []) }
  var writes: [PlanValue] { [output] }
  var lookups: [PlanValue] { left.buffer == right.buffer ? [] : [left] }
  var cost: Double { Double(2 * rows * columns * depth) / 200_000 + 0.1 }

  /// Gradients of weights by rows: what a worker writes, and then reads again for the update, is
  /// one piece of memory. Divided by columns, every row begins and ends at a border between two
  /// workers, whose processors fetch ahead across it; the update then takes five times as long.
  /// Forward by columns where the weights are large, because each worker then reads only half of
  /// them, and by rows where they are small or narrow, because rows need no barrier before
  /// the next layer.
  var divisions: [Division] {
    if let piece { return [Division(axis: 0, count: rows, grain: piece)] }
    let byRows = Division.rows(rows)
    let byColumns = Division.columns(columns)
    if columns < 96 { return [byRows] }
    let readsManyWeights = !transposesLeft && depth * columns > 40_000
    return readsManyWeights ? [byColumns, byRows] : [byRows, byColumns]
  }

  /// Rows of each call where the bits of a result depend on how many rows or columns a call
  /// computes. The calls are then the same for any number of workers.
  ///
  /// Each call may copy the right side, so that many rows are cut into few pieces.
  private var piece: Int? {
    if backend.isDivisible(product) { return nil }
    if rows <= 32 { return 16 }
    return rows <= 64 ? 32 : max(64, paddedToLanes((rows + 7) / 8))
  }

  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    if isWritten || (value.buffer == output.buffer && rate != nil) { return division.axis }
    if value.buffer == left.buffer && value.buffer != right.buffer && division.axis == 0 {
      return transposesLeft ? 1 : 0
    }
    if value.buffer == right.buffer && value.buffer != left.buffer && division.axis == 1 {
      return transposesRight ? 0 : 1
    }
    return nil
  }

  private var product: MatrixProduct {
    var product = MatrixProduct(
      rows: rows, columns: columns, depth: depth, transposesLeft: transposesLeft,
      transposesRight: transposesRight)
    product.leftStride = left.matrix.stride
    product.rightStride = right.matrix.stride
    product.outputStride = output.matrix.stride
    if rate != nil { product.beta = 1 }
    return product
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    Kernel(
      product: product, left: memory.place(of: left), right: memory.floats(right),
      output: memory.floats(output), rate: rate.map { UnsafePointer(memory.floats($0)) },
      isDividedByColumns: division?.axis == 1, piece: piece ?? rows, backend: backend)
  }

  private struct Kernel: StepKernel {
    var product: MatrixProduct
    var left: FloatPlace
    var right: UnsafeMutablePointer<Float>
    var output: UnsafeMutablePointer<Float>
    var rate: UnsafePointer<Float>?
    var isDividedByColumns: Bool
    var piece: Int
    var backend: any Backend

    var extent: Int { isDividedByColumns ? product.columns : product.rows }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      var product = product
      if let rate { product.alpha = -rate.pointee }
      if isDividedByColumns {
        product.columns = part.count
        let first = part.lowerBound * (product.transposesRight ? product.rightStride : 1)
        backend.multiply(product, left.start, right + first, into: output + part.lowerBound)
        return
      }
      for first in stride(from: part.lowerBound, to: part.upperBound, by: piece) {
        product.rows = min(piece, part.upperBound - first)
        backend.multiply(
          product, left.start + first * (product.transposesLeft ? 1 : product.leftStride), right,
          into: output + first * product.outputStride)
      }
    }
  }
}
