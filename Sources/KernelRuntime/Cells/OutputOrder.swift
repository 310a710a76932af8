internal import CLinux
@preconcurrency internal import Glibc
internal import KernelMessages
internal import Synchronization

/// Keeps what a cell prints to the standard output and to the standard error in order.
///
/// The two are pipes, and a reader of two pipes cannot know which was written to first. So a writer
/// to one waits until the tool has taken what is in the other. This holds for all that goes through
/// the streams of the C library, as `print` and `fputs` do. What is written to a descriptor itself,
/// by Foundation's `FileHandle` or by a program that a cell has started, does not wait; what is
/// printed after it does.
enum OutputOrder {
  /// The process in which a cell runs, whose output the tool reads at once; 0 between cells.
  private static let printer = Atomic<pid_t>(0)

  /// The pipes by numbers of their own, which a cell that redirects 1 and 2 leaves alone. Set once
  /// at the start.
  nonisolated(unsafe) private static var outputPipe: Int32 = -1
  nonisolated(unsafe) private static var errorPipe: Int32 = -1

  /// Makes both streams of the C library wait for each other. Lines of the standard output go out
  /// as they are printed, as on a terminal: what a note prints can be watched, and little is lost
  /// when it crashes.
  static func install() {
    cellEnds()
    outputPipe = Descriptors.moveAway(dup(STDOUT_FILENO))
    errorPipe = Descriptors.moveAway(dup(STDERR_FILENO))
    let output = open_writing_stream { OutputOrder.write($1, $2, to: STDOUT_FILENO) }
    let error = open_writing_stream { OutputOrder.write($1, $2, to: STDERR_FILENO) }
    if let output, let error {
      // What code may ask a stream for, and `freopen` needs, is as it was: its descriptor and the
      // buffers of wide characters.
      (output.pointee._fileno, error.pointee._fileno) = (STDOUT_FILENO, STDERR_FILENO)
      output.pointee._wide_data = stdout.pointee._wide_data
      error.pointee._wide_data = stderr.pointee._wide_data
      (stdout, stderr) = (output, error)
      setvbuf(stderr, nil, _IONBF, 0)
    }
    setvbuf(stdout, nil, _IOLBF, 1 << 16)
  }

  /// Called before a cell's first instruction.
  static func cellBegins() { printer.store(getpid(), ordering: .releasing) }

  /// Called when all of a cell's output is written. What its threads print from now on is read with
  /// the next cell, and nobody waits for that.
  static func cellEnds() { printer.store(0, ordering: .releasing) }

  /// Writes what a stream has gathered; called for a dying process too, within its signal handler.
  private static func write(
    _ bytes: UnsafePointer<CChar>?, _ count: Int, to descriptor: Int32
  ) -> Int {
    guard let bytes else { return 0 }
    // A line that has no end yet was printed before.
    if descriptor == STDERR_FILENO, ftrylockfile(stdout) == 0 {
      fflush_unlocked(stdout)
      funlockfile(stdout)
    }
    waitUntilRead(descriptor == STDERR_FILENO ? outputPipe : errorPipe)
    // The tool tells the runtime's sentence from what stands before it on its line by the time at
    // which it comes.
    if descriptor == STDERR_FILENO, announcesTrap(bytes, count) { waitUntilRead(errorPipe) }
    var done = 0
    while done < count {
      let written = Glibc.write(descriptor, bytes + done, count - done)
      if written > 0 {
        done += written
      } else if written == 0 || errno != EINTR {
        break
      }
    }
    return done
  }

  private static func announcesTrap(_ bytes: UnsafePointer<CChar>, _ count: Int) -> Bool {
    TrapAnnouncement.words.contains { word in
      memmem(bytes, count, word.utf8Start, word.utf8CodeUnitCount) != nil
    }
  }

  /// Waits for the tool, which takes some microseconds; a child that a cell has forked and that
  /// outlives the cell would wait in vain.
  private static func waitUntilRead(_ pipe: Int32) {
    var unread: Int32 = 0
    while printer.load(ordering: .acquiring) == getpid(),
      ioctl(pipe, UInt(FIONREAD), &unread) == 0, unread > 0
    { usleep(20) }
  }
}
