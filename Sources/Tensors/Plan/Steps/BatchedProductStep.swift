/// Products of the last two axes of many matrices, divided by matrices.
struct BatchedProductStep: PlanStep {
  /// Dense: as many matrices as the output has, or one for all.
  var left: PlanValue
  var right: PlanValue
  var output: PlanValue
  var transposesLeft: Bool
  var transposesRight: Bool
  var backend: any Backend

  private var batch: Int { output.shape.dropLast(2).reduce(1, *) }

  private var product: MatrixProduct {
    let (rows, columns) = (output.shape[output.shape.count - 2], output.shape.last ?? 1)
    return MatrixProduct(
      rows: rows, columns: columns, depth: left.shape.suffix(2).reduce(1, *) / rows,
      transposesLeft: transposesLeft, transposesRight: transposesRight)
  }

  var label: String {
    "\(batch) products \(product.rows)x\(product.columns)x\(product.depth)"
  }
  var reads: [PlanValue] { [left, right] }
  var writes: [PlanValue] { [output] }
  var cost: Double {
    Double(batch) * (Double(2 * product.rows * product.columns * product.depth) / 200_000 + 0.1)
  }
  var divisions: [Division] { [Division(axis: 0, count: batch, grain: 1)] }
  func axis(of value: PlanValue, isWritten: Bool, under division: Division) -> Int? {
    value.shape.count == 3 && value.shape[0] == batch ? 0 : nil
  }

  func bind(to memory: PlanMemory, division: Division?) -> any StepKernel {
    let size = { (value: PlanValue) in value.shape.suffix(2).reduce(1, *) }
    return Kernel(
      product: product, batch: batch, left: memory.floats(left), right: memory.floats(right),
      output: memory.floats(output), leftStep: left.count == size(left) ? 0 : size(left),
      rightStep: right.count == size(right) ? 0 : size(right), outputStep: size(output),
      backend: backend)
  }

  private struct Kernel: StepKernel {
    var product: MatrixProduct
    var batch: Int
    var left: UnsafeMutablePointer<Float>
    var right: UnsafeMutablePointer<Float>
    var output: UnsafeMutablePointer<Float>
    var leftStep: Int
    var rightStep: Int
    var outputStep: Int
    var backend: any Backend

    var extent: Int { batch }

    func run(_ part: Range<Int>, _ scratch: UnsafeMutablePointer<Float>) {
      for matrix in part {
        backend.multiply(
          product, left + matrix * leftStep, right + matrix * rightStep,
          into: output + matrix * outputStep)
      }
    }
  }
}
