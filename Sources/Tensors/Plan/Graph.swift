/// A function of tensors as a list of primitives in order of computation: what tracing produces and
/// planning consumes.
package struct Graph: Sendable {
  /// The number of a node in ``nodes``.
  package typealias NodeID = Int

  /// Where a node's value comes from.
  package enum Source: Sendable, Equatable {
    /// The n-th argument of the function, bound at each call.
    case input(Int)
    /// The n-th state (parameter, moment, running statistic, learning rate): lives between calls.
    case state(Int)
    /// The n-th constant of ``Graph/constants``.
    case constant(Int)
    case operation(Primitive, inputs: [NodeID])
  }

  /// One value.
  package struct Node: Sendable {
    package var source: Source
    package var shape: [Int]
    package var elementType: ElementType
    /// The layer or line that made it, for explanations and errors: "Dense(300)".
    package var origin: String?

    package init(source: Source, shape: [Int], elementType: ElementType, origin: String? = nil) {
      self.source = source
      self.shape = shape
      self.elementType = elementType
      self.origin = origin
    }
  }

  /// A node that is computed: what, from which nodes.
  struct Operation {
    let primitive: Primitive
    let operands: [NodeID]
    let node: NodeID
  }

  /// A state takes a new value at the end of the call; all updates happen after all reads.
  package struct Update: Sendable, Equatable {
    package var state: Int
    package var value: NodeID
    package init(state: Int, value: NodeID) {
      self.state = state
      self.value = value
    }
  }

  package var nodes: [Node] = []
  package var constants: [Tensor] = []
  /// Returned to the caller, copied out of the arena.
  package var outputs: [NodeID] = []
  package var updates: [Update] = []

  package init() {}
}
