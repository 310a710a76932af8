extension OrderingFamily {
  /// An order needs all elements of an axis at once: the eager kernel computes it.
  static func lower(_ operation: Graph.Operation, in plan: inout Lowering) -> PlanValue {
    plan.lowerEagerly(operation)
  }
}
