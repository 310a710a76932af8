/// What tool and kernel agree on before the first message.
///
/// The kernel is started as `notebook-kernel PARENT FOLDER`: the tool's process identifier, so that
/// it notices a tool that ended before the kernel could ask to be told, and where cells run.
package enum KernelEntry {
  /// The descriptor of the socket at the start; the kernel moves it out of the way at once.
  package static let channel: Int32 = 3
  /// The descriptor of the pipe for ``LastWords`` at the start.
  package static let lastWords: Int32 = 4
  /// The exit status of a kernel whose socket was closed by a cell.
  package static let connectionLost: Int32 = 113
}
