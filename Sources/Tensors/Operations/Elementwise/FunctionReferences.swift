/// A function of one number with its parameters, as primitives hold it.
package struct UnaryFunction: Hashable, Sendable, CustomStringConvertible {
  let definition: any UnaryDefinition.Type
  let s: Double
  let t: Double

  init(_ definition: any UnaryDefinition.Type, _ s: Double = 0, _ t: Double = 0) {
    self.definition = definition
    self.s = s
    self.t = t
  }

  package static func == (a: UnaryFunction, b: UnaryFunction) -> Bool {
    a.definition == b.definition && a.s == b.s && a.t == b.t
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(definition))
    hasher.combine(s)
    hasher.combine(t)
  }

  package var description: String {
    definition.label + FunctionList.text(ofParameters: [s, t], definition.parameterCount)
  }
}

/// The gradient of a function of one number, as primitives hold it.
package struct UnaryGradient: Hashable, Sendable, CustomStringConvertible {
  let definition: any DifferentiableFunction.Type
  let s: Double
  let t: Double

  /// The function itself.
  var function: UnaryFunction { UnaryFunction(definition, s, t) }

  package static func == (a: UnaryGradient, b: UnaryGradient) -> Bool { a.function == b.function }
  package func hash(into hasher: inout Hasher) { hasher.combine(function) }
  package var description: String { function.description }
}

/// A function of two numbers, as primitives hold it.
package struct BinaryFunction: Hashable, Sendable, CustomStringConvertible {
  let definition: any BinaryDefinition.Type

  init(_ definition: any BinaryDefinition.Type) { self.definition = definition }

  package static func == (a: BinaryFunction, b: BinaryFunction) -> Bool {
    a.definition == b.definition
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(definition)) }
  package var description: String { definition.label }
}
