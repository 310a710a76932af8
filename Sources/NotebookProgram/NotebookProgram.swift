internal import Datasets
internal import Dispatch
@preconcurrency internal import Foundation
internal import KernelRuntime
internal import NotebookDisplay
internal import Tensors
internal import TensorsOneDNN

/// What `main.swift` of an exported note calls: the cells run as in the notebook's kernel, and what
/// they show is printed.
public enum NotebookProgram {
  /// Runs the cells and ends the process: with status 1 after an uncaught error or a false claim.
  ///
  /// Cells have a thread of their own with a stack like the kernel's, and the main thread serves
  /// the main actor. `NOTEBOOK_BACKEND=portable` turns oneDNN off, as it does in a run of the note.
  ///
  /// - Parameters:
  ///   - seed: The note's seed, which random numbers start from.
  ///   - cells: Calls the cells' functions, in the note's order.
  public static func run(seed: UInt64, cells: @escaping @Sendable () throws -> Void) -> Never {
    HashingSeed.makeConstant()
    setvbuf(stdout, nil, _IOLBF, 1 << 16)
    if ProcessInfo.processInfo.environment["NOTEBOOK_BACKEND"] != "portable" {
      Backends.install(OneDNNBackend())
    }
    StandardRandomNumbers.followSeed()
    setSeed(Int(truncatingIfNeeded: seed))
    DataAccess.install(SystemDataAccess())
    let printer = EventPrinter()
    DisplaySink.install { printer.print($0) }
    let thread = Thread {
      do {
        try cells()
        exit(printer.falseClaims > 0 ? 1 : 0)
      } catch {
        print("error: \(error)")
        exit(1)
      }
    }
    thread.stackSize = 64 << 20
    thread.start()
    dispatchMain()
  }
}
