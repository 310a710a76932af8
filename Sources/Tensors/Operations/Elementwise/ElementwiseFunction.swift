/// A function of numbers that tile programs compute: all that a plan needs to know of it.
///
/// A type without instances; its name, in lower case, is what plans call it.
protocol ElementwiseFunction: SendableMetatype {
  /// How many numbers belong to it, at most two: a slope, a bound.
  static var parameterCount: Int { get }
  /// Computes a tile of `rows` x `columns` results; columns are a multiple of sixteen.
  static func computeTile(_ tile: TileInstruction, _ rows: Int, _ columns: Int)
}

extension ElementwiseFunction {
  static var parameterCount: Int { 0 }

  /// What plans call it: "leakyReLU".
  static var label: String {
    let name = "\(Self.self)"
    let capitals = name.prefix { $0.isUppercase }.count
    // Of several capitals the last begins a word: "ReLU" has one, "ELU" only capitals.
    let lowered = capitals == name.count ? capitals : max(1, capitals - 1)
    return name.prefix(lowered).lowercased() + name.dropFirst(lowered)
  }
}
