import Foundation
import Glibc
import KernelMessages
import NotebookDisplay
import Testing

@testable import KernelSupervision

/// A kernel whose tool is gone ends, whatever it is doing.
@Suite(.serialized) struct KernelOrphanTests {
  /// A shell that plays the tool, and the kernel it has started.
  struct Orphanage {
    let shell: pid_t
    let kernel: pid_t
    let channel: MessageChannel<KernelReply>

    init(_ workshop: CellWorkshop) throws {
      let socket = try DescriptorPair.socket()
      let output = try DescriptorPair.pipe()
      let null = fcntl(open("/dev/null", O_RDWR | O_CLOEXEC), F_DUPFD_CLOEXEC, 64)
      defer { [socket.far, output.far, output.near, null].forEach { close($0) } }
      shell = try ChildProcess.start(
        "/bin/sh", arguments: ["-c", "setsid '\(workshop.kernel)' $$ / & wait"],
        environment: ProcessInfo.processInfo.environment,
        descriptors: [null, null, null, socket.far, output.far])
      channel = MessageChannel(descriptor: socket.near)
      guard case .ready(let process) = try Self.next(of: channel) else {
        throw KernelError("the kernel is not ready")
      }
      kernel = process
    }

    /// The next reply, which may be one that came together with others that are of no interest.
    static func next(
      of channel: MessageChannel<KernelReply>, where isWanted: (KernelReply) -> Bool = { _ in true }
    ) throws -> KernelReply {
      while true {
        var source = pollfd(fd: channel.descriptor, events: Int16(POLLIN), revents: 0)
        try #require(poll(&source, 1, 20_000) > 0)
        let arrival = try channel.receive()
        if let reply = arrival.messages.first(where: isWanted) { return reply }
        try #require(arrival.isOpen)
      }
    }

    /// Waits until the kernel has closed its end; the socket's end is the process's.
    func waitForEnd() throws {
      while try channel.receive().isOpen {
        var source = pollfd(fd: channel.descriptor, events: Int16(POLLIN), revents: 0)
        try #require(poll(&source, 1, 20_000) > 0)
      }
      var status: Int32 = 0
      kill(-shell, SIGKILL)
      waitpid(shell, &status, 0)
      close(channel.descriptor)
    }
  }

  @Test(arguments: ["while true {}", "import Glibc\nwhile true { sleep(100) }"])
  func endsWhenTheToolIsKilledDuringACell(code: String) async throws {
    let workshop = try CellWorkshop()
    let cell = try workshop.compile(1, "display(1)\n" + code)
    let orphanage = try Orphanage(workshop)
    try orphanage.channel.send(
      KernelRequest.run(
        library: cell.library, entryPoint: cell.entryPoint, lines: NoteLines(),
        figureSize: FigureSize(),
        trainingMemory: .off))
    guard case .event = try Orphanage.next(of: orphanage.channel) else {
      throw KernelError("the cell did not start")
    }
    try orphanage.channel.send(KernelRequest.acknowledge)
    kill(orphanage.shell, SIGKILL)
    try orphanage.waitForEnd()
  }

  @Test func endsWhenItWasStoppedBeforeTheToolWasKilled() async throws {
    let orphanage = try Orphanage(try CellWorkshop())
    kill(orphanage.kernel, SIGSTOP)
    while !ProcessStatus.isStopped(orphanage.kernel) { usleep(1000) }
    kill(orphanage.shell, SIGKILL)
    try orphanage.waitForEnd()
  }

  @Test func goesOnAfterBeingStopped() async throws {
    let orphanage = try Orphanage(try CellWorkshop())
    kill(orphanage.kernel, SIGSTOP)
    kill(orphanage.kernel, SIGCONT)
    try orphanage.channel.send(
      KernelRequest.run(
        library: "/nonexistent", entryPoint: "main", lines: NoteLines(), figureSize: FigureSize(),
        trainingMemory: .off))
    let reply = try Orphanage.next(of: orphanage.channel) {
      if case .event = $0 { false } else { true }
    }
    guard case .notLoaded = reply else {
      throw KernelError("the kernel answers something else")
    }
    kill(orphanage.shell, SIGKILL)
    try orphanage.waitForEnd()
  }

  @Test func endsWhenTheToolIsKilledBetweenCells() async throws {
    let orphanage = try Orphanage(try CellWorkshop())
    kill(orphanage.shell, SIGKILL)
    try orphanage.waitForEnd()
  }
}
