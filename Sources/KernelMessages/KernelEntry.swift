/// What tool and kernel agree on before the first message.
///
/// The kernel is started as `notebook-kernel PARENT FOLDER`: the tool's process identifier, so that
/// it notices a tool that ended before the kernel could ask to be told, and where cells run.
package enum KernelEntry {
  /// The descriptor of the socket at the start; the kernel moves it out of the way at once.
  package static let channel: Int32 = 3
  /// The descriptor of the pipe for ``LastWords`` at the start.
  package static let lastWords: Int32 = 4
  /// The first argument of a process that was a snapshot and only waits for its child any more,
  /// whose number follows, and then that of its parent.
  package static let relay = "--relay"
  /// Tells a sleeping snapshot that it is not needed any more. The system ignores it where nobody
  /// waits for it.
  package static let dropSignal: Int32 = 23  // SIGURG
  /// The exit status of a kernel whose socket was closed by a cell.
  package static let connectionLost: Int32 = 113
}
