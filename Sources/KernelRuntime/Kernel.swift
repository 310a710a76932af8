@preconcurrency internal import Glibc
internal import KernelMessages
internal import NotebookDisplay

/// The process that runs cells.
///
/// Its main thread answers the tool, serves the main actor and takes snapshots; each cell runs on
/// a thread of its own with a large stack. Between two cells the main thread is alone, which is
/// what makes a snapshot by `fork()` possible.
package enum Kernel {
  /// Answers the tool until it goes away; the whole body of `notebook-kernel`.
  ///
  /// - Parameter prepare: Installs what the cells use, such as the tensor backend.
  package static func serve(prepare: () throws -> Void) -> Never {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let parent = Int32(arguments[1]) else {
      print("notebook-kernel runs the cells of a note and is started by 'notebook run NOTE.md'")
      Glibc.exit(64)
    }
    // Lines go out as they are printed, as on a terminal: what a note prints can be watched, and
    // little is lost when it crashes.
    setvbuf(stdout, nil, _IOLBF, 1 << 16)
    Descriptors.closeOthers()
    let channel = Descriptors.moveAway(KernelEntry.channel)
    let lastWords = Descriptors.moveAway(KernelEntry.lastWords)
    ToolWatch.begin(parent: parent)
    guard chdir(arguments[2]) == 0 else {
      stop("cannot run in the folder '\(arguments[2])': \(String(cString: strerror(errno)))")
    }
    CrashHandler.install(lastWords: lastWords)
    ExitHandler.install(lastWords: lastWords)
    let service = KernelService(channel: channel)
    DisplaySink.install { service.send($0) }
    CellEnd.install { CellThread.leave() }
    do {
      try prepare()
    } catch {
      stop("\(error)")
    }
    service.serve()
  }

  /// Ends before the first cell; the tool passes the sentence on.
  private static func stop(_ sentence: String) -> Never {
    fputs("\(sentence)\n", stderr)
    _exit(1)
  }
}
