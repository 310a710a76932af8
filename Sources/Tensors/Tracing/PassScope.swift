/// The pass through a network under way on the calling thread. What it is only the module of networks
/// knows; it is kept here because a thread has one place for what belongs to it.
package enum PassScope {
  /// The pass under way, if there is one.
  package static var current: AnyObject? {
    get { ThreadContext.current.pass }
    set { ThreadContext.current.pass = newValue }
  }
}
