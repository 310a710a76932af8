/// The pass through a network under way on the calling thread. What it is only the module of
/// networks knows; it is kept here because a thread has one place for what belongs to it.
package enum PassScope {
  /// The pass under way, if there is one.
  package static var current: AnyObject? {
    get { ThreadContext.current.pass }
    set { ThreadContext.current.pass = newValue }
  }

  /// Who keeps account of the parameters read on this thread, if anybody does.
  package static var reads: ParameterReads? {
    get { ThreadContext.current.reads }
    set { ThreadContext.current.reads = newValue }
  }
}

/// The parameters read since it was made, each once, in the order of their first reading.
package final class ParameterReads {
  /// In the order of their first reading.
  package private(set) var parameters: [Parameter] = []
  private var seen: Set<ObjectIdentifier> = []

  package init() {}

  func insert(_ parameter: Parameter) {
    if seen.insert(ObjectIdentifier(parameter)).inserted { parameters.append(parameter) }
  }
}
