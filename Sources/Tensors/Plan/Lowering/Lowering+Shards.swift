extension Lowering {
  /// Sums over images in channel blocks: the shards', then their sum.
  mutating func addSharded(
    _ sums: ShardedChannelStep.Sums, _ node: Graph.NodeID, input: PlanValue,
    gradient: PlanValue? = nil, moments: PlanValue? = nil, epsilon: Double = 0, scale: Float = 1
  ) -> PlanValue {
    let shardCount = ShardedChannelStep.shards(of: input.shape[0])
    let channels = input.shape[1]
    let shards = makeValue([shardCount, 2, channels], .float32, layout: .dense)
    steps.append(
      ShardedChannelStep(
        sums: sums, input: input, gradient: gradient, moments: moments, output: shards))
    return add(node) { _, output in
      ShardedChannelSumStep(
        sums: sums, shards: shards, moments: moments, output: output,
        count: input.count / channels / shardCount, epsilon: epsilon, scale: scale)
    }
  }

  /// The same over dense images: adds the shards' sums and returns the step of the batch's.
  mutating func sumPlanes(
    _ sums: ShardedChannelStep.Sums, of input: PlanValue, gradient: PlanValue? = nil,
    moments: PlanValue? = nil, into output: PlanValue, epsilon: Double = 0, scale: Float = 1
  ) -> ShardedChannelSumStep {
    let (batch, channels) = (input.shape[0], input.shape[1])
    let shardCount = ShardedChannelStep.shards(of: batch)
    let shards = makeValue([shardCount, 2, paddedToLanes(channels)], .float32, layout: .dense)
    steps.append(
      ShardedChannelStep(
        sums: sums, input: input, gradient: gradient, moments: moments, output: shards))
    return ShardedChannelSumStep(
      sums: sums, shards: shards, moments: moments, output: output,
      count: input.count / channels / shardCount, epsilon: epsilon, scale: scale)
  }
}
