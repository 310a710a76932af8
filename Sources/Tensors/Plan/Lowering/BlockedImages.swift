/// Which values are images in channel blocks, and which states kernels in blocks.
enum BlockedImages {
  /// For every node, whether its layout is ``Layout/channelBlocks``.
  static func nodes(of graph: Graph, backend: any Backend) -> [Bool] {
    [Bool](repeating: false, count: graph.nodes.count)
  }

  static func kernelLayout(
    of node: Graph.NodeID, in graph: Graph, isBlocked: [Bool]
  ) -> Layout? { nil }
}
