internal import Glibc
internal import Synchronization

/// What others ask of the thread that supervises a kernel.
final class KernelInbox: Sendable {
  /// Becomes readable when something is asked.
  let descriptor: Int32
  private let waker: Int32
  private let commands = Mutex<[KernelSupervisor.Command]>([])

  init() throws(SystemError) {
    let pipe = try DescriptorPair.pipe()
    (descriptor, waker) = (pipe.near, pipe.far)
    for end in [descriptor, waker] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  deinit {
    close(descriptor)
    close(waker)
  }

  func post(_ command: KernelSupervisor.Command) {
    commands.withLock { $0.append(command) }
    // A full pipe wakes as well.
    var byte: UInt8 = 0
    _ = write(waker, &byte, 1)
  }

  func takeAll() -> [KernelSupervisor.Command] {
    var bytes = [UInt8](repeating: 0, count: 64)
    _ = read(descriptor, &bytes, bytes.count)
    return commands.withLock { commands in
      defer { commands = [] }
      return commands
    }
  }
}
