extension Lowering {
  /// Convolutions and poolings over images in channel blocks.
  mutating func lowerImages(
    _ primitive: Primitive, _ operands: [Graph.NodeID], _ node: Graph.NodeID
  ) -> PlanValue? { nil }
}
