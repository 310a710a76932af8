/// Every function of numbers. What is to be computed, tested or documented for all of them goes
/// through these lists.
package enum FunctionList {
  /// Of one number.
  static let unary: [any UnaryDefinition.Type] = [
    Negate.self, AddNumber.self, MultiplyNumber.self, Absolute.self, Sign.self, Clip.self,
    Floor.self, Ceiling.self, Round.self, IsNaN.self, IsFinite.self,
    Square.self, SquareRoot.self, ReciprocalSquareRoot.self, Reciprocal.self, PowerOfNumber.self,
    Exponential.self, ExponentialMinusOne.self, Logarithm.self, LogarithmOnePlus.self,
    Sine.self, Cosine.self, ErrorFunction.self,
    ReLU.self, LeakyReLU.self, ELU.self, GELU.self, SiLU.self, Sigmoid.self, Softplus.self,
    HyperbolicTangent.self,
  ]

  /// Of two numbers.
  static let binary: [any BinaryDefinition.Type] = [
    Add.self, Subtract.self, Multiply.self, Divide.self, Remainder.self, Power.self,
    Maximum.self, Minimum.self,
    Equal.self, NotEqual.self, Less.self, LessOrEqual.self, Greater.self, GreaterOrEqual.self,
  ]

  /// The table of the documentation: a line for each function.
  package static var table: String {
    let head =
      "| function | value | derivative | at the edges | integers |\n|---|---|---|---|---|\n"
    let rows =
      unary.map { row($0.name, $0.documentation, $0.acceptsIntegers) }
      + binary.map { row($0.name, $0.documentation, $0.resultOfIntegers != nil) }
    return head + rows.joined()
  }

  private static func row(
    _ name: String, _ documentation: FunctionDocumentation, _ acceptsIntegers: Bool
  ) -> String {
    let derivative = documentation.derivative.isEmpty ? "0" : documentation.derivative
    return "| `\(name)` | \(documentation.formula) | \(derivative) | \(documentation.remark) | "
      + "\(acceptsIntegers ? "stay integers" : "become float32") |\n"
  }

  /// "(0.3)" for one parameter, nothing for none.
  static func text(ofParameters parameters: [Double], _ count: Int) -> String {
    count == 0
      ? "" : "(\(parameters.prefix(count).map { "\($0)" }.joined(separator: ", ")))"
  }
}
