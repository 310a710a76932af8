/// What belongs to a thread: what reading and writing a ``Parameter`` means on it right now (the
/// trace under construction and the variables of gradients under way), and memory to work in.
final class ThreadContext {
  var trace: TraceBuilder?
  /// Parameters that a gradient under way differentiates with respect to.
  var variables: [ObjectIdentifier: Tensor] = [:]

  /// The pass through a network under way on this thread, as the module of networks knows it.
  var pass: (any NetworkPass)?
  /// Who keeps account of the parameters read on this thread, if anybody does.
  var reads: ParameterReads?
  /// What messages say of shapes that nobody has written.
  var remark: RowRemark?

  /// The generator behind draws without key or seed, where it is not the process's.
  var randomState: Parameter?
  /// The most workers that plans made here use, where it is not the usual number.
  var workerLimit: Int?

  /// What computes products here in place of the installed backend.
  var backend: (any Backend)?

  private var workspace: UnsafeMutableBufferPointer<Float> = .init(start: nil, count: 0)

  deinit { workspace.deallocate() }

  /// Memory for so many numbers that begins on a cache line: always the thread's same piece, made
  /// larger when more is asked for, so that what runs again and again allocates nothing.
  func workspace(floats count: Int) -> UnsafeMutablePointer<Float> {
    if workspace.count < count {
      workspace.deallocate()
      let memory = UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64)
      workspace = UnsafeMutableBufferPointer(
        start: memory.bindMemory(to: Float.self, capacity: count), count: count)
    }
    return workspace.baseAddress.unsafelyUnwrapped
  }

  private static let ofThread = ThreadLocal<ThreadContext>()

  /// The calling thread's context.
  static var current: ThreadContext { ofThread.value { ThreadContext() } }
}
