/// What one instruction of a tile program computes: a function of up to four tiles, or a gradient
/// of (incoming gradient, saved value).
enum TileFunction: Equatable {
  case value(any ElementwiseFunction.Type)
  case gradient(any DifferentiableFunction.Type)

  /// What plans call it.
  var label: String {
    switch self {
    case .value(let function): function.label
    case .gradient(let function): function.label + "Gradient"
    }
  }

  /// How many numbers belong to it.
  var parameterCount: Int {
    switch self {
    case .value(let function): function.parameterCount
    case .gradient(let function): function.parameterCount
    }
  }

  @inline(__always)
  func compute(_ tile: TileInstruction, _ rows: Int, _ columns: Int) {
    switch self {
    case .value(let function): function.computeTile(tile, rows, columns)
    case .gradient(let function): function.computeGradientTile(tile, rows, columns)
    }
  }

  static func == (a: TileFunction, b: TileFunction) -> Bool {
    switch (a, b) {
    case (.value(let a), .value(let b)): a == b
    case (.gradient(let a), .gradient(let b)): a == b
    default: false
    }
  }
}
